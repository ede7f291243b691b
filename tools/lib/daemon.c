// SPDX-License-Identifier: GPL-2.0
/* The daemons that replicate connections: start, stop, list. */
#include "codec.h"
#include "result.h"
#include "sock.h"

#include <errno.h>
#include <netlink/genl/genl.h>
#include <netlink/msg.h>

static struct lvs_result request(struct lvs_handle *h, uint8_t cmd,
				 const struct lvs_daemon *daemon)
{
	struct nl_msg *msg = lvs_msg_new(h, cmd, 0);

	if (msg && lvs_put_daemon(msg, daemon)) {
		nlmsg_free(msg);
		return lvs_result_new(EMSGSIZE, NULL);
	}
	return lvs_exchange(h, msg, NULL, NULL);
}

struct lvs_result lvs_daemon_start(struct lvs_handle *h,
				   const struct lvs_daemon *daemon)
{
	return request(h, LVS_CMD_NEW_DAEMON, daemon);
}

struct lvs_result lvs_daemon_stop(struct lvs_handle *h,
				  const struct lvs_daemon *daemon)
{
	return request(h, LVS_CMD_DEL_DAEMON, daemon);
}

static struct lvs_result take_next(struct nlmsghdr *hdr, void *arg)
{
	struct nlattr *tb[LVS_CMD_ATTR_MAX + 1];
	struct lvs_daemon_list *list = arg;
	size_t max = sizeof(list->items) / sizeof(list->items[0]);

	if (list->count == max)
		return lvs_result_new(EPROTO, "the kernel lists more than %zu daemons",
				      max);
	if (genlmsg_parse(hdr, 0, tb, LVS_CMD_ATTR_MAX, NULL) < 0 ||
	    !lvs_take_daemon(tb[LVS_CMD_ATTR_DAEMON],
			     &list->items[list->count]))
		return lvs_result_new(EPROTO, "the kernel's daemon lacks attributes");
	list->count++;
	return LVS_OK;
}

static void reset(void *arg)
{
	struct lvs_daemon_list *list = arg;

	list->count = 0;
}

struct lvs_result lvs_daemon_list_get(struct lvs_handle *h,
				      struct lvs_daemon_list *list)
{
	const struct lvs_dump dump = {
		.cmd = LVS_CMD_GET_DAEMON,
		.take = take_next,
		.reset = reset,
		.arg = list,
	};

	return lvs_dump_run(h, &dump);
}
