// SPDX-License-Identifier: GPL-2.0
/*
 * All persistence engines, by name. Floor 4.
 */
#include "pe/engines.h"

#include "obj/ops.h"
#include "pe/sip.h"

#include <linux/kernel.h>
#include <linux/string.h>

static const struct lvs_engine_ops *const engines[] = {
	&lvs_engine_sip,
};

/**
 * lvs_engine_find() - find a persistence engine
 * @name: as users write it
 *
 * Context: any.
 * Return: the engine, or NULL.
 */
const struct lvs_engine_ops *lvs_engine_find(const char *name)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(engines); i++) {
		if (!strcmp(engines[i]->name, name))
			return engines[i];
	}
	return NULL;
}
