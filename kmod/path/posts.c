// SPDX-License-Identifier: GPL-2.0
/*
 * Which hooks a namespace has registered: those of a family exist while there
 * are services of it, or servers of others' services. Floor 7.
 *
 * Every packet that this machine forwards pays for a hook, ours or not: two of
 * them wait until they are needed, and stay then. FORWARD is where servers'
 * packets come by: it is there from the first server on. POST_ROUTING has
 * nothing to tell where nobody else has a hook behind ours: packets ask for it,
 * see path/proven.
 */
#include "path/posts.h"

#include "base/net.h"
#include "path/defrag6.h"
#include "path/hooks.h"

#include <linux/container_of.h>
#include <linux/lockdep.h>
#include <linux/mutex.h>
#include <linux/netfilter.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/workqueue.h>

/**
 * struct lvs_post - the hooks of a family
 * @ops: by enum lvs_hook; constant
 * @is_there: which of them are registered
 * @users: services of the family, and its servers of others
 */
struct lvs_post {
	struct nf_hook_ops ops[LVS_HOOK_COUNT];
	bool is_there[LVS_HOOK_COUNT];
	u32 users;
};

/**
 * struct lvs_posts - the hooks of a namespace
 * @lock: what @ipv4 and @ipv6 say of what is registered
 * @ipv4: those of IPv4
 * @ipv6: those of IPv6
 * @lnet: the namespace
 * @add_last: registers the hooks at POST_ROUTING, see struct lvs_net
 */
struct lvs_posts {
	struct mutex lock;
	struct lvs_post ipv4;
	struct lvs_post ipv6;
	struct lvs_net *lnet;
	struct work_struct add_last;
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

static int add_hook(struct lvs_net *lnet, struct lvs_post *post,
		    enum lvs_hook hook)
{
	int err;

	lockdep_assert_held(&lnet->posts->lock);
	if (post->is_there[hook])
		return 0;
	err = nf_register_net_hook(lnet->net, &post->ops[hook]);
	post->is_there[hook] = !err;
	return err;
}

static void del_hooks(struct lvs_net *lnet, struct lvs_post *post)
{
	unsigned int hook;

	lockdep_assert_held(&lnet->posts->lock);
	for (hook = 0; hook < LVS_HOOK_COUNT; hook++) {
		if (post->is_there[hook])
			nf_unregister_net_hook(lnet->net, &post->ops[hook]);
		post->is_there[hook] = false;
	}
}

static void add_last(struct lvs_net *lnet, struct lvs_post *post)
{
	if (post->users && add_hook(lnet, post, LVS_HOOK_LAST))
		WRITE_ONCE(lnet->wants_last, false);
}

/* without memory, the next packet asks again */
static void add_last_of_all(struct work_struct *work)
{
	struct lvs_posts *posts = container_of(work, struct lvs_posts,
					       add_last);

	mutex_lock(&posts->lock);
	add_last(posts->lnet, &posts->ipv4);
	add_last(posts->lnet, &posts->ipv6);
	mutex_unlock(&posts->lock);
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
	mutex_init(&posts->lock);
	INIT_WORK(&posts->add_last, add_last_of_all);
	man(&posts->ipv4, lnet, lvs_hooks4);
	man(&posts->ipv6, lnet, lvs_hooks6);
	posts->lnet = lnet;
	lnet->posts = posts;
	lnet->last_post = &posts->add_last;
	return 0;
}

/**
 * lvs_posts_exit() - free what lvs_posts_init() made
 * @lnet: namespace; all services gave their hooks back
 *
 * Context: process, may sleep.
 */
void lvs_posts_exit(struct lvs_net *lnet)
{
	cancel_work_sync(&lnet->posts->add_last);
	kfree(lnet->posts);
}

/* where clients' packets are; all or nothing */
static int add(struct lvs_net *lnet, struct lvs_post *post)
{
	int err;

	if (post->users++)
		return 0;
	err = add_hook(lnet, post, LVS_HOOK_FIRST) ?:
	      add_hook(lnet, post, LVS_HOOK_IN) ?:
	      add_hook(lnet, post, LVS_HOOK_OUT);
	if (err) {
		post->users--;
		del_hooks(lnet, post);
	} else if (READ_ONCE(lnet->wants_last)) {
		add_last(lnet, post);
	}
	return err;
}

/* true if that was the last user */
static bool del(struct lvs_net *lnet, struct lvs_post *post)
{
	if (--post->users)
		return false;
	del_hooks(lnet, post);
	if (!lnet->posts->ipv4.users && !lnet->posts->ipv6.users)
		WRITE_ONCE(lnet->wants_last, false);
	return true;
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

	mutex_lock(&lnet->posts->lock);
	err = add(lnet, post);
	mutex_unlock(&lnet->posts->lock);
	if (!err && family == AF_INET6 && post->users == 1)
		lvs_defrag6_get(lnet);
	return err;
}

/**
 * lvs_posts_expect_replies() - servers' packets may come by
 * @lnet: namespace
 * @family: of a service that has or gets servers; lvs_posts_get() was called
 *	for it
 *
 * Context: process, may sleep; config lock.
 * Return: 0, or the error of netfilter.
 */
int lvs_posts_expect_replies(struct lvs_net *lnet, u16 family)
{
	int err;

	mutex_lock(&lnet->posts->lock);
	err = add_hook(lnet, post_of(lnet, family), LVS_HOOK_FORWARD);
	mutex_unlock(&lnet->posts->lock);
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
	bool was_last;

	mutex_lock(&lnet->posts->lock);
	was_last = del(lnet, post_of(lnet, family));
	mutex_unlock(&lnet->posts->lock);
	if (was_last && family == AF_INET6)
		lvs_defrag6_put(lnet);
}
