// SPDX-License-Identifier: GPL-2.0
/*
 * Any bytes, cut in any way, as either direction of an FTP control connection.
 * The first byte says which direction and how long segments are; what is
 * announced has to stand in the line and to mean the same when it is cut in
 * another way.
 *
 * units: app/ftp_parse.c base/addr.c
 */
#include "app/ftp_parse.h"

#include <stdlib.h>
#include <string.h>

#define SEQ 0xffffff80u

/**
 * struct heard - all that was announced, mixed
 * @lines: how many lines there were
 * @sum: of what they said
 */
struct heard {
	u32 lines;
	u32 sum;
};

static void must(bool right)
{
	if (!right)
		abort();
}

static void mix(struct heard *heard, const void *data, size_t bytes)
{
	const unsigned char *byte = data;

	while (bytes--)
		heard->sum = heard->sum * 31 + *byte++;
}

static void judge(const struct lvs_ftp_lines *lines,
		  const struct lvs_ftp_said *said, struct heard *heard)
{
	char text[LVS_FTP_TEXT_MAX];

	heard->lines++;
	mix(heard, &said->kind, sizeof(said->kind));
	mix(heard, &said->port, sizeof(said->port));
	mix(heard, &said->addr, sizeof(said->addr));
	if (said->kind < LVS_FTP_PORT || said->kind > LVS_FTP_EXTENDED)
		return;
	must(said->port && said->bytes);
	must(said->start + said->bytes < lines->bytes);
	must(lines->bytes <= sizeof(lines->line));
	must(lvs_ftp_write(text, said) < sizeof(text));
}

static struct heard hear(bool reply, const char *data, u32 bytes, u32 step)
{
	struct heard heard = {};
	struct lvs_ftp_lines lines;
	struct lvs_ftp_said said;
	u32 at, part;

	lvs_ftp_begin(&lines, SEQ);
	for (at = 0; at < bytes; at += part) {
		part = bytes - at < step ? bytes - at : step;
		while (lvs_ftp_next(&lines, SEQ + at, data + at, part)) {
			if (reply)
				lvs_ftp_read_reply(&lines, &said);
			else
				lvs_ftp_read_command(&lines, &said);
			judge(&lines, &said, &heard);
		}
	}
	must(lines.next == SEQ + bytes);
	return heard;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
	struct heard whole, cut;
	bool reply;

	if (bytes < 2)
		return 0;
	reply = data[0] & 1;
	whole = hear(reply, (const char *)data + 1, bytes - 1, bytes);
	cut = hear(reply, (const char *)data + 1, bytes - 1,
		   data[0] / 2 % 64 + 1);
	must(whole.lines == cut.lines && whole.sum == cut.sum);
	return 0;
}
