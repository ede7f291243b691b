# SPDX-License-Identifier: GPL-2.0
"""SipHash-2-4 (Aumasson, Bernstein 2012), written from the paper."""
import struct

MASK = 2**64 - 1


def rotate(word, bits):
    """To the left."""
    return (word << bits | word >> (64 - bits)) & MASK


def sip_round(v):
    """One SipRound of four words."""
    a, b, c, d = v
    a, c = (a + b) & MASK, (c + d) & MASK
    b, d = rotate(b, 13) ^ a, rotate(d, 16) ^ c
    a = rotate(a, 32)
    c, a = (c + b) & MASK, (a + d) & MASK
    b, d = rotate(b, 17) ^ c, rotate(d, 21) ^ a
    return [a, b, rotate(c, 32), d]


def siphash(data, key):
    """64 bits of bytes; the key is 16 bytes."""
    k0, k1 = struct.unpack("<QQ", key)
    v = [k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d,
         k0 ^ 0x6c7967656e657261, k1 ^ 0x7465646279746573]
    padded = data + bytes(-(len(data) + 1) % 8) + bytes([len(data) % 256])
    for (word,) in struct.iter_unpack("<Q", padded):
        v[3] ^= word
        v = sip_round(sip_round(v))
        v[0] ^= word
    v[2] ^= 0xff
    for _ in range(4):
        v = sip_round(v)
    return v[0] ^ v[1] ^ v[2] ^ v[3]


# the paper's test vector: key 00..0f, text 00..0e
assert siphash(bytes(range(15)), bytes(range(16))) == 0xa129ca6149be45e5
