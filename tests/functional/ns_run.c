// SPDX-License-Identifier: GPL-2.0
/*
 * ns_run NETNS COMMAND ARG... - the command, in the network namespace that the
 * file is; nothing else of it is another. Tests start thousands of programs so,
 * and this one has nothing to load.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	int fd;

	if (argc < 3) {
		fprintf(stderr, "usage: ns_run NETNS COMMAND ARG...\n");
		return 2;
	}
	fd = open(argv[1], O_RDONLY | O_CLOEXEC);
	if (fd < 0 || setns(fd, CLONE_NEWNET)) {
		perror(argv[1]);
		return 125;
	}
	execvp(argv[2], argv + 2);
	perror(argv[2]);
	return 127;
}
