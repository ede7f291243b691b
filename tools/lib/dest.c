// SPDX-License-Identifier: GPL-2.0
/* Real servers of a service: add, edit, delete, list. */
#include "codec.h"
#include "list.h"
#include "result.h"
#include "sock.h"

#include <errno.h>
#include <netlink/genl/genl.h>
#include <netlink/msg.h>
#include <stdlib.h>

typedef int (*put_dest_fn)(struct nl_msg *msg, const struct lvs_dest *dest);

static struct lvs_result request(struct lvs_handle *h, struct nl_msg *msg,
				 const struct lvs_svc *svc, put_dest_fn put,
				 const struct lvs_dest *dest)
{
	if (msg && (lvs_put_svc_id(msg, svc) || put(msg, dest))) {
		nlmsg_free(msg);
		return lvs_result_new(EMSGSIZE, NULL);
	}
	return lvs_exchange(h, msg, NULL, NULL);
}

struct lvs_result lvs_dest_add(struct lvs_handle *h, const struct lvs_svc *svc,
			       const struct lvs_dest *dest)
{
	return request(h, lvs_msg_new(h, LVS_CMD_NEW_DEST, 0), svc,
		       lvs_put_dest, dest);
}

struct lvs_result lvs_dest_edit(struct lvs_handle *h, const struct lvs_svc *svc,
				const struct lvs_dest *dest)
{
	return request(h, lvs_msg_new(h, LVS_CMD_SET_DEST, 0), svc,
		       lvs_put_dest, dest);
}

struct lvs_result lvs_dest_delete(struct lvs_handle *h,
				  const struct lvs_svc *svc,
				  const struct lvs_dest *dest)
{
	return request(h, lvs_msg_new(h, LVS_CMD_DEL_DEST, 0), svc,
		       lvs_put_dest_id, dest);
}

struct collect {
	struct lvs_dest_list *list;
	uint16_t svc_family;
};

static struct lvs_result take_next(struct nlmsghdr *hdr, void *arg)
{
	struct nlattr *tb[LVS_CMD_ATTR_MAX + 1];
	struct collect *c = arg;
	struct lvs_dest *dest;

	dest = lvs_list_room((void **)&c->list->items, c->list->count,
			     sizeof(*dest));
	if (!dest)
		return lvs_result_new(ENOMEM, NULL);
	if (genlmsg_parse(hdr, 0, tb, LVS_CMD_ATTR_MAX, NULL) < 0 ||
	    !lvs_take_dest(tb[LVS_CMD_ATTR_DEST], c->svc_family, dest))
		return lvs_result_new(EPROTO, "the kernel's server lacks attributes");
	c->list->count++;
	return LVS_OK;
}

static void reset(void *arg)
{
	struct collect *c = arg;

	lvs_dest_list_free(c->list);
}

static int fill(struct nl_msg *msg, const void *arg)
{
	return lvs_put_svc_id(msg, arg);
}

struct lvs_result lvs_dest_list_get(struct lvs_handle *h,
				    const struct lvs_svc *svc,
				    struct lvs_dest_list *list)
{
	struct collect c = { .list = list, .svc_family = svc->addr.family };
	const struct lvs_dump dump = {
		.cmd = LVS_CMD_GET_DEST,
		.fill = fill,
		.fill_arg = svc,
		.take = take_next,
		.reset = reset,
		.arg = &c,
	};

	*list = (struct lvs_dest_list){ 0 };
	return lvs_dump_run(h, &dump);
}

void lvs_dest_list_free(struct lvs_dest_list *list)
{
	free(list->items);
	*list = (struct lvs_dest_list){ 0 };
}
