// SPDX-License-Identifier: GPL-2.0
/*
 * Moves the sequence numbers of a TCP segment: its own, the one that it
 * acknowledges, and the blocks that it acknowledges selectively (RFC 2018).
 * Floor 2.
 *
 * Checksums are updated by the difference, so that GSO packets stay whole:
 * their segments are numbered from the first one's number.
 */
#include "pkt/renumber.h"

#include <linux/errno.h>
#include <linux/skbuff.h>
#include <linux/tcp.h>
#include <linux/unaligned.h>
#include <net/checksum.h>
#include <net/tcp.h>

/* kind and length, before an option's data */
#define OPTION_HEAD 2
/* left and right edge */
#define SACK_BLOCK 8

static struct tcphdr *header(const struct lvs_pkt *pkt)
{
	return (struct tcphdr *)(pkt->skb->data + pkt->l4_offset);
}

/* a number that begins at an odd byte counts in the sum turned by one byte */
static __be32 as_summed(const u8 *field, bool odd)
{
	const u8 turned[] = { field[3], field[0], field[1], field[2] };

	return htonl(get_unaligned_be32(odd ? turned : field));
}

static void replace(struct lvs_pkt *pkt, u8 *field, u32 number)
{
	bool odd = (field - (u8 *)header(pkt)) & 1;
	__be32 was = as_summed(field, odd);

	put_unaligned_be32(number, field);
	inet_proto_csum_replace4(&header(pkt)->check, pkt->skb, was,
				 as_summed(field, odd), false);
}

static void move_blocks(struct lvs_pkt *pkt, u8 *block, u8 *end,
			const struct lvs_seq *theirs)
{
	for (; block + SACK_BLOCK <= end; block += SACK_BLOCK) {
		u8 *right = block + sizeof(u32);

		replace(pkt, block,
			lvs_seq_edge_to_sender(theirs,
					       get_unaligned_be32(block)));
		replace(pkt, right,
			lvs_seq_to_sender(theirs,
					  get_unaligned_be32(right)));
	}
}

static void move_sack(struct lvs_pkt *pkt, const struct lvs_seq *theirs)
{
	u8 *option = (u8 *)(header(pkt) + 1);
	u8 *end = (u8 *)header(pkt) + header(pkt)->doff * 4;

	while (option + OPTION_HEAD <= end && *option != TCPOPT_EOL) {
		if (*option == TCPOPT_NOP) {
			option++;
			continue;
		}
		if (option[1] < OPTION_HEAD || option[1] > end - option)
			return;
		if (*option == TCPOPT_SACK)
			move_blocks(pkt, option + OPTION_HEAD,
				    option + option[1], theirs);
		option += option[1];
	}
}

static void move_ack(struct lvs_pkt *pkt, const struct lvs_seq *theirs)
{
	__be32 *field = &header(pkt)->ack_seq;

	replace(pkt, (u8 *)field, lvs_seq_to_sender(theirs, ntohl(*field)));
	move_sack(pkt, theirs);
}

/**
 * lvs_renumber() - give a segment the numbers that its receiver knows
 * @pkt: parsed; of TCP; its numbers are the sender's
 * @mine: numbers of the direction that it goes
 * @theirs: numbers of the other direction
 *
 * Context: softirq; may copy the headers.
 * Return: 0, -ENOMEM when the headers could not be made writable, -EINVAL when
 * they are cut short; the packet is as it was then.
 */
int lvs_renumber(struct lvs_pkt *pkt, const struct lvs_seq *mine,
		 const struct lvs_seq *theirs)
{
	unsigned int bytes = sizeof(struct tcphdr);
	__be32 *field;

	if (!lvs_seq_moves(mine) && !lvs_seq_moves(theirs))
		return 0;
	if (skb_ensure_writable(pkt->skb, pkt->l4_offset + bytes))
		return -ENOMEM;
	bytes = header(pkt)->doff * 4;
	if (bytes < sizeof(struct tcphdr) ||
	    pkt->l4_offset + bytes > pkt->skb->len)
		return -EINVAL;
	if (skb_ensure_writable(pkt->skb, pkt->l4_offset + bytes))
		return -ENOMEM;
	if (lvs_seq_moves(mine)) {
		field = &header(pkt)->seq;
		replace(pkt, (u8 *)field,
			lvs_seq_to_receiver(mine, ntohl(*field)));
	}
	if (lvs_seq_moves(theirs) && header(pkt)->ack)
		move_ack(pkt, theirs);
	return 0;
}
