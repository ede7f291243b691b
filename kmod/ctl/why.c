// SPDX-License-Identifier: GPL-2.0
/*
 * Why a request was refused, and which attribute is to blame. Floor 8.
 */
#include "ctl/why.h"

#include <linux/kernel.h>
#include <linux/stdarg.h>

/**
 * lvs_refuse() - say why a request is refused
 * @why: filled
 * @err: negative errno
 * @at: the offending attribute, LVS_AT_*
 * @fmt: text as of printf, lower case, without a full stop; cut at
 *	LVS_WHY_TEXT_MAX
 *
 * Context: any.
 * Return: @err.
 */
int lvs_refuse(struct lvs_why *why, int err, u16 at, const char *fmt, ...)
{
	va_list args;

	why->nest = at >> 8;
	why->attr = at & 0xff;
	va_start(args, fmt);
	vsnprintf(why->text, sizeof(why->text), fmt, args);
	va_end(args);
	return err;
}
