// SPDX-License-Identifier: GPL-2.0
/* Files in /proc/net of this thread's namespace, read in pieces. */
#include "files.h"

#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* seconds: in-tree IPVS adds its counters up every two seconds */
#define STATS_S 15

int file_open(const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/thread-self/net/%s", name);
	return open(path, O_RDONLY);
}

/* the rest of a file, read @piece bytes at a time */
ssize_t file_read_rest(int fd, char *text, size_t piece)
{
	ssize_t len = 0, got;

	while ((got = read(fd, text + len, piece)) > 0)
		len += got;
	text[len] = '\0';
	return got ? -1 : len;
}

ssize_t file_read(const char *name, char *text, size_t piece)
{
	int fd = file_open(name);
	ssize_t len = fd < 0 ? -1 : file_read_rest(fd, text, piece);

	close(fd);
	return len;
}

/* does a file contain a text within STATS_S, as what is counted is added up late */
bool file_comes_to_say(const char *name, const char *what, char *text)
{
	time_t deadline = time(NULL) + STATS_S;

	while (file_read(name, text, 4096) > 0 && !strstr(text, what)) {
		if (time(NULL) > deadline)
			return false;
		sched_yield();
	}
	return strstr(text, what);
}
