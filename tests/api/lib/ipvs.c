// SPDX-License-Identifier: GPL-2.0
/*
 * A raw netlink socket that talks to the family "IPVS" of the network
 * namespace that it was opened in.
 */
#define _GNU_SOURCE
#include "ipvs.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/capability.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

/* nothing that we ask takes longer, seconds */
#define ANSWER_DEADLINE_S 20

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static int send_message(struct ipvs *s, int type, int flags, int cmd,
			int version, const struct attrs *attrs)
{
	struct {
		struct nlmsghdr nlh;
		struct genlmsghdr genl;
		uint8_t data[sizeof(attrs->data)];
	} message = {
		.nlh.nlmsg_type = type,
		.nlh.nlmsg_flags = NLM_F_REQUEST | flags,
		.nlh.nlmsg_seq = ++s->seq,
		.genl.cmd = cmd,
		.genl.version = version,
	};
	size_t len = attrs ? attrs->len : 0;

	if (len)
		memcpy(message.data, attrs->data, len);
	message.nlh.nlmsg_len = NLMSG_HDRLEN + GENL_HDRLEN + len;
	s->len = 0;
	s->err = send(s->fd, &message, message.nlh.nlmsg_len, 0) < 0 ? errno :
								       0;
	return s->err;
}

static void set_option(int fd, int option)
{
	int on = 1;

	if (setsockopt(fd, SOL_NETLINK, option, &on, sizeof(on)))
		die("setsockopt");
}

/* what the control family knows of ours */
int ipvs_describe(struct ipvs *s)
{
	struct attrs attrs = {};

	attrs_put(&attrs, CTRL_ATTR_FAMILY_NAME, LVS_GENL_NAME,
		  sizeof(LVS_GENL_NAME));
	return send_message(s, GENL_ID_CTRL, NLM_F_ACK, CTRL_CMD_GETFAMILY, 1,
			    &attrs) ?:
	       ipvs_receive(s);
}

static int resolve(struct ipvs *s)
{
	const struct nlattr *id;
	const void *list;
	size_t len;

	if (ipvs_describe(s))
		return s->err;
	list = msg_attrs(ipvs_first(s), &len);
	id = attr_find(list, len, CTRL_ATTR_FAMILY_ID);
	s->family = attr_u16(id);
	return 0;
}

/* 0, or the errno of looking the family up */
int ipvs_open(struct ipvs *s)
{
	struct sockaddr_nl addr = { .nl_family = AF_NETLINK };
	struct timeval deadline = { .tv_sec = ANSWER_DEADLINE_S };
	socklen_t len = sizeof(addr);

	memset(s, 0, sizeof(*s));
	s->answer = malloc(IPVS_ANSWER_MAX);
	s->fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC);
	if (!s->answer || s->fd < 0)
		die("socket");
	if (bind(s->fd, (struct sockaddr *)&addr, sizeof(addr)) ||
	    getsockname(s->fd, (struct sockaddr *)&addr, &len))
		die("bind");
	s->portid = addr.nl_pid;
	set_option(s->fd, NETLINK_EXT_ACK);
	set_option(s->fd, NETLINK_CAP_ACK);
	setsockopt(s->fd, SOL_SOCKET, SO_RCVTIMEO, &deadline,
		   sizeof(deadline));
	return resolve(s);
}

void ipvs_close(struct ipvs *s)
{
	close(s->fd);
	free(s->answer);
}

/* 0, or the errno of sending */
int ipvs_send(struct ipvs *s, int cmd, int flags, int version,
	      const struct attrs *attrs)
{
	return send_message(s, s->family, flags, cmd, version, attrs);
}

static void read_extack(struct ipvs *s, const void *list, size_t len)
{
	const struct nlattr *attr;

	attr = attr_find(list, len, NLMSGERR_ATTR_MSG);
	if (attr)
		snprintf(s->text, sizeof(s->text), "%.*s",
			 (int)attr_len(attr), (const char *)attr_data(attr));
	attr = attr_find(list, len, NLMSGERR_ATTR_OFFS);
	if (attr)
		s->bad_at = attr_u32(attr);
	attr = attr_find(list, len, NLMSGERR_ATTR_MISS_TYPE);
	if (attr)
		s->miss = attr_u32(attr);
}

/* requests are not quoted back, so the extended part follows the struct */
static void read_ack(struct ipvs *s, const struct nlmsghdr *nlh)
{
	const struct nlmsgerr *ack = NLMSG_DATA(nlh);
	size_t head = NLMSG_LENGTH(sizeof(*ack));

	s->err = -ack->error;
	if (nlh->nlmsg_flags & NLM_F_ACK_TLVS)
		read_extack(s, ack + 1, nlh->nlmsg_len - head);
}

static void read_done(struct ipvs *s, const struct nlmsghdr *nlh)
{
	s->done = true;
	memcpy(&s->done_status, NLMSG_DATA(nlh), sizeof(int));
	s->err = -s->done_status;
}

/* true when the answer is complete; @from: where it was received to */
static bool read_messages(struct ipvs *s, size_t from, size_t len)
{
	struct nlmsghdr *nlh = (struct nlmsghdr *)(s->answer + from);

	for (; NLMSG_OK(nlh, len); nlh = NLMSG_NEXT(nlh, len)) {
		if (nlh->nlmsg_seq != s->seq)
			continue;
		if (nlh->nlmsg_type == NLMSG_ERROR) {
			read_ack(s, nlh);
			return true;
		}
		if (nlh->nlmsg_type == NLMSG_DONE) {
			read_done(s, nlh);
			return true;
		}
		s->len = (uint8_t *)nlh + NLMSG_ALIGN(nlh->nlmsg_len) -
			 s->answer;
	}
	return false;
}

/* errno of the answer, or of receiving it; ETIME if none came */
int ipvs_receive(struct ipvs *s)
{
	ssize_t got;

	s->len = 0;
	s->err = 0;
	s->text[0] = '\0';
	s->bad_at = 0;
	s->miss = 0;
	s->done = false;
	do {
		got = recv(s->fd, s->answer + s->len, IPVS_ANSWER_MAX - s->len,
			   0);
		if (got < 0)
			return s->err = errno == EAGAIN ? ETIME : errno;
	} while (!read_messages(s, s->len, got));
	return s->err;
}

int ipvs_do(struct ipvs *s, int cmd, const struct attrs *attrs)
{
	return ipvs_send(s, cmd, NLM_F_ACK, LVS_GENL_VERSION, attrs) ?:
	       ipvs_receive(s);
}

int ipvs_dump(struct ipvs *s, int cmd, const struct attrs *attrs)
{
	return ipvs_send(s, cmd, NLM_F_DUMP, LVS_GENL_VERSION, attrs) ?:
	       ipvs_receive(s);
}

const struct nlmsghdr *ipvs_first(const struct ipvs *s)
{
	return s->len ? (const struct nlmsghdr *)s->answer : NULL;
}

const struct nlmsghdr *ipvs_next(const struct ipvs *s,
				 const struct nlmsghdr *nlh)
{
	const uint8_t *next = (const uint8_t *)nlh +
			      NLMSG_ALIGN(nlh->nlmsg_len);

	return next < s->answer + s->len ? (const struct nlmsghdr *)next :
	       NULL;
}

const struct genlmsghdr *msg_genl(const struct nlmsghdr *nlh)
{
	return NLMSG_DATA(nlh);
}

const void *msg_attrs(const struct nlmsghdr *nlh, size_t *len)
{
	*len = nlh->nlmsg_len - NLMSG_HDRLEN - GENL_HDRLEN;
	return (const uint8_t *)NLMSG_DATA(nlh) + GENL_HDRLEN;
}

/* the nest of a reply, if it is the only attribute and carries no flags */
const struct nlattr *msg_only_nest(const struct nlmsghdr *nlh, int type)
{
	const struct nlattr *nest;
	const void *list;
	size_t len;

	if (!nlh)
		return NULL;
	list = msg_attrs(nlh, &len);
	nest = attr_first(list, len);
	if (!nest || nest->nla_type != type || attr_next(nest, list, len))
		return NULL;
	return nest;
}

const struct nlattr *nest_member(const struct nlattr *nest, int type)
{
	return attr_find(attr_data(nest), attr_len(nest), type);
}

/* what both families have */
static struct form svc_rest(uint16_t family)
{
	struct lvs_flags flags = { .mask = ~0U };
	struct form form = {};

	form_set_u16(&form, LVS_SVC_ATTR_AF, family);
	form_set_text(&form, LVS_SVC_ATTR_SCHED_NAME, "rr");
	form_set(&form, LVS_SVC_ATTR_FLAGS, &flags, sizeof(flags));
	form_set_u32(&form, LVS_SVC_ATTR_TIMEOUT, 0);
	form_set_u32(&form, LVS_SVC_ATTR_NETMASK,
		     family == AF_INET6 ? 128 : ~0U);
	return form;
}

static void set_end(struct form *form, const char *ip, int port)
{
	form_set_u16(form, LVS_SVC_ATTR_PROTOCOL, IPPROTO_TCP);
	form_set_ip(form, LVS_SVC_ATTR_ADDR, ip);
	form_set_be16(form, LVS_SVC_ATTR_PORT, port);
}

struct form svc_form(const char *ip, int port)
{
	struct form form = svc_rest(AF_INET);

	set_end(&form, ip, port);
	return form;
}

struct form svc_form6(const char *ip, int port)
{
	struct form form = svc_rest(AF_INET6);

	set_end(&form, ip, port);
	return form;
}

struct form mark_form(int family, uint32_t mark)
{
	struct form form = svc_rest(family);

	form_set_u32(&form, LVS_SVC_ATTR_FWMARK, mark);
	return form;
}

struct form dest_form(const char *ip, int port)
{
	struct form form = {};

	form_set_ip(&form, LVS_DEST_ATTR_ADDR, ip);
	form_set_be16(&form, LVS_DEST_ATTR_PORT, port);
	form_set_u32(&form, LVS_DEST_ATTR_FWD_METHOD, LVS_FWD_MASQ);
	form_set_u32(&form, LVS_DEST_ATTR_WEIGHT, 1);
	form_set_u32(&form, LVS_DEST_ATTR_U_THRESH, 0);
	form_set_u32(&form, LVS_DEST_ATTR_L_THRESH, 0);
	return form;
}

int ipvs_svc(struct ipvs *s, int cmd, const struct form *svc)
{
	struct attrs attrs = {};

	attrs_put_form(&attrs, LVS_CMD_ATTR_SERVICE, svc);
	return ipvs_do(s, cmd, &attrs);
}

int ipvs_dest(struct ipvs *s, int cmd, const struct form *svc,
	      const struct form *dest)
{
	struct attrs attrs = {};

	attrs_put_form(&attrs, LVS_CMD_ATTR_SERVICE, svc);
	attrs_put_form(&attrs, LVS_CMD_ATTR_DEST, dest);
	return ipvs_do(s, cmd, &attrs);
}

int ipvs_dump_dests(struct ipvs *s, const struct form *svc)
{
	struct attrs attrs = {};

	attrs_put_form(&attrs, LVS_CMD_ATTR_SERVICE, svc);
	return ipvs_dump(s, LVS_CMD_GET_DEST, &attrs);
}

/* LVS_STATS_ATTR_* of a service, 64 bits wide; all ones if there is none */
uint64_t ipvs_svc_stat(struct ipvs *s, const struct form *svc, int attr)
{
	const struct nlattr *found = NULL;
	uint64_t value = ~0ULL;

	if (!ipvs_svc(s, LVS_CMD_GET_SERVICE, svc))
		found = msg_only_nest(ipvs_first(s), LVS_CMD_ATTR_SERVICE);
	if (found)
		found = nest_member(found, LVS_SVC_ATTR_STATS64);
	if (found)
		found = nest_member(found, attr);
	if (found && attr_len(found) == sizeof(value))
		memcpy(&value, attr_data(found), sizeof(value));
	return value;
}

void snapshot_add(struct snapshot *to, const void *data, size_t len)
{
	to->data = realloc(to->data, to->len + len + 1);
	if (!to->data)
		die("realloc");
	memcpy(to->data + to->len, data, len);
	to->len += len;
}

/* payloads only: sequence numbers differ between equal answers */
void snapshot_add_answer(struct snapshot *to, const struct ipvs *s)
{
	const struct nlmsghdr *nlh;
	const void *list;
	size_t len;

	for (nlh = ipvs_first(s); nlh; nlh = ipvs_next(s, nlh)) {
		list = msg_attrs(nlh, &len);
		snapshot_add(to, list, len);
	}
}

struct snapshot snapshot_take(struct ipvs *s)
{
	struct snapshot snapshot = {};
	struct ipvs inner;
	const struct nlmsghdr *nlh;

	if (ipvs_do(s, LVS_CMD_GET_CONFIG, NULL))
		die("GET_CONFIG");
	snapshot_add_answer(&snapshot, s);
	if (ipvs_dump(s, LVS_CMD_GET_SERVICE, NULL) || ipvs_open(&inner))
		die("GET_SERVICE");
	snapshot_add_answer(&snapshot, s);
	for (nlh = ipvs_first(s); nlh; nlh = ipvs_next(s, nlh)) {
		struct attrs attrs = {};
		const void *list = msg_attrs(nlh, &attrs.len);

		memcpy(attrs.data, list, attrs.len);
		if (ipvs_dump(&inner, LVS_CMD_GET_DEST, &attrs))
			die("GET_DEST");
		snapshot_add_answer(&snapshot, &inner);
	}
	ipvs_close(&inner);
	return snapshot;
}

bool snapshot_equal(const struct snapshot *a, const struct snapshot *b)
{
	return a->len == b->len && !memcmp(a->data, b->data, a->len);
}

void snapshot_free(struct snapshot *snapshot)
{
	free(snapshot->data);
}

bool testing_lvs(void)
{
	const char *impl = getenv("LVS_IMPL");

	return !impl || !strcmp(impl, "lvs");
}

/* what a refusal lacks; NULL if nothing. In-tree IPVS says no more than errno */
const char *ipvs_refusal_flaw(const struct ipvs *s)
{
	size_t len = strlen(s->text);

	if (!testing_lvs())
		return NULL;
	if (!len)
		return "no text";
	if (s->text[len - 1] == '.')
		return "text ends with a full stop";
	if (!s->bad_at && !s->miss)
		return "no attribute is marked";
	return NULL;
}

/* with its loopback up: before that, no address is unicast to the kernel */
void new_netns(void)
{
	struct ifreq lo = { .ifr_name = "lo", .ifr_flags = IFF_UP };
	int fd;

	if (unshare(CLONE_NEWNET))
		die("unshare");
	fd = socket(AF_INET, SOCK_DGRAM, 0);
	if (fd < 0 || ioctl(fd, SIOCSIFFLAGS, &lo))
		die("lo up");
	close(fd);
}

int drop_net_admin(void)
{
	struct __user_cap_header_struct head = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct data[2];

	if (syscall(SYS_capget, &head, data))
		return -1;
	data[0].effective &= ~(1U << CAP_NET_ADMIN);
	data[0].permitted &= ~(1U << CAP_NET_ADMIN);
	return syscall(SYS_capset, &head, data);
}
