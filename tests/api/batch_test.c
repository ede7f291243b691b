// SPDX-License-Identifier: GPL-2.0
/*
 * Requests that are too many or too large: a thousand in one datagram, one that
 * is cut off at its end, attributes as large and as many as a message has room
 * for. Each is judged alone, and what is refused changes nothing.
 */
#define _GNU_SOURCE
#include "lib/ipvs.h"

#include "kselftest_harness.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MANY 1000
#define BATCH_BYTES (1 << 20)

/* the most that the length of an attribute can say, in whole words */
#define ATTR_BYTES 65528

#define NAME "192.0.2.1"

/**
 * struct batch - requests one after another
 * @s: who sends them
 * @len: bytes used
 * @data: BATCH_BYTES
 */
struct batch {
	struct ipvs *s;
	size_t len;
	uint8_t *data;
};

FIXTURE(batch)
{
	struct ipvs s;
	struct batch batch;
};

FIXTURE_SETUP(batch)
{
	int bytes = 2 * BATCH_BYTES;

	new_netns();
	ASSERT_EQ(0, ipvs_open(&self->s));
	ASSERT_EQ(0, setsockopt(self->s.fd, SOL_SOCKET, SO_SNDBUFFORCE, &bytes,
				sizeof(bytes)));
	ASSERT_EQ(0, setsockopt(self->s.fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes,
				sizeof(bytes)));
	self->batch.s = &self->s;
	self->batch.data = calloc(1, BATCH_BYTES);
	ASSERT_NE(NULL, self->batch.data);
}

FIXTURE_TEARDOWN(batch)
{
	free(self->batch.data);
	ipvs_close(&self->s);
}

/* a request's head; its attributes are added behind it */
static struct nlmsghdr *begin(struct batch *batch, int cmd, int flags)
{
	struct nlmsghdr *nlh = (struct nlmsghdr *)(batch->data + batch->len);
	struct genlmsghdr *genl = NLMSG_DATA(nlh);

	nlh->nlmsg_type = batch->s->family;
	nlh->nlmsg_flags = NLM_F_REQUEST | flags;
	nlh->nlmsg_seq = ++batch->s->seq;
	nlh->nlmsg_len = NLMSG_HDRLEN + GENL_HDRLEN;
	genl->cmd = cmd;
	genl->version = LVS_GENL_VERSION;
	return nlh;
}

static void *add_bytes(struct nlmsghdr *nlh, const void *data, size_t len)
{
	void *to = (uint8_t *)nlh + nlh->nlmsg_len;

	if (data)
		memcpy(to, data, len);
	nlh->nlmsg_len += NLMSG_ALIGN(len);
	return to;
}

static void end(struct batch *batch, const struct nlmsghdr *nlh)
{
	batch->len += nlh->nlmsg_len;
}

static void add_service(struct batch *batch, int port, int flags)
{
	struct nlmsghdr *nlh = begin(batch, LVS_CMD_NEW_SERVICE, flags);
	struct form svc = svc_form(NAME, port);
	struct attrs attrs = {};

	attrs_put_form(&attrs, LVS_CMD_ATTR_SERVICE, &svc);
	add_bytes(nlh, attrs.data, attrs.len);
	end(batch, nlh);
}

/* the errno of the last request's answer, or of sending */
static int send_all(struct batch *batch)
{
	struct ipvs *s = batch->s;

	if (send(s->fd, batch->data, batch->len, 0) < 0)
		return errno;
	return ipvs_receive(s);
}

static int count_services(struct ipvs *s)
{
	const struct nlmsghdr *nlh;
	int count = 0;

	if (ipvs_dump(s, LVS_CMD_GET_SERVICE, NULL))
		return -1;
	for (nlh = ipvs_first(s); nlh; nlh = ipvs_next(s, nlh))
		count++;
	return count;
}

TEST_F(batch, all_of_a_datagram_are_done)
{
	int i;

	for (i = 1; i <= MANY; i++)
		add_service(&self->batch, i, i == MANY ? NLM_F_ACK : 0);
	EXPECT_EQ(0, send_all(&self->batch));
	EXPECT_EQ(MANY, count_services(&self->s));
}

TEST_F(batch, each_is_judged_alone)
{
	int i;

	for (i = 1; i <= MANY; i++) {
		add_service(&self->batch, i, 0);
		add_service(&self->batch, i, i == MANY ? NLM_F_ACK : 0);
	}
	EXPECT_EQ(EEXIST, send_all(&self->batch));
	EXPECT_EQ(MANY, count_services(&self->s));
}

/* nobody answers what is cut: it is no message */
TEST_F(batch, what_is_cut_off_is_left_alone)
{
	add_service(&self->batch, 1, NLM_F_ACK);
	add_service(&self->batch, 2, NLM_F_ACK);
	self->batch.len -= NLMSG_ALIGNTO;
	self->s.seq--;
	EXPECT_EQ(0, send_all(&self->batch));
	EXPECT_EQ(1, count_services(&self->s));
}

/* a nest of one member that fills all of it, after those of a right service */
static int send_large(struct batch *batch, int attr)
{
	struct nlmsghdr *nlh = begin(batch, LVS_CMD_NEW_SERVICE, NLM_F_ACK);
	struct form svc = svc_form(NAME, 80);
	struct attrs attrs = {};
	struct nlattr *nest, *large;

	svc.present[attr] = false;
	attrs_put_form(&attrs, LVS_CMD_ATTR_SERVICE, &svc);
	nest = add_bytes(nlh, attrs.data, attrs.len);
	large = add_bytes(nlh, NULL, ATTR_BYTES - attrs.len);
	memset(large, 'a', ATTR_BYTES - attrs.len);
	large->nla_type = attr;
	large->nla_len = ATTR_BYTES - attrs.len;
	nest->nla_len = ATTR_BYTES;
	end(batch, nlh);
	return send_all(batch);
}

static const int large[] = {
	LVS_SVC_ATTR_SCHED_NAME, LVS_SVC_ATTR_PE_NAME, LVS_SVC_ATTR_ADDR,
	LVS_SVC_ATTR_FLAGS,
};

TEST_F(batch, attributes_too_large_are_refused)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(large); i++) {
		self->batch.len = 0;
		EXPECT_EQ(EINVAL, send_large(&self->batch, large[i]));
		EXPECT_EQ(NULL, ipvs_refusal_flaw(&self->s));
		EXPECT_EQ(0, count_services(&self->s));
	}
}

/* the last of them counts, as everywhere in netlink */
TEST_F(batch, one_attribute_may_come_thousands_of_times)
{
	struct nlmsghdr *nlh = begin(&self->batch, LVS_CMD_NEW_SERVICE,
				     NLM_F_ACK);
	struct form svc = svc_form(NAME, 80);
	struct attrs attrs = {}, port = {};
	struct nlattr *nest;

	attrs_put(&port, LVS_SVC_ATTR_PORT, "\x1f\x90", 2);
	attrs_put_form(&attrs, LVS_CMD_ATTR_SERVICE, &svc);
	nest = add_bytes(nlh, attrs.data, attrs.len);
	while (nest->nla_len + port.len <= ATTR_BYTES) {
		add_bytes(nlh, port.data, port.len);
		nest->nla_len += port.len;
	}
	end(&self->batch, nlh);
	EXPECT_EQ(0, send_all(&self->batch));
	EXPECT_EQ(1, count_services(&self->s));
	svc = svc_form(NAME, 8080);
	EXPECT_EQ(0, ipvs_svc(&self->s, LVS_CMD_DEL_SERVICE, &svc));
}

TEST_HARNESS_MAIN
