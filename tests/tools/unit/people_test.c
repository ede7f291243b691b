// SPDX-License-Identifier: GPL-2.0
/* What subcommands read and write: wishes, short numbers, bars. */
#include "tap.h"
#include "text.h"
#include "wish.h"

#include <arpa/inet.h>

static void check_numbers(void)
{
	static const struct {
		uint64_t value;
		const char *text;
	} cases[] = {
		{ 0, "0" }, { 999, "999" }, { 1000, "1.0k" },
		{ 9999, "9.9k" }, { 10000, "10k" }, { 999999, "999k" },
		{ 1000000, "1.0M" }, { 123456789, "123M" },
		{ UINT64_MAX, "18E" },
	};
	char buf[SHORT_BYTES];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++)
		tap_str(short_number(buf, cases[i].value), cases[i].text,
			cases[i].text);
	tap_num(percent(1, 3), 33, "a third");
	tap_num(percent(2, 3), 67, "two thirds");
	tap_num(percent(5, 0), 0, "of nothing");
	tap_num(percent(UINT64_MAX, UINT64_MAX), 100, "all of much");
}

static void check_bars(void)
{
	char buf[BAR_BYTES];

	tap_str(bar(buf, 0, 7, true), "          ", "empty bar");
	tap_str(bar(buf, 0, 0, true), "          ", "bar of nothing");
	tap_str(bar(buf, 7, 7, true), "██████████", "full bar");
	tap_str(bar(buf, 1, 2, true), "█████     ", "half a bar");
	tap_str(bar(buf, 1, 80, true), "▏         ", "an eighth of a cell");
	tap_str(bar(buf, 9, 80, true), "█▏        ", "nine eighths");
	tap_str(bar(buf, 1, 2, false), "#####     ", "half a bar in ASCII");
	tap_str(bar(buf, 1, 80, false), "          ", "too little for ASCII");
}

static void check_services(void)
{
	struct failure fail;
	struct lvs_svc svc;

	tap_ok(wish_service("10.0.0.1:80", &svc, &fail) && svc.port == 80 &&
	       svc.protocol == IPPROTO_TCP, "TCP is what is meant");
	tap_ok(wish_service("udp/[2001:db8::1]:53", &svc, &fail) &&
	       svc.port == 53 && svc.protocol == IPPROTO_UDP &&
	       svc.addr.family == AF_INET6, "UDP over IPv6");
	tap_ok(wish_service("sctp/10.0.0.1:80", &svc, &fail) &&
	       svc.protocol == IPPROTO_SCTP, "SCTP");
	tap_ok(wish_service("mark/7", &svc, &fail) && svc.fwmark == 7 &&
	       svc.addr.family == AF_INET, "a mark");
	tap_ok(wish_service("mark6/7", &svc, &fail) && svc.fwmark == 7 &&
	       svc.addr.family == AF_INET6, "a mark over IPv6");
	tap_ok(!wish_service("mark/0", &svc, &fail) &&
	       fail.status == STATUS_USAGE, "no mark");
	tap_ok(!wish_service("http/10.0.0.1", &svc, &fail),
	       "no such protocol");
}

static bool parsed(enum sub sub, const char *a, const char *b,
		   struct wish *wish)
{
	const char *argv[] = { "lvsadm", sub_words[sub].name, a, b };
	struct failure fail = { 0 };

	return wish_parse(sub, b ? 4 : a ? 3 : 2, argv, wish, &fail) ||
	       (fail.status != STATUS_USAGE && puts("# no reason"));
}

static void check_wishes(void)
{
	struct wish w;

	tap_ok(parsed(SUB_TOP, NULL, NULL, &w) && w.interval_ms == 2000 &&
	       !w.count && !w.one && w.sort == SORT_CONNS, "defaults");
	tap_ok(parsed(SUB_TOP, "-i", "0.5", &w) && w.interval_ms == 500,
	       "half a second");
	tap_ok(!parsed(SUB_TOP, "-i", "0", &w), "no interval of 0");
	tap_ok(!parsed(SUB_TOP, "-i", "nan", &w), "no interval of nan");
	tap_ok(!parsed(SUB_TOP, "-i", "3601", &w), "no interval of 3601");
	tap_ok(!parsed(SUB_TOP, "-i", "2s", &w), "no interval with a unit");
	tap_ok(parsed(SUB_TOP, "-c", "3", &w) && w.count == 3, "three frames");
	tap_ok(!parsed(SUB_TOP, "-c", "0", &w), "no frames are refused");
	tap_ok(!parsed(SUB_TOP, "-c", NULL, &w), "a count needs a number");
	tap_ok(parsed(SUB_TOP, "-s", "bytes", &w) && w.sort == SORT_BYTES,
	       "by bytes");
	tap_ok(!parsed(SUB_TOP, "-s", "byte", &w), "by what is not known");
	tap_ok(parsed(SUB_SHOW, "mark/7", "-n", &w) && w.one && w.numeric &&
	       w.svc.fwmark == 7, "one service");
	tap_ok(!parsed(SUB_SHOW, "mark/7", "mark/8", &w), "not two");
	tap_ok(!parsed(SUB_DOCTOR, "mark/7", NULL, &w),
	       "the doctor sees the whole");
	tap_ok(!parsed(SUB_DOCTOR, "-b", NULL, &w), "and has no frames");
	tap_ok(parsed(SUB_REASONS, "-j", NULL, &w) && w.json, "JSON");
}

int main(void)
{
	check_numbers();
	check_bars();
	check_services();
	check_wishes();
	return tap_done();
}
