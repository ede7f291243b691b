// SPDX-License-Identifier: GPL-2.0
/* Virtual services: add, edit, delete, get, list. */
#include "codec.h"
#include "list.h"
#include "result.h"
#include "sock.h"

#include <errno.h>
#include <netlink/genl/genl.h>
#include <netlink/msg.h>
#include <stdlib.h>

typedef int (*put_svc_fn)(struct nl_msg *msg, const struct lvs_svc *svc);

static struct lvs_result request(struct lvs_handle *h, uint8_t cmd,
				 put_svc_fn put, const struct lvs_svc *svc)
{
	struct nl_msg *msg = lvs_msg_new(h, cmd, 0);

	if (msg && put(msg, svc)) {
		nlmsg_free(msg);
		return lvs_result_new(EMSGSIZE, NULL);
	}
	return lvs_exchange(h, msg, NULL, NULL);
}

struct lvs_result lvs_svc_add(struct lvs_handle *h, const struct lvs_svc *svc)
{
	return request(h, LVS_CMD_NEW_SERVICE, lvs_put_svc_new, svc);
}

struct lvs_result lvs_svc_edit(struct lvs_handle *h, const struct lvs_svc *svc)
{
	return request(h, LVS_CMD_SET_SERVICE, lvs_put_svc, svc);
}

struct lvs_result lvs_svc_delete(struct lvs_handle *h,
				 const struct lvs_svc *svc)
{
	return request(h, LVS_CMD_DEL_SERVICE, lvs_put_svc_id, svc);
}

struct lvs_result lvs_zero(struct lvs_handle *h, const struct lvs_svc *svc)
{
	if (!svc)
		return lvs_exchange(h, lvs_msg_new(h, LVS_CMD_ZERO, 0), NULL,
				    NULL);
	return request(h, LVS_CMD_ZERO, lvs_put_svc_id, svc);
}

static bool parse(struct nlmsghdr *hdr, struct lvs_svc *svc)
{
	struct nlattr *tb[LVS_CMD_ATTR_MAX + 1];

	return genlmsg_parse(hdr, 0, tb, LVS_CMD_ATTR_MAX, NULL) >= 0 &&
	       lvs_take_svc(tb[LVS_CMD_ATTR_SERVICE], svc);
}

static struct lvs_result take_one(struct nlmsghdr *hdr, void *arg)
{
	if (!parse(hdr, arg))
		return lvs_result_new(EPROTO, "the kernel's service lacks attributes");
	return LVS_OK;
}

struct lvs_result lvs_svc_get(struct lvs_handle *h, const struct lvs_svc *id,
			      struct lvs_svc *out)
{
	struct nl_msg *msg = lvs_msg_new(h, LVS_CMD_GET_SERVICE, 0);

	if (msg && lvs_put_svc_id(msg, id)) {
		nlmsg_free(msg);
		return lvs_result_new(EMSGSIZE, NULL);
	}
	return lvs_exchange(h, msg, take_one, out);
}

static struct lvs_result take_next(struct nlmsghdr *hdr, void *arg)
{
	struct lvs_svc_list *list = arg;
	struct lvs_svc *svc;

	svc = lvs_list_room((void **)&list->items, list->count, sizeof(*svc));
	if (!svc)
		return lvs_result_new(ENOMEM, NULL);
	if (!parse(hdr, svc))
		return lvs_result_new(EPROTO, "the kernel's service lacks attributes");
	list->count++;
	return LVS_OK;
}

static void reset(void *arg)
{
	lvs_svc_list_free(arg);
}

struct lvs_result lvs_svc_list_get(struct lvs_handle *h,
				   struct lvs_svc_list *list)
{
	const struct lvs_dump dump = {
		.cmd = LVS_CMD_GET_SERVICE,
		.take = take_next,
		.reset = reset,
		.arg = list,
	};

	*list = (struct lvs_svc_list){ 0 };
	return lvs_dump_run(h, &dump);
}

void lvs_svc_list_free(struct lvs_svc_list *list)
{
	free(list->items);
	*list = (struct lvs_svc_list){ 0 };
}
