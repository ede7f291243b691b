// SPDX-License-Identifier: GPL-2.0
/*
 * Whichever allocation fails while a program on the director opens a flow: the
 * packet goes where it should, or is dropped for a reason that is counted; the
 * connection is there whole or not at all, and the next flow works.
 *
 * Drawing of the network: lib/wires.h
 */
#define _GNU_SOURCE
#include "lib/faults.h"
#include "lib/wires.h"

#include "kselftest_harness.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>

#define DEADLINE_S 300

/* what a packet takes to get to the wire, by an interrupt at most, ms */
#define WIRE_MS 200

/* more allocations than the opening of a flow needs */
#define NTH_MAX 300

FIXTURE(packets)
{
	struct ipvs s;
	int wire;
	int beyond;
	int port;
	int nr;
	int fd;
	struct form svc;
	struct sockaddr_storage to;
	struct faults_tally tally;
};

FIXTURE_VARIANT(packets)
{
	const char *what;
	int family;
	int proto;
	bool ftp;
	uint32_t fwd;
	uint8_t tun;
	uint32_t flags;
	const char *engine;
	bool tracked;
};

#define KIND(name, ...)							\
	FIXTURE_VARIANT_ADD(packets, name) { .what = #name, __VA_ARGS__ }
#define UDP4 .family = AF_INET, .proto = IPPROTO_UDP
#define UDP6 .family = AF_INET6, .proto = IPPROTO_UDP
#define TCP4 .family = AF_INET, .proto = IPPROTO_TCP
#define TCP6 .family = AF_INET6, .proto = IPPROTO_TCP
#define TUNNEL(kind) .fwd = LVS_FWD_TUNNEL, .tun = LVS_TUN_##kind

KIND(nat_udp4, UDP4);
KIND(nat_udp6, UDP6);
KIND(nat_tcp4, TCP4);
KIND(nat_tcp6, TCP6);
KIND(dr_udp4, UDP4, .fwd = LVS_FWD_DROUTE);
KIND(dr_tcp6, TCP6, .fwd = LVS_FWD_DROUTE);
KIND(ipip_udp4, UDP4, TUNNEL(IPIP));
KIND(ipip_tcp6, TCP6, TUNNEL(IPIP));
KIND(gue_udp4, UDP4, TUNNEL(GUE));
KIND(gue_tcp6, TCP6, TUNNEL(GUE));
KIND(gre_udp4, UDP4, TUNNEL(GRE));
KIND(gre_tcp6, TCP6, TUNNEL(GRE));
KIND(persistent_udp4, UDP4, .flags = LVS_SVC_F_PERSISTENT);
KIND(persistent_tcp6, TCP6, .flags = LVS_SVC_F_PERSISTENT);
KIND(sip_udp4, UDP4, .flags = LVS_SVC_F_PERSISTENT, .engine = "sip");
KIND(sip_udp6, UDP6, .flags = LVS_SVC_F_PERSISTENT, .engine = "sip");
KIND(once_udp4, UDP4, .flags = LVS_SVC_F_ONEPACKET);
KIND(once_udp6, UDP6, .flags = LVS_SVC_F_ONEPACKET, TUNNEL(IPIP));
KIND(ftp_tcp4, TCP4, .ftp = true);
KIND(ftp_tcp6, TCP6, .ftp = true);
KIND(tracked_udp4, UDP4, .tracked = true);
KIND(tracked_tcp6, TCP6, .tracked = true);

static int track(void)
{
	int fd = open("/proc/sys/net/ipv4/vs/conntrack", O_WRONLY);
	int err = fd < 0 || write(fd, "1", 1) != 1;

	close(fd);
	return err;
}

FIXTURE_SETUP(packets)
{
	const char *vip = variant->family == AF_INET ? "10.9.0.1" : "fd09::1";
	struct sockaddr_in6 *to6 = (void *)&self->to;
	struct sockaddr_in *to4 = (void *)&self->to;
	struct lvs_flags flags = { .flags = variant->flags, .mask = ~0U };

	self->port = variant->ftp ? 21 : 80;
	new_netns();
	ASSERT_EQ(0, wires_make());
	ASSERT_EQ(0, ipvs_open(&self->s));
	self->wire = wire_open("wire");
	self->beyond = wire_open("beyond");
	ASSERT_LE(0, self->wire);
	ASSERT_LE(0, self->beyond);
	if (variant->tracked)
		ASSERT_EQ(0, track());
	self->to.ss_family = variant->family;
	to4->sin_port = htons(self->port);
	if (variant->family == AF_INET) {
		self->svc = svc_form(vip, self->port);
		inet_pton(AF_INET, vip, &to4->sin_addr);
	} else {
		self->svc = svc_form6(vip, self->port);
		inet_pton(AF_INET6, vip, &to6->sin6_addr);
	}
	form_set_u16(&self->svc, LVS_SVC_ATTR_PROTOCOL, variant->proto);
	form_set_u32(&self->svc, LVS_SVC_ATTR_TIMEOUT, 300);
	form_set(&self->svc, LVS_SVC_ATTR_FLAGS, &flags, sizeof(flags));
	if (variant->engine)
		form_set_text(&self->svc, LVS_SVC_ATTR_PE_NAME,
			      variant->engine);
}

FIXTURE_TEARDOWN(packets)
{
	ipvs_close(&self->s);
	close(self->wire);
	close(self->beyond);
}

typedef FIXTURE_DATA(packets) *packets;
typedef const FIXTURE_VARIANT(packets) *kind;

/* a server that nobody has heard of: it has no flows, routes, neighbours */
static int begin(packets self, kind variant)
{
	struct form dest;
	char ip[48];
	int err;

	snprintf(ip, sizeof(ip), variant->family == AF_INET ? "10.3.%d.%d" :
		 "fd03::%x:%x", 0, 2 + ++self->nr % 250);
	dest = dest_form(ip, self->port);
	form_set_u32(&dest, LVS_DEST_ATTR_FWD_METHOD, variant->fwd);
	form_set_u8(&dest, LVS_DEST_ATTR_TUN_TYPE, variant->tun);
	form_set_be16(&dest, LVS_DEST_ATTR_TUN_PORT, 6080);
	err = ipvs_do(&self->s, LVS_CMD_FLUSH, NULL) ?:
	      ipvs_svc(&self->s, LVS_CMD_NEW_SERVICE, &self->svc) ?:
	      ipvs_dest(&self->s, LVS_CMD_NEW_DEST, &self->svc, &dest);
	if (err)
		fprintf(stderr, "server: %s\n", strerror(err));
	return err;
}

static void open_flow(packets self, kind variant)
{
	int type = variant->proto == IPPROTO_TCP ? SOCK_STREAM : SOCK_DGRAM;

	self->fd = socket(variant->family, type | SOCK_NONBLOCK, 0);
}

static int send_first(packets self, kind variant)
{
	static const char text[] =
		"OPTIONS sip:a@b SIP/2.0\r\nCall-ID: 77@c\r\n\r\n";
	const struct sockaddr *to = (const struct sockaddr *)&self->to;
	ssize_t sent;

	if (variant->proto == IPPROTO_TCP)
		sent = connect(self->fd, to, sizeof(self->to));
	else
		sent = sendto(self->fd, text, sizeof(text) - 1, 0, to,
			      sizeof(self->to));
	return sent < 0 && errno != EINPROGRESS ? errno : 0;
}

static uint32_t member(const struct nlattr *nest, int attr)
{
	return attr_u32(nest_member(nest, attr));
}

/* packets and connections that the only server has had */
static void ask_server(packets self, uint32_t *packets, uint32_t *conns)
{
	const struct nlattr *nest;

	if (ipvs_dump_dests(&self->s, &self->svc))
		exit(1);
	nest = msg_only_nest(ipvs_first(&self->s), LVS_CMD_ATTR_DEST);
	*conns = member(nest, LVS_DEST_ATTR_ACTIVE_CONNS) +
		 member(nest, LVS_DEST_ATTR_INACT_CONNS);
	nest = nest_member(nest, LVS_DEST_ATTR_STATS);
	*packets = member(nest, LVS_STATS_ATTR_INPKTS);
}

/* connections to the newest server that the table has */
static uint32_t listed(packets self, kind variant)
{
	FILE *file = fopen("/proc/thread-self/net/ip_vs_conn", "r");
	char line[256], server[64];
	uint32_t n = 0;
	int low = 2 + self->nr % 250;

	if (!file)
		exit(1);
	if (variant->family == AF_INET)
		snprintf(server, sizeof(server), " 0A0300%02X ", low);
	else
		snprintf(server, sizeof(server), "fd03:0000:0000:0000:0000:"
			 "0000:0000:%04x ", low);
	while (fgets(line, sizeof(line), file))
		n += strstr(line, server) && !strstr(line, " 0000 ");
	fclose(file);
	return n;
}

/**
 * struct outcome - what became of the first packet of a flow
 * @err: what the sender was told
 * @sent: packets that reached the servers
 * @escaped: packets that went where no server is
 * @dropped: packets that were dropped and counted
 * @seen: packets that the server's counters know of
 * @conns: connections by the server's counters
 * @listed: connections by the table
 */
struct outcome {
	int err;
	int sent;
	int escaped;
	unsigned long dropped;
	uint32_t seen;
	uint32_t conns;
	uint32_t listed;
};

static struct outcome look(packets self, kind variant, int err,
			   unsigned long dropped)
{
	struct outcome is = { .err = err, .dropped = wires_drops("") - dropped };

	is.sent = wire_count(self->wire, is.err || is.dropped ? 0 : WIRE_MS);
	is.escaped = wire_count(self->beyond, 0);
	ask_server(self, &is.seen, &is.conns);
	is.listed = listed(self, variant);
	return is;
}

/* "" if it is a right end */
static const char *judge(packets self, kind variant, const struct outcome *is)
{
	bool by_conntrack = variant->tracked && is->err == EPERM && !is->seen;

	if (is->escaped)
		return "it left unseen";
	if (is->conns != is->listed)
		return "counters and table do not agree";
	if (is->sent + is->dropped > 1)
		return "more than one end";
	if (is->dropped) {
		self->tally.refused++;
		return is->err && is->err != EPERM ? "wrong errno" : "";
	}
	if (is->sent) {
		self->tally.tolerated++;
		return is->err ? "sent, with an errno" : "";
	}
	/* before it came to us, or behind us: the stack's own business */
	self->tally.lost++;
	if (is->err && is->err != ENOMEM && is->err != ENOBUFS &&
	    !by_conntrack)
		return "wrong errno";
	return "";
}

static const char *flow_works(packets self, kind variant)
{
	unsigned long before = wires_drops("");
	struct outcome is;

	open_flow(self, variant);
	is = look(self, variant, send_first(self, variant), before);
	close(self->fd);
	return is.err || is.sent != 1 || is.escaped || is.dropped ?
	       "the next flow does not work" : "";
}

/* false when nothing was left to fail, or something was wrong */
static bool try_nth(packets self, kind variant, unsigned int nth,
		    enum faults_reach reach)
{
	struct outcome is = {};
	unsigned long before;
	const char *problem;
	bool injected;
	int err;

	if (begin(self, variant))
		exit(1);
	open_flow(self, variant);
	before = wires_drops("");
	faults_arm(nth, reach);
	err = send_first(self, variant);
	injected = faults_disarm();
	is = look(self, variant, err, before);
	problem = judge(self, variant, &is);
	close(self->fd);
	self->tally.injected += injected;
	if (!injected)
		self->tally.tolerated--;
	if (!injected && !is.sent)
		problem = "does not work without a fault";
	if (!problem[0])
		problem = flow_works(self, variant);
	if (!problem[0])
		return injected;
	snprintf(self->tally.problem, sizeof(self->tally.problem),
		 "allocation %u%s: %s: errno %d, %d sent, %d escaped, %lu dropped, %u seen, %u counted, %u listed",
		 nth, reach == FAULTS_REST ? " and on" : "", problem, is.err,
		 is.sent, is.escaped, is.dropped, is.seen, is.conns,
		 is.listed);
	return false;
}

TEST_F_TIMEOUT(packets, first_of_a_flow, DEADLINE_S)
{
	enum faults_reach reach;
	unsigned int nth;

	faults_begin();
	for (reach = 0; reach < FAULTS_REACHES; reach++) {
		for (nth = 1; nth < NTH_MAX; nth++) {
			if (!try_nth(self, variant, nth, reach))
				break;
		}
		EXPECT_GT(NTH_MAX, nth);
	}
	faults_print(variant->what, &self->tally);
	EXPECT_STREQ("", self->tally.problem);
	EXPECT_LT(0, self->tally.injected);
	EXPECT_LT(0, self->tally.tolerated);
	if (!(variant->flags & LVS_SVC_F_ONEPACKET)) {
		EXPECT_LT(0, self->tally.refused);
		EXPECT_LT(0, wires_drops("no memory for a connection"));
	}
}

int main(int argc, char **argv)
{
	if (!faults_known() || !testing_lvs()) {
		printf("1..0 # SKIP needs fault injection, and our module\n");
		return 4;
	}
	return test_harness_run(argc, argv);
}
