// SPDX-License-Identifier: GPL-2.0
/*
 * The netlink socket: open, find the family, exchange one request.
 *
 * libnl folds errno values together and hides the kernel's extack text, so
 * errors are taken from the raw message here.
 */
#include "sock.h"

#include "result.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <netlink/errno.h>
#include <netlink/genl/genl.h>
#include <netlink/netlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* a dump that a change interrupted is read anew this often */
#define DUMP_TRIES 20

struct lvs_handle {
	struct nl_sock *sk;
	int family;
};

struct exchange {
	struct lvs_result res;
	lvs_take_fn take;
	void *arg;
	bool done;
	bool interrupted;
};

/* Copies the extack text out of the attributes at data, if there is one. */
static void take_extack(struct lvs_result *res, const void *data, int len)
{
	struct nlattr *attr = nla_find(data, len, NLMSGERR_ATTR_MSG);

	if (attr)
		nla_strlcpy(res->text, attr, sizeof(res->text));
}

/* An acknowledgement, good or bad. */
static void take_ack(struct exchange *ex, const struct nlmsghdr *hdr)
{
	const struct nlmsgerr *err = NLMSG_DATA(hdr);
	size_t skip = sizeof(*err);
	size_t len = NLMSG_PAYLOAD(hdr, 0);

	ex->done = true;
	if (err->error && !ex->res.code)
		ex->res = lvs_result_new(-err->error, NULL);
	if (!(hdr->nlmsg_flags & NLM_F_ACK_TLVS))
		return;
	if (!(hdr->nlmsg_flags & NLM_F_CAPPED))
		skip += NLMSG_ALIGN(err->msg.nlmsg_len) - sizeof(err->msg);
	if (skip < len)
		take_extack(&ex->res, (const char *)err + skip, len - skip);
}

static int on_error(struct sockaddr_nl *from, struct nlmsgerr *err, void *arg)
{
	(void)from;
	take_ack(arg, (struct nlmsghdr *)((char *)err - NLMSG_HDRLEN));
	return NL_STOP;
}

static int on_ack(struct nl_msg *msg, void *arg)
{
	take_ack(arg, nlmsg_hdr(msg));
	return NL_STOP;
}

/* The end of a dump carries a status word and perhaps an extack. */
static int on_finish(struct nl_msg *msg, void *arg)
{
	struct nlmsghdr *hdr = nlmsg_hdr(msg);
	int len = NLMSG_PAYLOAD(hdr, 0);
	struct exchange *ex = arg;
	int status = 0;

	ex->done = true;
	if (hdr->nlmsg_flags & NLM_F_DUMP_INTR)
		ex->interrupted = true;
	if (len < (int)sizeof(status))
		return NL_STOP;
	memcpy(&status, NLMSG_DATA(hdr), sizeof(status));
	if (status < 0 && !ex->res.code)
		ex->res = lvs_result_new(-status, NULL);
	if (hdr->nlmsg_flags & NLM_F_ACK_TLVS)
		take_extack(&ex->res, (char *)NLMSG_DATA(hdr) + sizeof(status),
			    len - (int)sizeof(status));
	return NL_STOP;
}

static int on_interrupted(struct nl_msg *msg, void *arg)
{
	struct exchange *ex = arg;

	(void)msg;
	ex->interrupted = true;
	return NL_OK;
}

static int on_valid(struct nl_msg *msg, void *arg)
{
	struct exchange *ex = arg;

	if (ex->take && !ex->res.code)
		ex->res = ex->take(nlmsg_hdr(msg), ex->arg);
	return NL_OK;
}

static struct nl_cb *callbacks_new(struct exchange *ex)
{
	struct nl_cb *cb = nl_cb_alloc(NL_CB_DEFAULT);

	if (!cb)
		return NULL;
	nl_cb_err(cb, NL_CB_CUSTOM, on_error, ex);
	nl_cb_set(cb, NL_CB_ACK, NL_CB_CUSTOM, on_ack, ex);
	nl_cb_set(cb, NL_CB_FINISH, NL_CB_CUSTOM, on_finish, ex);
	nl_cb_set(cb, NL_CB_DUMP_INTR, NL_CB_CUSTOM, on_interrupted, ex);
	nl_cb_set(cb, NL_CB_VALID, NL_CB_CUSTOM, on_valid, ex);
	return cb;
}

static struct lvs_result transport_error(int nle)
{
	if (nle == -NLE_NOMEM)
		return lvs_result_new(ENOMEM, NULL);
	return lvs_result_new(EIO, "netlink: %s", nl_geterror(nle));
}

static void exchange(struct lvs_handle *h, struct nl_msg *msg,
		     struct exchange *ex)
{
	struct nl_cb *cb = callbacks_new(ex);
	int err;

	if (!cb) {
		ex->res = lvs_result_new(ENOMEM, NULL);
		return;
	}
	err = nl_send_auto(h->sk, msg);
	while (err >= 0 && !ex->done)
		err = nl_recvmsgs(h->sk, cb);
	/* the callbacks know better than libnl what the kernel said */
	if (err < 0 && !ex->done)
		ex->res = transport_error(err);
	nl_cb_put(cb);
}

struct lvs_result lvs_exchange(struct lvs_handle *h, struct nl_msg *msg,
			       lvs_take_fn take, void *arg)
{
	struct exchange ex = { .take = take, .arg = arg };

	if (!msg)
		return lvs_result_new(ENOMEM, NULL);
	exchange(h, msg, &ex);
	nlmsg_free(msg);
	return ex.res;
}

static struct nl_msg *msg_new(int family, uint8_t cmd, int flags, uint8_t vers)
{
	struct nl_msg *msg = nlmsg_alloc();

	if (!msg)
		return NULL;
	if (genlmsg_put(msg, NL_AUTO_PORT, NL_AUTO_SEQ, family, 0, flags, cmd,
			vers))
		return msg;
	nlmsg_free(msg);
	return NULL;
}

struct nl_msg *lvs_msg_new(const struct lvs_handle *h, uint8_t cmd, int flags)
{
	return msg_new(h->family, cmd, flags, LVS_GENL_VERSION);
}

static struct lvs_result dump_once(struct lvs_handle *h,
				   const struct lvs_dump *d, bool *interrupted)
{
	struct nl_msg *msg = lvs_msg_new(h, d->cmd, NLM_F_DUMP);
	struct exchange ex = { .take = d->take, .arg = d->arg };

	if (!msg)
		return lvs_result_new(ENOMEM, NULL);
	if (d->fill && d->fill(msg, d->fill_arg))
		ex.res = lvs_result_new(EMSGSIZE, NULL);
	else
		exchange(h, msg, &ex);
	nlmsg_free(msg);
	*interrupted = ex.interrupted;
	return ex.res;
}

struct lvs_result lvs_dump_run(struct lvs_handle *h, const struct lvs_dump *d)
{
	bool interrupted = true;
	struct lvs_result res;
	int i;

	for (i = 0; i < DUMP_TRIES && interrupted; i++) {
		d->reset(d->arg);
		res = dump_once(h, d, &interrupted);
		if (res.code) {
			d->reset(d->arg);
			return res;
		}
	}
	if (!interrupted)
		return res;
	d->reset(d->arg);
	return lvs_result_new(EAGAIN, "the table changes faster than it can be listed");
}

static struct lvs_result take_family(struct nlmsghdr *hdr, void *arg)
{
	struct nlattr *tb[CTRL_ATTR_MAX + 1];
	int *family = arg;

	if (genlmsg_parse(hdr, 0, tb, CTRL_ATTR_MAX, NULL) < 0)
		return LVS_OK;
	if (!tb[CTRL_ATTR_FAMILY_NAME] || !tb[CTRL_ATTR_FAMILY_ID])
		return LVS_OK;
	if (nla_strcmp(tb[CTRL_ATTR_FAMILY_NAME], LVS_GENL_NAME) == 0)
		*family = nla_get_u16(tb[CTRL_ATTR_FAMILY_ID]);
	return LVS_OK;
}

/*
 * A look-up by name would make the kernel load whichever module carries the
 * family's alias, perhaps not the one that the user wants; a dump does not.
 */
static struct lvs_result find_family(struct lvs_handle *h)
{
	struct lvs_result res;

	h->family = 0;
	res = lvs_exchange(h, msg_new(GENL_ID_CTRL, CTRL_CMD_GETFAMILY,
				      NLM_F_DUMP, 1),
			   take_family, &h->family);
	if (!res.code && !h->family)
		return lvs_result_new(ENOENT, "the kernel has no netlink family %s",
				      LVS_GENL_NAME);
	return res;
}

static struct lvs_result connect_sock(struct lvs_handle *h)
{
	int on = 1;
	int err;

	h->sk = nl_socket_alloc();
	if (!h->sk)
		return lvs_result_new(ENOMEM, NULL);
	err = genl_connect(h->sk);
	if (err < 0)
		return transport_error(err);
	/* kernels without these options still work, only with less text */
	setsockopt(nl_socket_get_fd(h->sk), SOL_NETLINK, NETLINK_EXT_ACK, &on,
		   sizeof(on));
	setsockopt(nl_socket_get_fd(h->sk), SOL_NETLINK, NETLINK_CAP_ACK, &on,
		   sizeof(on));
	return find_family(h);
}

struct lvs_result lvs_open(struct lvs_handle **handle)
{
	struct lvs_handle *h = calloc(1, sizeof(*h));
	struct lvs_result res;

	*handle = NULL;
	if (!h)
		return lvs_result_new(ENOMEM, NULL);
	res = connect_sock(h);
	if (res.code) {
		lvs_close(h);
		return res;
	}
	*handle = h;
	return res;
}

void lvs_close(struct lvs_handle *h)
{
	if (!h)
		return;
	if (h->sk)
		nl_socket_free(h->sk);
	free(h);
}
