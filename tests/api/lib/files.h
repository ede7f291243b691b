/* SPDX-License-Identifier: GPL-2.0 */
/* Files in /proc/net of this thread's namespace, read in pieces. */
#ifndef API_FILES_H
#define API_FILES_H

#include <stdbool.h>
#include <sys/types.h>

int file_open(const char *name);
ssize_t file_read_rest(int fd, char *text, size_t piece);
ssize_t file_read(const char *name, char *text, size_t piece);
bool file_comes_to_say(const char *name, const char *what, char *text);

#endif
