/* SPDX-License-Identifier: GPL-2.0 */
/* The order of listings. Pure. */
#ifndef LVSADM_SORT_H
#define LVSADM_SORT_H

#include "liblvs.h"

void sort_svcs(struct lvs_svc_list *list);
void sort_dests(struct lvs_dest_list *list);

#endif /* LVSADM_SORT_H */
