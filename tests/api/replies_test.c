// SPDX-License-Identifier: GPL-2.0
/*
 * Replies have the form that clients take them apart by: framing, order and
 * size of attributes, no flag on nests, values in the right byte order.
 */
#include "lib/ipvs.h"

#include "kselftest_harness.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>

FIXTURE(replies)
{
	struct ipvs s;
};

FIXTURE_SETUP(replies)
{
	new_netns();
	ASSERT_EQ(0, ipvs_open(&self->s));
}

FIXTURE_TEARDOWN(replies)
{
	ipvs_close(&self->s);
}

/* an attribute as a reply should have it; size -1: any */
struct shape {
	int type;
	int size;
};

static const struct shape stats_shape[] = {
	{ LVS_STATS_ATTR_CONNS, 4 }, { LVS_STATS_ATTR_INPKTS, 4 },
	{ LVS_STATS_ATTR_OUTPKTS, 4 }, { LVS_STATS_ATTR_INBYTES, 8 },
	{ LVS_STATS_ATTR_OUTBYTES, 8 }, { LVS_STATS_ATTR_CPS, 4 },
	{ LVS_STATS_ATTR_INPPS, 4 }, { LVS_STATS_ATTR_OUTPPS, 4 },
	{ LVS_STATS_ATTR_INBPS, 4 }, { LVS_STATS_ATTR_OUTBPS, 4 },
};

static const struct shape stats64_shape[] = {
	{ LVS_STATS_ATTR_CONNS, 8 }, { LVS_STATS_ATTR_INPKTS, 8 },
	{ LVS_STATS_ATTR_OUTPKTS, 8 }, { LVS_STATS_ATTR_INBYTES, 8 },
	{ LVS_STATS_ATTR_OUTBYTES, 8 }, { LVS_STATS_ATTR_CPS, 8 },
	{ LVS_STATS_ATTR_INPPS, 8 }, { LVS_STATS_ATTR_OUTPPS, 8 },
	{ LVS_STATS_ATTR_INBPS, 8 }, { LVS_STATS_ATTR_OUTBPS, 8 },
};

static const struct shape svc_shape[] = {
	{ LVS_SVC_ATTR_AF, 2 }, { LVS_SVC_ATTR_PROTOCOL, 2 },
	{ LVS_SVC_ATTR_ADDR, 16 }, { LVS_SVC_ATTR_PORT, 2 },
	{ LVS_SVC_ATTR_SCHED_NAME, 3 }, { LVS_SVC_ATTR_FLAGS, 8 },
	{ LVS_SVC_ATTR_TIMEOUT, 4 }, { LVS_SVC_ATTR_NETMASK, 4 },
	{ LVS_SVC_ATTR_STATS, -1 }, { LVS_SVC_ATTR_STATS64, -1 },
};

static const struct shape mark_shape[] = {
	{ LVS_SVC_ATTR_AF, 2 }, { LVS_SVC_ATTR_FWMARK, 4 },
	{ LVS_SVC_ATTR_SCHED_NAME, 3 }, { LVS_SVC_ATTR_FLAGS, 8 },
	{ LVS_SVC_ATTR_TIMEOUT, 4 }, { LVS_SVC_ATTR_NETMASK, 4 },
	{ LVS_SVC_ATTR_STATS, -1 }, { LVS_SVC_ATTR_STATS64, -1 },
};

static const struct shape dest_shape[] = {
	{ LVS_DEST_ATTR_ADDR, 16 }, { LVS_DEST_ATTR_PORT, 2 },
	{ LVS_DEST_ATTR_FWD_METHOD, 4 }, { LVS_DEST_ATTR_WEIGHT, 4 },
	{ LVS_DEST_ATTR_TUN_TYPE, 1 }, { LVS_DEST_ATTR_TUN_PORT, 2 },
	{ LVS_DEST_ATTR_TUN_FLAGS, 2 }, { LVS_DEST_ATTR_U_THRESH, 4 },
	{ LVS_DEST_ATTR_L_THRESH, 4 }, { LVS_DEST_ATTR_ACTIVE_CONNS, 4 },
	{ LVS_DEST_ATTR_INACT_CONNS, 4 }, { LVS_DEST_ATTR_PERSIST_CONNS, 4 },
	{ LVS_DEST_ATTR_ADDR_FAMILY, 2 }, { LVS_DEST_ATTR_STATS, -1 },
	{ LVS_DEST_ATTR_STATS64, -1 },
};

static const struct shape config_shape[] = {
	{ LVS_CMD_ATTR_TIMEOUT_TCP, 4 }, { LVS_CMD_ATTR_TIMEOUT_TCP_FIN, 4 },
	{ LVS_CMD_ATTR_TIMEOUT_UDP, 4 },
};

static const struct shape info_shape[] = {
	{ LVS_INFO_ATTR_VERSION, 4 }, { LVS_INFO_ATTR_CONN_TAB_SIZE, 4 },
};

/*
 * Compares a list with what it should be; padding before 64-bit values, which
 * some machines need, is passed over.
 */
static void check_shape(struct __test_metadata *_metadata, const void *list,
			size_t len, const struct shape *shape, size_t count,
			int pad)
{
	const struct nlattr *attr = attr_first(list, len);
	size_t i;

	for (i = 0; i < count; i++) {
		while (attr && pad && attr->nla_type == pad)
			attr = attr_next(attr, list, len);
		ASSERT_NE(NULL, attr) {
			TH_LOG("attribute %d is missing", shape[i].type);
		}
		EXPECT_EQ(shape[i].type, attr->nla_type);
		if (shape[i].size >= 0) {
			EXPECT_EQ(shape[i].size, attr_len(attr)) {
				TH_LOG("attribute %d", shape[i].type);
			}
		}
		attr = attr_next(attr, list, len);
	}
	EXPECT_EQ(NULL, attr);
}

#define CHECK_SHAPE(list, len, shape) \
	check_shape(_metadata, list, len, shape, ARRAY_SIZE(shape), 0)
#define CHECK_STATS(nest, shape) \
	check_shape(_metadata, attr_data(nest), attr_len(nest), shape, \
		    ARRAY_SIZE(shape), LVS_STATS_ATTR_PAD)

static void check_head(struct __test_metadata *_metadata,
		       const struct ipvs *s, const struct nlmsghdr *nlh,
		       int cmd, int flags)
{
	const struct genlmsghdr *genl;

	ASSERT_NE(NULL, nlh);
	genl = msg_genl(nlh);
	EXPECT_EQ(s->family, nlh->nlmsg_type);
	EXPECT_EQ(flags, nlh->nlmsg_flags);
	EXPECT_EQ(s->portid, nlh->nlmsg_pid);
	EXPECT_EQ(s->seq, nlh->nlmsg_seq);
	EXPECT_EQ(cmd, genl->cmd);
	EXPECT_EQ(1, genl->version);
	EXPECT_EQ(0, genl->reserved);
}

static int pads(const struct nlattr *nest)
{
	const struct nlattr *attr;
	int count = 0;

	for (attr = attr_first(attr_data(nest), attr_len(nest)); attr;
	     attr = attr_next(attr, attr_data(nest), attr_len(nest)))
		count += attr->nla_type == LVS_STATS_ATTR_PAD;
	return count;
}

/* User-Mode Linux aligns what x86 itself would not */
static bool is_uml(void)
{
	FILE *file = fopen("/proc/cpuinfo", "r");
	char line[256];
	bool found = false;

	while (file && fgets(line, sizeof(line), file))
		found |= !!strstr(line, "User Mode Linux");
	if (file)
		fclose(file);
	return found;
}

static void check_stats(struct __test_metadata *_metadata,
			const struct nlattr *nest, int narrow, int wide)
{
	const struct nlattr *attr = nest_member(nest, narrow);

	ASSERT_NE(NULL, attr);
	CHECK_STATS(attr, stats_shape);
	attr = nest_member(nest, wide);
	ASSERT_NE(NULL, attr);
	CHECK_STATS(attr, stats64_shape);
	EXPECT_EQ(120 + NLA_HDRLEN * pads(attr), attr_len(attr));
#ifdef __x86_64__
	if (!is_uml())
		EXPECT_EQ(0, pads(attr));
#endif
}

TEST_F(replies, service_has_its_form)
{
	struct form svc = svc_form("192.0.2.1", 0x1234);
	struct lvs_flags flags;
	const struct nlattr *nest;

	form_set_u32(&svc, LVS_SVC_ATTR_TIMEOUT, 300);
	form_set_u32(&svc, LVS_SVC_ATTR_NETMASK, htonl(0xffffff00));
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_GET_SERVICE, &svc));
	check_head(_metadata, &self->s, ipvs_first(&self->s),
		   LVS_CMD_NEW_SERVICE, 0);
	nest = msg_only_nest(ipvs_first(&self->s), LVS_CMD_ATTR_SERVICE);
	ASSERT_NE(NULL, nest);
	CHECK_SHAPE(attr_data(nest), attr_len(nest), svc_shape);
	check_stats(_metadata, nest, LVS_SVC_ATTR_STATS,
		    LVS_SVC_ATTR_STATS64);

	EXPECT_EQ(AF_INET, attr_u16(nest_member(nest, LVS_SVC_ATTR_AF)));
	EXPECT_EQ(IPPROTO_TCP, attr_u16(nest_member(nest, LVS_SVC_ATTR_PROTOCOL)));
	EXPECT_EQ(0, memcmp(attr_data(nest_member(nest, LVS_SVC_ATTR_ADDR)),
			    svc.data[LVS_SVC_ATTR_ADDR], 16));
	EXPECT_EQ(htons(0x1234), attr_u16(nest_member(nest, LVS_SVC_ATTR_PORT)));
	EXPECT_STREQ("rr", attr_data(nest_member(nest, LVS_SVC_ATTR_SCHED_NAME)));
	EXPECT_EQ(300, attr_u32(nest_member(nest, LVS_SVC_ATTR_TIMEOUT)));
	EXPECT_EQ(htonl(0xffffff00),
		  attr_u32(nest_member(nest, LVS_SVC_ATTR_NETMASK)));
	memcpy(&flags, attr_data(nest_member(nest, LVS_SVC_ATTR_FLAGS)),
	       sizeof(flags));
	EXPECT_EQ(LVS_SVC_F_HASHED, flags.flags);
	EXPECT_EQ(~0U, flags.mask);
}

TEST_F(replies, mark_has_its_form)
{
	struct form svc = mark_form(AF_INET6, 0x80000007);
	const struct nlattr *nest;

	form_set_u32(&svc, LVS_SVC_ATTR_NETMASK, 64);
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_GET_SERVICE, &svc));
	nest = msg_only_nest(ipvs_first(&self->s), LVS_CMD_ATTR_SERVICE);
	ASSERT_NE(NULL, nest);
	CHECK_SHAPE(attr_data(nest), attr_len(nest), mark_shape);
	EXPECT_EQ(0x80000007, attr_u32(nest_member(nest, LVS_SVC_ATTR_FWMARK)));
	EXPECT_EQ(64, attr_u32(nest_member(nest, LVS_SVC_ATTR_NETMASK)));
}

TEST_F(replies, service_without_scheduler_says_none)
{
	struct form svc = svc_form("192.0.2.1", 80);
	const struct nlattr *nest;

	form_set_text(&svc, LVS_SVC_ATTR_SCHED_NAME, "none");
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_GET_SERVICE, &svc));
	nest = msg_only_nest(ipvs_first(&self->s), LVS_CMD_ATTR_SERVICE);
	ASSERT_NE(NULL, nest);
	EXPECT_STREQ("none",
		     attr_data(nest_member(nest, LVS_SVC_ATTR_SCHED_NAME)));
}

static uint32_t flags_after(struct ipvs *s, int cmd, struct form *svc,
			    uint32_t value, uint32_t mask)
{
	struct lvs_flags flags = { value, mask };
	const struct nlattr *nest;

	form_set(svc, LVS_SVC_ATTR_FLAGS, &flags, sizeof(flags));
	if (ipvs_svc(s, cmd, svc) || ipvs_svc(s, LVS_CMD_GET_SERVICE, svc))
		return ~0U;
	nest = attr_first(NLMSG_DATA(ipvs_first(s)) + GENL_HDRLEN, s->len);
	memcpy(&flags, attr_data(nest_member(nest, LVS_SVC_ATTR_FLAGS)),
	       sizeof(flags));
	return flags.flags;
}

TEST_F(replies, flags_change_under_their_mask_and_stay_hashed)
{
	struct form svc = svc_form("192.0.2.1", 80);

	EXPECT_EQ(0x2, flags_after(&self->s, LVS_CMD_NEW_SERVICE, &svc, ~0U,
				   0));
	EXPECT_EQ(0x6, flags_after(&self->s, LVS_CMD_SET_SERVICE, &svc, ~0U,
				   0x4));
	EXPECT_EQ(0x7, flags_after(&self->s, LVS_CMD_SET_SERVICE, &svc, 0x1,
				   0x1));
	EXPECT_EQ(0x3, flags_after(&self->s, LVS_CMD_SET_SERVICE, &svc, 0,
				   0x4));
}

TEST_F(replies, dest_has_its_form)
{
	struct form svc = svc_form("192.0.2.1", 80);
	struct form dest = dest_form("198.51.100.7", 8080);
	const struct nlattr *nest;

	form_set_u32(&dest, LVS_DEST_ATTR_FWD_METHOD, 0xfffffff8 |
		     LVS_FWD_TUNNEL);
	form_set_u32(&dest, LVS_DEST_ATTR_WEIGHT, 70000);
	form_set_u8(&dest, LVS_DEST_ATTR_TUN_TYPE, LVS_TUN_GUE);
	form_set_be16(&dest, LVS_DEST_ATTR_TUN_PORT, 6080);
	form_set_u16(&dest, LVS_DEST_ATTR_TUN_FLAGS, LVS_TUN_F_CSUM);
	form_set_u32(&dest, LVS_DEST_ATTR_U_THRESH, 10);
	form_set_u32(&dest, LVS_DEST_ATTR_L_THRESH, 5);
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	ASSERT_EQ(0, ipvs_dest(&self->s, LVS_CMD_NEW_DEST, &svc, &dest));
	ASSERT_EQ(0, ipvs_dump_dests(&self->s, &svc));
	EXPECT_TRUE(self->s.done);
	check_head(_metadata, &self->s, ipvs_first(&self->s),
		   LVS_CMD_NEW_DEST, NLM_F_MULTI);
	nest = msg_only_nest(ipvs_first(&self->s), LVS_CMD_ATTR_DEST);
	ASSERT_NE(NULL, nest);
	CHECK_SHAPE(attr_data(nest), attr_len(nest), dest_shape);
	check_stats(_metadata, nest, LVS_DEST_ATTR_STATS,
		    LVS_DEST_ATTR_STATS64);

	EXPECT_EQ(0, memcmp(attr_data(nest_member(nest, LVS_DEST_ATTR_ADDR)),
			    dest.data[LVS_DEST_ATTR_ADDR], 16));
	EXPECT_EQ(htons(8080), attr_u16(nest_member(nest, LVS_DEST_ATTR_PORT)));
	EXPECT_EQ(LVS_FWD_TUNNEL,
		  attr_u32(nest_member(nest, LVS_DEST_ATTR_FWD_METHOD)));
	EXPECT_EQ(70000, attr_u32(nest_member(nest, LVS_DEST_ATTR_WEIGHT)));
	EXPECT_EQ(htons(6080), attr_u16(nest_member(nest,
					       LVS_DEST_ATTR_TUN_PORT)));
	EXPECT_EQ(LVS_TUN_F_CSUM,
		  attr_u16(nest_member(nest, LVS_DEST_ATTR_TUN_FLAGS)));
	EXPECT_EQ(10, attr_u32(nest_member(nest, LVS_DEST_ATTR_U_THRESH)));
	EXPECT_EQ(5, attr_u32(nest_member(nest, LVS_DEST_ATTR_L_THRESH)));
	EXPECT_EQ(AF_INET, attr_u16(nest_member(nest,
					   LVS_DEST_ATTR_ADDR_FAMILY)));
}

TEST_F(replies, info_and_config_have_their_form)
{
	const struct nlattr *attr;
	const void *list;
	size_t len;

	ASSERT_EQ(0, ipvs_do(&self->s, LVS_CMD_GET_INFO, NULL));
	check_head(_metadata, &self->s, ipvs_first(&self->s),
		   LVS_CMD_SET_INFO, 0);
	list = msg_attrs(ipvs_first(&self->s), &len);
	CHECK_SHAPE(list, len, info_shape);
	attr = attr_find(list, len, LVS_INFO_ATTR_VERSION);
	EXPECT_EQ(0x010201, attr_u32(attr));

	ASSERT_EQ(0, ipvs_do(&self->s, LVS_CMD_GET_CONFIG, NULL));
	check_head(_metadata, &self->s, ipvs_first(&self->s),
		   LVS_CMD_SET_CONFIG, 0);
	list = msg_attrs(ipvs_first(&self->s), &len);
	CHECK_SHAPE(list, len, config_shape);
}

/* a client asks what it may use; who knows no such question says so */
TEST_F(replies, additions_can_be_asked_for)
{
	const struct nlattr *attr;
	const void *list;
	uint64_t features;
	size_t len;

	if (!testing_lvs()) {
		EXPECT_EQ(EOPNOTSUPP,
			  ipvs_do(&self->s, LVS_CMD_GET_EXT, NULL));
		return;
	}
	ASSERT_EQ(0, ipvs_do(&self->s, LVS_CMD_GET_EXT, NULL));
	check_head(_metadata, &self->s, ipvs_first(&self->s),
		   LVS_CMD_GET_EXT, 0);
	list = msg_attrs(ipvs_first(&self->s), &len);
	attr = attr_find(list, len, LVS_EXT_ATTR_FEATURES);
	ASSERT_NE(NULL, attr);
	ASSERT_EQ(sizeof(features), attr_len(attr));
	memcpy(&features, attr_data(attr), sizeof(features));
	EXPECT_EQ(0x3f, features);
}

/* without a wish for one, nothing follows the reply; the next request shows */
TEST_F(replies, no_acknowledgement_comes_unasked)
{
	struct form svc = svc_form("192.0.2.1", 80);
	struct attrs attrs = {};
	char peek;

	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	attrs_put_form(&attrs, LVS_CMD_ATTR_SERVICE, &svc);
	ipvs_send(&self->s, LVS_CMD_GET_SERVICE, 0, 1, &attrs);
	ASSERT_LT(0, recv(self->s.fd, &peek, 1, MSG_DONTWAIT | MSG_TRUNC));
	EXPECT_EQ(-1, recv(self->s.fd, &peek, 1, MSG_DONTWAIT));
	EXPECT_EQ(EAGAIN, errno);
}

TEST_F(replies, proc_shows_ticks_and_swapped_prefix)
{
	struct lvs_flags flags = { LVS_SVC_F_PERSISTENT, ~0U };
	struct form svc = svc_form6("2001:db8::10", 80);
	char line[256], text[256] = "";
	unsigned int ticks = 0, prefix = 0;
	FILE *file;

	form_set(&svc, LVS_SVC_ATTR_FLAGS, &flags, sizeof(flags));
	form_set_u32(&svc, LVS_SVC_ATTR_TIMEOUT, 300);
	form_set_u32(&svc, LVS_SVC_ATTR_NETMASK, 64);
	ASSERT_EQ(0, ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &svc));
	file = fopen("/proc/thread-self/net/ip_vs", "r");
	ASSERT_NE(NULL, file);
	while (fgets(line, sizeof(line), file))
		strcpy(text, line);
	fclose(file);
	EXPECT_EQ(2, sscanf(text,
			    "TCP  [2001:0db8:0000:0000:0000:0000:0000:0010]:0050 rr persistent %u %x\n",
			    &ticks, &prefix)) {
		TH_LOG("line: %s", text);
	}
	EXPECT_EQ(0, ticks % 300);
	EXPECT_LT(300, ticks);
	EXPECT_EQ(htonl(64), prefix);
}

TEST_HARNESS_MAIN
