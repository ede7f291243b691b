// SPDX-License-Identifier: GPL-2.0
/*
 * The chunk that decides about an SCTP packet, and CRC32c by difference.
 *
 * units: pkt/sctp_pkt.c pkt/crc32c.c
 * with: packets.c
 */
#include "pkt/crc32c.h"
#include "pkt/sctp_pkt.h"

#include "packets.h"
#include "pkt/pkt.h"
#include "unit.h"

#include <linux/kernel.h>
#include <linux/sctp.h>

#include <string.h>

#define HEADER sizeof(struct sctphdr)

struct chunk_case {
	const char *what;
	u8 decides;
	unsigned int bytes;
	u8 chunks[64];
};

#define NONE LVS_SCTP_NO_CHUNK

static const struct chunk_case chunks[] = {
	{ "no chunk", NONE, 0 },
	{ "a chunk cut short", NONE, 3, { 1, 0, 0, 4 } },
	{ "INIT", LVS_SCTP_INIT, 4, { 1, 0, 0, 20 } },
	{ "DATA of type 0", LVS_SCTP_DATA, 4, { 0, 3, 0, 17 } },
	{ "an unknown type", 200, 4, { 200, 0, 0, 4 } },
	{ "a length of 0", NONE, 4, { 10, 0, 0, 0 } },
	{ "a length of 3", NONE, 12, { 11, 0, 0, 3, 6, 0, 0, 4 } },
	{ "a length beyond the end", LVS_SCTP_COOKIE_ECHO, 8,
	  { 10, 0, 0xff, 0xff, 6, 0, 0, 4 } },
	{ "ABORT", LVS_SCTP_ABORT, 4, { 6, 0, 0, 4 } },
	{ "COOKIE-ECHO and data", LVS_SCTP_COOKIE_ECHO, 12,
	  { 10, 0, 0, 8, 1, 2, 3, 4, 0, 3, 0, 17 } },
	{ "COOKIE-ECHO and ABORT", LVS_SCTP_ABORT, 12,
	  { 10, 0, 0, 8, 1, 2, 3, 4, 6, 0, 0, 4 } },
	{ "COOKIE-ECHO, padded, and ABORT", LVS_SCTP_ABORT, 12,
	  { 10, 0, 0, 5, 1, 0, 0, 0, 6, 0, 0, 4 } },
	{ "COOKIE-ACK and ABORT", LVS_SCTP_ABORT, 8,
	  { 11, 0, 0, 4, 6, 0, 0, 4 } },
	{ "ERROR and ABORT", LVS_SCTP_ABORT, 8,
	  { 9, 0, 0, 4, 6, 0, 0, 4 } },
	{ "COOKIE-ACK, SACK and ABORT", LVS_SCTP_ABORT, 12,
	  { 11, 0, 0, 4, 3, 0, 0, 4, 6, 0, 0, 4 } },
	{ "ABORT behind data is ignored", LVS_SCTP_COOKIE_ECHO, 12,
	  { 10, 0, 0, 4, 0, 0, 0, 4, 6, 0, 0, 4 } },
	{ "ABORT behind interleaved data is ignored", LVS_SCTP_I_DATA, 8,
	  { 64, 0, 0, 4, 6, 0, 0, 4 } },
	{ "ABORT behind INIT is ignored", LVS_SCTP_INIT, 8,
	  { 1, 0, 0, 4, 6, 0, 0, 4 } },
	{ "ABORT behind INIT-ACK is ignored", LVS_SCTP_INIT_ACK, 8,
	  { 2, 0, 0, 4, 6, 0, 0, 4 } },
	{ "ABORT behind SHUTDOWN-COMPLETE is ignored",
	  LVS_SCTP_SHUTDOWN_COMPLETE, 8, { 14, 0, 0, 4, 6, 0, 0, 4 } },
	{ "ABORT as the eighth chunk", LVS_SCTP_ABORT, 32,
	  { 3, 0, 0, 4, 3, 0, 0, 4, 3, 0, 0, 4, 3, 0, 0, 4, 3, 0, 0, 4, 3, 0,
	    0, 4, 3, 0, 0, 4, 6, 0, 0, 4 } },
	{ "nobody looks beyond that", 3, 36,
	  { 3, 0, 0, 4, 3, 0, 0, 4, 3, 0, 0, 4, 3, 0, 0, 4, 3, 0, 0, 4, 3, 0,
	    0, 4, 3, 0, 0, 4, 3, 0, 0, 4, 6, 0, 0, 4 } },
};

static void check_chunk(const struct chunk_case *this)
{
	struct packet packet = { .len = 20 + HEADER + this->bytes };
	unsigned int linear;

	memcpy(packet.bytes + 20 + HEADER, this->chunks, this->bytes);
	for (linear = 20; linear <= packet.len; linear++) {
		struct sk_buff skb = packet_skb(&packet, linear);
		struct lvs_pkt pkt = { .skb = &skb, .l4_offset = 20 };

		EXPECT_EQ(lvs_sctp_chunk(&pkt), this->decides);
		packet_free(&skb);
	}
}

/* the reference itself is right (RFC 3720, appendix B.4) */
static void check_reference(void)
{
	unsigned char bytes[32] = {};
	unsigned int i;

	EXPECT_EQ(packet_crc32c(bytes, sizeof(bytes)), 0x8a9136aa);
	memset(bytes, 0xff, sizeof(bytes));
	EXPECT_EQ(packet_crc32c(bytes, sizeof(bytes)), 0x62a8ab43);
	for (i = 0; i < sizeof(bytes); i++)
		bytes[i] = i;
	EXPECT_EQ(packet_crc32c(bytes, sizeof(bytes)), 0x46dd794e);
	EXPECT_EQ(packet_crc32c((const void *)"123456789", 9), 0xe3069283);
}

/* every length that a packet can have: each power of x is needed for some */
static void check_lengths(void)
{
	static unsigned char bytes[70000];
	unsigned int len, step;
	u32 crc, delta;

	for (len = 0; len < sizeof(bytes); len++)
		bytes[len] = len * 31 >> 3;
	for (len = 4, step = 1; len < sizeof(bytes); len += step) {
		if (len > 300)
			step = 997;
		crc = packet_crc32c(bytes, len);
		delta = 0x12345678 + len;
		crc = lvs_crc32c_moved(crc, cpu_to_le32(delta), len);
		bytes[0] ^= delta;
		bytes[1] ^= delta >> 8;
		bytes[2] ^= delta >> 16;
		bytes[3] ^= delta >> 24;
		EXPECT_EQ(crc, packet_crc32c(bytes, len));
	}
}

/* no length is out of range */
static void check_huge(void)
{
	u32 there = lvs_crc32c_moved(0, cpu_to_le32(1), ~0);

	EXPECT(there);
	EXPECT_EQ(lvs_crc32c_moved(there, cpu_to_le32(1), ~0), 0);
}

struct moved_case {
	const char *what;
	u8 summed;
	bool gso;
	bool bad;	/* the checksum is wrong before */
	u16 delta;
	bool changes;
};

static const struct moved_case moves[] = {
	{ "another port", CHECKSUM_NONE, false, false, 5, true },
	{ "another port, seen by the device", CHECKSUM_UNNECESSARY, false,
	  false, 5, true },
	{ "the same port", CHECKSUM_NONE, false, false, 0, false },
	{ "left to the device", CHECKSUM_PARTIAL, false, false, 5, false },
	{ "to be cut into segments", CHECKSUM_NONE, true, false, 5, false },
	{ "what was wrong stays wrong", CHECKSUM_NONE, false, true, 5, true },
};

static void check_moved(const struct moved_case *this)
{
	struct packet_plan plan = { AF_INET, IPPROTO_SCTP, "10.1.0.2",
				    "10.9.0.1", 1000, 2905, 0, 33 };
	struct packet packet = packet_make(&plan), before;
	struct lvs_pkt pkt = { .l4_offset = 20 };
	__be16 delta[2] = { 0, htons(this->delta) };
	struct sk_buff skb;

	if (this->bad)
		packet.bytes[40] ^= 1;
	before = packet;
	packet.bytes[23] ^= this->delta;
	skb = packet_skb(&packet, 0);
	skb.ip_summed = this->summed;
	skb.gso = this->gso;
	pkt.skb = &skb;
	lvs_sctp_ports_moved(&pkt, delta);
	packet = packet_of(&skb);
	EXPECT_EQ(!!memcmp(packet.bytes + 28, before.bytes + 28, 4),
		  this->changes);
	if (this->changes)
		EXPECT_EQ(packet_sums_right(&packet, 20, IPPROTO_SCTP),
			  !this->bad);
	packet_free(&skb);
}

int main(void)
{
	UNIT_TABLE(chunks, check_chunk);
	UNIT_TEST("CRC32c of known messages", check_reference);
	UNIT_TEST("CRC32c by difference, for every length", check_lengths);
	UNIT_TEST("CRC32c by difference, for the greatest length", check_huge);
	UNIT_TABLE(moves, check_moved);
	return unit_finish();
}
