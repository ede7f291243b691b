// SPDX-License-Identifier: GPL-2.0
/* The tables of commands and options, and the check of what goes together. */
#include "opts.h"
#include "tap.h"

#include <stdlib.h>

#define B(o) OPT_BIT(OPT_##o)

static const struct {
	enum cmd cmd;
	uint64_t given;
	const char *text;		/* NULL: legal */
} cases[] = {
	{ CMD_FLUSH, 0, NULL },
	{ CMD_FLUSH, B(NUMERIC),
	  "Illegal 'numeric' option with the 'flush' command" },
	{ CMD_ADD_SERVICE, B(SERVICE), NULL },
	{ CMD_ADD_SERVICE, 0,
	  "You need to supply the 'service-address' option for the 'add-service' command" },
	{ CMD_ADD_SERVICE, B(WEIGHT),
	  "You need to supply the 'service-address' option for the 'add-service' command" },
	{ CMD_ADD_SERVICE, B(SERVICE) | B(WEIGHT),
	  "Illegal 'weight' option with the 'add-service' command" },
	{ CMD_ADD_SERVICE, B(NUMERIC),
	  "Illegal 'numeric' option with the 'add-service' command" },
	{ CMD_ADD_SERVICE, B(SERVICE) | B(SCHEDULER) | B(PERSISTENT) |
	  B(NETMASK) | B(OPS) | B(PE) | B(SCHED_FLAGS), NULL },
	{ CMD_DELETE_SERVICE, B(SERVICE) | B(PERSISTENT),
	  "Illegal 'persistent' option with the 'delete-service' command" },
	{ CMD_ADD_SERVER, B(SERVICE),
	  "You need to supply the 'real-server' option for the 'add-server' command" },
	{ CMD_EDIT_SERVER, B(SERVICE) | B(SERVER) | B(FORWARD) | B(WEIGHT) |
	  B(UTHRESHOLD) | B(LTHRESHOLD) | B(TUN_TYPE) | B(TUN_PORT) |
	  B(TUN_NOCSUM) | B(TUN_CSUM) | B(TUN_REMCSUM), NULL },
	{ CMD_DELETE_SERVER, B(SERVICE) | B(SERVER) | B(FORWARD),
	  "Illegal 'forwarding-method' option with the 'delete-server' command" },
	{ CMD_LIST, 0, NULL },
	{ CMD_LIST, B(NUMERIC) | B(STATS) | B(RATE) | B(THRESHOLDS) |
	  B(PERSISTENT_CONN) | B(NOSORT) | B(SYNCID) | B(EXACT) | B(TUN_INFO) |
	  B(JSON) | B(SERVICE), NULL },
	{ CMD_LIST, B(CONNECTION) | B(SERVICE),
	  "The option 'service-address' conflicts with the 'connection' option in the 'list' command" },
	{ CMD_LIST, B(TIMEOUT) | B(DAEMON),
	  "The option 'daemon' conflicts with the 'timeout' option in the 'list' command" },
	{ CMD_LIST, B(SERVER),
	  "Illegal 'real-server' option with the 'list' command" },
	{ CMD_SAVE, B(NUMERIC), NULL },
	{ CMD_SAVE, B(JSON), "Illegal 'json' option with the 'save' command" },
	{ CMD_ZERO, 0, NULL },
	{ CMD_ZERO, B(SERVICE), NULL },
	{ CMD_SET, B(TIMEOUT),
	  "Illegal 'timeout' option with the 'set' command" },
	{ CMD_RESTORE, B(NUMERIC),
	  "Illegal 'numeric' option with the 'restore' command" },
	{ CMD_START_DAEMON, B(MCAST_IF) | B(SYNCID) | B(MCAST_GROUP) |
	  B(MCAST_PORT) | B(MCAST_TTL) | B(SYNC_MAXLEN), NULL },
	{ CMD_STOP_DAEMON, B(MCAST_IF),
	  "Illegal 'mcast-interface' option with the 'stop-daemon' command" },
};

static void check_rules(void)
{
	struct failure fail;
	char description[128];
	size_t i;
	bool ok;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		const struct rule *rule = &cmd_words[cases[i].cmd].rule;

		fail = (struct failure){ 0 };
		ok = rule_check(rule, cases[i].given, UINT64_MAX, &fail);
		snprintf(description, sizeof(description), "%s: %s",
			 rule->name, cases[i].text ? cases[i].text : "legal");
		tap_str(ok ? "legal" : fail.text,
			cases[i].text ? cases[i].text : "legal", description);
	}
	tap_num(fail.status, STATUS_USAGE, "the status is that of usage");
}

static void check_tunnels(void)
{
	static const struct {
		int type;
		uint64_t given;
		bool ok;
	} tunnels[] = {
		{ 0, 0, true },
		{ 0, B(TUN_PORT), false },
		{ 0, B(TUN_CSUM), false },
		{ 0, B(WEIGHT), true },
		{ 1, 0, false },
		{ 1, B(TUN_PORT), true },
		{ 1, B(TUN_PORT) | B(TUN_REMCSUM), true },
		{ 1, B(TUN_PORT) | B(TUN_REMCSUM) | B(TUN_CSUM), false },
		{ 2, 0, true },
		{ 2, B(TUN_CSUM), true },
		{ 2, B(TUN_REMCSUM), false },
		{ 2, B(TUN_PORT), false },
	};
	struct failure fail;
	char text[64];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(tunnels); i++) {
		const struct rule *rule = &tun_rules[tunnels[i].type];

		snprintf(text, sizeof(text), "tunnel %s %#llx", rule->name,
			 (unsigned long long)tunnels[i].given);
		tap_num(rule_check(rule, tunnels[i].given, OPTS_TUNNEL, &fail),
			tunnels[i].ok, text);
	}
}

/* What a copy of a line in a table would break. */
static void check_words(void)
{
	bool seen[256] = { false };
	bool unique = true;
	bool helped = true;
	size_t i;

	for (i = 0; i < CMD_COUNT; i++) {
		helped &= cmd_words[i].name && cmd_words[i].help &&
			  cmd_words[i].usage && cmd_words[i].rule.name;
		unique &= !cmd_words[i].letter ||
			  !seen[(unsigned char)cmd_words[i].letter];
		seen[(unsigned char)cmd_words[i].letter] = true;
		seen[(unsigned char)cmd_words[i].alias] = true;
	}
	for (i = 0; i < opt_words_count; i++) {
		helped &= opt_words[i].name && opt_words[i].help;
		unique &= !opt_words[i].letter ||
			  !seen[(unsigned char)opt_words[i].letter];
		seen[(unsigned char)opt_words[i].letter] = true;
	}
	tap_ok(unique, "no letter stands for two things");
	tap_ok(helped, "everything has a name and a help text");
	for (i = 0; i < OPT_COUNT; i++)
		helped &= opt_name(i) != NULL;
	tap_ok(helped, "every option has a name for messages");
}

int main(void)
{
	check_rules();
	check_tunnels();
	check_words();
	return tap_done();
}
