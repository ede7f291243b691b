/* SPDX-License-Identifier: GPL-2.0 */
/* Routing was asked for a header's whole byte of service at first. Floor 0. */
#ifndef LVS_COMPAT_NET_ROUTE_H
#define LVS_COMPAT_NET_ROUTE_H

#include_next <net/route.h>

#ifndef LVS_HAVE_ROUTE_INPUT_DSCP
#define ip_route_input_noref(skb, dst, src, dscp, dev)			\
	ip_route_input_noref(skb, dst, src, inet_dscp_to_dsfield(dscp), dev)
#endif

#endif
