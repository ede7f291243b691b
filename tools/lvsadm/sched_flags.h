/* SPDX-License-Identifier: GPL-2.0 */
/* The three flags of a scheduler, as words. Pure. */
#ifndef LVSADM_SCHED_FLAGS_H
#define LVSADM_SCHED_FLAGS_H

#include "failure.h"
#include "liblvs.h"

#define SCHED_FLAGS_ALL (LVS_SVC_F_SCHED1 | LVS_SVC_F_SCHED2 | LVS_SVC_F_SCHED3)
#define SCHED_FLAGS_BYTES 64

/* a comma-separated list for this scheduler; «none» alone: no flag */
bool sched_flags_parse(const char *words, const char *sched, uint32_t *flags,
		       struct failure *fail);

/* the name of one flag with this scheduler, NULL: has none */
const char *sched_flag_name(uint32_t flag, const char *sched);

/*
 * The names of those set. lossless: also flag-3 of a scheduler that names its
 * other two, which a listing leaves out.
 */
const char *sched_flags_text(char buf[SCHED_FLAGS_BYTES], uint32_t flags,
			     const char *sched, bool lossless);

#endif /* LVSADM_SCHED_FLAGS_H */
