// SPDX-License-Identifier: GPL-2.0
/* What `lvsadm doctor` has found. */
#include "findings.h"

#include <stdlib.h>

struct finding *finding_new(struct findings *all, enum finding_level level,
			    const char *check)
{
	static struct finding spare;
	struct finding *items, *new = &spare;

	items = realloc(all->items, (all->count + 1) * sizeof(*items));
	if (items) {
		all->items = items;
		new = &items[all->count++];
	} else {
		all->lost = true;
	}
	*new = (struct finding){ .level = level, .check = check };
	return new;
}

void findings_free(struct findings *all)
{
	free(all->items);
}
