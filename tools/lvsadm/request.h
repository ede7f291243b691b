/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A command line, understood: words turned into addresses and numbers, and
 * checked as far as that goes without asking the kernel.
 */
#ifndef LVSADM_REQUEST_H
#define LVSADM_REQUEST_H

#include "liblvs.h"
#include "words.h"

/**
 * struct request - one command to carry out
 * @words: what was written
 * @svc: identity of the service, if one was named
 * @dest: identity of the server, if one was named
 * @number: of the options whose argument is one
 * @daemon: role and parameters
 * @timeouts: of --set
 */
struct request {
	struct words words;
	struct lvs_svc svc;
	struct lvs_dest dest;
	struct lvs_daemon daemon;
	struct lvs_timeouts timeouts;
	int64_t number[OPT_COUNT];
	uint8_t tun_type;
};

/* as words_parse(); request_free() is due after either outcome */
bool request_parse(int argc, const char **argv, struct request *req,
		   struct failure *fail);
void request_free(struct request *req);

static inline bool request_has(const struct request *req, enum opt opt)
{
	return req->words.given & OPT_BIT(opt);
}

#endif /* LVSADM_REQUEST_H */
