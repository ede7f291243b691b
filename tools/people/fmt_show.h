/* SPDX-License-Identifier: GPL-2.0 */
/* A service and its servers as a page of text. */
#ifndef PEOPLE_FMT_SHOW_H
#define PEOPLE_FMT_SHOW_H

#include "snap.h"

void show_svc(FILE *out, struct names *names, const struct snap_svc *item);

#endif /* PEOPLE_FMT_SHOW_H */
