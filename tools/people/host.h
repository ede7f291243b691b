/* SPDX-License-Identifier: GPL-2.0 */
/* What `lvsadm doctor` knows of the host: settings, interfaces, addresses, ways. */
#ifndef PEOPLE_HOST_H
#define PEOPLE_HOST_H

#include "liblvs.h"

#include <net/if.h>

/* a setting that could not be read, such as one of what is not loaded */
#define UNKNOWN (-1)

/* rp_filter and the like are those in force: the larger of «all» and its own */
struct host_iface {
	char name[IFNAMSIZ];
	long type;			/* ARPHRD_* */
	bool up;
	long rp_filter;
	long arp_ignore;
	long arp_announce;
};

/**
 * struct host - what is known of the host
 * @lo_addrs: IPv4 addresses on the loopback interface other than 127/8
 * @is_local: is this an address of the host
 * @way_mtu: longest packet that goes there, bytes; 0 or less: none, the
 *	     negative errno
 */
struct host {
	long ip_forward;
	long ip6_forward;
	long mss_clamp;
	long conntrack_count;
	long conntrack_max;
	struct host_iface *ifaces;
	size_t iface_count;
	struct lvs_addr *lo_addrs;
	size_t lo_addr_count;
	bool (*is_local)(const struct lvs_addr *addr);
	int (*way_mtu)(const struct lvs_addr *addr);
};

/* reads all of it; host_free() is due after either outcome; false: no memory */
bool host_read(struct host *host);
void host_free(struct host *host);

#endif /* PEOPLE_HOST_H */
