/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A packet of its own, made of one that lies inside another one. Floor 2.
 */
#ifndef LVS_PKT_EXCERPT_H
#define LVS_PKT_EXCERPT_H

struct lvs_pkt;
struct lvs_quote;
struct sk_buff;

struct sk_buff *lvs_excerpt_new(const struct lvs_pkt *pkt,
				const struct lvs_quote *quote);

#endif
