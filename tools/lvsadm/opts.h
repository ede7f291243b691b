/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The commands and options of lvsadm as data: what they are called, what they
 * take, which option goes with which command. Parsing, checking, the help text
 * and what shells complete all come from these tables.
 */
#ifndef LVSADM_OPTS_H
#define LVSADM_OPTS_H

#include "failure.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The order decides which of several mistakes is reported. */
enum opt {
	OPT_NUMERIC,
	OPT_CONNECTION,
	OPT_SERVICE,
	OPT_SCHEDULER,
	OPT_PERSISTENT,
	OPT_NETMASK,
	OPT_SERVER,
	OPT_FORWARD,
	OPT_WEIGHT,
	OPT_UTHRESHOLD,
	OPT_LTHRESHOLD,
	OPT_MCAST_IF,
	OPT_TIMEOUT,
	OPT_DAEMON,
	OPT_STATS,
	OPT_RATE,
	OPT_THRESHOLDS,
	OPT_PERSISTENT_CONN,
	OPT_NOSORT,
	OPT_SYNCID,
	OPT_EXACT,
	OPT_OPS,
	OPT_PE,
	OPT_SCHED_FLAGS,
	OPT_MCAST_GROUP,
	OPT_MCAST_PORT,
	OPT_MCAST_TTL,
	OPT_SYNC_MAXLEN,
	OPT_TUN_INFO,
	OPT_TUN_TYPE,
	OPT_TUN_PORT,
	OPT_TUN_NOCSUM,
	OPT_TUN_CSUM,
	OPT_TUN_REMCSUM,
	OPT_INFO,
	OPT_JSON,
	OPT_TCP_TIMEOUT,
	OPT_TCPFIN_TIMEOUT,
	OPT_UDP_TIMEOUT,
	OPT_TABLE_SIZE,
	OPT_HASH_SEED,
	OPT_SLOW_START,
	OPT_SOURCE_RATE,
	OPT_SOURCE_BURST,
	OPT_COUNT,

	/* words that are accepted but are no option of a command */
	OPT_IPV6 = OPT_COUNT,
	OPT_SORT,
};

#define OPT_BIT(opt) (UINT64_C(1) << (opt))
#define OPTS_FLOW_TIMEOUT (OPT_BIT(OPT_TCP_TIMEOUT) | \
			   OPT_BIT(OPT_TCPFIN_TIMEOUT) | \
			   OPT_BIT(OPT_UDP_TIMEOUT))

#define OPTS_SCHED_CONF (OPT_BIT(OPT_TABLE_SIZE) | \
			 OPT_BIT(OPT_HASH_SEED) | OPT_BIT(OPT_SLOW_START))

#define OPTS_SOURCE (OPT_BIT(OPT_SOURCE_RATE) | OPT_BIT(OPT_SOURCE_BURST))

/* of a service, and unknown to in-tree ip_vs */
#define OPTS_SVC_EXTRA (OPTS_FLOW_TIMEOUT | OPTS_SCHED_CONF | OPTS_SOURCE)

enum cmd {
	CMD_ADD_SERVICE,
	CMD_EDIT_SERVICE,
	CMD_DELETE_SERVICE,
	CMD_FLUSH,
	CMD_RESTORE,
	CMD_SAVE,
	CMD_ADD_SERVER,
	CMD_EDIT_SERVER,
	CMD_DELETE_SERVER,
	CMD_LIST,
	CMD_ZERO,
	CMD_SET,
	CMD_START_DAEMON,
	CMD_STOP_DAEMON,
	CMD_HELP,
	CMD_VERSION,
	CMD_COUNT,
};

/* Headings of the help text. */
enum opt_group {
	GROUP_SERVICE,
	GROUP_OPTION,
	GROUP_DAEMON,
};

/**
 * struct opt_word - one word of the command line that is an option
 * @name: the long form, without dashes
 * @letter: the short form, or 0
 * @opt: enum opt; several words may stand for one option
 * @variant: which of them this one is
 * @arg: what its argument is called, NULL: takes none, in brackets: optional
 * @values: what its argument may be, with blanks between, NULL: any word
 */
struct opt_word {
	const char *name;
	char letter;
	uint8_t opt;
	uint8_t group;
	int variant;
	const char *arg;
	const char *help;
	const char *values;
};

/**
 * struct rule - which options go with something
 * @name: of the thing, as messages call it
 * @kind: what the thing is
 * @required: must be there
 * @optional: may be there
 * @one_of: one of them may be there
 */
struct rule {
	const char *name;
	const char *kind;
	uint64_t required;
	uint64_t optional;
	uint64_t one_of;
};

struct cmd_word {
	const char *name;
	char letter;
	char alias;
	const char *arg;
	const char *usage;
	const char *help;
	struct rule rule;
};

extern const struct opt_word opt_words[];
extern const size_t opt_words_count;
extern const struct cmd_word cmd_words[CMD_COUNT];
extern const struct rule tun_rules[3];

const char *opt_name(enum opt opt);
/* the long form of the word that was written */
const char *opt_word_name(enum opt opt, int variant);

/* looks at the options of scope only; false: the failure says which is wrong */
bool rule_check(const struct rule *rule, uint64_t given, uint64_t scope,
		struct failure *fail);

#define OPTS_TUNNEL (OPT_BIT(OPT_TUN_PORT) | OPT_BIT(OPT_TUN_NOCSUM) | \
		     OPT_BIT(OPT_TUN_CSUM) | OPT_BIT(OPT_TUN_REMCSUM))

#define OPTS_TUNNEL_ALL (OPTS_TUNNEL | OPT_BIT(OPT_TUN_TYPE))

#endif /* LVSADM_OPTS_H */
