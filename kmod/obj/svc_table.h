/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The virtual services of a namespace: by key for packets, by age for
 * listings. Floor 3.
 */
#ifndef LVS_OBJ_SVC_TABLE_H
#define LVS_OBJ_SVC_TABLE_H

#include "base/counters.h"
#include "obj/rate.h"
#include "obj/svc.h"

#include <linux/rhashtable-types.h>
#include <linux/xarray.h>

struct lvs_net;
struct lvs_past;
struct lvs_tuple;

/**
 * struct lvs_svc_table - services of a namespace
 * @by_key: find by key; RCU for readers, config lock for writers
 * @by_id: the same services, oldest first; same rules
 * @next_id: id of the next service, config lock
 * @count4: services of IPv4, config lock
 * @count6: services of IPv6, config lock
 * @marks: services by mark, config lock; read by packets
 * @any_port: services of all ports of an address, likewise
 * @ftp: services of FTP's control port, likewise
 * @strays: services to which a server's packet may belong although it is of
 *	no flow, likewise
 * @folded: what removed services had counted, less what was zeroed; config
 *	lock
 * @past: what removed servers had counted, by CPU, and for good (obj/past)
 * @rate: averages of the whole namespace; config lock
 */
struct lvs_svc_table {
	struct rhashtable by_key;
	struct xarray by_id;
	u32 next_id;
	u32 count4;
	u32 count6;
	u32 marks;
	u32 any_port;
	u32 ftp;
	u32 strays;
	struct lvs_counters folded;
	struct lvs_past __percpu *past;
	struct lvs_rate rate;
};

int lvs_svc_table_init(struct lvs_net *lnet);
void lvs_svc_table_exit(struct lvs_net *lnet);
struct lvs_svc *lvs_svc_find(struct lvs_net *lnet,
			     const struct lvs_svc_key *key);
struct lvs_svc *lvs_svc_find_flow(struct lvs_net *lnet,
				  const struct lvs_tuple *flow, u32 mark);
int lvs_svc_insert(struct lvs_net *lnet, struct lvs_svc *svc);
void lvs_svc_table_update(struct lvs_net *lnet, struct lvs_svc *svc,
			  const struct lvs_svc_conf *conf);
void lvs_svc_unlink(struct lvs_net *lnet, struct lvs_svc *svc);
struct lvs_svc *lvs_svc_next(struct lvs_net *lnet, unsigned long *id);
void lvs_svc_table_stats(struct lvs_net *lnet, struct lvs_counters *sum);
void lvs_svc_table_stats_cpu(struct lvs_net *lnet, int cpu,
			     struct lvs_counters *sum);

#endif
