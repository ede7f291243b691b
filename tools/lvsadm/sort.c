// SPDX-License-Identifier: GPL-2.0
/*
 * The order of listings. Pure.
 *
 * Scripts compare listings with those of ipvsadm, whose order is that of
 * 32-bit differences taken as signed: of two values more than 2^31 apart, the
 * larger one comes first (192.0.2.1 before 10.0.0.1).
 */
#include "sort.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

static int step(uint32_t a, uint32_t b)
{
	return (int32_t)(a - b);
}

/* By a's family: one word of IPv4, four of IPv6. */
static int compare_addr(const struct lvs_addr *a, const struct lvs_addr *b)
{
	int words = a->family == AF_INET6 ? 4 : 1;
	uint32_t x[4];
	uint32_t y[4];
	int order = 0;
	int i;

	memcpy(x, &a->v6, sizeof(x));
	memcpy(y, &b->v6, sizeof(y));
	for (i = 0; i < words && !order; i++)
		order = step(ntohl(x[i]), ntohl(y[i]));
	return order;
}

int sort_order_svcs(const struct lvs_svc *a, const struct lvs_svc *b)
{
	int order = step(a->fwmark, b->fwmark);

	if (!order)
		order = step(a->addr.family, b->addr.family);
	if (!order)
		order = step(a->protocol, b->protocol);
	if (!order)
		order = compare_addr(&a->addr, &b->addr);
	if (!order)
		order = step(a->port, b->port);
	return order;
}

int sort_order_dests(const struct lvs_dest *a, const struct lvs_dest *b)
{
	int order = compare_addr(&a->addr, &b->addr);

	return order ? order : step(a->port, b->port);
}

static int compare_svc(const void *a, const void *b)
{
	return sort_order_svcs(a, b);
}

static int compare_dest(const void *a, const void *b)
{
	return sort_order_dests(a, b);
}

void sort_svcs(struct lvs_svc_list *list)
{
	if (list->count)
		qsort(list->items, list->count, sizeof(*list->items),
		      compare_svc);
}

void sort_dests(struct lvs_dest_list *list)
{
	if (list->count)
		qsort(list->items, list->count, sizeof(*list->items),
		      compare_dest);
}
