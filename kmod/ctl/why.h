/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Why a request was refused, and which attribute is to blame. Floor 8.
 */
#ifndef LVS_CTL_WHY_H
#define LVS_CTL_WHY_H

#include <linux/compiler.h>
#include <linux/types.h>

/* what netlink can carry, bytes with the NUL */
#define LVS_WHY_TEXT_MAX 80

/* which attribute list a number belongs to */
enum lvs_why_nest {
	LVS_WHY_TOP,		/* LVS_CMD_ATTR_* */
	LVS_WHY_SVC,		/* LVS_SVC_ATTR_* */
	LVS_WHY_DEST,		/* LVS_DEST_ATTR_* */
	LVS_WHY_DAEMON,		/* LVS_DAEMON_ATTR_* */
};

/**
 * struct lvs_why - what is wrong with a request
 * @nest: enum lvs_why_nest
 * @attr: the offending attribute's number, 0 for all of @nest
 * @text: what is wrong, the limit and the remedy; empty if nothing was said
 */
struct lvs_why {
	u8 nest;
	u8 attr;
	char text[LVS_WHY_TEXT_MAX];
};

/* an attribute of a list, as lvs_refuse() wants it */
#define LVS_AT(nest, attr) ((nest) << 8 | (attr))
#define LVS_AT_TOP(attr) LVS_AT(LVS_WHY_TOP, LVS_CMD_ATTR_##attr)
#define LVS_AT_SVC(attr) LVS_AT(LVS_WHY_SVC, LVS_SVC_ATTR_##attr)
#define LVS_AT_DEST(attr) LVS_AT(LVS_WHY_DEST, LVS_DEST_ATTR_##attr)
#define LVS_AT_DAEMON(attr) LVS_AT(LVS_WHY_DAEMON, LVS_DAEMON_ATTR_##attr)

__printf(4, 5)
int lvs_refuse(struct lvs_why *why, int err, u16 at, const char *fmt, ...);

#endif
