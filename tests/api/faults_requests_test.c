// SPDX-License-Identifier: GPL-2.0
/*
 * Whichever allocation fails while a request is served: it is refused and
 * changes nothing, or it is served as if nothing had been.
 */
#include "lib/faults.h"

#include "kselftest_harness.h"

#include <errno.h>
#include <sys/socket.h>

#define DEADLINE_S 300

/* servers that a service has before it is changed */
#define SERVERS 3

/**
 * struct kind - a kind of service, and of the servers that come to it
 * @name: in words
 * @addr: virtual address, or NULL for a service by mark
 * @sched: scheduler
 * @flags: LVS_SVC_F_*
 * @engine: persistence engine, or NULL
 * @table: entries of a table, or 0: few are one allocation, many are pages
 * @server: address of servers, but for the last digit
 * @fwd: LVS_FWD_*
 * @tun: LVS_TUN_*
 * @own: has time-outs, a slow start and a rule for sources of its own
 */
static const struct kind {
	const char *name;
	const char *addr;
	const char *sched;
	uint32_t flags;
	const char *engine;
	uint32_t table;
	const char *server;
	uint32_t fwd;
	uint8_t tun;
	bool own;
} kinds[] = {
	{ "rr", "192.0.2.1", "rr", .server = "198.51.100." },
	{ "wrr", "192.0.2.1", "wrr", .server = "198.51.100." },
	{ "lc", "192.0.2.1", "lc", .server = "198.51.100." },
	{ "wlc", "192.0.2.1", "wlc", .server = "198.51.100." },
	{ "fo", "192.0.2.1", "fo", .server = "198.51.100." },
	{ "ovf", "192.0.2.1", "ovf", .server = "198.51.100." },
	{ "sed", "192.0.2.1", "sed", .server = "198.51.100." },
	{ "nq", "192.0.2.1", "nq", .server = "198.51.100." },
	{ "twos", "192.0.2.1", "twos", .server = "198.51.100." },
	{ "sh", "192.0.2.1", "sh", .table = 251, .server = "198.51.100." },
	{ "dh", "192.0.2.1", "dh", .table = 251, .server = "198.51.100." },
	{ "mh", "192.0.2.1", "mh", .table = 251, .server = "198.51.100." },
	{ "mh by default", "192.0.2.1", "mh", .server = "198.51.100." },
	{ "mh with a large table", "192.0.2.1", "mh", .table = 131071,
	  .server = "198.51.100." },
	{ "lblc", "192.0.2.1", "lblc", .server = "198.51.100." },
	{ "lblcr", "192.0.2.1", "lblcr", .server = "198.51.100." },
	{ "no scheduler", "192.0.2.1", "none", .server = "198.51.100." },
	{ "IPv6", "2001:db8::80", "wlc", .server = "2001:db8:1::" },
	{ "mark", NULL, "rr", .server = "198.51.100." },
	{ "persistent", "192.0.2.1", "rr", LVS_SVC_F_PERSISTENT,
	  .server = "198.51.100." },
	{ "SIP", "192.0.2.1", "rr", LVS_SVC_F_PERSISTENT, "sip",
	  .server = "198.51.100." },
	{ "one-packet", "192.0.2.1", "rr", LVS_SVC_F_ONEPACKET,
	  .server = "198.51.100." },
	{ "direct routing", "192.0.2.1", "rr", .server = "198.51.100.",
	  .fwd = LVS_FWD_DROUTE },
	{ "IPIP", "192.0.2.1", "rr", .server = "198.51.100.",
	  .fwd = LVS_FWD_TUNNEL },
	{ "GUE", "192.0.2.1", "rr", .server = "198.51.100.",
	  .fwd = LVS_FWD_TUNNEL, .tun = LVS_TUN_GUE },
	{ "GRE", "192.0.2.1", "rr", .server = "198.51.100.",
	  .fwd = LVS_FWD_TUNNEL, .tun = LVS_TUN_GRE },
	{ "IPv4 over IPv6", "192.0.2.1", "rr", .server = "2001:db8:1::",
	  .fwd = LVS_FWD_TUNNEL },
	{ "own time-outs", "192.0.2.1", "wrr", .server = "198.51.100.",
	  .own = true },
};

/**
 * struct scene - what a trial is about
 * @s: asks; what fails, fails for this socket
 * @eye: looks
 * @kind: of the service
 * @there: the service exists before, with SERVERS servers
 * @cmd: LVS_CMD_*
 * @dump: is a dump
 * @attrs: of the request
 */
struct scene {
	struct ipvs s;
	struct ipvs eye;
	const struct kind *kind;
	bool there;
	int cmd;
	bool dump;
	struct attrs attrs;
};

FIXTURE(faults)
{
	struct scene scene;
};

FIXTURE_SETUP(faults)
{
	new_netns();
	ASSERT_EQ(0, ipvs_open(&self->scene.s));
	ASSERT_EQ(0, ipvs_open(&self->scene.eye));
}

FIXTURE_TEARDOWN(faults)
{
	ipvs_close(&self->scene.s);
	ipvs_close(&self->scene.eye);
}

/* the service that a kind begins as when it is changed is a plain one */
static struct form kind_form(const struct kind *kind, bool plain)
{
	struct lvs_flags flags = { .flags = kind->flags, .mask = ~0U };
	struct form svc;

	if (!kind->addr)
		svc = mark_form(AF_INET, 7);
	else if (strchr(kind->addr, ':'))
		svc = svc_form6(kind->addr, 80);
	else
		svc = svc_form(kind->addr, 80);
	if (kind->flags & LVS_SVC_F_ONEPACKET || kind->engine)
		form_set_u16(&svc, LVS_SVC_ATTR_PROTOCOL, IPPROTO_UDP);
	if (plain)
		return svc;
	form_set_text(&svc, LVS_SVC_ATTR_SCHED_NAME, kind->sched);
	form_set(&svc, LVS_SVC_ATTR_FLAGS, &flags, sizeof(flags));
	form_set_u32(&svc, LVS_SVC_ATTR_TIMEOUT, 300);
	if (kind->engine)
		form_set_text(&svc, LVS_SVC_ATTR_PE_NAME, kind->engine);
	if (kind->table)
		form_set_u32(&svc, LVS_SVC_ATTR_TABLE_SIZE, kind->table);
	if (kind->own) {
		form_set_u32(&svc, LVS_SVC_ATTR_TIMEOUT_TCP, 77);
		form_set_u32(&svc, LVS_SVC_ATTR_SLOW_START, 60);
		form_set_u32(&svc, LVS_SVC_ATTR_SOURCE_RATE, 50);
		form_set_u32(&svc, LVS_SVC_ATTR_SOURCE_BURST, 90);
	}
	return svc;
}

static struct form server_form(const struct kind *kind, int nr)
{
	struct form dest;
	char ip[48];

	snprintf(ip, sizeof(ip), "%s%d", kind->server, nr);
	dest = dest_form(ip, 80);
	if (strchr(ip, ':'))
		form_set_u16(&dest, LVS_DEST_ATTR_ADDR_FAMILY, AF_INET6);
	form_set_u32(&dest, LVS_DEST_ATTR_FWD_METHOD, kind->fwd);
	form_set_u32(&dest, LVS_DEST_ATTR_WEIGHT, nr);
	form_set_u8(&dest, LVS_DEST_ATTR_TUN_TYPE, kind->tun);
	if (kind->tun == LVS_TUN_GUE)
		form_set_be16(&dest, LVS_DEST_ATTR_TUN_PORT, 6080);
	return dest;
}

static void must(int err, const char *what)
{
	if (!err)
		return;
	fprintf(stderr, "%s: %s\n", what, strerror(err));
	exit(1);
}

/*
 * What one answer left over is none of the next one; and a dump that got no
 * memory to begin with keeps its socket busy.
 */
static void forget_answers(struct scene *scene)
{
	struct ipvs *s = &scene->s;

	if (scene->dump) {
		ipvs_close(s);
		must(ipvs_open(s), "socket");
	}
	while (recv(s->fd, s->answer, IPVS_ANSWER_MAX, MSG_DONTWAIT) >= 0 ||
	       errno != EAGAIN)
		;
}

static void reset(void *arg)
{
	struct scene *scene = arg;
	struct attrs timeouts = {};
	struct form svc, dest;
	bool plain;
	int nr;

	must(ipvs_do(&scene->eye, LVS_CMD_FLUSH, NULL), "flush");
	attrs_put(&timeouts, LVS_CMD_ATTR_TIMEOUT_UDP, &(uint32_t){ 300 }, 4);
	must(ipvs_do(&scene->eye, LVS_CMD_SET_CONFIG, &timeouts), "config");
	if (!scene->there)
		return;
	plain = scene->cmd == LVS_CMD_SET_SERVICE;
	svc = kind_form(scene->kind, plain);
	must(ipvs_svc(&scene->eye, LVS_CMD_NEW_SERVICE, &svc), "service");
	for (nr = 1; nr <= SERVERS; nr++) {
		dest = server_form(scene->kind, nr);
		must(ipvs_dest(&scene->eye, LVS_CMD_NEW_DEST, &svc, &dest),
		     "server");
	}
}

static int act(void *arg)
{
	struct scene *scene = arg;

	if (scene->dump)
		return ipvs_dump(&scene->s, scene->cmd, &scene->attrs);
	return ipvs_do(&scene->s, scene->cmd, &scene->attrs);
}

static void answer(void *arg, struct snapshot *answer)
{
	struct scene *scene = arg;

	snapshot_add_answer(answer, &scene->s);
}

static struct snapshot look(void *arg)
{
	struct scene *scene = arg;

	forget_answers(scene);
	return snapshot_take(&scene->eye);
}

static struct faults_tally try_scene(struct scene *scene, const char *what)
{
	struct faults_trial trial = {
		.reset = reset,
		.act = act,
		.answer = answer,
		.look = look,
		.arg = scene,
		.lossy = true,
	};
	struct faults_tally tally = faults_try(&trial);
	char name[64];

	snprintf(name, sizeof(name), "%s, %s", scene->kind->name, what);
	faults_print(name, &tally);
	return tally;
}

/* what a request names besides the service */
enum operand { ALONE, SERVER_NEW, SERVER_OLD };

/**
 * struct step - a request about a service
 * @what: in words
 * @cmd: LVS_CMD_*
 * @dump: is a dump
 * @there: the service exists
 * @operand: what else it names
 * @refused: it needs memory for more than its answer, so it can be refused
 */
static const struct step {
	const char *what;
	int cmd;
	bool dump;
	bool there;
	enum operand operand;
	bool refused;
} steps[] = {
	{ "add service", LVS_CMD_NEW_SERVICE, .refused = true },
	{ "edit service", LVS_CMD_SET_SERVICE, .there = true,
	  .refused = true },
	{ "add server", LVS_CMD_NEW_DEST, .there = true,
	  .operand = SERVER_NEW, .refused = true },
	{ "edit server", LVS_CMD_SET_DEST, .there = true,
	  .operand = SERVER_OLD, .refused = true },
	{ "delete server", LVS_CMD_DEL_DEST, .there = true,
	  .operand = SERVER_OLD, .refused = true },
	{ "get service", LVS_CMD_GET_SERVICE, .there = true,
	  .refused = true },
	{ "list servers", LVS_CMD_GET_DEST, .dump = true, .there = true },
	{ "zero", LVS_CMD_ZERO, .there = true },
	{ "delete service", LVS_CMD_DEL_SERVICE, .there = true },
};

static struct faults_tally try_step(struct scene *scene,
				    const struct kind *kind,
				    const struct step *step)
{
	bool edited = step->cmd == LVS_CMD_SET_SERVICE;
	struct form svc = kind_form(kind, false);
	struct form dest;

	scene->kind = kind;
	scene->there = step->there;
	scene->cmd = step->cmd;
	scene->dump = step->dump;
	scene->attrs.len = 0;
	attrs_put_form(&scene->attrs, LVS_CMD_ATTR_SERVICE, &svc);
	if (step->operand != ALONE && !edited) {
		dest = server_form(kind, step->operand == SERVER_NEW ?
				   SERVERS + 1 : 2);
		form_set_u32(&dest, LVS_DEST_ATTR_WEIGHT, 7);
		attrs_put_form(&scene->attrs, LVS_CMD_ATTR_DEST, &dest);
	}
	return try_scene(scene, step->what);
}

TEST_F_TIMEOUT(faults, services_and_servers, DEADLINE_S)
{
	struct faults_tally tally;
	size_t i, j;

	faults_begin();
	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		for (j = 0; j < ARRAY_SIZE(steps); j++) {
			tally = try_step(&self->scene, &kinds[i], &steps[j]);
			EXPECT_STREQ("", tally.problem);
			EXPECT_EQ(0, tally.base_err);
			EXPECT_LT(0, tally.injected);
			if (steps[j].refused)
				EXPECT_LT(0, tally.refused);
		}
	}
}

/**
 * struct whole - a request that names no service
 * @what: in words
 * @cmd: LVS_CMD_*
 * @dump: is a dump
 * @err: errno when nothing fails
 */
static const struct whole {
	const char *what;
	int cmd;
	bool dump;
	int err;
} wholes[] = {
	{ "list services", LVS_CMD_GET_SERVICE, true, 0 },
	{ "zero all", LVS_CMD_ZERO, false, 0 },
	{ "flush", LVS_CMD_FLUSH, false, 0 },
	{ "set config", LVS_CMD_SET_CONFIG, false, 0 },
	{ "get config", LVS_CMD_GET_CONFIG, false, 0 },
	{ "get info", LVS_CMD_GET_INFO, false, 0 },
	{ "get additions", LVS_CMD_GET_EXT, false, 0 },
	{ "list daemons", LVS_CMD_GET_DAEMON, true, 0 },
	{ "start daemon", LVS_CMD_NEW_DAEMON, false, EOPNOTSUPP },
	{ "stop daemon", LVS_CMD_DEL_DAEMON, false, ESRCH },
};

static void daemon_attrs(struct attrs *to)
{
	struct form form = {};

	form_set_u32(&form, LVS_DAEMON_ATTR_STATE, LVS_DAEMON_MASTER);
	form_set_text(&form, LVS_DAEMON_ATTR_MCAST_IFN, "lo");
	form_set_u32(&form, LVS_DAEMON_ATTR_SYNC_ID, 1);
	attrs_put_form(to, LVS_CMD_ATTR_DAEMON, &form);
}

static void whole_attrs(struct attrs *to, int cmd)
{
	uint32_t seconds = 77;

	to->len = 0;
	if (cmd == LVS_CMD_NEW_DAEMON || cmd == LVS_CMD_DEL_DAEMON)
		daemon_attrs(to);
	if (cmd == LVS_CMD_SET_CONFIG)
		attrs_put(to, LVS_CMD_ATTR_TIMEOUT_UDP, &seconds,
			  sizeof(seconds));
}

TEST_F_TIMEOUT(faults, all_of_a_namespace, DEADLINE_S)
{
	struct scene *scene = &self->scene;
	struct faults_tally tally;
	size_t i;

	faults_begin();
	scene->kind = &kinds[0];
	scene->there = true;
	for (i = 0; i < ARRAY_SIZE(wholes); i++) {
		scene->cmd = wholes[i].cmd;
		scene->dump = wholes[i].dump;
		whole_attrs(&scene->attrs, scene->cmd);
		tally = try_scene(scene, wholes[i].what);
		EXPECT_STREQ("", tally.problem);
		EXPECT_EQ(wholes[i].err, tally.base_err);
		EXPECT_LT(0, tally.injected);
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
