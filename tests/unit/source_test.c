// SPDX-License-Identifier: GPL-2.0
/*
 * How many flows a source begins where the namespace, a service or both have
 * a rule.
 *
 * units: base/addr.c base/tuple.c obj/meters.c path/source.c
 */
#include "path/source.h"
#include "unit.h"

#include "base/net.h"
#include "base/tunables.h"
#include "obj/svc.h"
#include "pkt/pkt.h"

#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>

#include <arpa/inet.h>
#include <string.h>

static struct lvs_tunables knobs;
static struct lvs_net lnet = { .tunables = &knobs };

/* the limited one, and another one */
static struct lvs_svc limited, other = { .id = 1 };

static void set_svc(struct lvs_svc *svc, u32 rate, u32 burst)
{
	svc->source_rule = lvs_meter_rule_of(rate, burst);
}

static void set_net(u32 rate, u32 burst)
{
	knobs.source_rate = rate;
	knobs.source_burst = burst;
}

/* as after a start, with meters at rest */
static void begin(void)
{
	lvs_source_exit(&lnet);
	lvs_source_init(&lnet);
	EXPECT_EQ(lvs_source_watch(&lnet), 0);
	set_svc(&limited, 0, 0);
	set_svc(&other, 0, 0);
	set_net(0, 0);
}

static struct lvs_addr addr_of(const char *text)
{
	struct lvs_addr addr = { .family = AF_INET };

	if (strchr(text, ':'))
		addr.family = AF_INET6;
	inet_pton(addr.family, text, addr.words);
	return addr;
}

/* of so many flows that a source begins at this moment, so many are served */
static u32 served(const struct lvs_svc *svc, const char *source, u32 flows)
{
	struct lvs_pkt pkt = { .lnet = &lnet, .tuple.src = addr_of(source) };
	u32 count = 0;

	while (flows--)
		count += !lvs_source_is_over(&pkt, svc);
	return count;
}

/* rates are so low that no further flow passes for the clock's last tick */
struct rule_case {
	const char *what;
	u32 rate;		/* of the service */
	u32 burst;
	u32 net_rate;
	u32 net_burst;
	u32 served;		/* of 100 at once at the limited service */
	u32 other;		/* and then at another one */
	u32 later;		/* of 100 at the limited one a second later */
};

static const struct rule_case rules[] = {
	{ "no rule", 0, 0, 0, 0, 100, 100, 100 },
	{ "a burst without a rate", 0, 5, 0, 0, 100, 100, 100 },
	{ "a service's rule", 1, 5, 0, 0, 5, 100, 1 },
	{ "a service's rate is its burst", 7, 0, 0, 0, 7, 100, 7 },
	{ "the namespace's rule", 0, 0, 1, 5, 5, 0, 1 },
	{ "the namespace's rate is its burst", 0, 0, 7, 0, 7, 0, 7 },
	{ "both, the service's is less: others have the rest", 1, 5, 1, 20,
	  5, 15, 1 },
	{ "both, the namespace's is less", 1, 20, 1, 5, 5, 0, 1 },
	{ "what the service refuses costs nothing", 1, 1, 1, 50, 1, 49, 1 },
};

static void check_rule(const struct rule_case *this)
{
	begin();
	set_svc(&limited, this->rate, this->burst);
	set_net(this->net_rate, this->net_burst);
	EXPECT_EQ(served(&limited, "192.0.2.1", 100), this->served);
	EXPECT_EQ(served(&other, "192.0.2.1", 100), this->other);
	host_now_s++;
	EXPECT_EQ(served(&limited, "192.0.2.1", 100), this->later);
}

struct pair_case {
	const char *what;
	const char *first;
	const char *second;
	bool same;
};

static const struct pair_case pairs[] = {
	{ "an address is a source", "192.0.2.1", "192.0.2.1", true },
	{ "another address is another one", "192.0.2.1", "192.0.2.2", false },
	{ "a network of 64 bits is a source", "2001:db8::1",
	  "2001:db8::ffff:2", true },
	{ "another network is another one", "2001:db8::1", "2001:db8:0:1::1",
	  false },
	{ "families do not meet", "192.0.2.1", "c000:201::", false },
};

static void check_pair(const struct pair_case *this)
{
	begin();
	set_svc(&limited, 1, 5);
	EXPECT_EQ(served(&limited, this->first, 100), 5);
	EXPECT_EQ(served(&limited, this->second, 100), this->same ? 0 : 5);
}

static void check_two_services(void)
{
	begin();
	set_svc(&limited, 1, 5);
	set_svc(&other, 1, 5);
	EXPECT_EQ(served(&limited, "192.0.2.1", 100), 5);
	EXPECT_EQ(served(&other, "192.0.2.1", 100), 5);
	EXPECT_EQ(served(&limited, "192.0.2.1", 100), 0);
}

/* the first service has the id 0, and the namespace's meter is not its own */
static void check_same_rule(void)
{
	begin();
	set_svc(&limited, 1, 5);
	set_net(1, 5);
	EXPECT_EQ(served(&limited, "192.0.2.1", 100), 5);
	set_net(0, 0);
	EXPECT_EQ(served(&limited, "192.0.2.1", 100), 0);
	set_svc(&limited, 0, 0);
	set_net(1, 5);
	EXPECT_EQ(served(&limited, "192.0.2.1", 100), 0);
}

/* what was begun while a slow rule held is no debt under a fast one */
static void check_change(void)
{
	begin();
	set_svc(&limited, 1, 1000000);
	EXPECT_EQ(served(&limited, "192.0.2.1", 1000), 1000);
	set_svc(&limited, 10, 10);
	EXPECT_EQ(served(&limited, "192.0.2.1", 100), 10);
	set_svc(&limited, 10, 20);
	EXPECT_EQ(served(&limited, "192.0.2.1", 100), 20);

	set_svc(&limited, 0, 0);
	set_net(1, 1000000);
	EXPECT_EQ(served(&limited, "192.0.2.1", 1000), 1000);
	set_net(10, 10);
	EXPECT_EQ(served(&limited, "192.0.2.1", 100), 10);
}

static void check_memory(void)
{
	begin();
	lvs_source_exit(&lnet);
	lvs_source_init(&lnet);
	set_svc(&limited, 1, 5);
	EXPECT_EQ(served(&limited, "192.0.2.1", 100), 100);
	host_allocs_left = 0;
	EXPECT_EQ(lvs_source_watch(&lnet), -ENOMEM);
	EXPECT(!lnet.sources);
	host_allocs_left = 1;
	EXPECT_EQ(lvs_source_watch(&lnet), 0);
	EXPECT_EQ(lvs_source_watch(&lnet), 0);
	host_allocs_left = -1;
	EXPECT_EQ(served(&limited, "192.0.2.1", 100), 5);
}

int main(void)
{
	lvs_hash_init();
	UNIT_TABLE(rules, check_rule);
	UNIT_TABLE(pairs, check_pair);
	UNIT_TEST("services do not share budgets", check_two_services);
	UNIT_TEST("nor does the namespace with the first", check_same_rule);
	UNIT_TEST("a new rule begins anew", check_change);
	UNIT_TEST("without memory nobody is metered", check_memory);
	lvs_source_exit(&lnet);
	return unit_finish();
}
