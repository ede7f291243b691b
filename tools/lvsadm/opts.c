// SPDX-License-Identifier: GPL-2.0
/* The options of lvsadm, and the check of what goes with what. */
#include "opts.h"

#include <linux/lvs.h>
#include <netinet/in.h>

/* as messages call them */
static const char *const opt_names[OPT_COUNT] = {
	[OPT_NUMERIC] = "numeric",
	[OPT_CONNECTION] = "connection",
	[OPT_SERVICE] = "service-address",
	[OPT_SCHEDULER] = "scheduler",
	[OPT_PERSISTENT] = "persistent",
	[OPT_NETMASK] = "netmask",
	[OPT_SERVER] = "real-server",
	[OPT_FORWARD] = "forwarding-method",
	[OPT_WEIGHT] = "weight",
	[OPT_UTHRESHOLD] = "u-threshold",
	[OPT_LTHRESHOLD] = "l-threshold",
	[OPT_MCAST_IF] = "mcast-interface",
	[OPT_TIMEOUT] = "timeout",
	[OPT_DAEMON] = "daemon",
	[OPT_STATS] = "stats",
	[OPT_RATE] = "rate",
	[OPT_THRESHOLDS] = "thresholds",
	[OPT_PERSISTENT_CONN] = "persistent-conn",
	[OPT_NOSORT] = "nosort",
	[OPT_SYNCID] = "syncid",
	[OPT_EXACT] = "exact",
	[OPT_OPS] = "ops",
	[OPT_PE] = "pe",
	[OPT_SCHED_FLAGS] = "sched-flags",
	[OPT_MCAST_GROUP] = "mcast-group",
	[OPT_MCAST_PORT] = "mcast-port",
	[OPT_MCAST_TTL] = "mcast-ttl",
	[OPT_SYNC_MAXLEN] = "sync-maxlen",
	[OPT_TUN_INFO] = "tun-info",
	[OPT_TUN_TYPE] = "tun-type",
	[OPT_TUN_PORT] = "tun-port",
	[OPT_TUN_NOCSUM] = "tun-nocsum",
	[OPT_TUN_CSUM] = "tun-csum",
	[OPT_TUN_REMCSUM] = "tun-remcsum",
	[OPT_INFO] = "info",
	[OPT_JSON] = "json",
	[OPT_TCP_TIMEOUT] = "tcp-timeout",
	[OPT_TCPFIN_TIMEOUT] = "tcpfin-timeout",
	[OPT_UDP_TIMEOUT] = "udp-timeout",
	[OPT_TABLE_SIZE] = "table-size",
	[OPT_HASH_SEED] = "hash-seed",
	[OPT_SLOW_START] = "slow-start",
	[OPT_SOURCE_RATE] = "source-rate",
	[OPT_SOURCE_BURST] = "source-burst",
};

#define WORD(o, n, l, v, a, h) \
	{ .name = n, .letter = l, .opt = o, .group = GROUP_OPTION, \
	  .variant = v, .arg = a, .help = h }
#define SVC_WORD(n, l, v, a, h) \
	{ .name = n, .letter = l, .opt = OPT_SERVICE, .group = GROUP_SERVICE, \
	  .variant = v, .arg = a, .help = h }
#define DAEMON_WORD(o, n, a, h) \
	{ .name = n, .opt = o, .group = GROUP_DAEMON, .arg = a, .help = h }

#define VALUES_WORD(o, n, l, a, list, h) \
	{ .name = n, .letter = l, .opt = o, .group = GROUP_OPTION, \
	  .arg = a, .help = h, .values = list }

/* with what stands between them */
#define SCHEDULERS(_) \
	"rr" _ "wrr" _ "lc" _ "wlc" _ "lblc" _ "lblcr" _ "dh" _ "sh" _ "sed" \
	_ "nq" _ "fo" _ "ovf" _ "mh" _ "twos"
#define OWN_FLAGS(_) \
	"sh-fallback" _ "sh-port" _ "mh-fallback" _ "mh-port" _ "rr-random" \
	_ "wrr-random"

/* In the order of the help text. */
const struct opt_word opt_words[] = {
	SVC_WORD("tcp-service", 't', IPPROTO_TCP, "HOST[:PORT]",
		 "TCP service; an IPv6 address goes in brackets"),
	SVC_WORD("udp-service", 'u', IPPROTO_UDP, "HOST[:PORT]",
		 "UDP service"),
	SVC_WORD("sctp-service", 0, IPPROTO_SCTP, "HOST[:PORT]",
		 "SCTP service"),
	SVC_WORD("fwmark-service", 'f', 0, "MARK",
		 "everything with this firewall mark, 1 or more"),
	{ .name = "ipv6", .letter = '6', .opt = OPT_IPV6,
	  .group = GROUP_SERVICE, .help = "with -f: its IPv6 traffic" },

	VALUES_WORD(OPT_SCHEDULER, "scheduler", 's', "NAME", SCHEDULERS(" "),
		    SCHEDULERS(", ") "; default wlc"),
	WORD(OPT_PERSISTENT, "persistent", 'p', 0, "[SECONDS]",
	     "a client stays with its server this long; default 360; with -E, 0 ends it"),
	WORD(OPT_NETMASK, "netmask", 'M', 0, "MASK",
	     "clients of one network persist together; mask or prefix length"),
	VALUES_WORD(OPT_PE, "pe", 0, "NAME", "sip none",
		    "persistence engine, such as sip; with -E, none ends it"),
	WORD(OPT_OPS, "ops", 'o', 0, NULL,
	     "one-packet scheduling, UDP and marks only"),
	VALUES_WORD(OPT_SCHED_FLAGS, "sched-flags", 'b', "FLAGS",
		    "flag-1 flag-2 flag-3 " OWN_FLAGS(" ") " none",
		    "comma-separated: flag-1 to flag-3, " OWN_FLAGS(", ") "; with -E, none clears them"),
	WORD(OPT_TABLE_SIZE, "table-size", 0, 0, "N",
	     "entries of the table of mh, sh or dh, a prime from 251 to 131071; 0: the default, 16381 for mh"),
	WORD(OPT_HASH_SEED, "hash-seed", 0, 0, "N",
	     "of the hash of mh, sh or dh; directors with the same seed choose the same servers; default 0"),
	WORD(OPT_SLOW_START, "slow-start", 0, 0, "SECONDS",
	     "the weight of a server that comes rises this long, up to 86400; 0: at once"),
	WORD(OPT_SOURCE_RATE, "source-rate", 0, 0, "N",
	     "flows a second that one source may begin at the service, up to 1000000; 0: no limit"),
	WORD(OPT_SOURCE_BURST, "source-burst", 0, 0, "N",
	     "flows that it may begin at once, up to 1000000; 0: as many as in a second"),
	WORD(OPT_TCP_TIMEOUT, "tcp-timeout", 0, 0, "SECONDS",
	     "idle established TCP flows of the service end after this; 0: as --set says"),
	WORD(OPT_TCPFIN_TIMEOUT, "tcpfin-timeout", 0, 0, "SECONDS",
	     "likewise TCP flows after a FIN"),
	WORD(OPT_UDP_TIMEOUT, "udp-timeout", 0, 0, "SECONDS",
	     "likewise UDP flows"),

	WORD(OPT_SERVER, "real-server", 'r', 0, "HOST[:PORT]",
	     "real server; without a port, that of the service"),
	WORD(OPT_FORWARD, "gatewaying", 'g', LVS_FWD_DROUTE, NULL,
	     "direct routing; the default"),
	WORD(OPT_FORWARD, "ipip", 'i', LVS_FWD_TUNNEL, NULL,
	     "tunneling, see --tun-type"),
	WORD(OPT_FORWARD, "masquerading", 'm', LVS_FWD_MASQ, NULL,
	     "masquerading (NAT)"),
	WORD(OPT_WEIGHT, "weight", 'w', 0, "N",
	     "capacity relative to the other servers; 0 takes no new flows; default 1"),
	WORD(OPT_UTHRESHOLD, "u-threshold", 'x', 0, "N",
	     "no new flows above this many connections; 0: no limit"),
	WORD(OPT_LTHRESHOLD, "l-threshold", 'y', 0, "N",
	     "new flows again below this many connections"),
	VALUES_WORD(OPT_TUN_TYPE, "tun-type", 0, "TYPE", "ipip gue gre",
		    "ipip, gue or gre; default ipip"),
	WORD(OPT_TUN_PORT, "tun-port", 0, 0, "PORT",
	     "destination port of a gue tunnel"),
	WORD(OPT_TUN_NOCSUM, "tun-nocsum", 0, 0, NULL,
	     "gue, gre: no checksum in the tunnel header"),
	WORD(OPT_TUN_CSUM, "tun-csum", 0, 0, NULL,
	     "gue, gre: checksum in the tunnel header"),
	WORD(OPT_TUN_REMCSUM, "tun-remcsum", 0, 0, NULL,
	     "gue: remote checksum offload"),

	WORD(OPT_NUMERIC, "numeric", 'n', 0, NULL,
	     "addresses and ports as numbers, without look-ups"),
	WORD(OPT_CONNECTION, "connection", 'c', 0, NULL,
	     "list connections"),
	WORD(OPT_TIMEOUT, "timeout", 0, 0, NULL,
	     "list timeouts"),
	WORD(OPT_DAEMON, "daemon", 0, 0, NULL,
	     "list sync daemons"),
	WORD(OPT_INFO, "info", 0, 0, NULL,
	     "list version and table size"),
	WORD(OPT_STATS, "stats", 0, 0, NULL,
	     "list counters"),
	WORD(OPT_RATE, "rate", 0, 0, NULL,
	     "list rates per second"),
	WORD(OPT_THRESHOLDS, "thresholds", 0, 0, NULL,
	     "list thresholds"),
	WORD(OPT_PERSISTENT_CONN, "persistent-conn", 0, 0, NULL,
	     "list persistent connections; with -c, engine data"),
	WORD(OPT_TUN_INFO, "tun-info", 0, 0, NULL,
	     "list tunnel parameters"),
	WORD(OPT_EXACT, "exact", 'X', 0, NULL,
	     "all digits of large numbers"),
	WORD(OPT_NOSORT, "nosort", 0, 0, NULL,
	     "list in the kernel's order"),
	WORD(OPT_SORT, "sort", 0, 0, NULL,
	     "list sorted; the default"),
	WORD(OPT_JSON, "json", 0, 0, NULL,
	     "list as JSON"),

	DAEMON_WORD(OPT_SYNCID, "syncid", "ID",
		    "which messages to send or to hear, 0 to 255; default 0"),
	DAEMON_WORD(OPT_SYNC_MAXLEN, "sync-maxlen", "BYTES",
		    "longest message, 1 to 65507"),
	DAEMON_WORD(OPT_MCAST_IF, "mcast-interface", "NAME",
		    "interface to send or to hear on; default eth0"),
	DAEMON_WORD(OPT_MCAST_GROUP, "mcast-group", "ADDRESS",
		    "multicast group; default 224.0.0.81"),
	DAEMON_WORD(OPT_MCAST_PORT, "mcast-port", "PORT",
		    "UDP port; default 8848"),
	DAEMON_WORD(OPT_MCAST_TTL, "mcast-ttl", "N",
		    "time to live, 1 to 255; default 1"),
};

const size_t opt_words_count = sizeof(opt_words) / sizeof(opt_words[0]);

const struct rule tun_rules[3] = {
	[LVS_TUN_IPIP] = {
		.name = "ipip",
		.kind = "tunnel type",
	},
	[LVS_TUN_GUE] = {
		.name = "gue",
		.kind = "tunnel type",
		.required = OPT_BIT(OPT_TUN_PORT),
		.one_of = OPT_BIT(OPT_TUN_NOCSUM) | OPT_BIT(OPT_TUN_CSUM) |
			  OPT_BIT(OPT_TUN_REMCSUM),
	},
	[LVS_TUN_GRE] = {
		.name = "gre",
		.kind = "tunnel type",
		.one_of = OPT_BIT(OPT_TUN_NOCSUM) | OPT_BIT(OPT_TUN_CSUM),
	},
};

const char *opt_name(enum opt opt)
{
	return opt_names[opt];
}

const char *opt_word_name(enum opt opt, int variant)
{
	size_t i;

	for (i = 0; i < opt_words_count; i++) {
		if (opt_words[i].opt == opt && opt_words[i].variant == variant)
			return opt_words[i].name;
	}
	return opt_names[opt];
}

bool rule_check(const struct rule *rule, uint64_t given, uint64_t scope,
		struct failure *fail)
{
	uint64_t allowed = rule->required | rule->optional | rule->one_of;
	int chosen = -1;
	int opt;

	for (opt = 0; opt < OPT_COUNT; opt++) {
		uint64_t bit = OPT_BIT(opt) & scope;

		if (rule->required & bit & ~given)
			return failed(fail, STATUS_USAGE,
				      "You need to supply the '%s' option for the '%s' %s",
				      opt_names[opt], rule->name, rule->kind);
		if (given & bit & ~allowed)
			return failed(fail, STATUS_USAGE,
				      "Illegal '%s' option with the '%s' %s",
				      opt_names[opt], rule->name, rule->kind);
		if (!(given & bit & rule->one_of))
			continue;
		if (chosen >= 0)
			return failed(fail, STATUS_USAGE,
				      "The option '%s' conflicts with the '%s' option in the '%s' %s",
				      opt_names[opt], opt_names[chosen],
				      rule->name, rule->kind);
		chosen = opt;
	}
	return true;
}
