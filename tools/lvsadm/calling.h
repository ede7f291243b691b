/* SPDX-License-Identifier: GPL-2.0 */
/* The names that the tool may be called by, and what each of them means. */
#ifndef LVSADM_CALLING_H
#define LVSADM_CALLING_H

#include "opts.h"

/**
 * struct calling - what a name means
 * @name: of the program, without its folder
 * @cmd: the command that every call is, or CMD_COUNT: the first word says it
 * @help: of that command, where it is not quite what it is else
 * @resets: -E and -e reset what they do not name, as ipvsadm does
 */
struct calling {
	const char *name;
	enum cmd cmd;
	const char *help;
	bool resets;
};

/* argv0 with or without a folder; a name that is not known is lvsadm */
const struct calling *calling_find(const char *argv0);

/*
 * Does the name stand for the command of these words; then the command has to
 * be put between argv[0] and argv[1]. Help and version may be asked for by
 * every name.
 */
bool calling_is_command(const struct calling *as, int argc,
			const char *const *argv);

#endif /* LVSADM_CALLING_H */
