// SPDX-License-Identifier: GPL-2.0
/* The order of `lvsadm top`: the busiest first, equal ones by address. Pure. */
#include "sheet.h"

#include "sort.h"

#include <stdlib.h>

static uint64_t active_of(const struct snap_svc *item)
{
	uint64_t active = 0;
	size_t i;

	for (i = 0; i < item->dests.count; i++)
		active += item->dests.items[i].active_conns;
	return active;
}

static uint64_t load(enum wish_sort by, const struct lvs_stats *s,
		     uint64_t active)
{
	switch (by) {
	case SORT_CONNS:
		return s->cps;
	case SORT_ACTIVE:
		return active;
	case SORT_PACKETS:
		return s->in_pps + s->out_pps;
	case SORT_BYTES:
		return s->in_bps + s->out_bps;
	default:
		return 0;
	}
}

static int busiest(uint64_t a, uint64_t b)
{
	return (a < b) - (a > b);
}

static int compare_svcs(const void *va, const void *vb, void *arg)
{
	const struct sheet *sheet = arg;
	const struct snap_svc *a = va, *b = vb;
	int order = busiest(load(sheet->sort, &a->svc.stats, active_of(a)),
			    load(sheet->sort, &b->svc.stats, active_of(b)));

	if (!order)
		order = sort_order_svcs(&a->svc, &b->svc);
	return sheet->reverse ? -order : order;
}

static int compare_dests(const void *va, const void *vb, void *arg)
{
	const struct sheet *sheet = arg;
	const struct lvs_dest *a = va, *b = vb;
	int order = busiest(load(sheet->sort, &a->stats, a->active_conns),
			    load(sheet->sort, &b->stats, b->active_conns));

	if (!order)
		order = sort_order_dests(a, b);
	return sheet->reverse ? -order : order;
}

void sheet_sort(const struct sheet *sheet, struct snap *snap)
{
	size_t i;

	qsort_r(snap->items, snap->count, sizeof(*snap->items), compare_svcs,
		(void *)sheet);
	for (i = 0; i < snap->count; i++)
		qsort_r(snap->items[i].dests.items, snap->items[i].dests.count,
			sizeof(*snap->items[i].dests.items), compare_dests,
			(void *)sheet);
}
