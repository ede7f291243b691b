/* SPDX-License-Identifier: GPL-2.0 */
/* Checksums of the Internet, for host programs. */
#ifndef HOST_NET_CHECKSUM_H
#define HOST_NET_CHECKSUM_H

#include <linux/skbuff.h>

#define CSUM_MANGLED_0 ((__sum16)0xffff)

u16 host_fold(u64 sum);
u64 host_sum(const void *data, size_t bytes);

__wsum csum_add(__wsum a, __wsum b);
__wsum csum_sub(__wsum a, __wsum b);
void csum_replace_by_diff(__sum16 *check, __wsum diff);
void csum_replace4(__sum16 *check, __be32 from, __be32 to);
void inet_proto_csum_replace2(__sum16 *check, struct sk_buff *skb,
			      __be16 from, __be16 to, bool pseudo);
void inet_proto_csum_replace4(__sum16 *check, struct sk_buff *skb,
			      __be32 from, __be32 to, bool pseudo);
void inet_proto_csum_replace16(__sum16 *check, struct sk_buff *skb,
			       const __be32 *from, const __be32 *to,
			       bool pseudo);

#endif
