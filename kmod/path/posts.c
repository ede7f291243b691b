// SPDX-License-Identifier: GPL-2.0
/*
 * Which hooks a namespace has registered: those of a family exist while there
 * are services of it, or servers of others' services. Floor 7.
 */
#include "path/posts.h"

#include "base/net.h"
#include "path/defrag6.h"
#include "path/hooks.h"

#include <linux/netfilter.h>
#include <linux/slab.h>
#include <linux/string.h>

/**
 * struct lvs_post - the hooks of a family
 * @ops: by enum lvs_hook; constant
 * @users: services of the family, and its servers of others, config lock
 */
struct lvs_post {
	struct nf_hook_ops ops[LVS_HOOK_COUNT];
	u32 users;
};

/**
 * struct lvs_posts - the hooks of a namespace
 * @ipv4: those of IPv4
 * @ipv6: those of IPv6
 */
struct lvs_posts {
	struct lvs_post ipv4;
	struct lvs_post ipv6;
};

static struct lvs_post *post_of(struct lvs_net *lnet, u16 family)
{
	return family == AF_INET6 ? &lnet->posts->ipv6 : &lnet->posts->ipv4;
}

static void man(struct lvs_post *post, struct lvs_net *lnet,
		const struct nf_hook_ops *ops)
{
	unsigned int i;

	memcpy(post->ops, ops, sizeof(post->ops));
	for (i = 0; i < LVS_HOOK_COUNT; i++)
		post->ops[i].priv = lnet;
}

/**
 * lvs_posts_init() - prepare a namespace to register hooks
 * @lnet: namespace
 *
 * Context: process, may sleep.
 * Return: 0, or -ENOMEM.
 */
int lvs_posts_init(struct lvs_net *lnet)
{
	struct lvs_posts *posts = kzalloc(sizeof(*posts), GFP_KERNEL);

	if (!posts)
		return -ENOMEM;
	man(&posts->ipv4, lnet, lvs_hooks4);
	man(&posts->ipv6, lnet, lvs_hooks6);
	lnet->posts = posts;
	return 0;
}

/**
 * lvs_posts_exit() - free what lvs_posts_init() made
 * @lnet: namespace; all services gave their hooks back
 *
 * Context: process.
 */
void lvs_posts_exit(struct lvs_net *lnet)
{
	kfree(lnet->posts);
}

/**
 * lvs_posts_get() - a service of a family comes, or a server of another family
 * than its service's: be where its packets are
 * @lnet: namespace
 * @family: AF_INET or AF_INET6
 *
 * Context: process, may sleep; config lock.
 * Return: 0, or the error of netfilter.
 */
int lvs_posts_get(struct lvs_net *lnet, u16 family)
{
	struct lvs_post *post = post_of(lnet, family);
	int err;

	if (post->users++)
		return 0;
	err = nf_register_net_hooks(lnet->net, post->ops, LVS_HOOK_COUNT);
	if (err)
		post->users--;
	else if (family == AF_INET6)
		lvs_defrag6_get(lnet);
	return err;
}

/**
 * lvs_posts_put() - a service of a family goes, or such a server
 * @lnet: namespace
 * @family: AF_INET or AF_INET6
 *
 * Packets that are inside a hook may be so for one grace period more.
 *
 * Context: process, may sleep; config lock.
 */
void lvs_posts_put(struct lvs_net *lnet, u16 family)
{
	struct lvs_post *post = post_of(lnet, family);

	if (--post->users)
		return;
	if (family == AF_INET6)
		lvs_defrag6_put(lnet);
	nf_unregister_net_hooks(lnet->net, post->ops, LVS_HOOK_COUNT);
}
