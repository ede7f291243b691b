/* SPDX-License-Identifier: GPL-2.0 */
/* Tables of sysctls ended by an empty entry at first. Floor 0. */
#ifndef LVS_COMPAT_NET_NET_NAMESPACE_H
#define LVS_COMPAT_NET_NET_NAMESPACE_H

#include_next <net/net_namespace.h>

#ifndef LVS_HAVE_SYSCTL_SZ
static inline struct ctl_table_header *
register_net_sysctl_sz(struct net *net, const char *path,
		       struct ctl_table *table, size_t size)
{
	return register_net_sysctl(net, path, table);
}
#endif

#endif
