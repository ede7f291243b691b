/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Every bound of the module, with its unit. Floor 1.
 */
#ifndef LVS_BASE_LIMITS_H
#define LVS_BASE_LIMITS_H

#include <linux/limits.h>

/* a server's weight, and a threshold in connections */
#define LVS_WEIGHT_MAX		INT_MAX
#define LVS_THRESHOLD_MAX	INT_MAX

/* IPv6 persistence prefix, bits */
#define LVS_PREFIX6_MIN		1
#define LVS_PREFIX6_MAX		128

/* servers of one service */
#define LVS_POOL_DESTS_MAX	65536
/*
 * entries of a hashing scheduler's table: primes; the default takes as much
 * memory as the 4093 of IPVS, whose entries are four times as large
 */
#define LVS_TABLE_SIZE_MIN	251
#define LVS_TABLE_SIZE_DEFAULT	16381
#define LVS_TABLE_SIZE_MAX	131071
/* of a hash; a signed number, so that every language can hold it */
#define LVS_HASH_SEED_MAX	S64_MAX
/* time in which a server's weight may rise, seconds, and in how many steps */
#define LVS_SLOW_START_MAX_S	86400
#define LVS_SLOW_START_STEPS	64
/* slots of replaced pools that wait for a grace period, 32 bytes each */
#define LVS_POOL_RETIRED_MAX	(1 << 20)

/* buckets of the list of servers that were removed but still have flows */
#define LVS_DEST_DEAD_BUCKETS	1024

/* entries that are looked at, or ended, between two quiescent points */
#define LVS_GC_SLICE_ENTRIES	256
/* entries that wait for one grace period together, so many at least */
#define LVS_GC_BIN_ENTRIES	16384
/* pause between two passes of the expiry worker, milliseconds */
#define LVS_GC_PASS_MIN_MS	250
#define LVS_GC_PASS_MAX_MS	8000
/* entries a second that the expiry worker aims to look at when all is idle */
#define LVS_GC_ENTRIES_PER_S	125000

/* a packet moves a connection's expiry only by more than this, milliseconds */
#define LVS_EXPIRES_SLACK_MS	250

/* time between two samples of the rates, seconds, and their inertia, 2^-n */
#define LVS_RATE_PERIOD_S	2
#define LVS_RATE_SHIFT		2

/* an expired entry that controls others lives on by this, seconds */
#define LVS_CONN_HELD_S	60

/* entries that a namespace may hold, unless it is told otherwise */
#define LVS_CONN_MAX		(1 << 26)
#define LVS_CONN_MAX_MAX	(1 << 30)

/*
 * a look for an entry to give up: entries and buckets that are looked at, and
 * how often if none of them waits
 */
#define LVS_SAMPLE_CONNS	8
#define LVS_SAMPLE_BUCKETS	64
#define LVS_SAMPLE_TRIES	4
/* entries that one new flow may push out, so that a lowered bound is reached */
#define LVS_EVICT_MAX		4

/* flows that one source may begin, in a second or at once */
#define LVS_SOURCE_RATE_MAX	1000000
/* cells of each row of a namespace's meters of sources, 8 bytes each */
#define LVS_METER_CELLS		(1 << 15)

/* period of the worker that defends against shortage of memory, seconds */
#define LVS_DEFENSE_PERIOD_S	1
/* a pass of drop_entry over the table takes so many periods, if it is large */
#define LVS_DEFENSE_PASS	32
/* entries that drop_entry looks at in a period, at least */
#define LVS_DEFENSE_ENTRIES_MIN	64
/*
 * drop_entry gives up what has been waiting for this long, seconds: a lost SYN
 * is sent again after one and three, a question after five
 */
#define LVS_GIVE_UP_S		5
/* a flow without states is silent for this long, seconds: RFC 4787, REQ-5 */
#define LVS_TALK_IDLE_S		120

/* bits of the sieve that packets between foreign addresses fall through */
#define LVS_SIEVE_BITS		(1 << 20)

/* locks of the connection table, and the most buckets that it grows to */
#define LVS_NODE_LOCKS		512
#define LVS_NODE_BUCKETS_MAX	(1U << 27)
/* chains that are fetched into the cache before they are moved or looked at */
#define LVS_NODE_AHEAD		8
/* of a hash: its highest bits tell the mark that a node leaves in its bucket */
#define LVS_NODE_MARK_SHIFT	29

/* buckets of the connection table to begin with */
#define LVS_CONN_TABLE_MIN	1024

/* servers of one address and port that are looked at for a packet */
#define LVS_BROTHERS_MAX	256

/* what a persistence engine may know flows by, bytes */
#define LVS_ENGINE_DATA_MAX	255
/* how much of a datagram it looks at, bytes */
#define LVS_ENGINE_SCAN_BYTES	4096

#endif
