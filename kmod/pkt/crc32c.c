// SPDX-License-Identifier: GPL-2.0
/*
 * CRC32c of a message of which a few bits change. Floor 2.
 *
 * A CRC is the remainder of a polynomial over GF(2), and remainders add up: the
 * CRC of the new message is the CRC of the old one plus the remainder of the
 * difference. When only the first 32 bits differ, the difference is these bits
 * times a power of x, x^(8n) for a message of n bytes (32 less for where they
 * stand, 32 more since a CRC is taken of the message times x^32). Thus nobody
 * has to read the message, however long it is and wherever its pieces are; and
 * a CRC that was wrong stays as wrong as it was, for the receiver to find out.
 *
 * Polynomials are written as CRC32c has them on the wire: bit 31 is the
 * coefficient of x^0, bit 0 that of x^31. An example: the ports 1 and 2 become
 * 1 and 3 in a packet of 12 bytes. The difference is the bytes 00 00 00 01, as
 * a number 0x01000000; times x^96 modulo the polynomial that is 0xf43ed648, by
 * which the CRC changes.
 */
#include "pkt/crc32c.h"

#include <linux/bits.h>
#include <linux/kernel.h>

/* Castagnoli's polynomial (RFC 9260, appendix A) without x^32 */
#define POLYNOMIAL 0x82f63b78

/* x^(8 * 2^i) modulo the polynomial; x^(2^31) is x again */
static const u32 powers[32] = {
	0x00800000, 0x00008000, 0x82f63b78, 0x6ea2d55c,
	0x18b8ea18, 0x510ac59a, 0xb82be955, 0xb8fdb1e7,
	0x88e56f72, 0x74c360a4, 0xe4172b16, 0x0d65762a,
	0x35d73a62, 0x28461564, 0xbf455269, 0xe2ea32dc,
	0xfe7740e6, 0xf946610b, 0x3c204f8f, 0x538586e3,
	0x59726915, 0x734d5309, 0xbc1ac763, 0x7d0722cc,
	0xd289cabe, 0xe94ca9bc, 0x05b74f3f, 0xa51e1f42,
	0x40000000, 0x20000000, 0x08000000, 0x00800000,
};

static u32 multiply(u32 a, u32 b)
{
	u32 product = 0;

	for (; a; a <<= 1) {
		if (a & BIT(31))
			product ^= b;
		b = b & 1 ? b >> 1 ^ POLYNOMIAL : b >> 1;
	}
	return product;
}

/**
 * lvs_crc32c_moved() - CRC32c after the first four bytes of a message changed
 * @crc: before
 * @delta: old bytes XOR new bytes, as they stand in memory
 * @bytes: of the whole message, at least 4
 *
 * Costs one multiplication for each bit that is set in @bytes.
 *
 * Context: any.
 * Return: the CRC.
 */
u32 lvs_crc32c_moved(u32 crc, __le32 delta, u32 bytes)
{
	u32 change = le32_to_cpu(delta);
	unsigned int i;

	for (i = 0; bytes; i++, bytes >>= 1) {
		if (bytes & 1)
			change = multiply(change, powers[i]);
	}
	return crc ^ change;
}
