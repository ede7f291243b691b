// SPDX-License-Identifier: GPL-2.0
/* The commands of lvsadm: their words, and which options each takes. */
#include "opts.h"

#define BIT(o) OPT_BIT(OPT_##o)

#define SERVICE_CONFIG (BIT(SCHEDULER) | BIT(PERSISTENT) | BIT(NETMASK) | \
			BIT(OPS) | BIT(PE) | BIT(SCHED_FLAGS) | \
			OPTS_SVC_EXTRA)
#define SERVER_CONFIG (BIT(FORWARD) | BIT(WEIGHT) | BIT(UTHRESHOLD) | \
		       BIT(LTHRESHOLD) | BIT(TUN_TYPE) | OPTS_TUNNEL)
#define LIST_CONFIG (BIT(NUMERIC) | BIT(STATS) | BIT(RATE) | \
		     BIT(THRESHOLDS) | BIT(PERSISTENT_CONN) | BIT(NOSORT) | \
		     BIT(SYNCID) | BIT(EXACT) | BIT(TUN_INFO) | BIT(JSON))
#define LIST_OBJECTS (BIT(CONNECTION) | BIT(SERVICE) | BIT(TIMEOUT) | \
		      BIT(DAEMON) | BIT(INFO))
#define DAEMON_CONFIG (BIT(MCAST_IF) | BIT(SYNCID) | BIT(MCAST_GROUP) | \
		       BIT(MCAST_PORT) | BIT(MCAST_TTL) | BIT(SYNC_MAXLEN))

const struct cmd_word cmd_words[CMD_COUNT] = {
	[CMD_ADD_SERVICE] = {
		.name = "add-service", .letter = 'A',
		.usage = "SERVICE [service options]",
		.help = "add a virtual service",
		.rule = {
			.name = "add-service", .kind = "command",
			.required = BIT(SERVICE),
			.optional = SERVICE_CONFIG,
		},
	},
	[CMD_EDIT_SERVICE] = {
		.name = "edit-service", .letter = 'E',
		.usage = "SERVICE [service options]",
		.help = "change what is named of a service, keep the rest",
		.rule = {
			.name = "edit-service", .kind = "command",
			.required = BIT(SERVICE),
			.optional = SERVICE_CONFIG,
		},
	},
	[CMD_DELETE_SERVICE] = {
		.name = "delete-service", .letter = 'D',
		.usage = "SERVICE",
		.help = "delete a service and its servers",
		.rule = {
			.name = "delete-service", .kind = "command",
			.required = BIT(SERVICE),
		},
	},
	[CMD_FLUSH] = {
		.name = "clear", .letter = 'C', .usage = "",
		.help = "delete all services",
		.rule = { .name = "flush", .kind = "command" },
	},
	[CMD_RESTORE] = {
		.name = "restore", .letter = 'R', .usage = "< FILE",
		.help = "run the commands on standard input, one a line",
		.rule = { .name = "restore", .kind = "command" },
	},
	[CMD_SAVE] = {
		.name = "save", .letter = 'S', .usage = "[-n] > FILE",
		.help = "print the commands that make this table",
		.rule = {
			.name = "save", .kind = "command",
			.optional = BIT(NUMERIC),
		},
	},
	[CMD_ADD_SERVER] = {
		.name = "add-server", .letter = 'a',
		.usage = "SERVICE -r SERVER [server options]",
		.help = "add a real server to a service",
		.rule = {
			.name = "add-server", .kind = "command",
			.required = BIT(SERVICE) | BIT(SERVER),
			.optional = SERVER_CONFIG,
		},
	},
	[CMD_EDIT_SERVER] = {
		.name = "edit-server", .letter = 'e',
		.usage = "SERVICE -r SERVER [server options]",
		.help = "change what is named of a server, keep the rest",
		.rule = {
			.name = "edit-server", .kind = "command",
			.required = BIT(SERVICE) | BIT(SERVER),
			.optional = SERVER_CONFIG,
		},
	},
	[CMD_DELETE_SERVER] = {
		.name = "delete-server", .letter = 'd',
		.usage = "SERVICE -r SERVER",
		.help = "delete a server from a service",
		.rule = {
			.name = "delete-server", .kind = "command",
			.required = BIT(SERVICE) | BIT(SERVER),
		},
	},
	[CMD_LIST] = {
		.name = "list", .letter = 'L', .alias = 'l',
		.usage = "[SERVICE] [list options]",
		.help = "list; also what happens without a command",
		.rule = {
			.name = "list", .kind = "command",
			.optional = LIST_CONFIG,
			.one_of = LIST_OBJECTS,
		},
	},
	[CMD_ZERO] = {
		.name = "zero", .letter = 'Z', .usage = "[SERVICE]",
		.help = "set the counters of a service, or of all, to 0",
		.rule = {
			.name = "zero", .kind = "command",
			.optional = BIT(SERVICE),
		},
	},
	[CMD_SET] = {
		.name = "set", .usage = "TCP TCPFIN UDP",
		.help = "set the timeouts in seconds; 0 keeps one",
		.rule = { .name = "set", .kind = "command" },
	},
	[CMD_START_DAEMON] = {
		.name = "start-daemon", .arg = "master|backup",
		.usage = "[daemon options]",
		.help = "start to send or to receive connections",
		.rule = {
			.name = "start-daemon", .kind = "command",
			.optional = DAEMON_CONFIG,
		},
	},
	[CMD_STOP_DAEMON] = {
		.name = "stop-daemon", .arg = "master|backup",
		.usage = "",
		.help = "stop to send or to receive connections",
		.rule = {
			.name = "stop-daemon", .kind = "command",
			.optional = BIT(SYNCID),
		},
	},
	[CMD_HELP] = {
		.name = "help", .letter = 'h', .usage = "",
		.help = "print this text",
		.rule = { .name = "help", .kind = "command" },
	},
	[CMD_VERSION] = {
		.name = "version", .letter = 'v', .usage = "",
		.help = "print the version of this tool",
		.rule = { .name = "version", .kind = "command" },
	},
};
