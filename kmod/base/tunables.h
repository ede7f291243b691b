/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Knobs of a namespace: plain words that packets read and control writes.
 * Floor 1.
 */
#ifndef LVS_BASE_TUNABLES_H
#define LVS_BASE_TUNABLES_H

#include <linux/types.h>

struct lvs_net;

/* the time-outs that clients can set, in the order that they are listed */
enum lvs_timeout {
	LVS_TIMEOUT_TCP,
	LVS_TIMEOUT_TCP_FIN,
	LVS_TIMEOUT_UDP,
	LVS_TIMEOUT_COUNT,
};

/* seconds */
#define LVS_TIMEOUT_TCP_DEFAULT_S	900
#define LVS_TIMEOUT_TCP_FIN_DEFAULT_S	120
#define LVS_TIMEOUT_UDP_DEFAULT_S	300

/**
 * struct lvs_tunables - knobs of one namespace
 * @timeout_jif: by enum lvs_timeout, jiffies, 1..INT_MAX
 * @snat_reroute: look up the route of a translated reply again
 * @pmtu_disc: answer too big packets instead of fragmenting tunnels
 *
 * Written by control with WRITE_ONCE, read by packets with READ_ONCE; each
 * word stands alone, so no lock.
 */
struct lvs_tunables {
	u32 timeout_jif[LVS_TIMEOUT_COUNT];
	int snat_reroute;
	int pmtu_disc;
};

int lvs_tunables_init(struct lvs_net *lnet);
void lvs_tunables_exit(struct lvs_net *lnet);

#endif
