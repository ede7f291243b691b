/* SPDX-License-Identifier: GPL-2.0 */
/* What the fuzz targets share. */
#ifndef FUZZ_H
#define FUZZ_H

#include "base/addr.h"

#include <linux/in.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/skbuff.h>

#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes);

/* what must hold whatever the input */
#define MUST(condition) do {						\
	if (!(condition)) {						\
		fprintf(stderr, "%s:%d: not so: %s\n", __FILE__,	\
			__LINE__, #condition);				\
		abort();						\
	}								\
} while (0)

/* a packet of which the first @linear bytes can be read directly */
static inline struct sk_buff fuzz_skb(const uint8_t *data, unsigned int bytes,
				      unsigned int linear)
{
	struct sk_buff skb = { .linear = linear, .len = bytes };

	skb.data = malloc(linear);
	skb.rest = malloc(bytes - linear + 1);
	memcpy(skb.data, data, linear);
	memcpy(skb.rest, data + linear, bytes - linear);
	return skb;
}

static inline void fuzz_free(struct sk_buff *skb)
{
	free(skb->data);
	free(skb->rest);
}

static inline uint8_t fuzz_byte(const struct sk_buff *skb, unsigned int at)
{
	return at < skb->linear ? skb->data[at] : skb->rest[at - skb->linear];
}

/*
 * Bytes of the network header, which the stack has made sure of before any
 * hook sees the packet; 0 if it would have dropped it.
 */
static inline unsigned int fuzz_header(const uint8_t *data, unsigned int bytes,
				       u16 family)
{
	unsigned int header;

	if (family == AF_INET6)
		return bytes >= sizeof(struct ipv6hdr) && data[0] >> 4 == 6 ?
			       sizeof(struct ipv6hdr) : 0;
	if (bytes < sizeof(struct iphdr) || data[0] >> 4 != 4)
		return 0;
	header = (data[0] & 0xf) * 4;
	return header >= sizeof(struct iphdr) && header <= bytes ? header : 0;
}

#endif
