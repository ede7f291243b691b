/* SPDX-License-Identifier: GPL-2.0 */
/* The table as commands that make it: what --save prints. */
#ifndef LVSADM_FMT_RULES_H
#define LVSADM_FMT_RULES_H

#include "names.h"

void rules_svc(FILE *out, struct names *names, const struct lvs_svc *svc);
void rules_dest(FILE *out, struct names *names, const struct lvs_svc *svc,
		const struct lvs_dest *dest);

#endif /* LVSADM_FMT_RULES_H */
