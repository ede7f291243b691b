// SPDX-License-Identifier: GPL-2.0
/*
 * Where the Call-ID of a SIP message is, however the message is written, and
 * that there is none in what is no message or not there whole.
 *
 * units: pe/sip_parse.c
 */
#include "pe/sip_parse.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#define INVITE "INVITE sip:bob@biloxi.example SIP/2.0\r\n"
#define VIA "Via: SIP/2.0/UDP pc33.atlanta.example;branch=z9hG4bK776asdhds\r\n"
#define CSEQ "CSeq: 314159 INVITE\r\n"
#define END "Content-Length: 0\r\n\r\n"
#define ID "a84b4c76e66710@pc33.atlanta.example"

struct message_case {
	const char *what;
	const char *text;
	const char *call_id;	/* NULL: none */
};

static const struct message_case messages[] = {
	{ "a request", INVITE VIA "Call-ID: " ID "\r\n" CSEQ END, ID },
	{ "an answer", "SIP/2.0 200 OK\r\n" VIA "Call-ID: " ID "\r\n" END, ID },
	{ "an answer without a reason",
	  "SIP/2.0 180 \r\nCall-ID: " ID "\r\n" END, ID },
	{ "REGISTER of a phone",
	  "REGISTER sip:registrar.biloxi.example SIP/2.0\r\n"
	  "Via: SIP/2.0/UDP 192.0.2.4:5060;rport;branch=z9hG4bKnashds7\r\n"
	  "Max-Forwards: 70\r\n"
	  "To: Bob <sip:bob@biloxi.example>\r\n"
	  "From: Bob <sip:bob@biloxi.example>;tag=456248\r\n"
	  "Call-ID: 843817637684230@998sdasdh09\r\n"
	  "CSeq: 1826 REGISTER\r\n"
	  "Contact: <sip:bob@192.0.2.4>\r\n"
	  "Expires: 7200\r\n" END, "843817637684230@998sdasdh09" },
	{ "a call id without a host", INVITE "Call-ID: 12013223-200\r\n" END,
	  "12013223-200" },
	{ "a call id of every sign that words are made of",
	  INVITE "Call-ID: -.!%*_+`'~()<>:\\\"/[]?{}@x\r\n" END,
	  "-.!%*_+`'~()<>:\\\"/[]?{}@x" },
	{ "a call id with an IPv6 address",
	  INVITE "Call-ID: 7f3a@[2001:db8::1]\r\n" END, "7f3a@[2001:db8::1]" },
	{ "compact form", INVITE "v: SIP/2.0/UDP a\r\ni: " ID "\r\n" END, ID },
	{ "compact form, upper case", INVITE "I:" ID "\r\n" END, ID },
	{ "upper case", INVITE "CALL-ID: " ID "\r\n" END, ID },
	{ "lower case", INVITE "call-id: " ID "\r\n" END, ID },
	{ "no blank behind the colon", INVITE "Call-ID:" ID "\r\n" END, ID },
	{ "blanks before the colon", INVITE "Call-ID \t : " ID "\r\n" END, ID },
	{ "many blanks behind the colon",
	  INVITE "Call-ID: \t  " ID "\r\n" END, ID },
	{ "blanks behind the value", INVITE "Call-ID: " ID " \t\r\n" END, ID },
	{ "the value on the next line",
	  INVITE "Call-ID:\r\n " ID "\r\n" END, ID },
	{ "the value two lines on",
	  INVITE "Call-ID: \r\n \r\n\t" ID "\r\n" END, ID },
	{ "a folded end", INVITE "Call-ID: " ID "\r\n \r\n" CSEQ END, ID },
	{ "lines that end by LF", "OPTIONS sip:a SIP/2.0\nCall-ID: " ID "\n\n",
	  ID },
	{ "empty lines before the message",
	  "\r\n\r\n" INVITE "Call-ID: " ID "\r\n" END, ID },
	{ "the version in lower case",
	  "BYE sip:a sip/2.0\r\nCall-ID: " ID "\r\n" END, ID },
	{ "a method that nobody knows",
	  "FROB sip:a SIP/2.0\r\nCall-ID: " ID "\r\n" END, ID },
	{ "of two the first",
	  INVITE "Call-ID: " ID "\r\nCall-ID: other\r\n" END, ID },
	{ "a line without a colon is passed over",
	  INVITE "nonsense\r\nCall-ID: " ID "\r\n" END, ID },
	{ "a folded line is not a field",
	  INVITE "Subject: a\r\n Call-ID: wrong\r\nCall-ID: " ID "\r\n" END,
	  ID },
	{ "a field whose name begins alike",
	  INVITE "Call-ID-Info: wrong\r\nCall-ID: " ID "\r\n" END, ID },
	{ "a field whose name ends alike",
	  INVITE "X-Call-ID: wrong\r\nCall-ID: " ID "\r\n" END, ID },
	{ "fields of one letter", INVITE "f: a\r\nt: b\r\ni: " ID "\r\n" END,
	  ID },
	{ "the last line, without an empty one",
	  INVITE "Call-ID: " ID "\r\n", ID },

	{ "nothing at all", "", NULL },
	{ "only empty lines", "\r\n\r\n", NULL },
	{ "no start line", "Call-ID: " ID "\r\n" END, NULL },
	{ "another protocol", "GET / HTTP/1.1\r\nCall-ID: " ID "\r\n" END,
	  NULL },
	{ "another version", "BYE sip:a SIP/3.0\r\nCall-ID: " ID "\r\n" END,
	  NULL },
	{ "the version alone", "SIP/2.0\r\nCall-ID: " ID "\r\n" END, NULL },
	{ "no field of that name", INVITE VIA CSEQ END, NULL },
	{ "in the body", INVITE CSEQ "\r\nCall-ID: " ID "\r\n", NULL },
	{ "no value", INVITE "Call-ID:\r\n" CSEQ END, NULL },
	{ "a value of blanks", INVITE "Call-ID: \t \r\n" CSEQ END, NULL },
	{ "no value at the end", INVITE "Call-ID:\r\n", NULL },
	{ "two words", INVITE "Call-ID: one two\r\n" END, NULL },
	{ "two words on two lines",
	  INVITE "Call-ID: one\r\n two\r\n" END, NULL },
	{ "a byte that nobody can see",
	  INVITE "Call-ID: one\x7ftwo\r\n" END, NULL },
	{ "a byte beyond ASCII", INVITE "Call-ID: gr\xc3\xbc\xc3\x9f\r\n" END,
	  NULL },
	{ "cut in the start line", "INVITE sip:bob@biloxi.example SIP/2.0",
	  NULL },
	{ "cut in the value", INVITE "Call-ID: a84b4c76e667", NULL },
	{ "cut before the line's end", INVITE "Call-ID: " ID "\r", NULL },
	{ "cut in the name", INVITE "Call-I", NULL },
	{ "cut in the folding", INVITE "Call-ID:\r\n ", NULL },
};

/* a copy of just that size, so that a byte read too far is noticed */
static void expect_call_id(const char *text, size_t bytes, const char *want)
{
	const char *value = NULL;
	char got[128] = "";
	size_t found;
	char *copy;

	copy = malloc(bytes + !bytes);
	memcpy(copy, text, bytes);
	found = lvs_sip_call_id(copy, bytes, &value);
	if (found && found < sizeof(got))
		memcpy(got, value, found);
	EXPECT_EQ(found, want ? strlen(want) : 0);
	EXPECT_STR(got, want ? want : "");
	free(copy);
}

static void check_message(const struct message_case *this)
{
	expect_call_id(this->text, strlen(this->text), this->call_id);
}

/* each beginning of a message: none, until the field is there whole */
static void check_beginnings(void)
{
	static const char text[] = INVITE VIA "Call-ID:\r\n " ID "\r\n" CSEQ END;
	size_t whole = strstr(text, CSEQ) - text;
	size_t bytes;

	for (bytes = 0; bytes < sizeof(text); bytes++)
		expect_call_id(text, bytes, bytes < whole ? NULL : ID);
}

static void check_zero_byte(void)
{
	static const char text[] = INVITE "Call-ID: one\0two\r\n" END;

	expect_call_id(text, sizeof(text) - 1, NULL);
}

int main(void)
{
	UNIT_TABLE(messages, check_message);
	UNIT_TEST("a message that grows byte by byte", check_beginnings);
	UNIT_TEST("a zero byte in the value", check_zero_byte);
	return unit_finish();
}
