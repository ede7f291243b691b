/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What each CPU had counted for servers that were removed. Floor 3.
 */
#ifndef LVS_OBJ_PAST_H
#define LVS_OBJ_PAST_H

#include "base/counters.h"

/**
 * struct lvs_past - what one CPU had counted
 * @gone: for removed servers; config lock, and the step that takes the server
 *	out of what is listed
 * @leaving: for those that are removed next; config lock
 */
struct lvs_past {
	struct lvs_counters gone;
	struct lvs_counters leaving;
};

void lvs_past_note(struct lvs_past __percpu *past,
		   struct lvs_counters_cpu __percpu *set);
void lvs_past_settle(struct lvs_past __percpu *past);
void lvs_past_forget(struct lvs_past __percpu *past,
		     struct lvs_counters_cpu __percpu *set);

#endif
