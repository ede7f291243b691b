// SPDX-License-Identifier: GPL-2.0
/*
 * What the lines of an FTP control connection announce. Floor 4; pure.
 *
 * A data connection is announced by one line: by the client's PORT (RFC 959)
 * or EPRT (RFC 2428), or by the server's reply 227 to PASV or 229 to EPSV. Only
 * whole lines count, only from their first byte, and of replies that take
 * several lines only the last: text that somebody made a server repeat within
 * a line, a greeting or a listing announces nothing.
 *
 * Numbers are decimal, of one to three digits in an address and one to five in
 * a port, and within their range. Where the 227 reply has its six numbers is
 * not agreed upon (RFC 1123, 4.1.2.6): the first six that fit are taken.
 */
#include "app/ftp_parse.h"

#include <linux/in6.h>
#include <linux/inet.h>
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/socket.h>
#include <linux/string.h>

#define OCTETS 4
/* digits of the number of a reply */
#define CODE_DIGITS 3
/* bytes that may be missing before a segment that is taken for one */
#define GAP_MAX 65536
#define REPLY_PASSIVE 227
#define REPLY_EXTENDED 229

/**
 * struct cursor - a place in a line
 * @at: next character
 * @end: behind the last one, line end not counted
 */
struct cursor {
	const char *at;
	const char *end;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
}

static bool skip_char(struct cursor *cursor, char c)
{
	if (cursor->at == cursor->end || *cursor->at != c)
		return false;
	cursor->at++;
	return true;
}

/* @word in capitals; the line may have it in any case */
static bool skip_word(struct cursor *cursor, const char *word)
{
	const char *at = cursor->at;

	for (; *word; word++, at++) {
		if (at == cursor->end || upper(*at) != *word)
			return false;
	}
	cursor->at = at;
	return true;
}

/* all digits that stand there, as one number */
static bool read_number(struct cursor *cursor, u32 max, u32 max_digits,
			u32 *number)
{
	u32 digits = 0;

	*number = 0;
	while (cursor->at < cursor->end && is_digit(*cursor->at)) {
		if (++digits > max_digits)
			return false;
		*number = *number * 10 + *cursor->at++ - '0';
	}
	return digits && *number <= max;
}

/* four octets of an address, with @mark between them */
static bool read_octets(struct cursor *cursor, char mark, u8 *octets)
{
	u32 number, i;

	for (i = 0; i < OCTETS; i++) {
		if ((i && !skip_char(cursor, mark)) ||
		    !read_number(cursor, 255, 3, &number))
			return false;
		octets[i] = number;
	}
	return true;
}

static bool read_port(struct cursor *cursor, __be16 *port)
{
	u32 number;

	if (!read_number(cursor, 65535, 5, &number))
		return false;
	*port = htons(number);
	return number;
}

/* h1,h2,h3,h4,p1,p2 */
static bool read_six(struct cursor *cursor, struct lvs_ftp_said *said)
{
	u32 high, low;
	__be32 ip;

	if (!read_octets(cursor, ',', (u8 *)&ip) || !skip_char(cursor, ',') ||
	    !read_number(cursor, 255, 3, &high) || !skip_char(cursor, ',') ||
	    !read_number(cursor, 255, 3, &low))
		return false;
	if (cursor->at < cursor->end && *cursor->at == ',')
		return false;
	said->addr = lvs_addr4(ip);
	said->port = htons(high << 8 | low);
	return said->port;
}

/* the line without its end; empty if it is not kept whole */
static struct cursor line_of(const struct lvs_ftp_lines *lines)
{
	struct cursor cursor = { lines->line, lines->line };

	if (!lines->whole || lines->bytes > sizeof(lines->line))
		return cursor;
	cursor.end += lines->bytes - 1;
	if (cursor.end > cursor.at && cursor.end[-1] == '\r')
		cursor.end--;
	return cursor;
}

static void set_place(struct lvs_ftp_said *said,
		      const struct lvs_ftp_lines *lines, const char *start,
		      const char *end)
{
	said->start = start - lines->line;
	said->bytes = end - start;
}

static bool read_port_command(struct cursor *cursor, struct lvs_ftp_said *said)
{
	return read_six(cursor, said) && cursor->at == cursor->end;
}

/* any printable character marks the parts, but for what they are made of */
static bool read_mark(struct cursor *cursor, char *mark)
{
	if (cursor->at == cursor->end)
		return false;
	*mark = *cursor->at++;
	return *mark > ' ' && *mark < 0x7f && !is_digit(*mark);
}

static bool read_addr4(struct cursor *cursor, struct lvs_addr *addr)
{
	__be32 ip;

	if (!read_octets(cursor, '.', (u8 *)&ip))
		return false;
	*addr = lvs_addr4(ip);
	return true;
}

static bool read_addr6(struct cursor *cursor, char mark,
		       struct lvs_addr *addr)
{
	const char *end = memchr(cursor->at, mark, cursor->end - cursor->at);
	struct in6_addr in6;

	if (!end || !in6_pton(cursor->at, end - cursor->at, in6.s6_addr, -1,
			      NULL))
		return false;
	cursor->at = end;
	*addr = lvs_addr6(&in6);
	return true;
}

/* <mark>1<mark>10.1.0.2<mark>6275<mark>, or 2 and an IPv6 address */
static bool read_eprt_command(struct cursor *cursor, struct lvs_ftp_said *said)
{
	u32 family;
	char mark;

	if (!read_mark(cursor, &mark) ||
	    !read_number(cursor, 2, 1, &family) || !family ||
	    !skip_char(cursor, mark))
		return false;
	if (family == 1 ? !read_addr4(cursor, &said->addr) :
			  !read_addr6(cursor, mark, &said->addr))
		return false;
	return skip_char(cursor, mark) && read_port(cursor, &said->port) &&
	       skip_char(cursor, mark) && cursor->at == cursor->end;
}

/* (<mark><mark><mark>6446<mark>), behind the bracket */
static bool read_brackets(struct cursor *cursor, struct lvs_ftp_said *said,
			  const struct lvs_ftp_lines *lines)
{
	const char *start;
	char mark;

	if (!read_mark(cursor, &mark) || !skip_char(cursor, mark) ||
	    !skip_char(cursor, mark))
		return false;
	start = cursor->at;
	if (!read_port(cursor, &said->port))
		return false;
	set_place(said, lines, start, cursor->at);
	return skip_char(cursor, mark) && skip_char(cursor, ')');
}

static void read_extended(struct cursor *cursor, struct lvs_ftp_said *said,
			  const struct lvs_ftp_lines *lines)
{
	while (cursor->at < cursor->end) {
		if (*cursor->at++ != '(')
			continue;
		if (read_brackets(cursor, said, lines)) {
			said->kind = LVS_FTP_EXTENDED;
			return;
		}
	}
}

static void read_passive(struct cursor *cursor, struct lvs_ftp_said *said,
			 const struct lvs_ftp_lines *lines)
{
	const char *start;

	while (cursor->at < cursor->end) {
		if (!is_digit(*cursor->at)) {
			cursor->at++;
			continue;
		}
		start = cursor->at;
		if (read_six(cursor, said)) {
			set_place(said, lines, start, cursor->at);
			said->kind = LVS_FTP_PASSIVE;
			return;
		}
		while (cursor->at < cursor->end && is_digit(*cursor->at))
			cursor->at++;
	}
}

/**
 * lvs_ftp_begin() - a direction begins
 * @lines: of the direction
 * @seq: sequence number of its first byte
 *
 * Context: any.
 */
void lvs_ftp_begin(struct lvs_ftp_lines *lines, u32 seq)
{
	memset(lines, 0, sizeof(*lines));
	lines->next = seq;
	lines->known = true;
}

/*
 * Bytes of a segment that were seen before, or are out of this world: somebody
 * who guesses numbers must not make us wait for them. What is missing is
 * skipped.
 */
static u32 already_seen(struct lvs_ftp_lines *lines, u32 seq, u32 bytes)
{
	s32 seen = lines->next - seq;

	if (lines->known && seen >= 0)
		return min_t(u32, seen, bytes);
	if (lines->known && seen < -GAP_MAX)
		return bytes;
	lines->known = true;
	lines->within = true;
	lines->bytes = 0;
	lines->reply = 0;
	lines->next = seq;
	return 0;
}

static void keep(struct lvs_ftp_lines *lines, const char *data, u32 bytes)
{
	u32 room = sizeof(lines->line);

	if (!lines->within && lines->bytes < room)
		memcpy(lines->line + lines->bytes, data,
		       min(bytes, room - lines->bytes));
	/* a line that never ends must not come to fit again */
	lines->bytes = min_t(u64, (u64)lines->bytes + bytes, U32_MAX);
	lines->next += bytes;
}

/**
 * lvs_ftp_next() - the next line that a segment completes
 * @lines: of the segment's direction
 * @seq: sequence number of its first byte
 * @data: its text
 * @bytes: length of its text
 *
 * Called again with the same segment until it returns false. Bytes that were
 * seen before are skipped; where bytes are missing, lines begin again behind
 * the next line end.
 *
 * Context: any.
 * Return: true if @lines holds a line that is whole; its first byte has the
 * number @lines->next - @lines->bytes.
 */
bool lvs_ftp_next(struct lvs_ftp_lines *lines, u32 seq, const char *data,
		  u32 bytes)
{
	bool from_start;
	const char *end;
	u32 seen;

	if (lines->whole) {
		lines->whole = false;
		lines->bytes = 0;
	}
	while (bytes && (seen = already_seen(lines, seq, bytes)) < bytes) {
		end = memchr(data + seen, '\n', bytes - seen);
		keep(lines, data + seen,
		     (end ? end + 1 - data : bytes) - seen);
		if (!end)
			return false;
		from_start = !lines->within;
		lines->within = false;
		lines->whole = from_start;
		if (from_start)
			return true;
		lines->bytes = 0;
	}
	return false;
}

/**
 * lvs_ftp_read_command() - what a line of the client says
 * @lines: holds a whole line
 * @said: filled
 *
 * Context: any.
 */
void lvs_ftp_read_command(const struct lvs_ftp_lines *lines,
			  struct lvs_ftp_said *said)
{
	struct cursor cursor = line_of(lines);
	const char *start;
	bool right = false;

	memset(said, 0, sizeof(*said));
	if (skip_word(&cursor, "EPSV ALL") && cursor.at == cursor.end) {
		said->kind = LVS_FTP_EPSV_ALL;
		return;
	}
	cursor.at = lines->line;
	if (skip_word(&cursor, "PORT ")) {
		start = cursor.at;
		right = read_port_command(&cursor, said);
	} else if (skip_word(&cursor, "EPRT ")) {
		start = cursor.at;
		right = read_eprt_command(&cursor, said);
	}
	if (!right)
		return;
	said->kind = LVS_FTP_PORT;
	set_place(said, lines, start, cursor.end);
}

/* the number of a reply, if it ends with this line; 0 otherwise */
static u16 last_line_of(struct lvs_ftp_lines *lines)
{
	struct cursor cursor = { lines->line };
	u32 code;

	cursor.end = cursor.at + min_t(u32, lines->bytes, CODE_DIGITS);
	if (!read_number(&cursor, 599, CODE_DIGITS, &code) || code < 100 ||
	    (lines->reply && lines->reply != code))
		return 0;
	switch (*cursor.at) {
	case '-':
		lines->reply = code;
		return 0;
	case ' ':
		lines->reply = 0;
		return code;
	case '\r':
	case '\n':
		lines->reply = 0;
		return 0;
	default:
		return 0;
	}
}

static void read_announcement(const struct lvs_ftp_lines *lines, u16 code,
			      struct lvs_ftp_said *said)
{
	struct cursor cursor = line_of(lines);

	if (cursor.end - cursor.at <= CODE_DIGITS)
		return;
	cursor.at += CODE_DIGITS;
	if (code == REPLY_PASSIVE)
		read_passive(&cursor, said, lines);
	else
		read_extended(&cursor, said, lines);
}

/**
 * lvs_ftp_read_reply() - what a line of the server says
 * @lines: holds a whole line; remembers whether its reply goes on
 * @said: filled
 *
 * Context: any.
 */
void lvs_ftp_read_reply(struct lvs_ftp_lines *lines,
			struct lvs_ftp_said *said)
{
	u16 code = last_line_of(lines);

	memset(said, 0, sizeof(*said));
	if (code == REPLY_PASSIVE || code == REPLY_EXTENDED)
		read_announcement(lines, code, said);
	else if (code / 100 == 2)
		said->kind = LVS_FTP_ACCEPTED;
	else if (code >= 400)
		said->kind = LVS_FTP_REFUSED;
}

/**
 * lvs_ftp_write() - put an end into words, as a reply has it
 * @text: LVS_FTP_TEXT_MAX bytes; ends with a zero
 * @said: kind, address (of IPv4) and port
 *
 * Context: any.
 * Return: length of the text.
 */
u32 lvs_ftp_write(char *text, const struct lvs_ftp_said *said)
{
	const u8 *ip = (const u8 *)&said->addr.ip;
	u16 port = ntohs(said->port);

	if (said->kind == LVS_FTP_EXTENDED)
		return snprintf(text, LVS_FTP_TEXT_MAX, "%u", port);
	return snprintf(text, LVS_FTP_TEXT_MAX, "%u,%u,%u,%u,%u,%u", ip[0],
			ip[1], ip[2], ip[3], port >> 8, port & 255);
}
