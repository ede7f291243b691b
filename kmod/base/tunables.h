/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Knobs of a namespace: plain words that packets read and control writes.
 * Floor 1.
 */
#ifndef LVS_BASE_TUNABLES_H
#define LVS_BASE_TUNABLES_H

#include <linux/compiler.h>
#include <linux/types.h>

struct cpumask;
struct lvs_net;

/* the time-outs that clients can set, in the order that they are listed */
enum lvs_timeout {
	LVS_TIMEOUT_TCP,
	LVS_TIMEOUT_TCP_FIN,
	LVS_TIMEOUT_UDP,
	LVS_TIMEOUT_COUNT,
};

/* seconds; idle TCP sends keepalives every 7200 and must not be cut before */
#define LVS_TIMEOUT_TCP_DEFAULT_S	8100
#define LVS_TIMEOUT_TCP_FIN_DEFAULT_S	120
#define LVS_TIMEOUT_UDP_DEFAULT_S	300

/* the values of drop_entry, drop_packet and secure_tcp */
enum lvs_defense {
	LVS_DEFENSE_OFF,
	LVS_DEFENSE_AUTO_OFF,	/* by memory, which suffices now */
	LVS_DEFENSE_AUTO_ON,	/* by memory, which is short now */
	LVS_DEFENSE_ALWAYS,
};

/* the value of conn_reuse_mode: which entries a new connection replaces */
enum lvs_reuse {
	LVS_REUSE_OFF = 0,
	LVS_REUSE_CLOSED = 1,
	LVS_REUSE_UNHEARD = 2,	/* also those whose server was not heard */
};

/**
 * struct lvs_tunables - knobs of one namespace
 * @timeout_jif: by enum lvs_timeout, jiffies, 1..INT_MAX
 * @am_droprate: one packet in so many is dropped when drop_packet is always on
 * @amemthresh: free pages below which memory is short
 * @backup_only: a director that is a backup balances nothing
 * @cache_bypass: a marked packet without a server goes to where it was sent
 * @conn_lfactor: kept, without effect: the table finds its size itself
 * @conn_max: entries that the namespace may hold
 * @conn_reuse_mode: enum lvs_reuse; other values are closed entries only, but
 *	for those that have the bit LVS_REUSE_UNHEARD
 * @conntrack: the flows' nf_conn are kept and follow the translation
 * @drop_entry: enum lvs_defense; entries are given up early
 * @drop_packet: enum lvs_defense; new flows are thinned out
 * @est_cpus: kept, without effect: CPUs that rates may be sampled on; config
 *	lock
 * @est_nice: kept, without effect: no thread samples rates
 * @expire_nodest_conn: flows of a removed server end at once
 * @expire_quiescent_template: a quiesced server loses its persistent clients
 * @fastpath: established flows go by the fast tier, see path/fast
 * @ignore_tunneled: what comes out of a tunnel is not balanced
 * @lblc_expiration_jif: lblc forgets what it did not use for so long
 * @lblcr_expiration_jif: so does lblcr; a set of servers that did not change
 *	for so long gets smaller
 * @mss_clamp: SYNs are told what fits through a tunnel
 * @nat_icmp_send: a server's stray packet is answered by an ICMP error
 * @pmtu_disc: answer too big packets instead of fragmenting tunnels
 * @run_estimation: rates are sampled
 * @schedule_icmp: an ICMP error about an unknown flow begins one
 * @secure_tcp: enum lvs_defense; a handshake has to complete
 * @sloppy_sctp: any chunk but ABORT begins a flow
 * @sloppy_tcp: any segment but RST begins a flow
 * @snat_reroute: look up the route of a translated reply again
 * @source_burst: flows that a source may begin at once; 0 is @source_rate
 * @source_rate: flows a second that a source may begin; 0 is any number
 * @svc_lfactor: kept, without effect, as @conn_lfactor
 * @sync_persist_mode: flows that a template decided about are not replicated
 * @sync_ports: sockets of a replication daemon, a power of two
 * @sync_qlen_max: messages that may wait to be sent
 * @sync_refresh_jif: after how long an entry is sent again; may be negative
 * @sync_retries: times that an entry is sent again before that is due
 * @sync_sock_size: bytes of the sockets' buffers, 0 is the system's choice
 * @sync_threshold: an entry is sent when the number of its packets modulo the
 *	second number is the first; both change under the config lock
 * @sync_version: of the messages
 *
 * Written by control with WRITE_ONCE, read by packets with READ_ONCE; each
 * word stands alone, so no lock. The names are those of net.ipv4.vs.
 */
struct lvs_tunables {
	u32 timeout_jif[LVS_TIMEOUT_COUNT];
	int am_droprate;
	int amemthresh;
	int backup_only;
	int cache_bypass;
	int conn_lfactor;
	int conn_max;
	int conn_reuse_mode;
	int conntrack;
	int drop_entry;
	int drop_packet;
	struct cpumask *est_cpus;
	int est_nice;
	int expire_nodest_conn;
	int expire_quiescent_template;
	int fastpath;
	int ignore_tunneled;
	int lblc_expiration_jif;
	int lblcr_expiration_jif;
	int mss_clamp;
	int nat_icmp_send;
	int pmtu_disc;
	int run_estimation;
	int schedule_icmp;
	int secure_tcp;
	int sloppy_sctp;
	int sloppy_tcp;
	int snat_reroute;
	int source_burst;
	int source_rate;
	int svc_lfactor;
	int sync_persist_mode;
	int sync_ports;
	unsigned long sync_qlen_max;
	int sync_refresh_jif;
	int sync_retries;
	int sync_sock_size;
	int sync_threshold[2];
	int sync_version;
};

/* is a defense up now */
static inline bool lvs_defense_is_on(int defense)
{
	return defense >= LVS_DEFENSE_AUTO_ON;
}

static inline u32 lvs_timeout_jif(const struct lvs_tunables *knobs,
				  const u32 *own, enum lvs_timeout which)
{
	return READ_ONCE(own[which]) ?: READ_ONCE(knobs->timeout_jif[which]);
}

int lvs_tunables_init(struct lvs_net *lnet);
void lvs_tunables_exit(struct lvs_net *lnet);

#endif
