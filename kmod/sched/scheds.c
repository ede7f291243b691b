// SPDX-License-Identifier: GPL-2.0
/*
 * All schedulers, by name. Floor 4.
 */
#include "sched/scheds.h"

#include "obj/ops.h"
#include "sched/dh.h"
#include "sched/fo.h"
#include "sched/lblc.h"
#include "sched/lblcr.h"
#include "sched/lc.h"
#include "sched/mh.h"
#include "sched/nq.h"
#include "sched/ovf.h"
#include "sched/rr.h"
#include "sched/sed.h"
#include "sched/sh.h"
#include "sched/twos.h"
#include "sched/wlc.h"
#include "sched/wrr.h"

#include <linux/kernel.h>
#include <linux/string.h>

static const struct lvs_sched_ops *const scheds[] = {
	&lvs_sched_rr,
	&lvs_sched_wrr,
	&lvs_sched_lc,
	&lvs_sched_wlc,
	&lvs_sched_fo,
	&lvs_sched_ovf,
	&lvs_sched_sed,
	&lvs_sched_nq,
	&lvs_sched_twos,
	&lvs_sched_sh,
	&lvs_sched_dh,
	&lvs_sched_lblc,
	&lvs_sched_lblcr,
	&lvs_sched_mh,
};

/**
 * lvs_sched_find() - find a scheduler
 * @name: as users write it; "none" is no scheduler's name
 *
 * Context: any.
 * Return: the scheduler, or NULL.
 */
const struct lvs_sched_ops *lvs_sched_find(const char *name)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(scheds); i++) {
		if (!strcmp(scheds[i]->name, name))
			return scheds[i];
	}
	return NULL;
}
