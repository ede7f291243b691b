/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Netlink commands that concern services. Floor 8.
 */
#ifndef LVS_CTL_NL_SVC_H
#define LVS_CTL_NL_SVC_H

struct genl_info;
struct netlink_callback;
struct sk_buff;

int lvs_nl_new_svc(struct sk_buff *skb, struct genl_info *info);
int lvs_nl_set_svc(struct sk_buff *skb, struct genl_info *info);
int lvs_nl_del_svc(struct sk_buff *skb, struct genl_info *info);
int lvs_nl_get_svc(struct sk_buff *skb, struct genl_info *info);
int lvs_nl_dump_svcs(struct sk_buff *skb, struct netlink_callback *cb);
int lvs_nl_zero(struct sk_buff *skb, struct genl_info *info);
int lvs_nl_flush(struct sk_buff *skb, struct genl_info *info);

#endif
