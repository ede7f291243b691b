// SPDX-License-Identifier: GPL-2.0
/* What belongs to the whole table: version, timeouts, flush. */
#include "result.h"
#include "sock.h"

#include <errno.h>
#include <netlink/genl/genl.h>
#include <netlink/msg.h>

static bool take_u32(struct nlattr *attr, uint32_t *value)
{
	if (!attr || nla_len(attr) < (int)sizeof(*value))
		return false;
	*value = nla_get_u32(attr);
	return true;
}

static struct lvs_result take_info(struct nlmsghdr *hdr, void *arg)
{
	struct nlattr *tb[LVS_INFO_ATTR_MAX + 1];
	struct lvs_info *info = arg;

	if (genlmsg_parse(hdr, 0, tb, LVS_INFO_ATTR_MAX, NULL) < 0 ||
	    !take_u32(tb[LVS_INFO_ATTR_VERSION], &info->version) ||
	    !take_u32(tb[LVS_INFO_ATTR_CONN_TAB_SIZE], &info->conn_tab_size))
		return lvs_result_new(EPROTO, "the kernel's info lacks attributes");
	return LVS_OK;
}

struct lvs_result lvs_info_get(struct lvs_handle *h, struct lvs_info *info)
{
	return lvs_exchange(h, lvs_msg_new(h, LVS_CMD_GET_INFO, 0), take_info,
			    info);
}

static struct lvs_result take_features(struct nlmsghdr *hdr, void *arg)
{
	struct nlattr *tb[LVS_EXT_ATTR_MAX + 1];
	uint64_t *features = arg;

	if (genlmsg_parse(hdr, 0, tb, LVS_EXT_ATTR_MAX, NULL) < 0 ||
	    !tb[LVS_EXT_ATTR_FEATURES] ||
	    nla_len(tb[LVS_EXT_ATTR_FEATURES]) < (int)sizeof(*features))
		return lvs_result_new(EPROTO, "the kernel's features do not parse");
	*features = nla_get_u64(tb[LVS_EXT_ATTR_FEATURES]);
	return LVS_OK;
}

struct lvs_result lvs_features_get(struct lvs_handle *h, uint64_t *features)
{
	struct lvs_result res;

	*features = 0;
	res = lvs_exchange(h, lvs_msg_new(h, LVS_CMD_GET_EXT, 0),
			   take_features, features);
	/* in-tree ip_vs knows no such command, and has none */
	return res.code == EOPNOTSUPP ? LVS_OK : res;
}

static struct lvs_result take_timeouts(struct nlmsghdr *hdr, void *arg)
{
	struct nlattr *tb[LVS_CMD_ATTR_MAX + 1];
	struct lvs_timeouts *t = arg;

	if (genlmsg_parse(hdr, 0, tb, LVS_CMD_ATTR_MAX, NULL) < 0)
		return lvs_result_new(EPROTO, "the kernel's timeouts do not parse");
	/* a kernel without TCP or UDP leaves theirs out */
	take_u32(tb[LVS_CMD_ATTR_TIMEOUT_TCP], &t->tcp_s);
	take_u32(tb[LVS_CMD_ATTR_TIMEOUT_TCP_FIN], &t->tcp_fin_s);
	take_u32(tb[LVS_CMD_ATTR_TIMEOUT_UDP], &t->udp_s);
	return LVS_OK;
}

struct lvs_result lvs_timeouts_get(struct lvs_handle *h,
				   struct lvs_timeouts *timeouts)
{
	*timeouts = (struct lvs_timeouts){ 0 };
	return lvs_exchange(h, lvs_msg_new(h, LVS_CMD_GET_CONFIG, 0),
			    take_timeouts, timeouts);
}

struct lvs_result lvs_timeouts_set(struct lvs_handle *h,
				   const struct lvs_timeouts *t)
{
	struct nl_msg *msg = lvs_msg_new(h, LVS_CMD_SET_CONFIG, 0);
	int err;

	if (!msg)
		return lvs_result_new(ENOMEM, NULL);
	err = nla_put_u32(msg, LVS_CMD_ATTR_TIMEOUT_TCP, t->tcp_s);
	err |= nla_put_u32(msg, LVS_CMD_ATTR_TIMEOUT_TCP_FIN, t->tcp_fin_s);
	err |= nla_put_u32(msg, LVS_CMD_ATTR_TIMEOUT_UDP, t->udp_s);
	if (err) {
		nlmsg_free(msg);
		return lvs_result_new(EMSGSIZE, NULL);
	}
	return lvs_exchange(h, msg, NULL, NULL);
}

struct lvs_result lvs_flush(struct lvs_handle *h)
{
	return lvs_exchange(h, lvs_msg_new(h, LVS_CMD_FLUSH, 0), NULL, NULL);
}
