// SPDX-License-Identifier: GPL-2.0
/* Command lines: understood, laid over what is there, or refused. */
#include "build.h"
#include "fmt_rules.h"
#include "split.h"
#include "tap.h"

#include <stdlib.h>

/* a request out of one line of text */
static bool parse(const char *line, struct request *req, struct failure *fail)
{
	const char *argv[SPLIT_WORDS_MAX];
	char *copy = strdup(line);
	bool ok;

	*fail = (struct failure){ 0 };
	ok = request_parse(split_line(copy, "lvsadm", argv), argv, req, fail);
	free(copy);
	return ok;
}

/* what the request makes of before, as a rule; or why not */
static void apply(const char *before, const char *line, char *out, size_t bytes)
{
	struct names names = { .numeric = true };
	struct request old = { 0 };
	struct request new = { 0 };
	struct failure fail;
	struct lvs_dest dest;
	struct lvs_svc svc;
	FILE *file;
	bool ok;

	memset(out, 0, bytes);
	file = fmemopen(out, bytes, "w");
	ok = parse(before ? before : line, &old, &fail);
	svc = svc_default(&old);
	dest = dest_default(&old);
	if (ok && old.words.cmd == CMD_ADD_SERVICE)
		ok = svc_apply(&old, &svc, &fail);
	if (ok && old.words.cmd == CMD_ADD_SERVER)
		ok = dest_apply(&old, &dest, &fail);
	if (ok && before && (ok = parse(line, &new, &fail)))
		ok = request_has(&new, OPT_SERVER) ?
		     dest_apply(&new, &dest, &fail) :
		     svc_apply(&new, &svc, &fail);
	if (!ok)
		fputs(fail.text, file);
	else if (request_has(&old, OPT_SERVER))
		rules_dest(file, &names, &old.svc, &dest);
	else
		rules_svc(file, &names, &svc);
	fclose(file);
	out[strcspn(out, "\n")] = '\0';
	request_free(&old);
	request_free(&new);
}

static const struct {
	const char *before;	/* NULL: the line adds */
	const char *line;
	const char *outcome;
} cases[] = {
	{ NULL, "-A -t 192.0.2.1:80", "-A -t 192.0.2.1:80 -s wlc" },
	{ NULL, "lvsadm -A -t 192.0.2.1:80 -s rr ipvsadm",
	  "-A -t 192.0.2.1:80 -s rr" },
	{ NULL, "-A -u [2001:db8::1]:53 -o",
	  "-A -u [2001:db8::1]:53 -s wlc -o" },
	{ NULL, "-A --sctp-service=192.0.2.1:80 --scheduler=lc",
	  "-A --sctp-service 192.0.2.1:80 -s lc" },
	{ NULL, "-A -f 4294967295", "-A -f 4294967295 -s wlc" },
	{ NULL, "-A -6 -f 7 -p", "-A -f 7 -6 -s wlc -p 360" },
	{ NULL, "-A -t 192.0.2.1 -p10 -M 24",
	  "-A -t 192.0.2.1:0 -s wlc -p 10 -M 255.255.255.0" },
	{ NULL, "-A -M 255.255.0.0 -p 10 -t 192.0.2.1",
	  "-A -t 192.0.2.1:0 -s wlc -p 10 -M 255.255.0.0" },
	{ NULL, "-A -M 64 -p 10 -t 2001:db8::1",
	  "-A -t [2001:db8::1]:0 -s wlc -p 10 -M 64" },
	{ NULL, "-A -t 192.0.2.1:80 -b sh-port,sh-fallback -s sh",
	  "-A -t 192.0.2.1:80 -s sh -b sh-fallback,sh-port" },
	{ NULL, "-A -t 192.0.2.1:80 -b flag-3,sh-port -s sh",
	  "-A -t 192.0.2.1:80 -s sh -b sh-port,flag-3" },
	{ NULL, "-A -t 192.0.2.1:80 -s rr -b rr-random",
	  "-A -t 192.0.2.1:80 -s rr -b flag-1" },
	{ NULL, "-A -t 192.0.2.1:80 -s wrr -b rr-random",
	  "incompatible scheduler flag `rr-random': it goes with -s rr only" },
	{ NULL, "-A -t 192.0.2.1:80 -s mh --table-size 65521 --hash-seed 9223372036854775807 --slow-start 30",
	  "-A -t 192.0.2.1:80 -s mh --table-size 65521 --hash-seed 9223372036854775807 --slow-start 30" },
	{ NULL, "-A -t 192.0.2.1:80 --table-size -1",
	  "illegal table size specified: --table-size -1, not from 0 to 4294967295" },
	{ NULL, "-A -t 192.0.2.1:80 --source-rate 4294967295 --source-burst 40",
	  "-A -t 192.0.2.1:80 -s wlc --source-rate 4294967295 --source-burst 40" },
	{ NULL, "-A -t 192.0.2.1:80 --source-rate 4294967296",
	  "illegal source rate specified: --source-rate 4294967296, not from 0 to 4294967295" },
	{ NULL, "-A -t 192.0.2.1:80 --source-burst x",
	  "illegal source burst specified: --source-burst x, not from 0 to 4294967295" },
	{ NULL, "-a -t 192.0.2.1:80 -r 198.51.100.1 --source-rate 5",
	  "Illegal 'source-rate' option with the 'add-server' command" },
	{ NULL, "-A -u 192.0.2.1:5060 -p --pe sip",
	  "-A -u 192.0.2.1:5060 -s wlc -p 360 --pe sip" },
	{ NULL, "-A -t 192.0.2.1",
	  "Zero port specified for non-persistent service: name a port, or give --persistent" },
	{ NULL, "-A -t 192.0.2.1:80 -o",
	  "One-Packet Scheduling is only for UDP virtual services: --ops" },
	{ NULL, "-A -t 192.0.2.1:80 -s abcdefghijklmnop",
	  "illegal scheduler specified: 'abcdefghijklmnop' has not from 1 to 15 characters" },

	{ NULL, "-a -t 192.0.2.1:80 -r 198.51.100.1",
	  "-a -t 192.0.2.1:80 -r 198.51.100.1:80 -g -w 1" },
	{ NULL, "-a -t 192.0.2.1:80 -r 198.51.100.1:8080",
	  "-a -t 192.0.2.1:80 -r 198.51.100.1:80 -g -w 1" },
	{ NULL, "-a -r 198.51.100.1 -m -t 192.0.2.1:80",
	  "-a -t 192.0.2.1:80 -r 198.51.100.1:80 -m -w 1" },
	{ NULL, "-a -t 192.0.2.1:80 -r 198.51.100.1:8080 -m -w 0 -x 9 -y 3",
	  "-a -t 192.0.2.1:80 -r 198.51.100.1:8080 -m -w 0 -x 9 -y 3" },
	{ NULL, "-a -f 7 -r 198.51.100.1:8080 -i",
	  "-a -f 7 -r 198.51.100.1:8080 -i -w 1 --tun-type ipip" },
	{ NULL, "-a -t 192.0.2.1:80 -r 2001:db8::2 -i --tun-type gue --tun-port 6080 --tun-remcsum",
	  "-a -t 192.0.2.1:80 -r [2001:db8::2]:80 -i -w 1 --tun-type gue --tun-port 6080 --tun-remcsum" },
	{ NULL, "-a -t 192.0.2.1:80 -r 2001:db8::2 -m",
	  "Different address family is allowed only for tunneling servers: --real-server needs --ipip" },
	{ NULL, "-a -t 192.0.2.1:80 -r 198.51.100.1 -m --tun-type gre",
	  "Tunnel options conflict with forward method: --tun-type needs --ipip" },
	{ NULL, "-a -t 192.0.2.1:80 -r 198.51.100.1 -m --tun-port 1",
	  "Tunnel options conflict with forward method: --tun-port needs --ipip" },
	{ NULL, "-a -t 192.0.2.1:80 -r 198.51.100.1 -i --tun-port 1",
	  "Illegal 'tun-port' option with the 'ipip' tunnel type" },

	{ "-A -t 192.0.2.1:80 -s rr -p 50 -M 24", "-E -t 192.0.2.1:80 -s wrr",
	  "-A -t 192.0.2.1:80 -s wrr -p 50 -M 255.255.255.0" },
	{ "-A -t 192.0.2.1:80 -s rr -p 50", "-E -t 192.0.2.1:80 -p 0",
	  "-A -t 192.0.2.1:80 -s rr" },
	{ "-A -t 192.0.2.1 -s rr -p 50", "-E -t 192.0.2.1 -p 0",
	  "Zero port specified for non-persistent service: name a port, or give --persistent" },
	{ "-A -u 192.0.2.1:80 -p 50 --pe sip", "-E -u 192.0.2.1:80 --pe none",
	  "-A -u 192.0.2.1:80 -s wlc -p 50" },
	{ "-A -t 192.0.2.1:80 -s sh -b sh-port", "-E -t 192.0.2.1:80 -p 9",
	  "-A -t 192.0.2.1:80 -s sh -p 9 -b sh-port" },
	{ "-A -t 192.0.2.1:80 -s sh -b sh-port", "-E -t 192.0.2.1:80 -s mh",
	  "-A -t 192.0.2.1:80 -s mh" },
	{ "-A -t 192.0.2.1:80 -s sh -b sh-port", "-E -t 192.0.2.1:80 -b none",
	  "-A -t 192.0.2.1:80 -s sh" },
	{ "-A -t 192.0.2.1:80 -s mh --table-size 251 --hash-seed 7 --slow-start 9",
	  "-E -t 192.0.2.1:80 -s sh", "-A -t 192.0.2.1:80 -s sh --slow-start 9" },
	{ "-A -t 192.0.2.1:80 -s mh --table-size 251 --hash-seed 7",
	  "-E -t 192.0.2.1:80 --hash-seed 0", "-A -t 192.0.2.1:80 -s mh --table-size 251" },
	{ "-A -t 192.0.2.1:80 -s rr --source-rate 5 --source-burst 40", "-E -t 192.0.2.1:80 -s mh",
	  "-A -t 192.0.2.1:80 -s mh --source-rate 5 --source-burst 40" },
	{ "-A -t 192.0.2.1:80 -s rr --source-rate 5 --source-burst 40",
	  "-E -t 192.0.2.1:80 --source-rate 0",
	  "-A -t 192.0.2.1:80 -s rr --source-burst 40" },
	{ "-A -t 192.0.2.1:80 -s rr", "-E -t 192.0.2.1:80 -b sh-port",
	  "incompatible scheduler flag `sh-port': it goes with -s sh only" },

	{ "-a -t 192.0.2.1:80 -r 198.51.100.1 -m -w 5 -x 9",
	  "-e -t 192.0.2.1:80 -r 198.51.100.1 -w 2",
	  "-a -t 192.0.2.1:80 -r 198.51.100.1:80 -m -w 2 -x 9" },
	{ "-a -t 192.0.2.1:80 -r 198.51.100.1 -i --tun-type gue --tun-port 6080",
	  "-e -t 192.0.2.1:80 -r 198.51.100.1 --tun-csum",
	  "-a -t 192.0.2.1:80 -r 198.51.100.1:80 -i -w 1 --tun-type gue --tun-port 6080 --tun-csum" },
	{ "-a -t 192.0.2.1:80 -r 198.51.100.1 -i --tun-type gue --tun-port 6080 --tun-csum",
	  "-e -t 192.0.2.1:80 -r 198.51.100.1 --tun-type gre",
	  "-a -t 192.0.2.1:80 -r 198.51.100.1:80 -i -w 1 --tun-type gre --tun-nocsum" },
	{ "-a -t 192.0.2.1:80 -r 198.51.100.1 -i --tun-type gue --tun-port 6080",
	  "-e -t 192.0.2.1:80 -r 198.51.100.1 -m",
	  "-a -t 192.0.2.1:80 -r 198.51.100.1:80 -m -w 1" },
	{ "-a -t 192.0.2.1:80 -r 198.51.100.1 -i",
	  "-e -t 192.0.2.1:80 -r 198.51.100.1 --tun-csum",
	  "Illegal 'tun-csum' option with the 'ipip' tunnel type" },
};

static void check_daemon(void)
{
	struct failure fail;
	struct request req;

	tap_ok(parse("--start-daemon backup --syncid 7 --mcast-group ff02::81",
		     &req, &fail), "start a daemon");
	tap_num(req.daemon.state, LVS_DAEMON_BACKUP, "its role");
	tap_num(req.daemon.sync_id, 7, "its sync id");
	tap_num(req.daemon.group.family, AF_INET6, "its group");
	tap_str(req.daemon.ifname, "eth0", "its default interface");
	tap_num(req.daemon.port, 0, "its port is left to the kernel");
	request_free(&req);
}

static void check_set(void)
{
	struct failure fail;
	struct request req;

	tap_ok(parse("--set 10 0 2678400", &req, &fail), "set timeouts");
	tap_ok(req.timeouts.tcp_s == 10 && req.timeouts.tcp_fin_s == 0 &&
	       req.timeouts.udp_s == 2678400, "their values");
	request_free(&req);
}

int main(void)
{
	char out[FAILURE_TEXT_BYTES];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		apply(cases[i].before, cases[i].line, out, sizeof(out));
		tap_str(out, cases[i].outcome, cases[i].line);
	}
	check_daemon();
	check_set();
	return tap_done();
}
