// SPDX-License-Identifier: GPL-2.0
/* What `lvsadm doctor` looks for in services and servers. Pure but for names. */
#include "findings.h"

#include "text.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

/* of a header of IPv4 and IPv6, and what GUE and GRE add at most, bytes */
#define OUTER4_BYTES 20
#define OUTER6_BYTES 40
#define GUE_BYTES (8 + 12)
#define GRE_BYTES 8
/* what most clients send */
#define COMMON_MTU 1500

static struct names numbers = { .numeric = true };

/* Runs a function for every server. */
#define FOR_EACH_DEST(snap, item, dest)					\
	for (item = (snap)->items;					\
	     item < (snap)->items + (snap)->count; item++)		\
		for (dest = item->dests.items;				\
		     dest < item->dests.items + item->dests.count; dest++)

static bool is_full(const struct lvs_dest *dest)
{
	return dest->u_thresh && (uint64_t)dest->active_conns +
	       dest->inact_conns >= dest->u_thresh;
}

static void look_at_takers(const struct snap_svc *item, const char *check,
			   struct findings *all)
{
	size_t i, zero = 0, full = 0, count = item->dests.count;
	char title[TITLE_BYTES];
	struct finding *f;

	for (i = 0; i < count; i++) {
		zero += !item->dests.items[i].weight;
		full += item->dests.items[i].weight &&
			is_full(&item->dests.items[i]);
	}
	if (zero + full < count)
		return;
	f = finding_new(all, FINDING_WARN, check);
	svc_title(title, &numbers, &item->svc);
	if (!count) {
		snprintf(f->what, sizeof(f->what),
			 "%s has no server: new flows are refused", title);
		snprintf(f->fix, sizeof(f->fix), "add one with lvsadm -a");
		return;
	}
	snprintf(f->what, sizeof(f->what),
		 "%s: of %zu servers, %zu have weight 0 and %zu their upper threshold of connections: new flows are refused",
		 title, count, zero, full);
	snprintf(f->fix, sizeof(f->fix),
		 "lvsadm -e with --weight above 0, or a higher --u-threshold");
}

static void look_at_weights(const struct host *host, const struct snap *snap,
			    const char *check, struct findings *all)
{
	size_t i;

	(void)host;
	for (i = 0; i < snap->count; i++)
		look_at_takers(&snap->items[i], check, all);
}

static void look_at_addresses(const struct host *host, const struct snap *snap,
			      const char *check, struct findings *all)
{
	char title[TITLE_BYTES];
	struct finding *f;
	size_t i;

	for (i = 0; i < snap->count; i++) {
		const struct lvs_svc *svc = &snap->items[i].svc;

		if (svc->fwmark || host->is_local(&svc->addr))
			continue;
		f = finding_new(all, FINDING_NOTE, check);
		snprintf(f->what, sizeof(f->what),
			 "the address of %s is none of this host: its packets come only if others route them here, and local clients get no answer",
			 svc_title(title, &numbers, svc));
		snprintf(f->fix, sizeof(f->fix),
			 "ip address add ADDRESS dev INTERFACE, unless that is meant");
	}
}

static void look_at_ways(const struct host *host, const struct snap *snap,
			 const char *check, struct findings *all)
{
	char title[TITLE_BYTES], name[NAME_BYTES];
	const struct snap_svc *item;
	const struct lvs_dest *dest;
	struct finding *f;
	int mtu;

	FOR_EACH_DEST(snap, item, dest) {
		mtu = host->way_mtu(&dest->addr);
		if (mtu > 0)
			continue;
		f = finding_new(all, FINDING_WARN, check);
		snprintf(f->what, sizeof(f->what),
			 "there is no way to server %s of %s: %s",
			 dest_title(name, &numbers, &item->svc, dest),
			 svc_title(title, &numbers, &item->svc),
			 strerror(-mtu));
		snprintf(f->fix, sizeof(f->fix),
			 "ip route get to its address tells more; ip route add makes one");
	}
}

/* why a family has to be forwarded: the first server with masquerading */
static const struct lvs_dest *first_nat(const struct snap *snap, int family)
{
	const struct snap_svc *item;
	const struct lvs_dest *dest;

	FOR_EACH_DEST(snap, item, dest) {
		if (dest->fwd == LVS_FWD_MASQ && dest->addr.family == family)
			return dest;
	}
	return NULL;
}

static void look_at_forwarding(const struct host *host,
			       const struct snap *snap, const char *check,
			       struct findings *all)
{
	const struct {
		int family;
		long on;
		const char *of;
		const char *sysctl;
	} families[] = {
		{ AF_INET, host->ip_forward, "IPv4", "net.ipv4.ip_forward" },
		{ AF_INET6, host->ip6_forward, "IPv6",
		  "net.ipv6.conf.all.forwarding" },
	};
	struct finding *f;
	size_t i;

	for (i = 0; i < 2; i++) {
		if (families[i].on || !first_nat(snap, families[i].family))
			continue;
		f = finding_new(all, FINDING_WARN, check);
		snprintf(f->what, sizeof(f->what),
			 "%s is not forwarded, so that the answers of servers with masquerading go no further than this host",
			 families[i].of);
		snprintf(f->fix, sizeof(f->fix), "sysctl -w %s=1",
			 families[i].sysctl);
	}
}

static int overhead(const struct lvs_dest *dest)
{
	int outer = dest->addr.family == AF_INET6 ? OUTER6_BYTES :
						    OUTER4_BYTES;

	switch (dest->tun_type) {
	case LVS_TUN_GUE:
		return outer + GUE_BYTES;
	case LVS_TUN_GRE:
		return outer + GRE_BYTES;
	default:
		return outer;
	}
}

static void look_at_tunnels(const struct host *host, const struct snap *snap,
			    const char *check, struct findings *all)
{
	const struct snap_svc *item;
	const struct lvs_dest *dest;
	char name[NAME_BYTES];
	struct finding *f;
	int mtu;

	FOR_EACH_DEST(snap, item, dest) {
		if (dest->fwd != LVS_FWD_TUNNEL)
			continue;
		mtu = host->way_mtu(&dest->addr);
		if (mtu <= 0 || mtu >= COMMON_MTU + overhead(dest))
			continue;
		f = finding_new(all, host->mss_clamp > 0 ? FINDING_NOTE :
				FINDING_WARN, check);
		snprintf(f->what, sizeof(f->what),
			 "the tunnel to server %s takes packets of up to %d bytes: longer ones are answered with an ICMP error that not every client gets%s",
			 dest_title(name, &numbers, &item->svc, dest),
			 mtu - overhead(dest), host->mss_clamp > 0 ?
			 "; TCP is told in time (net.ipv4.vs.mss_clamp)" : "");
		snprintf(f->fix, sizeof(f->fix),
			 "an MTU of %d on the way to the server%s",
			 COMMON_MTU + overhead(dest), host->mss_clamp > 0 ?
			 "" : ", or sysctl -w net.ipv4.vs.mss_clamp=1");
	}
}

const struct check service_checks[] = {
	{ "weights", "every service has a server that takes new flows",
	  look_at_weights },
	{ "addresses", "services' addresses are this host's",
	  look_at_addresses },
	{ "ways", "there is a way to every server", look_at_ways },
	{ "forwarding", "answers of servers with masquerading are forwarded",
	  look_at_forwarding },
	{ "tunnels", "tunnels take packets of 1500 bytes", look_at_tunnels },
	{ NULL, NULL, NULL },
};
