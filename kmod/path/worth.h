/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What an entry is worth keeping for, when there are too many. Floor 7.
 */
#ifndef LVS_PATH_WORTH_H
#define LVS_PATH_WORTH_H

#include <linux/limits.h>

struct lvs_conn;
struct lvs_net;

/*
 * How gladly an entry is given up: the greater, the gladder. Between the last
 * two stand entries that wait for somebody to go on, by the seconds that they
 * have been waiting.
 */
enum lvs_worth {
	LVS_WORTH_KEEPING = -1,
	LVS_WORTH_LITTLE,	/* over, or silent for very long */
	LVS_WORTH_WAITING,	/* plus seconds */
	LVS_WORTH_NOTHING = INT_MAX,
};

int lvs_worth_of(struct lvs_net *lnet, const struct lvs_conn *conn);

#endif
