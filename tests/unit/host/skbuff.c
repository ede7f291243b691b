// SPDX-License-Identifier: GPL-2.0
/* What the packet code calls of the kernel, made anew for host programs. */
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <net/checksum.h>
#include <net/ip.h>
#include <net/ipv6.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

static void copy_out(const struct sk_buff *skb, unsigned int offset,
		     unsigned int bytes, unsigned char *to)
{
	for (; bytes; bytes--, offset++)
		*to++ = offset < skb->linear ? skb->data[offset] :
					       skb->rest[offset - skb->linear];
}

void *skb_header_pointer(const struct sk_buff *skb, int offset, int bytes,
			 void *buffer)
{
	if (offset < 0 || (unsigned int)offset + bytes > skb->len)
		return NULL;
	if ((unsigned int)offset + bytes <= skb->linear)
		return skb->data + offset;
	copy_out(skb, offset, bytes, buffer);
	return buffer;
}

/* always moves the data, so that pointers from before are found out */
int skb_ensure_writable(struct sk_buff *skb, unsigned int bytes)
{
	unsigned int linear = bytes > skb->linear ? bytes : skb->linear;
	unsigned char *data, *rest;

	if (bytes > skb->len || !host_allocs_left)
		return -1;
	data = malloc(linear);
	rest = malloc(skb->len - linear + 1);
	copy_out(skb, 0, linear, data);
	copy_out(skb, linear, skb->len - linear, rest);
	free(skb->data);
	free(skb->rest);
	skb->data = data;
	skb->rest = rest;
	skb->linear = linear;
	return 0;
}

/* the sum of 16-bit words in network order (RFC 1071) */
u64 host_sum(const void *data, size_t bytes)
{
	const unsigned char *byte = data;
	u64 sum = 0;
	size_t i;

	for (i = 0; i < bytes; i++)
		sum += i % 2 ? byte[i] : byte[i] << 8;
	return sum;
}

u16 host_fold(u64 sum)
{
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return sum;
}

/* sums of words as they lie in memory, which may be folded later (RFC 1071) */
__wsum csum_add(__wsum a, __wsum b)
{
	u64 sum = (u64)a + b;

	return (u32)sum + (sum >> 32);
}

__wsum csum_sub(__wsum a, __wsum b)
{
	return csum_add(a, ~b);
}

void csum_replace_by_diff(__sum16 *check, __wsum diff)
{
	*check = ~host_fold((u64)diff + (u16)~*check);
}

/* take words out of a sum and put others in (RFC 1624) */
static u16 moved(u16 sum, const void *from, const void *to, size_t bytes)
{
	return host_fold(sum + (u16)~host_fold(host_sum(from, bytes)) +
			 host_sum(to, bytes));
}

static void replace(__sum16 *check, const void *from, const void *to,
		    size_t bytes)
{
	*check = htons(~moved(~ntohs(*check), from, to, bytes));
}

void csum_replace4(__sum16 *check, __be32 from, __be32 to)
{
	replace(check, &from, &to, sizeof(to));
}

/*
 * @pseudo: the words are no part of the transport's bytes, only of the sum
 * that a device begins with
 */
static void replace_transport(__sum16 *check, struct sk_buff *skb,
			      const void *from, const void *to, size_t bytes,
			      bool pseudo)
{
	if (skb->ip_summed != CHECKSUM_PARTIAL)
		replace(check, from, to, bytes);
	else if (pseudo)
		*check = htons(moved(ntohs(*check), from, to, bytes));
}

void inet_proto_csum_replace2(__sum16 *check, struct sk_buff *skb,
			      __be16 from, __be16 to, bool pseudo)
{
	replace_transport(check, skb, &from, &to, sizeof(to), pseudo);
}

/* the address's change is made good in the IPv4 header's own checksum */
void inet_proto_csum_replace4(__sum16 *check, struct sk_buff *skb,
			      __be32 from, __be32 to, bool pseudo)
{
	replace_transport(check, skb, &from, &to, sizeof(to), pseudo);
	if (skb->ip_summed == CHECKSUM_COMPLETE && pseudo)
		skb->csum = moved(skb->csum, &to, &from, sizeof(to));
}

/* the address's change is made good by the transport's checksum */
void inet_proto_csum_replace16(__sum16 *check, struct sk_buff *skb,
			       const __be32 *from, const __be32 *to,
			       bool pseudo)
{
	replace_transport(check, skb, from, to, 16, pseudo);
}

void ip_decrease_ttl(struct iphdr *ip)
{
	unsigned char from[] = { ip->ttl, ip->protocol };
	unsigned char to[] = { ip->ttl - 1, ip->protocol };

	replace(&ip->check, from, to, sizeof(to));
	ip->ttl--;
}

static bool is_extension(u8 proto)
{
	return proto == IPPROTO_HOPOPTS || proto == IPPROTO_ROUTING ||
	       proto == IPPROTO_FRAGMENT || proto == IPPROTO_AH ||
	       proto == IPPROTO_NONE || proto == IPPROTO_DSTOPTS;
}

static bool is_later_part(__be16 frag)
{
	return ntohs(frag) & ~0x7;
}

/*
 * Walks the headers from @start on, which is one of the kind @proto, to the
 * first that is no extension, or is a @target; stops before the fragment header
 * of a later fragment.
 */
static int walk(const struct sk_buff *skb, int start, u8 *proto, __be16 *frag,
		int target)
{
	unsigned char copy[8], *header;
	u8 next = *proto;
	int bytes;

	*frag = 0;
	while (is_extension(next) && next != target) {
		bytes = next == IPPROTO_FRAGMENT ? 4 : 2;
		header = skb_header_pointer(skb, start, bytes, copy);
		if (next == IPPROTO_NONE || !header)
			return -1;
		if (next == IPPROTO_FRAGMENT) {
			memcpy(frag, header + 2, sizeof(*frag));
			if (is_later_part(*frag))
				break;
			bytes = 8;
		} else {
			bytes = next == IPPROTO_AH ? (header[1] + 2) * 4 :
						     (header[1] + 1) * 8;
		}
		next = header[0];
		start += bytes;
	}
	*proto = next;
	return start;
}

int ipv6_skip_exthdr(const struct sk_buff *skb, int start, u8 *proto,
		     __be16 *frag)
{
	return walk(skb, start, proto, frag, -1);
}

/* an @offset of 0 is the packet's own header; that of its tunnel else */
int ipv6_find_hdr(const struct sk_buff *skb, unsigned int *offset, int target,
		  unsigned short *frag, int *flags)
{
	unsigned int l3 = *offset ?: (unsigned int)skb_network_offset(skb);
	struct ipv6hdr *ip, copy;
	__be16 bits;
	int start;
	u8 next;

	ip = skb_header_pointer(skb, l3, sizeof(copy), &copy);
	if (!ip)
		return -1;
	next = ip->nexthdr;
	start = walk(skb, l3 + sizeof(copy), &next, &bits, target);
	if (start < 0 || next != target)
		return -1;
	*offset = start;
	return next;
}
