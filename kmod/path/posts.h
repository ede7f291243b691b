/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which hooks a namespace has registered. Floor 7.
 */
#ifndef LVS_PATH_POSTS_H
#define LVS_PATH_POSTS_H

#include <linux/types.h>

struct lvs_net;

int lvs_posts_init(struct lvs_net *lnet);
void lvs_posts_exit(struct lvs_net *lnet);
int lvs_posts_get(struct lvs_net *lnet, u16 family);
int lvs_posts_expect_replies(struct lvs_net *lnet, u16 family);
void lvs_posts_put(struct lvs_net *lnet, u16 family);

#endif
