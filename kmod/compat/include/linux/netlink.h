/* SPDX-License-Identifier: GPL-2.0 */
/* Error texts of netlink could not be formatted at first. Floor 0. */
#ifndef LVS_COMPAT_LINUX_NETLINK_H
#define LVS_COMPAT_LINUX_NETLINK_H

#include_next <linux/netlink.h>

#ifndef LVS_HAVE_EXTACK_FMT
#include <linux/atomic.h>
#include <linux/kernel.h>

/*
 * The text is read after the request's handler has returned, so it stays in a
 * ring. Whoever gets a text that is overwritten meanwhile by the 64th refusal
 * after it reads the wrong reason.
 */
#define NL_SET_ERR_MSG_FMT(extack, fmt, args...) do {			\
	static char lvs_texts[64][80];					\
	static atomic_t lvs_turn;					\
	unsigned int lvs_i = atomic_inc_return(&lvs_turn) %		\
			     ARRAY_SIZE(lvs_texts);			\
									\
	if (extack) {							\
		snprintf(lvs_texts[lvs_i], sizeof(lvs_texts[0]), fmt,	\
			 ##args);					\
		(extack)->_msg = lvs_texts[lvs_i];			\
	}								\
} while (0)
#endif

#endif
