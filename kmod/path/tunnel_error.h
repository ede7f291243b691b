/* SPDX-License-Identifier: GPL-2.0 */
/*
 * ICMP errors about packets that we sent through a tunnel. Floor 7.
 */
#ifndef LVS_PATH_TUNNEL_ERROR_H
#define LVS_PATH_TUNNEL_ERROR_H

struct lvs_pkt;
struct lvs_quote;

unsigned int lvs_path_tunnel_error(struct lvs_pkt *pkt,
				   const struct lvs_quote *outer);

#endif
