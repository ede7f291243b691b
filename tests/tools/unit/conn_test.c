// SPDX-License-Identifier: GPL-2.0
/* Lines of the connection table. */
#include "liblvs.h"
#include "tap.h"
#include "text_addr.h"

#include <stdlib.h>
#include <unistd.h>

#define V6(n) "2001:0db8:0000:0000:0000:0000:0000:000" #n

static const char *const bad[] = {
	"",
	"\n",
	"TCP",
	"TCP C6336463 D431 C0000210 01BB C6336407 01BB ESTABLISHED",
	"TCP C6336463 D431 C0000210 01BB C6336407 01BB ESTABLISHED x",
	"TCP C6336463 D431 C0000210 01BB C6336407 01BB1 ESTABLISHED 874",
	"TCP C63364631 D431 C0000210 01BB C6336407 01BB ESTABLISHED 874",
	"TCP G6336463 D431 C0000210 01BB C6336407 01BB ESTABLISHED 874",
	"TCP -6336463 D431 C0000210 01BB C6336407 01BB ESTABLISHED 874",
	"A_PROTOCOL_THAT_IS_TOO_LONG C6336463 D431 C0000210 01BB C6336407 01BB NONE 8",
};

static void check_v4(void)
{
	char line[] = "TCP C6336463 D431 C0000210 01BB C6336407 01BC ESTABLISHED     874\n";
	char buf[INET6_ADDRSTRLEN];
	struct lvs_conn c;

	tap_ok(lvs_conn_parse(line, &c), "an IPv4 line");
	tap_str(c.proto, "TCP", "protocol");
	tap_str(text_addr(buf, &c.client), "198.51.100.99", "client");
	tap_num(c.client_port, 54321, "client's port");
	tap_str(text_addr(buf, &c.virt), "192.0.2.16", "virtual address");
	tap_num(c.virt_port, 443, "virtual port");
	tap_str(text_addr(buf, &c.dest), "198.51.100.7", "server");
	tap_num(c.dest_port, 444, "server's port");
	tap_str(c.state, "ESTABLISHED", "state");
	tap_num(c.expires_s, 874, "expiry");
	tap_str(c.pe, "", "no engine");
	tap_str(c.pe_data, "", "no engine data");
}

static void check_v6(void)
{
	char line[] = "UDP " V6(1) " 13C4 " V6(2) " 13C4 0A000001 13C4 UDP             300 sip call id 1@x\n";
	char buf[INET6_ADDRSTRLEN];
	struct lvs_conn c;

	tap_ok(lvs_conn_parse(line, &c), "an IPv6 line with engine data");
	tap_str(text_addr(buf, &c.client), "2001:db8::1", "client");
	tap_str(text_addr(buf, &c.virt), "2001:db8::2", "virtual address");
	tap_str(text_addr(buf, &c.dest), "10.0.0.1", "server of IPv4");
	tap_str(c.pe, "sip", "engine");
	tap_str(c.pe_data, "call id 1@x", "engine data with blanks");
}

static void check_reader(void)
{
	char path[] = "/tmp/conn_test.XXXXXX";
	struct lvs_conn_reader reader;
	struct lvs_result res;
	struct lvs_conn c;
	FILE *file = fdopen(mkstemp(path), "w");

	fputs("Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData\n"
	      "TCP C6336463 D431 C0000210 01BB C6336407 01BB ESTABLISHED     874\n"
	      "TCP C6336463 0000 C0000210 01BB C6336407 01BB ASSURED         251\n"
	      "rubbish\n", file);
	fclose(file);
	res = lvs_conn_open(&reader, path);
	tap_num(res.code, 0, "open a table");
	tap_ok(lvs_conn_next(&reader, &c, &res), "first connection");
	tap_ok(lvs_conn_next(&reader, &c, &res), "second connection");
	tap_str(c.state, "ASSURED", "its state");
	tap_ok(!lvs_conn_next(&reader, &c, &res) && res.code,
	       "a line that is not understood");
	tap_ok(!lvs_conn_next(&reader, &c, &res) && !res.code, "the end");
	lvs_conn_close(&reader);
	unlink(path);
	res = lvs_conn_open(&reader, path);
	tap_ok(res.code, "a table that is not there");
}

int main(void)
{
	struct lvs_conn c;
	char line[128];
	size_t i;

	check_v4();
	check_v6();
	check_reader();
	for (i = 0; i < ARRAY_SIZE(bad); i++) {
		strcpy(line, bad[i]);
		tap_ok(!lvs_conn_parse(line, &c), "a bad line");
	}
	return tap_done();
}
