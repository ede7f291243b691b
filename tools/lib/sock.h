/* SPDX-License-Identifier: GPL-2.0 */
/* The netlink socket: open, find the family, exchange one request. */
#ifndef LIBLVS_SOCK_H
#define LIBLVS_SOCK_H

#include "liblvs.h"

#include <linux/netlink.h>

struct nl_msg;

/*
 * Takes one reply message. A code ends the exchange with this result after
 * the rest of the reply has been read and dropped.
 */
typedef struct lvs_result (*lvs_take_fn)(struct nlmsghdr *msg, void *arg);

/* NULL: out of memory; flags: NLM_F_DUMP or 0 */
struct nl_msg *lvs_msg_new(const struct lvs_handle *h, uint8_t cmd, int flags);

/* sends and frees msg (NULL: ENOMEM), waits for the end of the reply */
struct lvs_result lvs_exchange(struct lvs_handle *h, struct nl_msg *msg,
			       lvs_take_fn take, void *arg);

/*
 * Runs a dump until it was consistent, a few times at most.
 * @fill: adds the attributes of the request, or NULL; not 0 = no room
 * @reset: forgets what take has collected so far
 */
struct lvs_dump {
	uint8_t cmd;
	int (*fill)(struct nl_msg *msg, const void *arg);
	const void *fill_arg;
	lvs_take_fn take;
	void (*reset)(void *arg);
	void *arg;
};

struct lvs_result lvs_dump_run(struct lvs_handle *h, const struct lvs_dump *d);

#endif /* LIBLVS_SOCK_H */
