// SPDX-License-Identifier: GPL-2.0
/* SipHash-2-4 as in the paper, for host programs on little-endian machines. */
#include <linux/siphash.h>

#include <string.h>

struct state {
	u64 v[4];
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
	rounds(state, 2);
	state->v[0] ^= word;
}

u64 siphash(const void *data, size_t bytes, const siphash_key_t *key)
{
	struct state state = { {
		key->key[0] ^ 0x736f6d6570736575ULL,
		key->key[1] ^ 0x646f72616e646f6dULL,
		key->key[0] ^ 0x6c7967656e657261ULL,
		key->key[1] ^ 0x7465646279746573ULL,
	} };
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
	rounds(&state, 4);
	return state.v[0] ^ state.v[1] ^ state.v[2] ^ state.v[3];
}

u64 siphash_2u64(u64 first, u64 second, const siphash_key_t *key)
{
	u64 words[2] = { first, second };

	return siphash(words, sizeof(words), key);
}
