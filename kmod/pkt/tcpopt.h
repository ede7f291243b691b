/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Options of a TCP header. Floor 2.
 */
#ifndef LVS_PKT_TCPOPT_H
#define LVS_PKT_TCPOPT_H

#include "pkt/pkt.h"

int lvs_tcpopt_limit_mss(struct lvs_pkt *pkt, u16 mss);

#endif
