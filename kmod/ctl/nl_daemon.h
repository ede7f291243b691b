/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Netlink commands that concern replication daemons. Floor 8.
 */
#ifndef LVS_CTL_NL_DAEMON_H
#define LVS_CTL_NL_DAEMON_H

struct genl_info;
struct netlink_callback;
struct sk_buff;

int lvs_nl_new_daemon(struct sk_buff *skb, struct genl_info *info);
int lvs_nl_del_daemon(struct sk_buff *skb, struct genl_info *info);
int lvs_nl_dump_daemons(struct sk_buff *skb, struct netlink_callback *cb);

#endif
