/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Netlink commands that concern a namespace as a whole. Floor 8.
 */
#ifndef LVS_CTL_NL_CONF_H
#define LVS_CTL_NL_CONF_H

struct genl_info;
struct sk_buff;

int lvs_nl_set_config(struct sk_buff *skb, struct genl_info *info);
int lvs_nl_get_config(struct sk_buff *skb, struct genl_info *info);
int lvs_nl_get_info(struct sk_buff *skb, struct genl_info *info);
int lvs_nl_get_ext(struct sk_buff *skb, struct genl_info *info);

#endif
