// SPDX-License-Identifier: GPL-2.0
/*
 * Linked into every C test: before main() the program starts itself anew under
 * lib/guard_run.sh, which loads the module under test, runs the program, and
 * judges the kernel log and what is left behind, as for the shell tests.
 */
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define GUARD "lib/guard_run.sh"

__attribute__((constructor))
static void run_guarded(int argc, char **argv)
{
	char self[PATH_MAX], dir[PATH_MAX], guard[PATH_MAX + sizeof(GUARD) + 1];
	char *args[argc + 2];
	ssize_t len;
	int i;

	if (getenv("LVS_GUARDED"))
		return;
	len = readlink("/proc/self/exe", self, sizeof(self) - 1);
	if (len < 0) {
		perror("/proc/self/exe");
		exit(1);
	}
	self[len] = '\0';

	args[1] = self;
	for (i = 1; i < argc; i++)
		args[i + 1] = argv[i];
	args[argc + 1] = NULL;

	snprintf(dir, sizeof(dir), "%s", self);
	snprintf(guard, sizeof(guard), "%s/%s", dirname(dir), GUARD);
	args[0] = guard;
	execv(guard, args);
	perror(guard);
	exit(1);
}
