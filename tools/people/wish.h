/* SPDX-License-Identifier: GPL-2.0 */
/* What was asked of a subcommand. */
#ifndef PEOPLE_WISH_H
#define PEOPLE_WISH_H

#include "failure.h"
#include "liblvs.h"
#include "subs.h"

/* by what services and servers are sorted */
enum wish_sort {
	SORT_CONNS,
	SORT_ACTIVE,
	SORT_PACKETS,
	SORT_BYTES,
	SORT_NAME,
	SORT_COUNT,
};

extern const char *const wish_sort_names[SORT_COUNT];

/**
 * struct wish - what was asked of a subcommand
 * @one: only the service that svc names
 * @svc: identity of that one
 * @numeric: addresses and ports as numbers
 * @json: as JSON
 * @batch: frames one after the other, not on a screen
 * @count: so many frames, 0: without end
 * @interval_ms: between frames
 */
struct wish {
	bool one;
	struct lvs_svc svc;
	bool numeric;
	bool json;
	bool batch;
	int64_t count;
	int64_t interval_ms;
	enum wish_sort sort;
};

/* words of another command line */
struct wish_words {
	const char **items;
	int count;
};

/*
 * A service in one word: tcp/ADDRESS:PORT, udp/, sctp/, mark/N, mark6/N;
 * without what stands before the slash it is a TCP service.
 */
bool wish_service(const char *word, struct lvs_svc *svc, struct failure *fail);

/* argv[0] is the program's name, argv[1] the subcommand */
bool wish_parse(enum sub sub, int argc, const char **argv, struct wish *wish,
		struct failure *fail);

/* the words of --list that mean the same; to be freed after success */
bool wish_list_words(int argc, const char **argv, struct wish_words *words,
		     struct failure *fail);
void wish_words_free(struct wish_words *words);

#endif /* PEOPLE_WISH_H */
