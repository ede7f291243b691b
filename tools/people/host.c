// SPDX-License-Identifier: GPL-2.0
/* What `lvsadm doctor` knows of the host. */
#include "host.h"

#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static long number_in(const char *fmt, const char *word)
{
	char path[128], line[64];
	long value = UNKNOWN;
	FILE *file;
	char *end;

	snprintf(path, sizeof(path), fmt, word);
	file = fopen(path, "re");
	if (!file)
		return UNKNOWN;
	if (fgets(line, sizeof(line), file)) {
		value = strtol(line, &end, 0);
		if (end == line)
			value = UNKNOWN;
	}
	fclose(file);
	return value;
}

static long in_force(const char *fmt, const char *iface)
{
	long all = number_in(fmt, "all");
	long own = number_in(fmt, iface);

	return all > own ? all : own;
}

static void read_settings(struct host *host)
{
	host->ip_forward = number_in("/proc/sys/net/ipv4/%s", "ip_forward");
	host->ip6_forward = number_in("/proc/sys/net/ipv6/conf/%s/forwarding",
				      "all");
	host->mss_clamp = number_in("/proc/sys/net/ipv4/vs/%s", "mss_clamp");
	host->conntrack_count = number_in("/proc/sys/net/netfilter/%s",
					  "nf_conntrack_count");
	host->conntrack_max = number_in("/proc/sys/net/netfilter/%s",
					"nf_conntrack_max");
}

/* Of the kernel's own: /sys may show another network namespace. */
static void ask_iface(int fd, struct host_iface *iface)
{
	struct ifreq ask = { 0 };

	memcpy(ask.ifr_name, iface->name, sizeof(ask.ifr_name));
	iface->type = UNKNOWN;
	if (!ioctl(fd, SIOCGIFHWADDR, &ask))
		iface->type = ask.ifr_hwaddr.sa_family;
	if (!ioctl(fd, SIOCGIFFLAGS, &ask))
		iface->up = ask.ifr_flags & IFF_UP;
}

static bool add_iface(struct host *host, int fd, const char *name)
{
	struct host_iface *iface;

	iface = realloc(host->ifaces,
			(host->iface_count + 1) * sizeof(*iface));
	if (!iface)
		return false;
	host->ifaces = iface;
	iface += host->iface_count++;
	*iface = (struct host_iface){
		.rp_filter = in_force("/proc/sys/net/ipv4/conf/%s/rp_filter",
				      name),
		.arp_ignore = in_force("/proc/sys/net/ipv4/conf/%s/arp_ignore",
				       name),
		.arp_announce = in_force("/proc/sys/net/ipv4/conf/%s/arp_announce",
					 name),
	};
	snprintf(iface->name, sizeof(iface->name), "%s", name);
	ask_iface(fd, iface);
	return true;
}

static bool read_ifaces(struct host *host)
{
	struct if_nameindex *all = if_nameindex(), *i;
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	bool ok = true;

	for (i = all; ok && i && i->if_name; i++)
		ok = add_iface(host, fd, i->if_name);
	if (all)
		if_freenameindex(all);
	if (fd >= 0)
		close(fd);
	return ok;
}

static bool add_lo_addr(struct host *host, struct in_addr v4)
{
	struct lvs_addr *addr;

	if (ntohl(v4.s_addr) >> 24 == IN_LOOPBACKNET)
		return true;
	addr = realloc(host->lo_addrs,
		       (host->lo_addr_count + 1) * sizeof(*addr));
	if (!addr)
		return false;
	host->lo_addrs = addr;
	addr[host->lo_addr_count++] = (struct lvs_addr){
		.family = AF_INET,
		.v4 = v4,
	};
	return true;
}

static bool read_lo_addrs(struct host *host)
{
	struct ifaddrs *all = NULL, *i;
	struct sockaddr_in sin;
	bool ok = true;

	if (getifaddrs(&all))
		return true;
	for (i = all; ok && i; i = i->ifa_next) {
		if (!i->ifa_addr || i->ifa_addr->sa_family != AF_INET ||
		    !(i->ifa_flags & IFF_LOOPBACK))
			continue;
		memcpy(&sin, i->ifa_addr, sizeof(sin));
		ok = add_lo_addr(host, sin.sin_addr);
	}
	freeifaddrs(all);
	return ok;
}

static socklen_t to_sockaddr(const struct lvs_addr *addr,
			     struct sockaddr_storage *to)
{
	struct sockaddr_in6 *v6 = (void *)to;
	struct sockaddr_in *v4 = (void *)to;

	memset(to, 0, sizeof(*to));
	to->ss_family = addr->family;
	if (addr->family == AF_INET6) {
		v6->sin6_addr = addr->v6;
		return sizeof(*v6);
	}
	v4->sin_addr = addr->v4;
	return sizeof(*v4);
}

/* An address can be bound to when a route says that it is local. */
static bool is_local(const struct lvs_addr *addr)
{
	struct sockaddr_storage to;
	socklen_t len = to_sockaddr(addr, &to);
	int fd = socket(addr->family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	bool local;

	if (fd < 0)
		return false;
	local = !bind(fd, (struct sockaddr *)&to, len);
	close(fd);
	return local;
}

/* A connected UDP socket knows the way, and has sent nothing. */
static int way_mtu(const struct lvs_addr *addr)
{
	bool is_v6 = addr->family == AF_INET6;
	int fd, mtu = 0;
	socklen_t mtu_len = sizeof(mtu);
	struct sockaddr_storage to;
	socklen_t len = to_sockaddr(addr, &to);

	fd = socket(addr->family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	/* both families have the port at one place */
	((struct sockaddr_in *)(void *)&to)->sin_port = htons(9);
	if (connect(fd, (struct sockaddr *)&to, len) ||
	    getsockopt(fd, is_v6 ? IPPROTO_IPV6 : IPPROTO_IP,
		       is_v6 ? IPV6_MTU : IP_MTU, &mtu, &mtu_len))
		mtu = -errno;
	close(fd);
	return mtu;
}

bool host_read(struct host *host)
{
	*host = (struct host){
		.is_local = is_local,
		.way_mtu = way_mtu,
	};
	read_settings(host);
	return read_ifaces(host) && read_lo_addrs(host);
}

void host_free(struct host *host)
{
	free(host->ifaces);
	free(host->lo_addrs);
}
