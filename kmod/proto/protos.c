// SPDX-License-Identifier: GPL-2.0
/*
 * All transport protocols, by number. Floor 4.
 */
#include "proto/protos.h"

#include "obj/ops.h"
#include "proto/ipsec.h"
#include "proto/sctp.h"
#include "proto/tcp.h"
#include "proto/udp.h"

#include <linux/in.h>
#include <linux/in6.h>
#include <linux/kernel.h>

/* a packet finds its protocol by one load */
static const struct lvs_proto_ops *const protos[256] = {
	[IPPROTO_TCP] = &lvs_proto_tcp,
	[IPPROTO_UDP] = &lvs_proto_udp,
	[IPPROTO_ESP] = &lvs_proto_esp,
	[IPPROTO_AH] = &lvs_proto_ah,
	[IPPROTO_SCTP] = &lvs_proto_sctp,
};

/**
 * lvs_proto_find() - find a protocol whose packets can be ours
 * @number: IPPROTO_*
 *
 * Context: any.
 * Return: the protocol, or NULL.
 */
const struct lvs_proto_ops *lvs_proto_find(u8 number)
{
	return protos[number];
}

/**
 * lvs_proto_name() - what listings call a protocol
 * @number: IPPROTO_*
 * @text: room for a name that has to be made up
 * @size: bytes of @text, at least 9
 *
 * Context: any.
 * Return: the name, in @text or constant.
 */
const char *lvs_proto_name(u16 number, char *text, unsigned int size)
{
	switch (number) {
	case IPPROTO_IP:
		return "IP";
	case IPPROTO_ICMP:
		return "ICMP";
	case IPPROTO_TCP:
		return "TCP";
	case IPPROTO_UDP:
		return "UDP";
	case IPPROTO_ICMPV6:
		return "ICMPv6";
	case IPPROTO_SCTP:
		return "SCTP";
	}
	snprintf(text, size, "IP_%u", number);
	return text;
}

/**
 * lvs_proto_state_name() - what listings call a connection's state
 * @number: IPPROTO_* of the connection, which is not a template
 * @state: state
 *
 * Context: any.
 * Return: the name; «ERR!» for what has none, «?» for a gap among the names.
 */
const char *lvs_proto_state_name(u8 number, u8 state)
{
	const struct lvs_proto_ops *proto = lvs_proto_find(number);

	if (number == IPPROTO_IP)
		return "NONE";
	if (!proto || state >= proto->state_count)
		return "ERR!";
	return proto->state_names[state] ?: "?";
}
