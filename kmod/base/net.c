// SPDX-License-Identifier: GPL-2.0
/*
 * The root of what a network namespace holds. Floor 1.
 */
#include "base/net.h"

#include <net/net_namespace.h>
#include <net/netns/generic.h>

/* slot of struct lvs_net in each namespace; written once at module load */
unsigned int lvs_net_id __read_mostly;

/**
 * lvs_net_of() - our root in a network namespace
 * @net: the namespace
 *
 * Context: any, while the module's pernet operations are registered.
 * Return: the root, never NULL.
 */
struct lvs_net *lvs_net_of(const struct net *net)
{
	return net_generic(net, lvs_net_id);
}
