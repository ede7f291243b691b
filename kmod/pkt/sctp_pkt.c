// SPDX-License-Identifier: GPL-2.0
/*
 * What an SCTP packet is about, and its checksum. Floor 2.
 *
 * A packet is a bundle of chunks (RFC 9260, 3). The first one says what the
 * packet is about, unless an ABORT follows it, which ends the association
 * whatever else is told before.
 */
#include "pkt/sctp_pkt.h"

#include "pkt/crc32c.h"
#include "pkt/pkt.h"

#include <linux/kernel.h>
#include <linux/sctp.h>
#include <linux/skbuff.h>

/* so far we look for an ABORT: it takes that long to make room for nothing */
#define CHUNKS_MAX 8

/**
 * struct header - what a chunk begins with
 * @type: enum lvs_sctp_chunk
 * @flags: by type
 * @length: bytes with this header, without the padding to a multiple of four
 */
struct header {
	u8 type;
	u8 flags;
	__be16 length;
};

/*
 * Data is always last, and the others are alone in their packet, or the ABORT
 * would be ignored (RFC 9260, 3.3.7 and 6.10).
 */
static bool may_precede_abort(u8 type)
{
	return type != LVS_SCTP_DATA && type != LVS_SCTP_I_DATA &&
	       type != LVS_SCTP_INIT && type != LVS_SCTP_INIT_ACK &&
	       type != LVS_SCTP_SHUTDOWN_COMPLETE;
}

/**
 * lvs_sctp_chunk() - find the chunk that decides about a packet
 * @pkt: packet whose SCTP header is whole
 *
 * Context: softirq or process; reads only; looks at CHUNKS_MAX chunks at most.
 * Return: its type, or LVS_SCTP_NO_CHUNK when there is none or its length makes
 * no sense.
 */
u8 lvs_sctp_chunk(const struct lvs_pkt *pkt)
{
	unsigned int offset = pkt->l4_offset + sizeof(struct sctphdr);
	u8 first = LVS_SCTP_NO_CHUNK;
	const struct header *chunk;
	struct header copy;
	unsigned int i;

	for (i = 0; i < CHUNKS_MAX; i++) {
		chunk = skb_header_pointer(pkt->skb, offset, sizeof(copy),
					   &copy);
		if (!chunk || ntohs(chunk->length) < sizeof(copy))
			break;
		if (chunk->type == LVS_SCTP_ABORT)
			return LVS_SCTP_ABORT;
		if (!i)
			first = chunk->type;
		if (!may_precede_abort(chunk->type))
			break;
		offset += round_up(ntohs(chunk->length), 4);
	}
	return first;
}

/* does somebody after us write the checksum, over what he finds then */
static bool checksum_is_open(const struct sk_buff *skb)
{
	return skb->ip_summed == CHECKSUM_PARTIAL || skb_is_gso(skb);
}

/**
 * lvs_sctp_ports_moved() - make the checksum right after ports have changed
 * @pkt: packet whose SCTP header is whole and writable
 * @delta: old ports XOR new ports, the sender's first
 *
 * Addresses are no part of the checksum.
 *
 * Context: softirq.
 */
void lvs_sctp_ports_moved(struct lvs_pkt *pkt, const __be16 *delta)
{
	struct sctphdr *sctp = (void *)(pkt->skb->data + pkt->l4_offset);
	u32 bytes = pkt->skb->len - pkt->l4_offset;
	__le32 bits;
	u32 crc;

	memcpy(&bits, delta, sizeof(bits));
	if (!bits || checksum_is_open(pkt->skb))
		return;
	crc = lvs_crc32c_moved(le32_to_cpu(sctp->checksum), bits, bytes);
	sctp->checksum = cpu_to_le32(crc);
}
