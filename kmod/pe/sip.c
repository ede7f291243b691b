// SPDX-License-Identifier: GPL-2.0
/*
 * Persistence by call: SIP messages of one Call-ID go to one server. Floor 4.
 */
#include "pe/sip.h"

#include "base/limits.h"
#include "obj/engine.h"
#include "obj/ops.h"
#include "pkt/pkt.h"
#include "pe/sip_parse.h"

#include <linux/in.h>
#include <linux/minmax.h>
#include <linux/skbuff.h>
#include <linux/udp.h>

/*
 * Makes a datagram's text readable in one piece, as far as a Call-ID is
 * looked for. Of several datagrams in one packet, the first one counts.
 */
static const char *find_text(struct lvs_pkt *pkt, unsigned int *bytes)
{
	unsigned int start = pkt->l4_offset + sizeof(struct udphdr);
	struct sk_buff *skb = pkt->skb;
	unsigned int end;

	end = min_t(unsigned int, skb->len, start + LVS_ENGINE_SCAN_BYTES);
	if (skb_is_gso(skb))
		end = min_t(unsigned int, end,
			    start + skb_shinfo(skb)->gso_size);
	if (end <= start || !pskb_may_pull(skb, end))
		return NULL;
	*bytes = end - start;
	return skb->data + start;
}

static bool read_key(struct lvs_pkt *pkt, struct lvs_engine_key *key)
{
	unsigned int bytes;
	const char *text;
	const char *call = NULL;
	size_t found;

	if (pkt->tuple.proto != IPPROTO_UDP)
		return false;
	text = find_text(pkt, &bytes);
	if (!text)
		return false;
	found = lvs_sip_call_id(text, bytes, &call);
	return lvs_engine_key_set(key, &lvs_engine_sip, call, found);
}

static int show_key(const struct lvs_engine_key *key, char *to, size_t size)
{
	return scnprintf(to, size, "%.*s", key->bytes, (const char *)key->data);
}

const struct lvs_engine_ops lvs_engine_sip = {
	.name = "sip",
	.read = read_key,
	.show = show_key,
	.servers_begin = true,
};
