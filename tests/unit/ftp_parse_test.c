// SPDX-License-Identifier: GPL-2.0
/*
 * What lines of FTP control connections announce, what they do not, however
 * they are cut into segments.
 *
 * units: app/ftp_parse.c base/addr.c
 */
#include "app/ftp_parse.h"
#include "unit.h"

#include <linux/kernel.h>

#include <arpa/inet.h>
#include <string.h>

struct ftp_case {
	const char *what;
	const char *text;	/* the last line is judged */
	u8 kind;
	const char *end;	/* the text that is announced */
	const char *addr;
	u16 port;
};

#define PORT LVS_FTP_PORT
#define PASSIVE LVS_FTP_PASSIVE
#define EXTENDED LVS_FTP_EXTENDED
#define OTHER LVS_FTP_OTHER

static const struct ftp_case commands[] = {
	{ "PORT", "PORT 10,1,0,2,156,64\r\n", PORT, "10,1,0,2,156,64",
	  "10.1.0.2", 40000 },
	{ "PORT in small letters", "port 10,1,0,2,0,1\r\n", PORT,
	  "10,1,0,2,0,1", "10.1.0.2", 1 },
	{ "PORT with the highest numbers", "PORT 255,255,255,255,255,255\r\n",
	  PORT, "255,255,255,255,255,255", "255.255.255.255", 65535 },
	{ "PORT with a bare line feed", "PORT 10,1,0,2,156,64\n", PORT,
	  "10,1,0,2,156,64", "10.1.0.2", 40000 },
	{ "PORT after another command", "NOOP\r\nPORT 10,1,0,2,4,0\r\n", PORT,
	  "10,1,0,2,4,0", "10.1.0.2", 1024 },
	{ "PORT with zeros in front", "PORT 010,001,000,002,156,064\r\n", PORT,
	  "010,001,000,002,156,064", "10.1.0.2", 40000 },
	{ "PORT of port 0", "PORT 10,1,0,2,0,0\r\n", OTHER },
	{ "PORT with 256", "PORT 10,1,0,256,4,0\r\n", OTHER },
	{ "PORT with 256 in its port", "PORT 10,1,0,2,4,256\r\n", OTHER },
	{ "PORT with four digits", "PORT 10,1,0,0002,4,0\r\n", OTHER },
	{ "PORT of five numbers", "PORT 10,1,0,2,4\r\n", OTHER },
	{ "PORT of seven numbers", "PORT 10,1,0,2,4,0,0\r\n", OTHER },
	{ "PORT with a comma at its end", "PORT 10,1,0,2,4,0,\r\n", OTHER },
	{ "PORT with an empty number", "PORT 10,1,,2,4,0\r\n", OTHER },
	{ "PORT with blanks", "PORT 10, 1, 0, 2, 4, 0\r\n", OTHER },
	{ "PORT with two blanks", "PORT  10,1,0,2,4,0\r\n", OTHER },
	{ "PORT with a sign", "PORT 10,1,0,2,+4,0\r\n", OTHER },
	{ "PORT in hexadecimal", "PORT 0xa,1,0,2,4,0\r\n", OTHER },
	{ "PORT with dots", "PORT 10.1.0.2,4,0\r\n", OTHER },
	{ "PORT with something behind", "PORT 10,1,0,2,4,0 x\r\n", OTHER },
	{ "PORT with a blank behind", "PORT 10,1,0,2,4,0 \r\n", OTHER },
	{ "PORT alone", "PORT\r\n", OTHER },
	{ "PORT with a blank before", " PORT 10,1,0,2,4,0\r\n", OTHER },
	{ "PORT behind something", "XPORT 10,1,0,2,4,0\r\n", OTHER },
	{ "PORT behind a carriage return", "X\rPORT 10,1,0,2,4,0\r\n", OTHER },
	{ "PORT within a form", "Host: x\r\nX: PORT 10,1,0,2,4,0\r\n", OTHER },
	{ "a reply from the client", "227 (10,1,0,2,4,0)\r\n", OTHER },
	{ "EPRT of IPv4", "EPRT |1|132.235.1.2|6275|\r\n", PORT,
	  "|1|132.235.1.2|6275|", "132.235.1.2", 6275 },
	{ "EPRT of IPv6", "EPRT |2|1080::8:800:200C:417A|5282|\r\n", PORT,
	  "|2|1080::8:800:200C:417A|5282|", "1080::8:800:200c:417a", 5282 },
	{ "EPRT in full", "eprt |2|2001:db8:1:2:3:4:5:6|65535|\r\n", PORT,
	  "|2|2001:db8:1:2:3:4:5:6|65535|", "2001:db8:1:2:3:4:5:6", 65535 },
	{ "EPRT of IPv4 within IPv6", "EPRT |2|::ffff:10.1.0.2|21|\r\n", PORT,
	  "|2|::ffff:10.1.0.2|21|", "::ffff:10.1.0.2", 21 },
	{ "EPRT with another mark", "EPRT !1!10.1.0.2!6275!\r\n", PORT,
	  "!1!10.1.0.2!6275!", "10.1.0.2", 6275 },
	{ "EPRT with digits for marks", "EPRT 111110.1.0.216275\r\n", OTHER },
	{ "EPRT with marks that differ", "EPRT |1|10.1.0.2!6275|\r\n", OTHER },
	{ "EPRT with blanks for marks", "EPRT  1 10.1.0.2 6275 \r\n", OTHER },
	{ "EPRT with colons for marks", "EPRT :2:::1:6275:\r\n", OTHER },
	{ "EPRT of family 0", "EPRT |0|::1|6275|\r\n", OTHER },
	{ "EPRT of family 3", "EPRT |3|10.1.0.2|6275|\r\n", OTHER },
	{ "EPRT of family 12", "EPRT |12|10.1.0.2|6275|\r\n", OTHER },
	{ "EPRT of no family", "EPRT ||10.1.0.2|6275|\r\n", OTHER },
	{ "EPRT of the wrong family", "EPRT |2|10.1.0.2|6275|\r\n", OTHER },
	{ "EPRT of the other wrong family", "EPRT |1|fd01::2|6275|\r\n",
	  OTHER },
	{ "EPRT of port 0", "EPRT |1|10.1.0.2|0|\r\n", OTHER },
	{ "EPRT of port 65536", "EPRT |1|10.1.0.2|65536|\r\n", OTHER },
	{ "EPRT of a long port", "EPRT |1|10.1.0.2|006275|\r\n", OTHER },
	{ "EPRT without its end", "EPRT |1|10.1.0.2|6275\r\n", OTHER },
	{ "EPRT with something behind", "EPRT |1|10.1.0.2|6275|x\r\n", OTHER },
	{ "EPRT with a scope", "EPRT |2|fe80::1%eth0|6275|\r\n", OTHER },
	{ "EPRT of broken IPv6", "EPRT |2|1::2::3|6275|\r\n", OTHER },
	{ "EPRT of nothing", "EPRT |2||6275|\r\n", OTHER },
	{ "EPRT alone", "EPRT \r\n", OTHER },
	{ "EPSV ALL", "EPSV ALL\r\n", LVS_FTP_EPSV_ALL },
	{ "EPSV ALL in small letters", "epsv all\r\n", LVS_FTP_EPSV_ALL },
	{ "EPSV", "EPSV\r\n", OTHER },
	{ "EPSV of a family", "EPSV 2\r\n", OTHER },
	{ "EPSV ALLOWED", "EPSV ALLOWED\r\n", OTHER },
	{ "an empty line", "\r\n", OTHER },
	{ "a line end", "\n", OTHER },
	{ "bytes of TLS", "\x16\x03\x01\x02\n", OTHER },
};

static const struct ftp_case replies[] = {
	{ "227", "227 Entering Passive Mode (10,3,0,11,156,64).\r\n", PASSIVE,
	  "10,3,0,11,156,64", "10.3.0.11", 40000 },
	{ "227 without brackets", "227 Entering 10,3,0,11,4,1\r\n", PASSIVE,
	  "10,3,0,11,4,1", "10.3.0.11", 1025 },
	{ "227 with an equals sign", "227 =10,3,0,11,4,1\r\n", PASSIVE,
	  "10,3,0,11,4,1", "10.3.0.11", 1025 },
	{ "227 with other numbers before", "227 Mode 2 v1,2 (1,2,3,4,5,6)\r\n",
	  PASSIVE, "1,2,3,4,5,6", "1.2.3.4", 1286 },
	{ "227 as the last of its lines",
	  "227-wait\r\n227 (1,2,3,4,5,6)\r\n", PASSIVE, "1,2,3,4,5,6",
	  "1.2.3.4", 1286 },
	{ "227 after another reply", "200 ok\r\n227 (1,2,3,4,5,6)\r\n",
	  PASSIVE, "1,2,3,4,5,6", "1.2.3.4", 1286 },
	{ "227 after a reply of several lines",
	  "211-a\r\n b\r\n211 c\r\n227 (1,2,3,4,5,6)\r\n", PASSIVE,
	  "1,2,3,4,5,6", "1.2.3.4", 1286 },
	{ "227 within a reply of several lines",
	  "211-a\r\n227 (1,2,3,4,5,6)\r\n", OTHER },
	{ "227 that goes on", "227-(1,2,3,4,5,6)\r\n", OTHER },
	{ "227 of port 0", "227 (1,2,3,4,0,0)\r\n", OTHER },
	{ "227 of seven numbers", "227 (1,2,3,4,5,6,7)\r\n", OTHER },
	{ "227 with a number too high", "227 (1,2,3,4,5,256)\r\n", OTHER },
	{ "227 with four digits", "227 (1,2,3,4,5,0006)\r\n", OTHER },
	{ "227 of five numbers", "227 (1,2,3,4,5)\r\n", OTHER },
	{ "227 without numbers", "227 Entering Passive Mode\r\n", OTHER },
	{ "227 alone", "227\r\n", OTHER },
	{ "227 that somebody repeats", "500 '\r227 (1,2,3,4,5,6)'\r\n",
	  LVS_FTP_REFUSED },
	{ "2270", "2270 (1,2,3,4,5,6)\r\n", OTHER },
	{ "a blank and 227", " 227 (1,2,3,4,5,6)\r\n", OTHER },
	{ "229", "229 Entering Extended Passive Mode (|||6446|)\r\n", EXTENDED,
	  "6446", NULL, 6446 },
	{ "229 with another mark", "229 text (!!!65535!)\r\n", EXTENDED,
	  "65535", NULL, 65535 },
	{ "229 with brackets before", "229 Mode (Extended) (|||7|)\r\n",
	  EXTENDED, "7", NULL, 7 },
	{ "229 of port 0", "229 (|||0|)\r\n", OTHER },
	{ "229 of port 65536", "229 (|||65536|)\r\n", OTHER },
	{ "229 with an address", "229 (|1|10.3.0.11|6446|)\r\n", OTHER },
	{ "229 with marks that differ", "229 (|!|6446|)\r\n", OTHER },
	{ "229 with digits for marks", "229 (11164461)\r\n", OTHER },
	{ "229 without its end", "229 (|||6446|\r\n", OTHER },
	{ "229 without its last mark", "229 (|||6446)\r\n", OTHER },
	{ "229 without brackets", "229 |||6446|\r\n", OTHER },
	{ "229 with a bracket alone", "229 (\r\n", OTHER },
	{ "a good reply", "200 ok\r\n", LVS_FTP_ACCEPTED },
	{ "a bad reply", "550 no\r\n", LVS_FTP_REFUSED },
	{ "a reply in between", "150 here it comes\r\n", OTHER },
	{ "a reply that asks for more", "331 password\r\n", OTHER },
	{ "a command from the server", "PORT 10,1,0,2,4,0\r\n", OTHER },
	{ "a number too high", "999 what\r\n", OTHER },
	{ "a number too low", "027 what\r\n", OTHER },
	{ "two digits", "22\r\n", OTHER },
	{ "nothing", "\r\n", OTHER },
};

#define SEQ 0xfffffff0u	/* the numbers turn over within a line */

static void expect_said(const struct ftp_case *this,
			const struct lvs_ftp_lines *lines,
			const struct lvs_ftp_said *said)
{
	char addr[INET6_ADDRSTRLEN] = "";

	EXPECT_EQ(said->kind, this->kind);
	if (said->kind != this->kind || !this->end)
		return;
	EXPECT_EQ(said->bytes, strlen(this->end));
	EXPECT(!memcmp(lines->line + said->start, this->end, said->bytes));
	EXPECT_EQ(ntohs(said->port), this->port);
	if (this->addr) {
		inet_ntop(said->addr.family, &said->addr, addr, sizeof(addr));
		EXPECT_STR(addr, this->addr);
	}
}

/* all of a case's text in segments of @step bytes, each of them sent twice */
static void feed(const struct ftp_case *this, bool reply, u32 step)
{
	struct lvs_ftp_said said = {};
	struct lvs_ftp_lines lines;
	u32 bytes = strlen(this->text), at, part;
	int whole = 0, twice;

	lvs_ftp_begin(&lines, SEQ);
	for (at = 0; at < bytes; at += part) {
		part = bytes - at < step ? bytes - at : step;
		for (twice = 0; twice < 2; twice++) {
			while (lvs_ftp_next(&lines, SEQ + at, this->text + at,
					    part)) {
				whole++;
				if (reply)
					lvs_ftp_read_reply(&lines, &said);
				else
					lvs_ftp_read_command(&lines, &said);
				if (lines.next == SEQ + bytes)
					expect_said(this, &lines, &said);
			}
		}
	}
	EXPECT(whole > 0);
	EXPECT_EQ(lines.next, SEQ + bytes);
}

static void check_command(const struct ftp_case *this)
{
	u32 step;

	for (step = 1; step <= strlen(this->text); step++)
		feed(this, false, step);
}

static void check_reply(const struct ftp_case *this)
{
	u32 step;

	for (step = 1; step <= strlen(this->text); step++)
		feed(this, true, step);
}

static bool next(struct lvs_ftp_lines *lines, u32 seq, const char *text)
{
	return lvs_ftp_next(lines, seq, text, strlen(text));
}

static u8 kind_of_command(const struct lvs_ftp_lines *lines)
{
	struct lvs_ftp_said said;

	lvs_ftp_read_command(lines, &said);
	return said.kind;
}

static void check_incomplete(void)
{
	struct lvs_ftp_lines lines;

	lvs_ftp_begin(&lines, SEQ);
	EXPECT(!next(&lines, SEQ, "PORT 10,1,0,2,4,0"));
	EXPECT_EQ(kind_of_command(&lines), OTHER);
	EXPECT(next(&lines, SEQ + 17, "1\r\n"));
	EXPECT_EQ(kind_of_command(&lines), PORT);
	EXPECT(!next(&lines, SEQ + 17, "1\r\n"));
}

/* nothing is taken for a line's beginning that is not known to be one */
static void check_gap(void)
{
	struct lvs_ftp_lines lines = {};

	EXPECT(!next(&lines, 1000, "PORT 10,1,0,2,4,0\r\n"));
	EXPECT(next(&lines, 1019, "PORT 10,1,0,2,4,0\r\n"));
	EXPECT_EQ(kind_of_command(&lines), PORT);
	EXPECT(!next(&lines, 1039, "PORT 10,1,0,2,4,0\r\n"));
	EXPECT(!next(&lines, 1038, "x"));
	EXPECT(next(&lines, 1058, "NOOP\r\nPORT 10,1,0,2,4,0\r\n"));
	EXPECT(next(&lines, 1058, "NOOP\r\nPORT 10,1,0,2,4,0\r\n"));
	EXPECT_EQ(kind_of_command(&lines), PORT);
	EXPECT(!next(&lines, 1058, "NOOP\r\nPORT 10,1,0,2,4,0\r\n"));
}

/* nobody makes us wait for what is far off, in whichever direction */
static void check_far(void)
{
	struct lvs_ftp_lines lines;

	lvs_ftp_begin(&lines, SEQ);
	EXPECT(!next(&lines, SEQ + 0x10001, "NOOP\r\nNOOP\r\n"));
	EXPECT(!next(&lines, SEQ + 0x7fffffff, "NOOP\r\nNOOP\r\n"));
	EXPECT(!next(&lines, SEQ - 0x7fffffff, "NOOP\r\nNOOP\r\n"));
	EXPECT(next(&lines, SEQ, "PORT 10,1,0,2,4,0\r\n"));
	EXPECT_EQ(kind_of_command(&lines), PORT);
}

/* a reply whose end was missed does not hide what comes later */
static void check_gap_in_reply(void)
{
	struct lvs_ftp_lines lines;
	struct lvs_ftp_said said;

	lvs_ftp_begin(&lines, 0);
	EXPECT(next(&lines, 0, "211-a\r\n"));
	lvs_ftp_read_reply(&lines, &said);
	EXPECT(!next(&lines, 100, "b\r\n"));
	EXPECT(next(&lines, 103, "227 (1,2,3,4,5,6)\r\n"));
	lvs_ftp_read_reply(&lines, &said);
	EXPECT_EQ(said.kind, PASSIVE);
}

/* a bare acknowledgement says nothing, wherever it is */
static void check_empty(void)
{
	struct lvs_ftp_lines lines;

	lvs_ftp_begin(&lines, 0);
	EXPECT(!next(&lines, 0, ""));
	EXPECT(!next(&lines, 500, ""));
	EXPECT(next(&lines, 0, "PORT 10,1,0,2,4,0\r\n"));
	EXPECT_EQ(kind_of_command(&lines), PORT);
}

static void check_long(void)
{
	char text[LVS_FTP_LINE_MAX + 64];
	struct lvs_ftp_lines lines;
	struct lvs_ftp_said said;
	u32 pad;

	for (pad = 60; pad < LVS_FTP_LINE_MAX + 32; pad++) {
		memset(text, 'x', sizeof(text));
		memcpy(text, "229 ", 4);
		memcpy(text + pad, "(|||6446|)\r\n", 13);
		lvs_ftp_begin(&lines, 0);
		EXPECT(next(&lines, 0, text));
		lvs_ftp_read_reply(&lines, &said);
		EXPECT_EQ(said.kind, pad + 12 > LVS_FTP_LINE_MAX ? OTHER :
								   EXTENDED);
	}
}

static void check_write(void)
{
	struct lvs_ftp_said said = { .kind = PASSIVE };
	char text[LVS_FTP_TEXT_MAX];

	said.addr = lvs_addr4(htonl(0xffffffff));
	said.port = 0xffff;
	EXPECT_EQ(lvs_ftp_write(text, &said), LVS_FTP_TEXT_MAX - 1);
	EXPECT_STR(text, "255,255,255,255,255,255");
	said.addr = lvs_addr4(htonl(0x0a090001));
	said.port = htons(258);
	EXPECT_EQ(lvs_ftp_write(text, &said), 12);
	EXPECT_STR(text, "10,9,0,1,1,2");
	said.kind = EXTENDED;
	EXPECT_EQ(lvs_ftp_write(text, &said), 3);
	EXPECT_STR(text, "258");
}

int main(void)
{
	UNIT_TABLE(commands, check_command);
	UNIT_TABLE(replies, check_reply);
	UNIT_TEST("a line counts when it is whole, and once",
		  check_incomplete);
	UNIT_TEST("a line counts from its beginning only", check_gap);
	UNIT_TEST("a segment from nowhere changes nothing", check_far);
	UNIT_TEST("a reply whose end is missing ends", check_gap_in_reply);
	UNIT_TEST("a segment without text changes nothing", check_empty);
	UNIT_TEST("a line that is too long announces nothing", check_long);
	UNIT_TEST("ends are put into words", check_write);
	return unit_finish();
}
