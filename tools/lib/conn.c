// SPDX-License-Identifier: GPL-2.0
/* The connection table, read from /proc line by line. */
#include "liblvs.h"
#include "result.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Cuts the next word off *text; NULL: none is left. */
static char *next_word(char **text)
{
	char *word = *text + strspn(*text, " \t\n");
	size_t len = strcspn(word, " \t\n");

	if (!len)
		return NULL;
	*text = word + len;
	if (**text)
		*(*text)++ = '\0';
	return word;
}

static bool take_copy(char **text, char *buf, size_t bytes)
{
	const char *word = next_word(text);

	if (!word || strlen(word) >= bytes)
		return false;
	strcpy(buf, word);
	return true;
}

/* Hexadecimal, at most max_digits. */
static bool take_hex(const char *word, size_t max_digits, uint32_t *value)
{
	char *end;

	if (!word || strlen(word) > max_digits ||
	    strspn(word, "0123456789abcdefABCDEF") != strlen(word))
		return false;
	*value = strtoul(word, &end, 16);
	return true;
}

/* IPv4 is eight hexadecimal digits or dotted, IPv6 any text form. */
static bool take_endpoint(char **text, struct lvs_addr *addr, uint16_t *port)
{
	const char *word = next_word(text);
	uint32_t value;

	memset(addr, 0, sizeof(*addr));
	if (!word)
		return false;
	if (inet_pton(AF_INET6, word, &addr->v6) == 1) {
		addr->family = AF_INET6;
	} else if (inet_pton(AF_INET, word, &addr->v4) == 1) {
		addr->family = AF_INET;
	} else if (take_hex(word, 8, &value)) {
		addr->family = AF_INET;
		addr->v4.s_addr = htonl(value);
	} else {
		return false;
	}
	if (!take_hex(next_word(text), 4, &value))
		return false;
	*port = value;
	return true;
}

static bool take_expires(const char *word, uint32_t *expires_s)
{
	char *end;

	if (!word)
		return false;
	errno = 0;
	*expires_s = strtoul(word, &end, 10);
	return !errno && end != word && !*end;
}

static void take_pe(char **text, struct lvs_conn *conn)
{
	conn->pe[0] = '\0';
	conn->pe_data = "";
	if (!take_copy(text, conn->pe, sizeof(conn->pe)))
		return;
	(*text)[strcspn(*text, "\n")] = '\0';
	conn->pe_data = *text;
}

bool lvs_conn_parse(char *line, struct lvs_conn *conn)
{
	if (!take_copy(&line, conn->proto, sizeof(conn->proto)) ||
	    !take_endpoint(&line, &conn->client, &conn->client_port) ||
	    !take_endpoint(&line, &conn->virt, &conn->virt_port) ||
	    !take_endpoint(&line, &conn->dest, &conn->dest_port) ||
	    !take_copy(&line, conn->state, sizeof(conn->state)) ||
	    !take_expires(next_word(&line), &conn->expires_s))
		return false;
	take_pe(&line, conn);
	return true;
}

struct lvs_result lvs_conn_open(struct lvs_conn_reader *reader,
				const char *path)
{
	struct lvs_result res = LVS_OK;

	*reader = (struct lvs_conn_reader){ .file = fopen(path, "re") };
	if (!reader->file)
		return lvs_result_new(errno, "cannot open %s: %s", path,
				      strerror(errno));
	/* the title */
	if (getline(&reader->line, &reader->line_bytes, reader->file) < 0) {
		res = lvs_result_new(ferror(reader->file) ? errno : EPROTO,
				     "cannot read %s", path);
		lvs_conn_close(reader);
	}
	return res;
}

bool lvs_conn_next(struct lvs_conn_reader *reader, struct lvs_conn *conn,
		   struct lvs_result *res)
{
	*res = LVS_OK;
	errno = 0;
	if (getline(&reader->line, &reader->line_bytes, reader->file) < 0) {
		if (!feof(reader->file))
			*res = lvs_result_new(errno ? errno : EIO,
					      "cannot read the connection table");
		return false;
	}
	if (lvs_conn_parse(reader->line, conn))
		return true;
	*res = lvs_result_new(EPROTO, "a line of the connection table is not understood");
	return false;
}

void lvs_conn_close(struct lvs_conn_reader *reader)
{
	if (reader->file)
		fclose(reader->file);
	free(reader->line);
	*reader = (struct lvs_conn_reader){ 0 };
}
