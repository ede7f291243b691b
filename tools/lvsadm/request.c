// SPDX-License-Identifier: GPL-2.0
/* A command line, understood. */
#include "request.h"

#include "names.h"
#include "text_addr.h"
#include "text_num.h"
#include "tunnel.h"

#include <arpa/inet.h>
#include <inttypes.h>
#include <string.h>

#define PERSISTENT_DEFAULT_S 360
#define TIMEOUT_MAX_S (31 * 24 * 3600)

/* Options whose argument is a number and nothing else. */
static const struct {
	enum opt opt;
	int64_t min;
	int64_t max;
	const char *text;
} numbers[] = {
	{ OPT_WEIGHT, 0, INT32_MAX, "illegal weight specified" },
	{ OPT_UTHRESHOLD, 0, INT32_MAX, "illegal u_threshold specified" },
	{ OPT_LTHRESHOLD, 0, INT32_MAX, "illegal l_threshold specified" },
	{ OPT_SYNCID, 0, UINT8_MAX, "illegal syncid specified" },
	{ OPT_MCAST_PORT, 1, UINT16_MAX, "illegal mcast-port specified" },
	{ OPT_MCAST_TTL, 1, UINT8_MAX, "illegal mcast-ttl specified" },
	{ OPT_SYNC_MAXLEN, 1, 65507, "illegal sync-maxlen specified" },
	{ OPT_TUN_PORT, 1, UINT16_MAX, "illegal tunnel port specified" },
	{ OPT_TCP_TIMEOUT, 0, TIMEOUT_MAX_S, "invalid timeout value" },
	{ OPT_TCPFIN_TIMEOUT, 0, TIMEOUT_MAX_S, "invalid timeout value" },
	{ OPT_UDP_TIMEOUT, 0, TIMEOUT_MAX_S, "invalid timeout value" },
	{ OPT_TABLE_SIZE, 0, UINT32_MAX, "illegal table size specified" },
	{ OPT_HASH_SEED, 0, INT64_MAX, "illegal hash seed specified" },
	{ OPT_SLOW_START, 0, UINT32_MAX, "illegal slow start specified" },
	{ OPT_SOURCE_RATE, 0, UINT32_MAX, "illegal source rate specified" },
	{ OPT_SOURCE_BURST, 0, UINT32_MAX, "illegal source burst specified" },
};

/* Options whose argument is a name that the kernel takes only so long. */
static const struct {
	enum opt opt;
	size_t max;
} texts[] = {
	{ OPT_SCHEDULER, LVS_SCHED_NAME_MAX - 1 },
	{ OPT_PE, LVS_PE_NAME_MAX },
	{ OPT_MCAST_IF, LVS_IFNAME_MAX - 1 },
};

static const char *value_of(const struct request *req, enum opt opt)
{
	return request_has(req, opt) ? req->words.value[opt] : NULL;
}

static bool fill_numbers(struct request *req, struct failure *fail)
{
	const char *word;
	size_t i;

	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		enum opt opt = numbers[i].opt;

		word = value_of(req, opt);
		if (!word || text_to_num(word, numbers[i].min, numbers[i].max,
					 &req->number[opt]))
			continue;
		return failed(fail, STATUS_USAGE,
			      "%s: --%s %s, not from %" PRId64 " to %" PRId64,
			      numbers[i].text, opt_name(opt), word,
			      numbers[i].min, numbers[i].max);
	}
	return true;
}

static bool check_texts(const struct request *req, struct failure *fail)
{
	const char *word;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		word = value_of(req, texts[i].opt);
		if (!word || (word[0] && strlen(word) <= texts[i].max))
			continue;
		return failed(fail, STATUS_USAGE,
			      "illegal %s specified: '%s' has not from 1 to %zu characters",
			      opt_name(texts[i].opt), word, texts[i].max);
	}
	return true;
}

static bool fill_persistent(struct request *req, struct failure *fail)
{
	const char *word = value_of(req, OPT_PERSISTENT);
	int64_t min = req->words.cmd == CMD_EDIT_SERVICE ? 0 : 1;

	req->number[OPT_PERSISTENT] = PERSISTENT_DEFAULT_S;
	if (!word || text_to_num(word, min, TIMEOUT_MAX_S,
				 &req->number[OPT_PERSISTENT]))
		return true;
	return failed(fail, STATUS_USAGE,
		      "invalid timeout value `%s' specified: --persistent takes %" PRId64 " to %d seconds",
		      word, min, TIMEOUT_MAX_S);
}

static bool fill_mark(struct request *req, const char *word,
		      struct failure *fail)
{
	int64_t mark;

	if (!text_to_num(word, 1, UINT32_MAX, &mark))
		return failed(fail, STATUS_USAGE,
			      "invalid fwmark value `%s' specified: --fwmark-service takes 1 to %" PRIu32,
			      word, UINT32_MAX);
	req->svc.fwmark = mark;
	req->svc.addr.family = req->words.ipv6 ? AF_INET6 : AF_INET;
	return true;
}

static bool fill_service(struct request *req, struct failure *fail)
{
	int protocol = req->words.variant[OPT_SERVICE];
	const char *word = value_of(req, OPT_SERVICE);
	bool has_port;

	if (req->words.ipv6 && (!word || protocol))
		return failed(fail, STATUS_USAGE,
			      "-6 used before -f: it goes with --fwmark-service only");
	if (!word)
		return true;
	if (!protocol)
		return fill_mark(req, word, fail);
	req->svc.protocol = protocol;
	if (names_to_endpoint(word, protocol, &req->svc.addr, &req->svc.port,
			      &has_port))
		return true;
	return failed(fail, STATUS_USAGE,
		      "illegal virtual server address[:port] specified: --%s %s",
		      opt_word_name(OPT_SERVICE, protocol), word);
}

static bool fill_server(struct request *req, struct failure *fail)
{
	const char *word = value_of(req, OPT_SERVER);
	int protocol = req->svc.protocol ? req->svc.protocol : IPPROTO_TCP;
	bool has_port;

	if (!word)
		return true;
	if (!names_to_endpoint(word, protocol, &req->dest.addr,
			       &req->dest.port, &has_port))
		return failed(fail, STATUS_USAGE,
			      "illegal real server address[:port] specified: --%s %s",
			      opt_name(OPT_SERVER), word);
	if (!has_port)
		req->dest.port = req->svc.port;
	return true;
}

static bool fill_tun_type(struct request *req, struct failure *fail)
{
	const char *word = value_of(req, OPT_TUN_TYPE);

	if (!word || tunnel_type_parse(word, &req->tun_type))
		return true;
	return failed(fail, STATUS_USAGE,
		      "illegal tunnel type specified: --tun-type %s is none of ipip, gue, gre",
		      word);
}

static bool is_multicast(const struct lvs_addr *addr)
{
	if (addr->family == AF_INET6)
		return IN6_IS_ADDR_MULTICAST(&addr->v6);
	return IN_MULTICAST(ntohl(addr->v4.s_addr));
}

static bool fill_group(struct request *req, struct failure *fail)
{
	const char *word = value_of(req, OPT_MCAST_GROUP);

	if (!word || (text_to_addr(word, &req->daemon.group) &&
		      is_multicast(&req->daemon.group)))
		return true;
	return failed(fail, STATUS_USAGE, "invalid IPv%c mcast-group `%s'",
		      strchr(word, ':') ? '6' : '4', word);
}

/* The errors keep the words that scripts know. */
static bool fill_role(struct request *req, struct failure *fail)
{
	const char *word = req->words.cmd_value;

	if (req->words.cmd != CMD_START_DAEMON &&
	    req->words.cmd != CMD_STOP_DAEMON)
		return true;
	if (!strcmp(word, "master"))
		req->daemon.state = LVS_DAEMON_MASTER;
	else if (!strcmp(word, "backup"))
		req->daemon.state = LVS_DAEMON_BACKUP;
	else
		return failed(fail, STATUS_USAGE,
			      "illegal %s specified: '%s' is neither master nor backup",
			      req->words.cmd == CMD_START_DAEMON ?
			      "start-daemon parameter" : "start_daemon", word);
	return true;
}

static bool fill_daemon(struct request *req, struct failure *fail)
{
	struct lvs_daemon *d = &req->daemon;
	const char *ifname = value_of(req, OPT_MCAST_IF);

	if (!fill_role(req, fail) || !fill_group(req, fail))
		return false;
	if (req->words.cmd == CMD_START_DAEMON)
		strcpy(d->ifname, ifname ? ifname : "eth0");
	d->sync_id = req->number[OPT_SYNCID];
	d->maxlen_bytes = req->number[OPT_SYNC_MAXLEN];
	d->port = req->number[OPT_MCAST_PORT];
	d->ttl = req->number[OPT_MCAST_TTL];
	return true;
}

static bool fill_timeouts(struct request *req, struct failure *fail)
{
	uint32_t *seconds[WORDS_ARGS_MAX] = {
		&req->timeouts.tcp_s,
		&req->timeouts.tcp_fin_s,
		&req->timeouts.udp_s,
	};
	int64_t number;
	int i;

	for (i = 0; req->words.cmd == CMD_SET && i < WORDS_ARGS_MAX; i++) {
		if (!text_to_num(req->words.args[i], 0, TIMEOUT_MAX_S, &number))
			return failed(fail, STATUS_USAGE,
				      "invalid timeout value `%s' specified: --set takes 0 to %d seconds",
				      req->words.args[i], TIMEOUT_MAX_S);
		*seconds[i] = number;
	}
	return true;
}

/* {one of these} cannot be shown as {one of those} */
static bool check_list(const struct request *req, struct failure *fail)
{
	static const struct {
		uint64_t objects;
		uint64_t views;
	} conflicts[] = {
		{ OPT_BIT(OPT_CONNECTION) | OPT_BIT(OPT_TIMEOUT) |
		  OPT_BIT(OPT_DAEMON) | OPT_BIT(OPT_INFO),
		  OPT_BIT(OPT_STATS) | OPT_BIT(OPT_RATE) |
		  OPT_BIT(OPT_THRESHOLDS) },
		{ OPT_BIT(OPT_TIMEOUT) | OPT_BIT(OPT_DAEMON) |
		  OPT_BIT(OPT_INFO),
		  OPT_BIT(OPT_PERSISTENT_CONN) },
	};
	uint64_t given = req->words.given;
	size_t i;

	for (i = 0; i < sizeof(conflicts) / sizeof(conflicts[0]); i++) {
		uint64_t object = given & conflicts[i].objects;
		uint64_t view = given & conflicts[i].views;

		if (req->words.cmd != CMD_LIST || !object || !view)
			continue;
		return failed(fail, STATUS_USAGE,
			      "options conflicts in the list command: '%s' and '%s'",
			      opt_name(__builtin_ctzll(object)),
			      opt_name(__builtin_ctzll(view)));
	}
	return true;
}

static bool fill(struct request *req, struct failure *fail)
{
	return fill_service(req, fail) && fill_server(req, fail) &&
	       fill_numbers(req, fail) && check_texts(req, fail) &&
	       fill_persistent(req, fail) && fill_tun_type(req, fail) &&
	       fill_daemon(req, fail) && fill_timeouts(req, fail);
}

bool request_parse(int argc, const char **argv, struct request *req,
		   struct failure *fail)
{
	*req = (struct request){ 0 };
	if (!words_parse(argc, argv, &req->words, fail) || !fill(req, fail))
		return false;
	return rule_check(&cmd_words[req->words.cmd].rule, req->words.given,
			  UINT64_MAX, fail) &&
	       check_list(req, fail);
}

void request_free(struct request *req)
{
	words_free(&req->words);
}
