// SPDX-License-Identifier: GPL-2.0
/*
 * How requests are judged: the errno that IPVS clients know, and a text that
 * blames the right attribute.
 *
 * units: base/addr.c ctl/check.c ctl/check_sched.c ctl/check_source.c ctl/why.c
 */
#include "ctl/check.h"
#include "unit.h"

#include "obj/dest_conf.h"
#include "obj/svc_conf.h"

#include <linux/errno.h>
#include <linux/in.h>
#include <linux/limits.h>

#include <ctype.h>
#include <string.h>

/* attributes that a request carries, as bits */
#define SVC(attr) (1U << LVS_SVC_ATTR_##attr)
#define DEST(attr) (1U << LVS_DEST_ATTR_##attr)
#define DAEMON(attr) (1U << LVS_DAEMON_ATTR_##attr)

#define SVC_BY_ADDR (SVC(AF) | SVC(PROTOCOL) | SVC(ADDR) | SVC(PORT))
#define SVC_BY_MARK (SVC(AF) | SVC(FWMARK))
#define SVC_REST (SVC(SCHED_NAME) | SVC(FLAGS) | SVC(TIMEOUT) | SVC(NETMASK))
#define DEST_ID (DEST(ADDR) | DEST(PORT))
#define DEST_ALL (DEST_ID | DEST(FWD_METHOD) | DEST(WEIGHT) | \
		  DEST(U_THRESH) | DEST(L_THRESH))
#define DAEMON_ALL (DAEMON(STATE) | DAEMON(MCAST_IFN) | DAEMON(SYNC_ID))

/* a refusal names its attribute and is written as all texts are */
static void expect_why(const struct lvs_why *why, int err, u16 at)
{
	if (!err) {
		EXPECT_STR(why->text, "");
		return;
	}
	EXPECT_EQ(why->nest, at >> 8);
	EXPECT_EQ(why->attr, at & 0xff);
	EXPECT(strlen(why->text) > 10);
	EXPECT(strlen(why->text) < LVS_WHY_TEXT_MAX - 1);
	EXPECT(why->text[0] && !isupper(why->text[0]));
	EXPECT(why->text[strlen(why->text) - 1] != '.');
}

struct key_case {
	const char *what;
	u32 present;
	u16 family;
	int err;
	u16 at;
};

static const struct key_case keys[] = {
	{ "an IPv4 service by address", SVC_BY_ADDR, AF_INET, 0, 0 },
	{ "an IPv6 service by address", SVC_BY_ADDR, AF_INET6, 0, 0 },
	{ "a service by mark", SVC_BY_MARK, AF_INET, 0, 0 },
	{ "a mark makes an address unnecessary", SVC_BY_MARK | SVC(PORT),
	  AF_INET6, 0, 0 },
	{ "no family", SVC_BY_ADDR & ~SVC(AF), 0, -EINVAL, LVS_AT_SVC(AF) },
	{ "nothing at all", 0, 0, -EINVAL, LVS_AT_SVC(AF) },
	{ "no protocol", SVC_BY_ADDR & ~SVC(PROTOCOL), AF_INET, -EINVAL,
	  LVS_AT_SVC(PROTOCOL) },
	{ "no address", SVC_BY_ADDR & ~SVC(ADDR), AF_INET, -EINVAL,
	  LVS_AT_SVC(ADDR) },
	{ "no port", SVC_BY_ADDR & ~SVC(PORT), AF_INET, -EINVAL,
	  LVS_AT_SVC(PORT) },
	{ "family 0", SVC_BY_ADDR, 0, -EAFNOSUPPORT, LVS_AT_SVC(AF) },
	{ "family 99", SVC_BY_ADDR, 99, -EAFNOSUPPORT, LVS_AT_SVC(AF) },
	{ "family 99 and a mark", SVC_BY_MARK, 99, -EAFNOSUPPORT,
	  LVS_AT_SVC(AF) },
	{ "family 99 and no port: what is missing counts first",
	  SVC_BY_ADDR & ~SVC(PORT), 99, -EINVAL, LVS_AT_SVC(PORT) },
};

static void check_key(const struct key_case *this)
{
	struct lvs_svc_req req = {
		.present = this->present,
		.family = this->family,
		.proto = IPPROTO_UDP,
		.words = { htonl(0x0a000001), htonl(2), htonl(3), htonl(4) },
		.port = htons(80),
		.fwmark = this->present & SVC(FWMARK) ? 7 : 0,
	};
	struct lvs_svc_key key, want;
	struct lvs_why why = {};

	memset(&key, 0xff, sizeof(key));
	EXPECT_EQ(lvs_check_svc_key(&req, &key, &why), this->err);
	expect_why(&why, this->err, this->at);
	if (this->err)
		return;
	memset(&want, 0, sizeof(want));
	want.addr.family = this->family;
	want.proto = IPPROTO_TCP;
	want.fwmark = 7;
	if (!(this->present & SVC(FWMARK))) {
		want.addr = lvs_addr_from_words(this->family, req.words);
		want.port = htons(80);
		want.proto = IPPROTO_UDP;
		want.fwmark = 0;
	}
	EXPECT(!memcmp(&key, &want, sizeof(key)));
}

struct svc_case {
	const char *what;
	const char *sched;
	bool sched_known;
	const char *pe;
	u16 family;
	u32 netmask;
	u32 old_flags;
	struct lvs_flags flags;
	int err;
	u16 at;
	u32 new_flags;
};

#define H LVS_SVC_F_HASHED

static const struct svc_case svcs[] = {
	{ "a plain service", "rr", true, "", AF_INET, ~0U, 0, { 0, ~0U }, 0, 0,
	  H },
	{ "an unknown scheduler", "best", false, "", AF_INET, ~0U, 0, {},
	  -ENOENT, LVS_AT_SVC(SCHED_NAME), 0 },
	{ "an empty scheduler name", "", false, "", AF_INET, ~0U, 0, {},
	  -ENOENT, LVS_AT_SVC(SCHED_NAME), 0 },
	{ "an unknown engine", "rr", true, "sip", AF_INET, ~0U, 0, {},
	  -ENOENT, LVS_AT_SVC(PE_NAME), 0 },
	{ "an IPv4 mask may be anything", "rr", true, "", AF_INET, 0, 0,
	  { 0, ~0U }, 0, 0, H },
	{ "IPv6 prefix 0", "rr", true, "", AF_INET6, 0, 0, {}, -EINVAL,
	  LVS_AT_SVC(NETMASK), 0 },
	{ "IPv6 prefix 1", "rr", true, "", AF_INET6, 1, 0, {}, 0, 0, H },
	{ "IPv6 prefix 128", "rr", true, "", AF_INET6, 128, 0, {}, 0, 0, H },
	{ "IPv6 prefix 129", "rr", true, "", AF_INET6, 129, 0, {}, -EINVAL,
	  LVS_AT_SVC(NETMASK), 0 },
	{ "an IPv6 prefix that is a mask", "rr", true, "", AF_INET6, ~0U, 0,
	  {}, -EINVAL, LVS_AT_SVC(NETMASK), 0 },
	{ "flags are set", "rr", true, "", AF_INET, ~0U, 0, { 0x9, ~0U }, 0, 0,
	  H | 0x9 },
	{ "flags out of the mask stay", "rr", true, "", AF_INET, ~0U, 0x1,
	  { 0x8, 0x8 }, 0, 0, H | 0x9 },
	{ "flags in the mask go", "rr", true, "", AF_INET, ~0U, 0x9,
	  { 0, 0x8 }, 0, 0, H | 0x1 },
	{ "nobody takes the kernel's own flag away", "rr", true, "", AF_INET,
	  ~0U, H, { 0, ~0U }, 0, 0, H },
};

struct flow_timeout_case {
	const char *what;
	u16 proto;
	u32 fwmark;
	u32 said;	/* bit per enum lvs_timeout */
	u32 s[LVS_TIMEOUT_COUNT];
	int err;
	u16 at;
	u32 want[LVS_TIMEOUT_COUNT];
};

/* edits of a service that has 10, 20, 30 */
static const struct flow_timeout_case flow_timeouts[] = {
	{ "what is not said stays", IPPROTO_TCP, 0, 0, { 1, 2, 3 }, 0, 0,
	  { 10, 20, 30 } },
	{ "what is said counts", IPPROTO_TCP, 0, 3, { 5, 6, 0 }, 0, 0,
	  { 5, 6, 30 } },
	{ "0 gives the namespace's back", IPPROTO_TCP, 0, 7, {}, 0, 0, {} },
	{ "the largest", IPPROTO_UDP, 0, 4, { 0, 0, 1000 }, 0, 0,
	  { 10, 20, 1000 } },
	{ "too large", IPPROTO_UDP, 0, 4, { 0, 0, 1001 }, -EINVAL,
	  LVS_AT_SVC(TIMEOUT_UDP), {} },
	{ "udp's for tcp", IPPROTO_TCP, 0, 4, { 0, 0, 1 }, -EINVAL,
	  LVS_AT_SVC(TIMEOUT_UDP), {} },
	{ "tcpfin's for udp", IPPROTO_UDP, 0, 2, { 0, 1, 0 }, -EINVAL,
	  LVS_AT_SVC(TIMEOUT_TCP_FIN), {} },
	{ "a mark has all of them", IPPROTO_TCP, 7, 7, { 1, 2, 3 }, 0, 0,
	  { 1, 2, 3 } },
};

static void check_flow_timeout(const struct flow_timeout_case *this)
{
	static const u32 old[LVS_TIMEOUT_COUNT] = { 10, 20, 30 };
	struct lvs_svc_facts facts = {
		.old_timeout_s = old,
		.timeout_max_s = 1000,
		.sched_known = true,
	};
	struct lvs_svc_conf conf = {
		.key = { .proto = this->proto, .fwmark = this->fwmark },
	};
	struct lvs_svc_req req = { .family = AF_INET };
	struct lvs_why why = {};
	int i;

	for (i = 0; i < LVS_TIMEOUT_COUNT; i++) {
		req.flow_timeout_s[i] = this->s[i];
		if (this->said & 1 << i)
			req.present |= 1ULL <<
				lvs_attr_slot(LVS_SVC_ATTR_TIMEOUT_TCP + i);
	}
	EXPECT_EQ(lvs_check_svc_conf(&req, &facts, &conf, &why), this->err);
	expect_why(&why, this->err, this->at);
	for (i = 0; !this->err && i < LVS_TIMEOUT_COUNT; i++)
		EXPECT_EQ(conf.flow_timeout_s[i], this->want[i]);
}

static void check_svc(const struct svc_case *this)
{
	struct lvs_svc_facts facts = {
		.old_flags = this->old_flags,
		.sched_known = this->sched_known,
	};
	struct lvs_svc_req req = {
		.family = this->family,
		.netmask = this->netmask,
		.flags = this->flags,
		.timeout_s = 300,
	};
	struct lvs_svc_conf conf = {};
	struct lvs_why why = {};

	strcpy(req.sched, this->sched);
	strcpy(req.pe, this->pe);
	EXPECT_EQ(lvs_check_svc_conf(&req, &facts, &conf, &why), this->err);
	expect_why(&why, this->err, this->at);
	if (this->err)
		return;
	EXPECT_STR(conf.sched, this->sched);
	EXPECT_EQ(conf.flags, this->new_flags);
	EXPECT_EQ(conf.timeout_s, 300);
	EXPECT_EQ(conf.netmask, this->netmask);
}

struct complete_case {
	const char *what;
	u32 present;
	int err;
	u16 at;
};

static const struct complete_case completes[] = {
	{ "all of a service is there", SVC_REST, 0, 0 },
	{ "no scheduler", SVC_REST & ~SVC(SCHED_NAME), -EINVAL,
	  LVS_AT_SVC(SCHED_NAME) },
	{ "no flags", SVC_REST & ~SVC(FLAGS), -EINVAL, LVS_AT_SVC(FLAGS) },
	{ "no timeout", SVC_REST & ~SVC(TIMEOUT), -EINVAL,
	  LVS_AT_SVC(TIMEOUT) },
	{ "no netmask", SVC_REST & ~SVC(NETMASK), -EINVAL,
	  LVS_AT_SVC(NETMASK) },
};

static void check_complete(const struct complete_case *this)
{
	struct lvs_svc_req req = { .present = this->present };
	struct lvs_why why = {};

	EXPECT_EQ(lvs_check_svc_complete(&req, &why), this->err);
	expect_why(&why, this->err, this->at);
}

struct dest_case {
	const char *what;
	struct lvs_dest_req req;
	u16 svc_family;
	int err;
	u16 at;
};

#define PLAIN .present = DEST_ALL, .fwd = LVS_FWD_MASQ, .weight = 1

static const struct dest_case dests[] = {
	{ "a plain server", { PLAIN }, AF_INET, 0, 0 },
	{ "a plain IPv6 server", { PLAIN }, AF_INET6, 0, 0 },
	{ "the family of the service, said again",
	  { PLAIN, .family = AF_INET }, AF_INET, 0, 0 },
	{ "no address", { .present = DEST_ALL & ~DEST(ADDR) }, AF_INET,
	  -EINVAL, LVS_AT_DEST(ADDR) },
	{ "no port", { .present = DEST_ALL & ~DEST(PORT) }, AF_INET, -EINVAL,
	  LVS_AT_DEST(PORT) },
	{ "no method", { .present = DEST_ALL & ~DEST(FWD_METHOD) }, AF_INET,
	  -EINVAL, LVS_AT_DEST(FWD_METHOD) },
	{ "no weight", { .present = DEST_ALL & ~DEST(WEIGHT) }, AF_INET,
	  -EINVAL, LVS_AT_DEST(WEIGHT) },
	{ "no upper threshold", { .present = DEST_ALL & ~DEST(U_THRESH) },
	  AF_INET, -EINVAL, LVS_AT_DEST(U_THRESH) },
	{ "no lower threshold", { .present = DEST_ALL & ~DEST(L_THRESH) },
	  AF_INET, -EINVAL, LVS_AT_DEST(L_THRESH) },
	{ "an unknown family", { PLAIN, .family = 99 }, AF_INET,
	  -EAFNOSUPPORT, LVS_AT_DEST(ADDR_FAMILY) },
	{ "another family without a tunnel", { PLAIN, .family = AF_INET6 },
	  AF_INET, -EINVAL, LVS_AT_DEST(FWD_METHOD) },
	{ "another family by direct routing",
	  { .present = DEST_ALL, .fwd = LVS_FWD_DROUTE, .family = AF_INET },
	  AF_INET6, -EINVAL, LVS_AT_DEST(FWD_METHOD) },
	{ "another family by tunnel",
	  { .present = DEST_ALL, .fwd = LVS_FWD_TUNNEL, .family = AF_INET6 },
	  AF_INET, 0, 0 },
	{ "another family by tunnel, high bits of the method do not count",
	  { .present = DEST_ALL, .fwd = 0xf00 | LVS_FWD_TUNNEL,
	    .family = AF_INET }, AF_INET6, 0, 0 },
	{ "weight 0", { .present = DEST_ALL }, AF_INET, 0, 0 },
	{ "the largest weight", { .present = DEST_ALL, .weight = INT_MAX },
	  AF_INET, 0, 0 },
	{ "a negative weight", { .present = DEST_ALL, .weight = -1 }, AF_INET,
	  -ERANGE, LVS_AT_DEST(WEIGHT) },
	{ "the most negative weight", { .present = DEST_ALL,
	  .weight = -INT_MAX - 1 }, AF_INET, -ERANGE, LVS_AT_DEST(WEIGHT) },
	{ "equal thresholds", { PLAIN, .upper = 5, .lower = 5 }, AF_INET, 0,
	  0 },
	{ "thresholds in the wrong order", { PLAIN, .upper = 5, .lower = 6 },
	  AF_INET, -ERANGE, LVS_AT_DEST(L_THRESH) },
	{ "a lower threshold alone", { PLAIN, .lower = 1 }, AF_INET, -ERANGE,
	  LVS_AT_DEST(L_THRESH) },
	{ "the largest threshold", { PLAIN, .upper = INT_MAX }, AF_INET, 0,
	  0 },
	{ "a threshold out of range", { PLAIN, .upper = INT_MAX + 1U },
	  AF_INET, -EINVAL, LVS_AT_DEST(U_THRESH) },
	{ "a GUE tunnel with a port",
	  { PLAIN, .tun_type = LVS_TUN_GUE, .tun_port = 1 }, AF_INET, 0, 0 },
	{ "a GUE tunnel without a port", { PLAIN, .tun_type = LVS_TUN_GUE },
	  AF_INET, -EINVAL, LVS_AT_DEST(TUN_PORT) },
	{ "an unknown tunnel type and flags",
	  { PLAIN, .tun_type = 9, .tun_flags = 0xffff }, AF_INET, 0, 0 },
	{ "what the decoder refused",
	  { PLAIN, .malformed = -EINVAL,
	    .why = { LVS_WHY_DEST, LVS_DEST_ATTR_PORT,
		     "port is too short" } },
	  AF_INET, -EINVAL, LVS_AT_DEST(PORT) },
};

static void check_dest(const struct dest_case *this)
{
	struct lvs_dest_req req = this->req;
	struct lvs_dest_conf conf;
	struct lvs_why why = {};
	u16 family = req.family ?: this->svc_family;

	req.words[0] = htonl(0x0a000001);
	req.words[3] = htonl(4);
	req.port = htons(8080);
	EXPECT_EQ(lvs_check_dest_conf(&req, this->svc_family, &conf, &why),
		  this->err);
	expect_why(&why, this->err, this->at);
	if (this->err)
		return;
	EXPECT_EQ(conf.addr.family, family);
	EXPECT_EQ(conf.addr.words[0], htonl(0x0a000001));
	EXPECT_EQ(conf.addr.words[3], family == AF_INET6 ? htonl(4) : 0);
	EXPECT_EQ(conf.port, htons(8080));
	EXPECT_EQ(conf.fwd, req.fwd & LVS_FWD_MASK);
	EXPECT_EQ(conf.weight, req.weight);
	EXPECT_EQ(conf.upper, req.upper);
	EXPECT_EQ(conf.lower, req.lower);
	EXPECT_EQ(conf.tun.type, req.tun_type);
	EXPECT_EQ(conf.tun.port, req.tun_port);
}

struct id_case {
	const char *what;
	u32 present;
	u16 family;
	int err;
	u16 at;
};

static const struct id_case ids[] = {
	{ "address and port name a server", DEST_ID, 0, 0, 0 },
	{ "any family may be named", DEST_ID, AF_INET6, 0, 0 },
	{ "a server without an address has no name", DEST(PORT), 0, -EINVAL,
	  LVS_AT_DEST(ADDR) },
	{ "a server without a port has no name", DEST(ADDR), 0, -EINVAL,
	  LVS_AT_DEST(PORT) },
	{ "a server of an unknown family has no name", DEST_ID, 1,
	  -EAFNOSUPPORT, LVS_AT_DEST(ADDR_FAMILY) },
};

static void check_id(const struct id_case *this)
{
	struct lvs_dest_req req = {
		.present = this->present,
		.family = this->family,
		.weight = -1,	/* does not matter here */
	};
	struct lvs_dest_conf conf;
	struct lvs_why why = {};

	EXPECT_EQ(lvs_check_dest_id(&req, AF_INET, &conf, &why), this->err);
	expect_why(&why, this->err, this->at);
	if (!this->err)
		EXPECT_EQ(conf.addr.family, this->family ?: AF_INET);
}

struct timeout_case {
	const char *what;
	u32 s[LVS_TIMEOUT_COUNT];
	int err;
	u16 at;
};

static const struct timeout_case timeouts[] = {
	{ "no timeout changes", { 0, 0, 0 }, 0, 0 },
	{ "the largest timeouts", { 1000, 1000, 1000 }, 0, 0 },
	{ "TCP timeout out of range", { 1001, 0, 0 }, -EINVAL,
	  LVS_AT_TOP(TIMEOUT_TCP) },
	{ "FIN timeout out of range", { 0, 1001, 0 }, -EINVAL,
	  LVS_AT_TOP(TIMEOUT_TCP_FIN) },
	{ "UDP timeout out of range", { 1, 1, ~0U }, -EINVAL,
	  LVS_AT_TOP(TIMEOUT_UDP) },
};

static void check_timeout(const struct timeout_case *this)
{
	struct lvs_timeouts_req req;
	struct lvs_why why = {};

	memcpy(req.s, this->s, sizeof(req.s));
	EXPECT_EQ(lvs_check_timeouts(&req, 1000, &why), this->err);
	expect_why(&why, this->err, this->at);
}

struct daemon_case {
	const char *what;
	u32 present;
	const char *group;
	u8 group6_first;
	u32 state;
	int err;		/* of its form */
	u16 at;
	int state_err;
};

static const struct daemon_case daemons[] = {
	{ "a master", DAEMON_ALL, "0.0.0.0", 0, LVS_DAEMON_MASTER, 0, 0, 0 },
	{ "a backup", DAEMON_ALL, "0.0.0.0", 0, LVS_DAEMON_BACKUP, 0, 0, 0 },
	{ "no state", DAEMON_ALL & ~DAEMON(STATE), "0.0.0.0", 0, 0, -EINVAL,
	  LVS_AT_DAEMON(STATE), -EINVAL },
	{ "no interface", DAEMON_ALL & ~DAEMON(MCAST_IFN), "0.0.0.0", 0, 1,
	  -EINVAL, LVS_AT_DAEMON(MCAST_IFN), 0 },
	{ "no id", DAEMON_ALL & ~DAEMON(SYNC_ID), "0.0.0.0", 0, 1, -EINVAL,
	  LVS_AT_DAEMON(SYNC_ID), 0 },
	{ "state 0", DAEMON_ALL, "0.0.0.0", 0, 0, 0, 0, -EINVAL },
	{ "state 3", DAEMON_ALL, "0.0.0.0", 0, 3, 0, 0, -EINVAL },
	{ "an IPv4 group", DAEMON_ALL | DAEMON(MCAST_GROUP), "239.255.0.1", 0,
	  1, 0, 0, 0 },
	{ "an IPv4 group that is none", DAEMON_ALL | DAEMON(MCAST_GROUP),
	  "240.0.0.1", 0, 1, -EINVAL, LVS_AT_DAEMON(MCAST_GROUP), 0 },
	{ "an IPv6 group", DAEMON_ALL | DAEMON(MCAST_GROUP6), "0.0.0.0", 0xff,
	  1, 0, 0, 0 },
	{ "an IPv6 group that is none", DAEMON_ALL | DAEMON(MCAST_GROUP6),
	  "0.0.0.0", 0xfe, 1, -EINVAL, LVS_AT_DAEMON(MCAST_GROUP6), 0 },
};

static void check_daemon(const struct daemon_case *this)
{
	struct lvs_daemon_req req = {
		.present = this->present,
		.state = this->state,
		.group = inet_addr(this->group),
	};
	struct lvs_why why = {};

	req.group6.s6_addr[0] = this->group6_first;
	EXPECT_EQ(lvs_check_daemon_new(&req, &why), this->err);
	expect_why(&why, this->err, this->at);
	memset(&why, 0, sizeof(why));
	EXPECT_EQ(lvs_check_daemon_state(&req, &why), this->state_err);
	expect_why(&why, this->state_err, LVS_AT_DAEMON(STATE));
}

static void check_long_text(void)
{
	char name[2 * LVS_WHY_TEXT_MAX];
	struct lvs_why why;

	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	EXPECT_EQ(lvs_refuse(&why, -ENOENT, LVS_AT_SVC(PE_NAME), "%s", name),
		  -ENOENT);
	EXPECT_EQ(strlen(why.text), LVS_WHY_TEXT_MAX - 1);
}

int main(void)
{
	UNIT_TABLE(keys, check_key);
	UNIT_TABLE(svcs, check_svc);
	UNIT_TABLE(flow_timeouts, check_flow_timeout);
	UNIT_TABLE(completes, check_complete);
	UNIT_TABLE(dests, check_dest);
	UNIT_TABLE(ids, check_id);
	UNIT_TABLE(timeouts, check_timeout);
	UNIT_TABLE(daemons, check_daemon);
	UNIT_TEST("a text that is too long is cut", check_long_text);
	return unit_finish();
}
