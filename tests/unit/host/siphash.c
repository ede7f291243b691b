// SPDX-License-Identifier: GPL-2.0
/* SipHash as in the paper, for host programs on little-endian 64-bit machines. */
#include <linux/siphash.h>

#include <string.h>

/* @compression, @finalization: rounds for each word, and at the end */
struct state {
	u64 v[4];
	int compression;
	int finalization;
};

static u64 rotate(u64 word, int bits)
{
	return word << bits | word >> (64 - bits);
}

static void half_round(u64 *a, u64 *b, u64 *c, u64 *d, int s, int t)
{
	*a += *b;
	*c += *d;
	*b = rotate(*b, s) ^ *a;
	*d = rotate(*d, t) ^ *c;
	*a = rotate(*a, 32);
}

static void rounds(struct state *state, int count)
{
	u64 *v = state->v;

	while (count--) {
		half_round(&v[0], &v[1], &v[2], &v[3], 13, 16);
		half_round(&v[2], &v[1], &v[0], &v[3], 17, 21);
	}
}

static void absorb(struct state *state, u64 word)
{
	state->v[3] ^= word;
	rounds(state, state->compression);
	state->v[0] ^= word;
}

static u64 hash(const void *data, size_t bytes, u64 first, u64 second,
		int compression, int finalization)
{
	struct state state = {
		.v = {
			first ^ 0x736f6d6570736575ULL,
			second ^ 0x646f72616e646f6dULL,
			first ^ 0x6c7967656e657261ULL,
			second ^ 0x7465646279746573ULL,
		},
		.compression = compression,
		.finalization = finalization,
	};
	size_t left = bytes;
	u64 word;

	for (; left >= 8; left -= 8, data = (const char *)data + 8) {
		memcpy(&word, data, 8);
		absorb(&state, word);
	}
	word = (u64)bytes << 56;
	memcpy(&word, data, left);
	absorb(&state, word);
	state.v[2] ^= 0xff;
	rounds(&state, finalization);
	return state.v[0] ^ state.v[1] ^ state.v[2] ^ state.v[3];
}

u64 siphash(const void *data, size_t bytes, const siphash_key_t *key)
{
	return hash(data, bytes, key->key[0], key->key[1], 2, 4);
}

u64 siphash_2u64(u64 first, u64 second, const siphash_key_t *key)
{
	u64 words[2] = { first, second };

	return siphash(words, sizeof(words), key);
}

u32 hsiphash(const void *data, size_t bytes, const hsiphash_key_t *key)
{
	return hash(data, bytes, key->key[0], key->key[1], 1, 3);
}

u32 hsiphash_4u32(u32 first, u32 second, u32 third, u32 fourth,
		  const hsiphash_key_t *key)
{
	u32 words[4] = { first, second, third, fourth };

	return hsiphash(words, sizeof(words), key);
}

u64 siphash_3u64(u64 first, u64 second, u64 third, const siphash_key_t *key)
{
	u64 words[3] = { first, second, third };

	return siphash(words, sizeof(words), key);
}
