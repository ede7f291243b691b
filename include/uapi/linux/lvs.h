/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * Numbers of the generic netlink family "IPVS", version 1, that lvs.ko owns.
 *
 * Numbers up to LVS_CMD_FLUSH and the attribute numbers below 128 are the ones
 * that every IPVS client knows. What this project adds starts at command 64
 * and attribute 128. This file only grows.
 */
#ifndef _UAPI_LINUX_LVS_H
#define _UAPI_LINUX_LVS_H

#include <linux/types.h>

#include <linux/types.h>

#define LVS_GENL_NAME		"IPVS"
#define LVS_GENL_VERSION	1

/* the first attribute number of what this project adds to a list */
#define LVS_ATTR_EXT		128

#define LVS_SCHED_NAME_MAX	16	/* bytes, with the NUL */
#define LVS_PE_NAME_MAX		16	/* bytes, without the NUL */
#define LVS_IFNAME_MAX		16	/* bytes, with the NUL */

/* IP Virtual Server version that clients are told: 1.2.1 */
#define LVS_IPVS_VERSION	0x010201

enum lvs_cmd {
	LVS_CMD_UNSPEC = 0,
	LVS_CMD_NEW_SERVICE = 1,
	LVS_CMD_SET_SERVICE = 2,
	LVS_CMD_DEL_SERVICE = 3,
	LVS_CMD_GET_SERVICE = 4,
	LVS_CMD_NEW_DEST = 5,
	LVS_CMD_SET_DEST = 6,
	LVS_CMD_DEL_DEST = 7,
	LVS_CMD_GET_DEST = 8,
	LVS_CMD_NEW_DAEMON = 9,
	LVS_CMD_DEL_DAEMON = 10,
	LVS_CMD_GET_DAEMON = 11,
	LVS_CMD_SET_CONFIG = 12,
	LVS_CMD_GET_CONFIG = 13,
	LVS_CMD_SET_INFO = 14,
	LVS_CMD_GET_INFO = 15,
	LVS_CMD_ZERO = 16,
	LVS_CMD_FLUSH = 17,

	/* what this project adds; IPVS alone answers EOPNOTSUPP */
	LVS_CMD_GET_EXT = 64,		/* which additions there are */
};

/* top level of every message but INFO */
enum lvs_cmd_attr {
	LVS_CMD_ATTR_UNSPEC = 0,
	LVS_CMD_ATTR_SERVICE = 1,		/* nest */
	LVS_CMD_ATTR_DEST = 2,			/* nest */
	LVS_CMD_ATTR_DAEMON = 3,		/* nest */
	LVS_CMD_ATTR_TIMEOUT_TCP = 4,		/* u32, seconds */
	LVS_CMD_ATTR_TIMEOUT_TCP_FIN = 5,	/* u32, seconds */
	LVS_CMD_ATTR_TIMEOUT_UDP = 6,		/* u32, seconds */
	__LVS_CMD_ATTR_MAX,
};
#define LVS_CMD_ATTR_MAX (__LVS_CMD_ATTR_MAX - 1)

enum lvs_svc_attr {
	LVS_SVC_ATTR_UNSPEC = 0,
	LVS_SVC_ATTR_AF = 1,		/* u16, AF_INET or AF_INET6 */
	LVS_SVC_ATTR_PROTOCOL = 2,	/* u16, IPPROTO_* */
	LVS_SVC_ATTR_ADDR = 3,		/* binary, at most 16 bytes */
	LVS_SVC_ATTR_PORT = 4,		/* __be16 */
	LVS_SVC_ATTR_FWMARK = 5,	/* u32 */
	LVS_SVC_ATTR_SCHED_NAME = 6,	/* string */
	LVS_SVC_ATTR_FLAGS = 7,		/* struct lvs_flags */
	LVS_SVC_ATTR_TIMEOUT = 8,	/* u32, persistence, seconds */
	LVS_SVC_ATTR_NETMASK = 9,	/* v4: __be32 mask, v6: u32 prefix */
	LVS_SVC_ATTR_STATS = 10,	/* nest of LVS_STATS_ATTR_*, reply */
	LVS_SVC_ATTR_PE_NAME = 11,	/* string */
	LVS_SVC_ATTR_STATS64 = 12,	/* nest of LVS_STATS_ATTR_*, reply */
	__LVS_SVC_ATTR_MAX,
};
#define LVS_SVC_ATTR_MAX (__LVS_SVC_ATTR_MAX - 1)

/* what this project adds: a client that knows IPVS alone passes it by */
enum lvs_svc_ext {
	LVS_SVC_ATTR_TIMEOUT_TCP = 128,	/* u32, of its flows, seconds; 0 or */
	LVS_SVC_ATTR_TIMEOUT_TCP_FIN = 129, /* absent: the namespace's; a */
	LVS_SVC_ATTR_TIMEOUT_UDP = 130,	/* SET without it keeps it */
	LVS_SVC_ATTR_TABLE_SIZE = 131,	/* u32, a prime, of mh, sh and dh; 0 */
					/* or absent: theirs; likewise kept */
	LVS_SVC_ATTR_HASH_SEED = 132,	/* u64, 0..2^63 - 1, of mh, sh, dh; */
					/* likewise kept */
	LVS_SVC_ATTR_SLOW_START = 133,	/* u32, seconds; likewise kept */
	LVS_SVC_ATTR_SOURCE_RATE = 134,	/* u32, flows a second that a source */
					/* may begin; 0: any; likewise kept */
	LVS_SVC_ATTR_SOURCE_BURST = 135, /* u32, flows at once; 0: as many as */
					/* in a second; likewise kept */
	__LVS_SVC_EXT_MAX,
};
#define LVS_SVC_EXT_MAX (__LVS_SVC_EXT_MAX - 1)

enum lvs_dest_attr {
	LVS_DEST_ATTR_UNSPEC = 0,
	LVS_DEST_ATTR_ADDR = 1,		/* binary, at most 16 bytes */
	LVS_DEST_ATTR_PORT = 2,		/* __be16 */
	LVS_DEST_ATTR_FWD_METHOD = 3,	/* u32, LVS_FWD_* */
	LVS_DEST_ATTR_WEIGHT = 4,	/* u32, read as s32 */
	LVS_DEST_ATTR_U_THRESH = 5,	/* u32, connections */
	LVS_DEST_ATTR_L_THRESH = 6,	/* u32, connections */
	LVS_DEST_ATTR_ACTIVE_CONNS = 7,	/* u32, reply */
	LVS_DEST_ATTR_INACT_CONNS = 8,	/* u32, reply */
	LVS_DEST_ATTR_PERSIST_CONNS = 9, /* u32, reply */
	LVS_DEST_ATTR_STATS = 10,	/* nest, reply */
	LVS_DEST_ATTR_ADDR_FAMILY = 11,	/* u16, 0 means the service's */
	LVS_DEST_ATTR_STATS64 = 12,	/* nest, reply */
	LVS_DEST_ATTR_TUN_TYPE = 13,	/* u8, LVS_TUN_* */
	LVS_DEST_ATTR_TUN_PORT = 14,	/* __be16 */
	LVS_DEST_ATTR_TUN_FLAGS = 15,	/* u16 */
	__LVS_DEST_ATTR_MAX,
};
#define LVS_DEST_ATTR_MAX (__LVS_DEST_ATTR_MAX - 1)

enum lvs_daemon_attr {
	LVS_DAEMON_ATTR_UNSPEC = 0,
	LVS_DAEMON_ATTR_STATE = 1,	/* u32, LVS_DAEMON_* */
	LVS_DAEMON_ATTR_MCAST_IFN = 2,	/* string */
	LVS_DAEMON_ATTR_SYNC_ID = 3,	/* u32 */
	LVS_DAEMON_ATTR_SYNC_MAXLEN = 4, /* u16, bytes */
	LVS_DAEMON_ATTR_MCAST_GROUP = 5, /* __be32 */
	LVS_DAEMON_ATTR_MCAST_GROUP6 = 6, /* 16 bytes */
	LVS_DAEMON_ATTR_MCAST_PORT = 7,	/* u16, host order */
	LVS_DAEMON_ATTR_MCAST_TTL = 8,	/* u8 */
	__LVS_DAEMON_ATTR_MAX,
};
#define LVS_DAEMON_ATTR_MAX (__LVS_DAEMON_ATTR_MAX - 1)

/* u32 or u64 in STATS, as its order below says; u64 throughout in STATS64 */
enum lvs_stats_attr {
	LVS_STATS_ATTR_UNSPEC = 0,
	LVS_STATS_ATTR_CONNS = 1,	/* u32 */
	LVS_STATS_ATTR_INPKTS = 2,	/* u32 */
	LVS_STATS_ATTR_OUTPKTS = 3,	/* u32 */
	LVS_STATS_ATTR_INBYTES = 4,	/* u64 */
	LVS_STATS_ATTR_OUTBYTES = 5,	/* u64 */
	LVS_STATS_ATTR_CPS = 6,		/* u32, per second from here on */
	LVS_STATS_ATTR_INPPS = 7,	/* u32 */
	LVS_STATS_ATTR_OUTPPS = 8,	/* u32 */
	LVS_STATS_ATTR_INBPS = 9,	/* u32 */
	LVS_STATS_ATTR_OUTBPS = 10,	/* u32 */
	LVS_STATS_ATTR_PAD = 11,
	__LVS_STATS_ATTR_MAX,
};
#define LVS_STATS_ATTR_MAX (__LVS_STATS_ATTR_MAX - 1)

/* top level of the reply to LVS_CMD_GET_INFO */
enum lvs_info_attr {
	LVS_INFO_ATTR_UNSPEC = 0,
	LVS_INFO_ATTR_VERSION = 1,	/* u32, LVS_IPVS_VERSION */
	LVS_INFO_ATTR_CONN_TAB_SIZE = 2, /* u32, buckets */
	__LVS_INFO_ATTR_MAX,
};
#define LVS_INFO_ATTR_MAX (__LVS_INFO_ATTR_MAX - 1)

/* top level of the reply to LVS_CMD_GET_EXT */
enum lvs_ext_attr {
	LVS_EXT_ATTR_UNSPEC = 0,
	LVS_EXT_ATTR_FEATURES = 1,	/* u64, LVS_EXT_F_* */
	LVS_EXT_ATTR_PAD = 2,
	__LVS_EXT_ATTR_MAX,
};
#define LVS_EXT_ATTR_MAX (__LVS_EXT_ATTR_MAX - 1)

/* LVS_EXT_ATTR_FEATURES */
#define LVS_EXT_F_FLOW_TIMEOUT	0x1	/* LVS_SVC_ATTR_TIMEOUT_TCP to _UDP */
#define LVS_EXT_F_TABLE_SIZE	0x2	/* LVS_SVC_ATTR_TABLE_SIZE */
#define LVS_EXT_F_HASH_SEED	0x4	/* LVS_SVC_ATTR_HASH_SEED */
#define LVS_EXT_F_SLOW_START	0x8	/* LVS_SVC_ATTR_SLOW_START */
#define LVS_EXT_F_DROP_REASONS	0x10	/* /proc/net/ip_vs_drops */
#define LVS_EXT_F_SOURCE_RATE	0x20	/* LVS_SVC_ATTR_SOURCE_RATE, _BURST */

/* LVS_SVC_ATTR_FLAGS */
struct lvs_flags {
	__u32 flags;
	__u32 mask;
};

enum lvs_svc_flags {
	LVS_SVC_F_PERSISTENT = 0x1,
	LVS_SVC_F_HASHED = 0x2,		/* the kernel's own, always set */
	LVS_SVC_F_ONEPACKET = 0x4,
	LVS_SVC_F_SCHED1 = 0x8,		/* sh, mh: fallback; rr, wrr: begin */
					/* anywhere */
	LVS_SVC_F_SCHED2 = 0x10,	/* sh, mh: port */
	LVS_SVC_F_SCHED3 = 0x20,
};

/* LVS_DEST_ATTR_FWD_METHOD; only the low three bits count */
enum lvs_fwd {
	LVS_FWD_MASQ = 0,
	LVS_FWD_LOCAL = 1,
	LVS_FWD_TUNNEL = 2,
	LVS_FWD_DROUTE = 3,
	LVS_FWD_BYPASS = 4,
	LVS_FWD_MASK = 7,
};

enum lvs_tun_type {
	LVS_TUN_IPIP = 0,
	LVS_TUN_GUE = 1,
	LVS_TUN_GRE = 2,
};

enum lvs_tun_flags {
	LVS_TUN_F_NOCSUM = 0,
	LVS_TUN_F_CSUM = 1,
	LVS_TUN_F_REMCSUM = 2,
};

enum lvs_daemon_state {
	LVS_DAEMON_MASTER = 1,
	LVS_DAEMON_BACKUP = 2,
};

#endif /* _UAPI_LINUX_LVS_H */
