/* SPDX-License-Identifier: GPL-2.0 */
/* The order of listings. Pure. */
#ifndef LVSADM_SORT_H
#define LVSADM_SORT_H

#include "liblvs.h"

/* as strcmp() */
int sort_order_svcs(const struct lvs_svc *a, const struct lvs_svc *b);
int sort_order_dests(const struct lvs_dest *a, const struct lvs_dest *b);

void sort_svcs(struct lvs_svc_list *list);
void sort_dests(struct lvs_dest_list *list);

#endif /* LVSADM_SORT_H */
