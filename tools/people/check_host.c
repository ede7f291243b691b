// SPDX-License-Identifier: GPL-2.0
/* What `lvsadm doctor` looks for in the host's settings. Pure. */
#include "findings.h"

#include "text_addr.h"

#include <net/if_arp.h>
#include <string.h>

/* conntrack refuses flows when it is full; so much of it is too near */
#define CONNTRACK_PERCENT 80

#define RP_STRICT 1
#define ARP_IGNORE_OTHERS 1
#define ARP_ANNOUNCE_BEST 2

static bool is_tunnel(const struct host_iface *iface)
{
	return iface->type == ARPHRD_TUNNEL || iface->type == ARPHRD_TUNNEL6 ||
	       iface->type == ARPHRD_SIT || iface->type == ARPHRD_IPGRE;
}

static size_t ifaces_up(const struct host *host)
{
	size_t i, up = 0;

	for (i = 0; i < host->iface_count; i++)
		up += host->ifaces[i].up &&
		      host->ifaces[i].type != ARPHRD_LOOPBACK &&
		      !is_tunnel(&host->ifaces[i]);
	return up;
}

/* Packets out of a tunnel come from clients whose way back is another one. */
static void look_at_rp_filter(const struct host *host, const struct snap *snap,
			      const char *check, struct findings *all)
{
	bool several = ifaces_up(host) > 1;
	const struct host_iface *iface;
	struct finding *f;

	(void)snap;
	for (iface = host->ifaces; iface < host->ifaces + host->iface_count;
	     iface++) {
		if (!iface->up || iface->rp_filter != RP_STRICT ||
		    iface->type == ARPHRD_LOOPBACK ||
		    (!is_tunnel(iface) && !several))
			continue;
		f = finding_new(all, is_tunnel(iface) ? FINDING_WARN :
				FINDING_NOTE, check);
		snprintf(f->what, sizeof(f->what),
			 "rp_filter is strict on %s: packets of clients that would be answered through another interface are dropped, without a trace",
			 iface->name);
		snprintf(f->fix, sizeof(f->fix),
			 "sysctl -w net.ipv4.conf.all.rp_filter=2 net.ipv4.conf.%s.rp_filter=2",
			 iface->name);
	}
}

static bool is_virtual(const struct snap *snap, const struct lvs_addr *addr)
{
	size_t i;

	for (i = 0; i < snap->count; i++) {
		const struct lvs_svc *svc = &snap->items[i].svc;

		if (!svc->fwmark && svc->addr.family == addr->family &&
		    svc->addr.v4.s_addr == addr->v4.s_addr)
			return true;
	}
	return false;
}

/* an address on loopback that no service has: this is a real server, too */
static const struct lvs_addr *server_addr(const struct host *host,
					  const struct snap *snap)
{
	size_t i;

	for (i = 0; i < host->lo_addr_count; i++) {
		if (!is_virtual(snap, &host->lo_addrs[i]))
			return &host->lo_addrs[i];
	}
	return NULL;
}

static void look_at_arp(const struct host *host, const struct snap *snap,
			const char *check, struct findings *all)
{
	const struct lvs_addr *addr = server_addr(host, snap);
	const struct host_iface *iface;
	char text[INET6_ADDRSTRLEN];
	struct finding *f;

	if (!addr)
		return;
	for (iface = host->ifaces; iface < host->ifaces + host->iface_count;
	     iface++) {
		if (!iface->up || iface->type != ARPHRD_ETHER ||
		    (iface->arp_ignore >= ARP_IGNORE_OTHERS &&
		     iface->arp_announce >= ARP_ANNOUNCE_BEST))
			continue;
		f = finding_new(all, FINDING_WARN, check);
		snprintf(f->what, sizeof(f->what),
			 "%s on the loopback interface looks like a real server of direct routing, and %s answers ARP for it: it draws its clients away from the director",
			 text_addr(text, addr), iface->name);
		snprintf(f->fix, sizeof(f->fix),
			 "sysctl -w net.ipv4.conf.%s.arp_ignore=1 net.ipv4.conf.%s.arp_announce=2",
			 iface->name, iface->name);
	}
}

static void look_at_conntrack(const struct host *host, const struct snap *snap,
			      const char *check, struct findings *all)
{
	struct finding *f;

	(void)snap;
	if (host->conntrack_max <= 0 ||
	    host->conntrack_count < host->conntrack_max / 100.0 *
				    CONNTRACK_PERCENT)
		return;
	f = finding_new(all, FINDING_WARN, check);
	snprintf(f->what, sizeof(f->what),
		 "conntrack holds %ld flows of at most %ld; when it is full, it drops packets of new ones",
		 host->conntrack_count, host->conntrack_max);
	snprintf(f->fix, sizeof(f->fix),
		 "sysctl -w net.netfilter.nf_conntrack_max=%ld, or leave services out by a rule «notrack»",
		 host->conntrack_max * 2);
}

const struct check host_checks[] = {
	{ "rp_filter", "no interface drops packets of clients for their way back",
	  look_at_rp_filter },
	{ "arp", "nobody answers ARP for an address of direct routing",
	  look_at_arp },
	{ "conntrack", "conntrack has room", look_at_conntrack },
	{ NULL, NULL, NULL },
};
