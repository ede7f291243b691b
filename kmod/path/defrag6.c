// SPDX-License-Identifier: GPL-2.0
/*
 * IPv6 datagrams are put together before we see them. Floor 7.
 *
 * That is done before routing, by a module of the kernel's own. It is fetched
 * when the first IPv6 service comes, so that lvs.ko itself loads alone. Without
 * it, later parts of a datagram pass us by.
 */
#include "path/defrag6.h"

#include "base/net.h"

#include <linux/compiler.h>
#include <linux/kmod.h>
#include <linux/module.h>
#include <net/netfilter/ipv6/nf_defrag_ipv6.h>

/**
 * lvs_defrag6_get() - have a namespace's IPv6 datagrams put together
 * @lnet: namespace
 *
 * Context: process, may sleep; config lock.
 */
void lvs_defrag6_get(struct lvs_net *lnet)
{
	typeof(&nf_defrag_ipv6_enable) enable;

	request_module("nf_defrag_ipv6");
	enable = symbol_get(nf_defrag_ipv6_enable);
	if (!enable)
		return;
	if (enable(lnet->net))
		symbol_put(nf_defrag_ipv6_enable);
	else
		WRITE_ONCE(lnet->defrag6, true);
}

/**
 * lvs_defrag6_put() - a namespace's IPv6 datagrams may stay in parts
 * @lnet: namespace, after lvs_defrag6_get()
 *
 * Context: process, may sleep; config lock.
 */
void lvs_defrag6_put(struct lvs_net *lnet)
{
	typeof(&nf_defrag_ipv6_disable) disable;

	if (!lnet->defrag6)
		return;
	WRITE_ONCE(lnet->defrag6, false);
	disable = symbol_get(nf_defrag_ipv6_disable);
	if (disable) {
		disable(lnet->net);
		symbol_put(nf_defrag_ipv6_disable);
	}
	symbol_put(nf_defrag_ipv6_enable);
}
