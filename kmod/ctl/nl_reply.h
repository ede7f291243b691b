/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Heads of replies. Floor 8.
 */
#ifndef LVS_CTL_NL_REPLY_H
#define LVS_CTL_NL_REPLY_H

#include <linux/types.h>

struct genl_info;
struct netlink_callback;
struct sk_buff;

/**
 * struct lvs_nl_reply - a message that is being made for one request
 * @skb: the message
 * @head: behind its generic netlink header
 */
struct lvs_nl_reply {
	struct sk_buff *skb;
	void *head;
};

int lvs_nl_reply_new(struct lvs_nl_reply *reply, struct genl_info *info,
		     u8 cmd);
int lvs_nl_reply_send(struct lvs_nl_reply *reply, struct genl_info *info);
void lvs_nl_reply_free(struct lvs_nl_reply *reply);
void *lvs_nl_dump_begin(struct sk_buff *skb, struct netlink_callback *cb,
			u8 cmd);

#endif
