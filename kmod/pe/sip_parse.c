// SPDX-License-Identifier: GPL-2.0
/*
 * Finds the Call-ID of a SIP message (RFC 3261, 7 and 20.8). Floor 4; pure.
 *
 * A message is a start line, header fields and an empty line before the body:
 *
 *	INVITE sip:bob@biloxi.example SIP/2.0
 *	Via: SIP/2.0/UDP pc33.atlanta.example;branch=z9hG4bK776asdhds
 *	Call-ID: a84b4c76e66710@pc33.atlanta.example
 *
 * Names of fields are matched in either case, with blanks around them, in full
 * or in their compact form; a line that begins with a blank goes on with the
 * one before it. Lines end by CR LF; LF alone will do. Whatever else is there
 * is not judged: this is a load balancer, not a proxy. Each byte is looked at
 * a bounded number of times.
 */
#include "pe/sip_parse.h"

#include <linux/kernel.h>
#include <linux/string.h>

#define VERSION "SIP/2.0"
#define VERSION_BYTES (sizeof(VERSION) - 1)

/**
 * struct span - part of the message
 * @at: first byte
 * @end: behind the last one
 */
struct span {
	const char *at;
	const char *end;
};

static size_t span_bytes(const struct span *span)
{
	return span->end - span->at;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* what words are made of, and more: any character that can be seen */
static bool is_word(char c)
{
	return c > ' ' && c < 0x7f;
}

static bool span_is(const struct span *span, const char *word)
{
	size_t bytes = strlen(word);

	return span_bytes(span) == bytes &&
	       !strncasecmp(span->at, word, bytes);
}

/* takes a line off; false if no line ends in what is left */
static bool take_line(struct span *text, struct span *line)
{
	const char *feed = memchr(text->at, '\n', span_bytes(text));

	if (!feed)
		return false;
	line->at = text->at;
	line->end = feed;
	if (line->end > line->at && line->end[-1] == '\r')
		line->end--;
	text->at = feed + 1;
	return true;
}

/* "METHOD uri SIP/2.0" or "SIP/2.0 200 reason" */
static bool is_start_line(const struct span *line)
{
	struct span word = { line->at, line->at + VERSION_BYTES };

	if (span_bytes(line) < VERSION_BYTES + 2)
		return false;
	if (span_is(&word, VERSION) && is_blank(*word.end))
		return true;
	word.at = line->end - VERSION_BYTES;
	word.end = line->end;
	return span_is(&word, VERSION) && is_blank(word.at[-1]);
}

/* takes "name:" off; false if the line has none */
static bool take_name(struct span *line, struct span *name)
{
	const char *colon = memchr(line->at, ':', span_bytes(line));

	if (!colon)
		return false;
	name->at = line->at;
	name->end = colon;
	while (name->end > name->at && is_blank(name->end[-1]))
		name->end--;
	line->at = colon + 1;
	return true;
}

static void skip_blanks(struct span *line)
{
	while (line->at < line->end && is_blank(*line->at))
		line->at++;
}

static bool line_goes_on(const struct span *text)
{
	return text->at < text->end && is_blank(*text->at);
}

/* to the next byte that is no blank, over lines if need be; false: none */
static bool skip_space(struct span *line, struct span *text)
{
	skip_blanks(line);
	while (line->at == line->end) {
		if (!line_goes_on(text) || !take_line(text, line))
			return false;
		skip_blanks(line);
	}
	return true;
}

/* one word and nothing else; the rest of the field is looked for in @text */
static size_t take_value(struct span *line, struct span *text,
			 const char **value)
{
	size_t bytes;

	if (!skip_space(line, text))
		return 0;
	*value = line->at;
	while (line->at < line->end && is_word(*line->at))
		line->at++;
	bytes = line->at - *value;
	return skip_space(line, text) ? 0 : bytes;
}

/* some senders keep the way open by empty lines before a message */
static void skip_empty_lines(struct span *text)
{
	while (text->at < text->end && (*text->at == '\r' || *text->at == '\n'))
		text->at++;
}

/**
 * lvs_sip_call_id() - find the Call-ID of a SIP message
 * @text: the message, or its beginning
 * @bytes: how much of it
 * @value: set to where the Call-ID begins, if there is one
 *
 * A field that is not there whole, with the end of its line, does not count.
 *
 * Context: any.
 * Return: bytes of the Call-ID, 0 if there is none.
 */
size_t lvs_sip_call_id(const char *text, size_t bytes, const char **value)
{
	struct span left = { text, text + bytes };
	struct span line, name;

	skip_empty_lines(&left);
	if (!take_line(&left, &line) || !is_start_line(&line))
		return 0;
	while (take_line(&left, &line) && span_bytes(&line)) {
		if (is_blank(*line.at) || !take_name(&line, &name))
			continue;
		if (span_is(&name, "Call-ID") || span_is(&name, "i"))
			return take_value(&line, &left, value);
	}
	return 0;
}
