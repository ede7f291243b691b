// SPDX-License-Identifier: GPL-2.0
/*
 * What is inside of IP: TCP, UDP, SCTP, ICMP.
 */
#include "frame.h"

#include <arpa/inet.h>
#include <netinet/icmp6.h>
#include <netinet/ip_icmp.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

/* what an error quotes at most */
#define QUOTE_MAX 600

static void put_text(struct frame *f, const char *text)
{
	frame_fill(f, text, strlen(text));
}

/* what helpers and engines look at, whole and cut */
static void put_words(struct frame *f)
{
	static const char *const words[] = {
		"PORT 10,1,0,2,31,64\r\n", "EPRT |1|10.1.0.2|8000|\r\n",
		"EPRT |2|fd01::2|8000|\r\n", "PASV\r\n", "EPSV\r\n", "EPSV ALL\r\n",
		"227 Entering Passive Mode (10,3,0,11,31,64).\r\n",
		"227 Entering Passive Mode (10,3,0,11,255,255).\r\n",
		"229 Entering Extended Passive Mode (|||8000|)\r\n",
		"229 Entering Extended Passive Mode (|||65535|)\r\n220 more\r\n",
		"INVITE sip:a@b SIP/2.0\r\nCall-ID: one@two\r\n\r\n",
		"INVITE sip:a@b SIP/2.0\r\ni: 3\r\n\r\n", "SIP/2.0 200 OK\r\nCall-ID:\r\n x@y\r\n\r\n",
		"PORT 999,1,0,2,31,64\r\n", "EPRT |1|10.1.0.2|", "227 (",
	};
	const char *word = dice_of(f->dice, words);
	size_t len = strlen(word);

	if (dice_chance(f->dice, 20))
		len = dice_below(f->dice, len);
	frame_fill(f, word, len);
}

/* a call that nobody has begun before: as many keys as there are packets */
static void put_call(struct frame *f)
{
	char text[400];
	int pad = dice_chance(f->dice, 20) ? dice_below(f->dice, 300) : 0;

	snprintf(text, sizeof(text), "INVITE sip:a SIP/2.0\r\nCall-ID: %u@%0*d\r\n\r\n",
		 dice_below(f->dice, 50), pad, 0);
	put_text(f, text);
}

void frame_payload(struct frame *f, size_t max)
{
	switch (dice_below(f->dice, 4)) {
	case 0:
		put_words(f);
		break;
	case 1:
		put_call(f);
		break;
	case 2:
		frame_noise(f, dice_below(f->dice, 64));
		break;
	default:
		frame_noise(f, dice_below(f->dice, dice_chance(f->dice, 20) ? max : 32));
	}
}

/* options of TCP: bytes, a multiple of four */
static size_t make_options(struct dice *dice, uint8_t *to)
{
	static const uint8_t usual[] = { 2, 4, 5, 0xb4, 4, 2, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0, 1, 3,
					 3, 7 };
	size_t len;

	switch (dice_below(dice, 4)) {
	case 0:
		memcpy(to, usual, sizeof(usual));
		return sizeof(usual);
	case 1:
		memcpy(to, usual, 4);
		return 4;
	case 2:
		len = dice_below(dice, 11) * 4;
		dice_fill(dice, to, len);
		return len;
	default:
		return 0;
	}
}

/* who sends what a payload is for says so */
void frame_tcp(struct frame *f, const struct ends *ends)
{
	static const uint8_t flags[] = {
		TH_SYN, TH_SYN, TH_SYN, TH_ACK, TH_ACK, TH_ACK, TH_PUSH | TH_ACK, TH_PUSH | TH_ACK,
		TH_FIN | TH_ACK, TH_RST, TH_RST | TH_ACK, TH_SYN | TH_ACK, 0,
		TH_SYN | TH_FIN, TH_FIN, 0xff,
	};
	uint8_t options[40];
	size_t options_len = make_options(f->dice, options);
	struct tcphdr *tcp;

	if (dice_chance(f->dice, 40))
		frame_payload(f, 1300);
	memcpy(frame_push(f, options_len), options, options_len);
	tcp = (struct tcphdr *)frame_push(f, sizeof(*tcp));
	tcp->th_sport = htons(ends->sport);
	tcp->th_dport = htons(ends->dport);
	tcp->th_seq = htonl(dice_below(f->dice, 3000));
	tcp->th_ack = htonl(dice_below(f->dice, 3000));
	tcp->th_off = (sizeof(*tcp) + options_len) / 4;
	tcp->th_flags = dice_of(f->dice, flags);
	tcp->th_win = htons(dice_roll(f->dice));
	frame_spoil(f, f->at + 4, sizeof(*tcp) - 4 + options_len);
	tcp->th_sum = 0;
	tcp->th_sum = htons(frame_sum(f, f->len, frame_pseudo_sum(ends, IPPROTO_TCP, f->len)));
	f->l4 = f->at;
	f->l4_proto = IPPROTO_TCP;
}

void frame_udp(struct frame *f, const struct ends *ends)
{
	struct udphdr *udp = (struct udphdr *)frame_push(f, sizeof(*udp));

	udp->uh_sport = htons(ends->sport);
	udp->uh_dport = htons(ends->dport);
	udp->uh_ulen = htons(f->len);
	frame_spoil(f, f->at + 4, sizeof(*udp) - 4);
	udp->uh_sum = 0;
	f->l4 = f->at;
	f->l4_proto = IPPROTO_UDP;
	if (dice_chance(f->dice, 10))
		return;
	udp->uh_sum = htons(frame_sum(f, f->len, frame_pseudo_sum(ends, IPPROTO_UDP, f->len)));
	if (!udp->uh_sum)
		udp->uh_sum = 0xffff;
}

static uint32_t crc32c(const uint8_t *data, size_t len)
{
	uint32_t crc = ~0U;
	int bit;

	while (len--) {
		crc ^= *data++;
		for (bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0x82f63b78 : 0);
	}
	return ~crc;
}

/* INIT, INIT ACK, COOKIE ECHO, DATA, SHUTDOWN, ABORT, and what they are next to */
static void put_chunk(struct frame *f)
{
	static const uint8_t types[] = { 1, 1, 1, 2, 10, 11, 0, 0, 3, 4, 5, 6, 7, 8, 9, 14, 0xc1,
					 0x80, 0xff };
	size_t body = dice_below(f->dice, dice_chance(f->dice, 80) ? 40 : 400);
	uint16_t len = htons(4 + body);
	uint8_t head[4] = { dice_of(f->dice, types), dice_below(f->dice, 4) };

	if (dice_chance(f->dice, f->spoils))
		len = dice_edge(f->dice);
	memcpy(head + 2, &len, sizeof(len));
	frame_fill(f, head, sizeof(head));
	frame_noise(f, (body + 3) & ~3UL);
}

void frame_sctp(struct frame *f, const struct ends *ends)
{
	uint32_t chunks = 1 + dice_below(f->dice, 3);
	uint16_t *ports;
	uint32_t crc;
	uint8_t *head;

	if (dice_chance(f->dice, 5))
		chunks = 0;
	while (chunks--)
		put_chunk(f);
	head = frame_push(f, 12);
	ports = (uint16_t *)head;
	ports[0] = htons(ends->sport);
	ports[1] = htons(ends->dport);
	dice_fill(f->dice, head + 4, 4);
	crc = crc32c(f->at, f->len);
	if (!dice_chance(f->dice, f->spoils))
		memcpy(head + 8, &crc, sizeof(crc));
	f->l4 = f->at;
	f->l4_proto = IPPROTO_SCTP;
}

static void seal_icmp(struct frame *f, const struct ends *ends)
{
	uint16_t sum;

	f->l4 = f->at;
	f->l4_proto = ends->family == AF_INET ? IPPROTO_ICMP : IPPROTO_ICMPV6;
	f->at[2] = f->at[3] = 0;
	sum = frame_sum(f, f->len, ends->family == AF_INET ? 0 :
			frame_pseudo_sum(ends, IPPROTO_ICMPV6, f->len));
	f->at[2] = sum >> 8;
	f->at[3] = sum;
}

void frame_echo(struct frame *f, const struct ends *ends)
{
	uint8_t *head;

	frame_payload(f, 600);
	head = frame_push(f, 8);
	head[0] = ends->family == AF_INET ? ICMP_ECHO : ICMP6_ECHO_REQUEST;
	if (dice_chance(f->dice, 20))
		head[0] = dice_roll(f->dice);
	frame_spoil(f, head, 8);
	seal_icmp(f, ends);
}

static void error_head4(struct dice *dice, uint8_t *head)
{
	static const uint8_t types[] = { ICMP_UNREACH, ICMP_UNREACH, ICMP_TIMXCEED, ICMP_PARAMPROB,
					 ICMP_SOURCEQUENCH, ICMP_REDIRECT };

	head[0] = dice_of(dice, types);
	head[1] = head[0] == ICMP_UNREACH ? dice_below(dice, 6) : dice_below(dice, 2);
}

static void error_head6(struct dice *dice, uint8_t *head)
{
	static const uint8_t types[] = { ICMP6_DST_UNREACH, ICMP6_PACKET_TOO_BIG,
					 ICMP6_TIME_EXCEEDED, ICMP6_PARAM_PROB };

	head[0] = dice_of(dice, types);
	head[1] = head[0] == ICMP6_DST_UNREACH ? dice_below(dice, 6) : 0;
}

/* an error about the packet that is there, which is quoted in part */
void frame_error(struct frame *f, const struct ends *ends)
{
	static const uint16_t sizes[] = { 0, 68, 576, 1280, 1281, 1400, 1480, 1500, 65535 };
	uint16_t mtu = htons(dice_of(f->dice, sizes));
	uint8_t *head;

	if (f->len > QUOTE_MAX)
		f->len = QUOTE_MAX;
	if (dice_chance(f->dice, 40))
		f->len = dice_below(f->dice, f->len + 1);
	head = frame_push(f, 8);
	if (ends->family == AF_INET)
		error_head4(f->dice, head);
	else
		error_head6(f->dice, head);
	/* also where RFC 4884 has the length of the quote */
	memcpy(head + 6, &mtu, sizeof(mtu));
	if (dice_chance(f->dice, 10))
		head[5] = dice_roll(f->dice);
	frame_spoil(f, head, 8);
	seal_icmp(f, ends);
}
