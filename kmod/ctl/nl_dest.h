/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Netlink commands that concern servers. Floor 8.
 */
#ifndef LVS_CTL_NL_DEST_H
#define LVS_CTL_NL_DEST_H

struct genl_info;
struct netlink_callback;
struct sk_buff;

int lvs_nl_new_dest(struct sk_buff *skb, struct genl_info *info);
int lvs_nl_set_dest(struct sk_buff *skb, struct genl_info *info);
int lvs_nl_del_dest(struct sk_buff *skb, struct genl_info *info);
int lvs_nl_start_dests(struct netlink_callback *cb);
int lvs_nl_dump_dests(struct sk_buff *skb, struct netlink_callback *cb);

#endif
