/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the lines of an FTP control connection announce. Floor 4; pure.
 */
#ifndef LVS_APP_FTP_PARSE_H
#define LVS_APP_FTP_PARSE_H

#include "base/addr.h"

#include <linux/types.h>

/* bytes of a line that are looked at; longer lines announce nothing */
#define LVS_FTP_LINE_MAX 128
/* bytes of the longest text of lvs_ftp_write(), with a zero at its end */
#define LVS_FTP_TEXT_MAX 24

enum lvs_ftp_kind {
	LVS_FTP_OTHER,		/* announces nothing */
	LVS_FTP_PORT,		/* PORT, EPRT: the client's end */
	LVS_FTP_PASSIVE,	/* 227: the server's end, with its address */
	LVS_FTP_EXTENDED,	/* 229: the server's port alone */
	LVS_FTP_EPSV_ALL,	/* nothing but 229 from now on, if accepted */
	LVS_FTP_ACCEPTED,	/* another reply, 2xx */
	LVS_FTP_REFUSED,	/* another reply, 4xx or 5xx */
};

/**
 * struct lvs_ftp_said - what a line says
 * @kind: enum lvs_ftp_kind
 * @start: bytes of the line before the end that is announced
 * @bytes: length of its text
 * @addr: its address; of no family in LVS_FTP_EXTENDED
 * @port: its port, not 0
 */
struct lvs_ftp_said {
	u8 kind;
	u32 start;
	u32 bytes;
	struct lvs_addr addr;
	__be16 port;
};

/**
 * struct lvs_ftp_lines - one direction of a control connection, cut to lines
 * @next: sequence number of the byte that comes next
 * @bytes: bytes of the line so far, also those that were not kept
 * @known: @next is known
 * @within: @next is within a line of which the beginning was not seen
 * @whole: the line in @line has ended
 * @reply: number of the reply of several lines that has not ended, or 0
 * @line: the line so far, its first LVS_FTP_LINE_MAX bytes
 */
struct lvs_ftp_lines {
	u32 next;
	u32 bytes;
	bool known;
	bool within;
	bool whole;
	u16 reply;
	char line[LVS_FTP_LINE_MAX];
};

void lvs_ftp_begin(struct lvs_ftp_lines *lines, u32 seq);
bool lvs_ftp_next(struct lvs_ftp_lines *lines, u32 seq, const char *data,
		  u32 bytes);
void lvs_ftp_read_command(const struct lvs_ftp_lines *lines,
			  struct lvs_ftp_said *said);
void lvs_ftp_read_reply(struct lvs_ftp_lines *lines,
			struct lvs_ftp_said *said);
u32 lvs_ftp_write(char *text, const struct lvs_ftp_said *said);

#endif
