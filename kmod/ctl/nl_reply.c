// SPDX-License-Identifier: GPL-2.0
/*
 * Heads of replies. Floor 8.
 *
 * A reply goes back under the message type that the request came with, so that
 * nobody here needs the family itself, whose table of commands needs us.
 */
#include "ctl/nl_reply.h"

#include <uapi/linux/lvs.h>

#include <net/genetlink.h>

static void *put_head(struct sk_buff *skb, const struct nlmsghdr *request,
		      u32 portid, int flags, u8 cmd)
{
	struct genlmsghdr *head;
	struct nlmsghdr *nlh;

	nlh = nlmsg_put(skb, portid, request->nlmsg_seq, request->nlmsg_type,
			GENL_HDRLEN, flags);
	if (!nlh)
		return NULL;
	head = nlmsg_data(nlh);
	head->cmd = cmd;
	head->version = LVS_GENL_VERSION;
	head->reserved = 0;
	return (char *)head + GENL_HDRLEN;
}

/**
 * lvs_nl_reply_new() - begin the one message that answers a request
 * @reply: filled
 * @info: the request
 * @cmd: command of the reply
 *
 * Context: process, may sleep.
 * Return: 0, or -ENOMEM.
 */
int lvs_nl_reply_new(struct lvs_nl_reply *reply, struct genl_info *info,
		     u8 cmd)
{
	reply->skb = nlmsg_new(NLMSG_GOODSIZE, GFP_KERNEL);
	if (!reply->skb)
		return -ENOMEM;
	reply->head = put_head(reply->skb, info->nlhdr, info->snd_portid, 0,
			       cmd);
	if (!reply->head) {
		nlmsg_free(reply->skb);
		return -ENOMEM;
	}
	return 0;
}

/**
 * lvs_nl_reply_send() - send a message that is complete
 * @reply: taken
 * @info: the request
 *
 * Context: process, may sleep.
 * Return: 0, or what the socket says.
 */
int lvs_nl_reply_send(struct lvs_nl_reply *reply, struct genl_info *info)
{
	genlmsg_end(reply->skb, reply->head);
	return genlmsg_reply(reply->skb, info);
}

/**
 * lvs_nl_reply_free() - give up a message
 * @reply: taken
 *
 * Context: process.
 */
void lvs_nl_reply_free(struct lvs_nl_reply *reply)
{
	nlmsg_free(reply->skb);
}

/**
 * lvs_nl_dump_begin() - begin one message of a listing
 * @skb: where
 * @cb: the listing; @cb->seq tells the state that it is of
 * @cmd: command of the message
 *
 * Context: process or RCU.
 * Return: for genlmsg_end() or genlmsg_cancel(); NULL when @skb is full.
 */
void *lvs_nl_dump_begin(struct sk_buff *skb, struct netlink_callback *cb,
			u8 cmd)
{
	void *head;

	head = put_head(skb, cb->nlh, NETLINK_CB(cb->skb).portid, NLM_F_MULTI,
			cmd);
	if (head)
		genl_dump_check_consistent(cb, head);
	return head;
}
