/* SPDX-License-Identifier: GPL-2.0 */
/* Randomness that is the same in each run, for host programs. */
#ifndef HOST_LINUX_RANDOM_H
#define HOST_LINUX_RANDOM_H

#include <linux/types.h>

#include <string.h>

/* SplitMix64 (Steele, Lea, Flood 2014); each file has a sequence of its own */
static inline u64 get_random_u64(void)
{
	static u64 state;
	u64 z = state += 0x9e3779b97f4a7c15ULL;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
	return z ^ z >> 31;
}

static inline void get_random_bytes(void *to, size_t bytes)
{
	size_t done, part;
	u64 word;

	for (done = 0; done < bytes; done += part) {
		word = get_random_u64();
		part = bytes - done < sizeof(word) ? bytes - done : sizeof(word);
		memcpy((char *)to + done, &word, part);
	}
}

#endif
