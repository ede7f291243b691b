// SPDX-License-Identifier: GPL-2.0
/*
 * Any request is judged: what is refused has a reason with a text, what is
 * accepted has none.
 *
 * The input is a request of one kind, as the struct that netlink decodes it to.
 *
 * units: base/addr.c ctl/check.c ctl/check_sched.c ctl/check_source.c ctl/why.c
 */
#include "fuzz.h"

#include "ctl/check.h"
#include "obj/dest_conf.h"
#include "obj/svc_conf.h"

/* the decoder ends every text */
#define END_TEXT(text) ((text)[sizeof(text) - 1] = '\0')

static void judged(int err, const struct lvs_why *why)
{
	size_t length = strnlen(why->text, sizeof(why->text));

	MUST(err <= 0);
	MUST(length < sizeof(why->text));
	MUST(err ? length > 0 : length == 0);
	MUST(!err || why->text[length - 1] != '.');
}

#define JUDGE(call) do {						\
	struct lvs_why why = {};					\
	int err = call;							\
									\
	judged(err, &why);						\
} while (0)

static void service(struct lvs_svc_req *req, uint8_t more)
{
	const struct lvs_svc_facts facts = {
		.old_flags = more & 0x3f,
		.sched_known = more & 0x40,
		.sched_hashes = more & 0x80,
	};
	struct lvs_svc_conf conf = {};
	struct lvs_svc_key key = {};

	END_TEXT(req->sched);
	END_TEXT(req->pe);
	JUDGE(lvs_check_svc_key(req, &key, &why));
	JUDGE(lvs_check_svc_complete(req, &why));
	JUDGE(lvs_check_svc_conf(req, &facts, &conf, &why));
}

static void server(struct lvs_dest_req *req, uint8_t more)
{
	u16 family = more & 1 ? AF_INET6 : AF_INET;
	struct lvs_dest_conf conf = {};

	/* what the decoder refuses comes with its text */
	req->malformed = 0;
	memset(&req->why, 0, sizeof(req->why));
	JUDGE(lvs_check_dest_id(req, family, &conf, &why));
	JUDGE(lvs_check_dest_conf(req, family, &conf, &why));
}

static void daemon_of(struct lvs_daemon_req *req)
{
	END_TEXT(req->ifname);
	JUDGE(lvs_check_daemon_new(req, &why));
	JUDGE(lvs_check_daemon_state(req, &why));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t bytes)
{
	union {
		struct lvs_svc_req svc;
		struct lvs_dest_req dest;
		struct lvs_daemon_req daemon;
		struct lvs_timeouts_req timeouts;
	} req = {};

	if (bytes < 2)
		return 0;
	memcpy(&req, data + 2, bytes - 2 < sizeof(req) ? bytes - 2 :
							 sizeof(req));
	switch (data[0] % 4) {
	case 0:
		service(&req.svc, data[1]);
		break;
	case 1:
		server(&req.dest, data[1]);
		break;
	case 2:
		daemon_of(&req.daemon);
		break;
	default:
		JUDGE(lvs_check_timeouts(&req.timeouts, 2147483, &why));
	}
	return 0;
}
