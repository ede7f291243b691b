// SPDX-License-Identifier: GPL-2.0
/*
 * The older interface of IPVS: options of IPv4 sockets. Floor 8.
 *
 * Programs that were built without netlink have no other. It knows IPv4 alone,
 * and is open to the administrator of the namespace, who need not be the
 * machine's.
 */
#include "ctl/sockopt.h"

#include "base/net.h"
#include "ctl/so_get.h"
#include "ctl/so_set.h"

#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/module.h>
#include <linux/netfilter.h>
#include <linux/socket.h>
#include <net/net_namespace.h>
#include <net/sock.h>
#include <uapi/linux/ip_vs.h>

static bool may_ask(const struct sock *sk)
{
	return ns_capable(sock_net(sk)->user_ns, CAP_NET_ADMIN);
}

static int set(struct sock *sk, int opt, sockptr_t from, unsigned int bytes)
{
	if (!may_ask(sk))
		return -EPERM;
	return lvs_so_set(lvs_net_of(sock_net(sk)), opt, from, bytes);
}

static int get(struct sock *sk, int opt, void __user *user, int *bytes)
{
	if (!may_ask(sk))
		return -EPERM;
	return lvs_so_get(lvs_net_of(sock_net(sk)), opt, user, bytes);
}

static struct nf_sockopt_ops ops = {
	.pf = PF_INET,
	.set_optmin = IP_VS_BASE_CTL,
	.set_optmax = IP_VS_SO_SET_MAX + 1,
	.set = set,
	.get_optmin = IP_VS_BASE_CTL,
	.get_optmax = IP_VS_SO_GET_MAX + 1,
	.get = get,
	.owner = THIS_MODULE,
};

/**
 * lvs_sockopt_init() - own the options; requests are answered from here on
 *
 * Context: process, may sleep; the namespaces are complete.
 * Return: 0, or -EBUSY if another module has them.
 */
int lvs_sockopt_init(void)
{
	return nf_register_sockopt(&ops);
}

/**
 * lvs_sockopt_exit() - give up the options; no request is under way afterwards
 *
 * Context: process, may sleep.
 */
void lvs_sockopt_exit(void)
{
	nf_unregister_sockopt(&ops);
}
