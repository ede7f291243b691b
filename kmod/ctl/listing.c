// SPDX-License-Identifier: GPL-2.0
/*
 * The order of listings, for walks that are made in pieces. Floor 8.
 */
#include "ctl/listing.h"

#include "obj/svc.h"
#include "obj/svc_table.h"

/**
 * lvs_listing_next() - the next service of a listing
 * @lnet: namespace
 * @at: place; left behind the service that is returned
 *
 * Context: RCU or config lock.
 * Return: the service without a reference, or NULL at the end.
 */
struct lvs_svc *lvs_listing_next(struct lvs_net *lnet,
				 struct lvs_listing *at)
{
	struct lvs_svc *svc;

	for (;;) {
		svc = lvs_svc_next(lnet, &at->id);
		if (svc && !!svc->key.fwmark == at->marks)
			return svc;
		if (svc)
			continue;
		if (at->marks)
			return NULL;
		at->marks = true;
		at->id = 0;
	}
}
