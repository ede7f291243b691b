/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The order of listings, for walks that are made in pieces. Floor 8.
 */
#ifndef LVS_CTL_LISTING_H
#define LVS_CTL_LISTING_H

#include <linux/types.h>

struct lvs_net;
struct lvs_svc;

/**
 * struct lvs_listing - place in a listing of services; all zero to begin
 * @id: id from which to go on
 * @marks: services by mark have begun, which come after all others
 */
struct lvs_listing {
	unsigned long id;
	bool marks;
};

struct lvs_svc *lvs_listing_next(struct lvs_net *lnet,
				 struct lvs_listing *at);

#endif
