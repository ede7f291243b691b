/* SPDX-License-Identifier: GPL-2.0 */
/*
 * liblvs: drive the kernel's load balancer over generic netlink.
 *
 * Works with lvs.ko and with in-tree ip_vs. Nothing here prints, exits or
 * keeps state outside of the handle; a handle belongs to one thread at a time.
 */
#ifndef LIBLVS_H
#define LIBLVS_H

#include <linux/lvs.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define LVS_RESULT_TEXT_BYTES	256
#define LVS_PROC_CONN		"/proc/net/ip_vs_conn"

#ifdef __cplusplus
extern "C" {
#endif

struct lvs_handle;

/**
 * struct lvs_result - how a call ended
 * @code: 0 or a positive errno
 * @text: the kernel's own words (extack), else the library's, else empty; with
 *	  code 0 it is a warning of the kernel
 */
struct lvs_result {
	int code;
	char text[LVS_RESULT_TEXT_BYTES];
};

/* family is AF_INET or AF_INET6; bytes beyond the family's length are 0 */
struct lvs_addr {
	uint16_t family;
	union {
		struct in_addr v4;
		struct in6_addr v6;
	};
};

/* rates (from cps on) are per second */
struct lvs_stats {
	uint64_t conns;
	uint64_t in_pkts;
	uint64_t out_pkts;
	uint64_t in_bytes;
	uint64_t out_bytes;
	uint64_t cps;
	uint64_t in_pps;
	uint64_t out_pps;
	uint64_t in_bps;
	uint64_t out_bps;
};

/* 0 in a request: leave as it is */
struct lvs_timeouts {
	uint32_t tcp_s;
	uint32_t tcp_fin_s;
	uint32_t udp_s;
};

/*
 * A virtual service. A mark that is not 0 is the identity together with
 * addr.family; otherwise it is protocol, address and port.
 */
struct lvs_svc {
	struct lvs_addr addr;
	uint32_t fwmark;
	uint16_t protocol;		/* IPPROTO_*; 0 in replies for a mark */
	uint16_t port;			/* host order */
	uint32_t flags;			/* LVS_SVC_F_* */
	uint32_t timeout_s;		/* persistence */
	uint32_t netmask;		/* v4: mask, network order; v6: bits */
	struct lvs_timeouts flow;	/* of its flows; 0: everybody's */
	uint32_t table_size;		/* of mh, sh, dh; 0: theirs */
	uint32_t slow_start_s;		/* of servers that come; 0: none */
	uint32_t source_rate;		/* flows/s of a source; 0: no limit */
	uint32_t source_burst;		/* flows at once; 0: of a second */
	uint64_t hash_seed;		/* of mh, sh, dh */
	char sched[LVS_SCHED_NAME_MAX];
	char pe[LVS_PE_NAME_MAX + 1];	/* empty: none */
	struct lvs_stats stats;		/* replies only */
};

/* A real server of a service, identified by address and port. */
struct lvs_dest {
	struct lvs_addr addr;
	uint16_t port;			/* host order */
	uint16_t tun_port;		/* host order, LVS_TUN_GUE only */
	uint16_t tun_flags;		/* LVS_TUN_F_* */
	uint8_t tun_type;		/* LVS_TUN_* */
	uint32_t fwd;			/* LVS_FWD_* */
	int32_t weight;
	uint32_t u_thresh;		/* connections, 0: none */
	uint32_t l_thresh;
	uint32_t active_conns;		/* this and below: replies only */
	uint32_t inact_conns;
	uint32_t persist_conns;
	struct lvs_stats stats;
};

/* A sync daemon; members that are 0 mean the kernel's default. */
struct lvs_daemon {
	uint32_t state;			/* LVS_DAEMON_MASTER or _BACKUP */
	uint32_t sync_id;
	char ifname[LVS_IFNAME_MAX];
	struct lvs_addr group;		/* family 0: default */
	uint16_t port;			/* host order */
	uint16_t maxlen_bytes;
	uint8_t ttl;
};

struct lvs_info {
	uint32_t version;		/* major << 16 | minor << 8 | patch */
	uint32_t conn_tab_size;		/* buckets */
};

/* One line of the connection table. */
struct lvs_conn {
	char proto[16];			/* as the kernel names it: TCP, IP.. */
	char state[32];
	struct lvs_addr client;
	struct lvs_addr virt;
	struct lvs_addr dest;
	uint16_t client_port;		/* ports in host order */
	uint16_t virt_port;
	uint16_t dest_port;
	uint32_t expires_s;
	char pe[LVS_PE_NAME_MAX + 1];	/* empty: no engine data */
	const char *pe_data;		/* into the reader's line, or "" */
};

struct lvs_svc_list {
	struct lvs_svc *items;
	size_t count;
};

struct lvs_dest_list {
	struct lvs_dest *items;
	size_t count;
};

/* at most one daemon of each role */
struct lvs_daemon_list {
	struct lvs_daemon items[2];
	size_t count;
};

/* A connection table that is read line by line. */
struct lvs_conn_reader {
	FILE *file;
	char *line;
	size_t line_bytes;
};

/* text of a result for people: its text, or that of its code */
const char *lvs_result_text(const struct lvs_result *res);

/* ENOENT: the kernel has no IPVS family (no module is loaded) */
struct lvs_result lvs_open(struct lvs_handle **handle);
void lvs_close(struct lvs_handle *handle);

struct lvs_result lvs_info_get(struct lvs_handle *h, struct lvs_info *info);
/* LVS_EXT_F_*: what the kernel has beyond every IPVS; ip_vs itself: 0 */
struct lvs_result lvs_features_get(struct lvs_handle *h, uint64_t *features);
struct lvs_result lvs_timeouts_get(struct lvs_handle *h,
				   struct lvs_timeouts *timeouts);
struct lvs_result lvs_timeouts_set(struct lvs_handle *h,
				   const struct lvs_timeouts *timeouts);
struct lvs_result lvs_flush(struct lvs_handle *h);
/* svc NULL: all services and the totals */
struct lvs_result lvs_zero(struct lvs_handle *h, const struct lvs_svc *svc);

struct lvs_result lvs_svc_add(struct lvs_handle *h, const struct lvs_svc *svc);
struct lvs_result lvs_svc_edit(struct lvs_handle *h, const struct lvs_svc *svc);
struct lvs_result lvs_svc_delete(struct lvs_handle *h,
				 const struct lvs_svc *svc);
/* out may be the same object as id */
struct lvs_result lvs_svc_get(struct lvs_handle *h, const struct lvs_svc *id,
			      struct lvs_svc *out);
struct lvs_result lvs_svc_list_get(struct lvs_handle *h,
				   struct lvs_svc_list *list);
void lvs_svc_list_free(struct lvs_svc_list *list);

struct lvs_result lvs_dest_add(struct lvs_handle *h, const struct lvs_svc *svc,
			       const struct lvs_dest *dest);
struct lvs_result lvs_dest_edit(struct lvs_handle *h, const struct lvs_svc *svc,
				const struct lvs_dest *dest);
struct lvs_result lvs_dest_delete(struct lvs_handle *h,
				  const struct lvs_svc *svc,
				  const struct lvs_dest *dest);
/* a service that does not exist has an empty list */
struct lvs_result lvs_dest_list_get(struct lvs_handle *h,
				    const struct lvs_svc *svc,
				    struct lvs_dest_list *list);
void lvs_dest_list_free(struct lvs_dest_list *list);

struct lvs_result lvs_daemon_start(struct lvs_handle *h,
				   const struct lvs_daemon *daemon);
struct lvs_result lvs_daemon_stop(struct lvs_handle *h,
				  const struct lvs_daemon *daemon);
struct lvs_result lvs_daemon_list_get(struct lvs_handle *h,
				      struct lvs_daemon_list *list);

/* pure: one line of /proc/net/ip_vs_conn; it is cut into words in place */
bool lvs_conn_parse(char *line, struct lvs_conn *conn);
struct lvs_result lvs_conn_open(struct lvs_conn_reader *reader,
				const char *path);
/* false at the end and, with a code in res, at a line that is not understood */
bool lvs_conn_next(struct lvs_conn_reader *reader, struct lvs_conn *conn,
		   struct lvs_result *res);
void lvs_conn_close(struct lvs_conn_reader *reader);

#ifdef __cplusplus
}
#endif

#endif /* LIBLVS_H */
