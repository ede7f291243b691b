/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Handlers of the knobs that are more than a number in a range. Floor 8.
 */
#ifndef LVS_CTL_SYSCTL_FORMS_H
#define LVS_CTL_SYSCTL_FORMS_H

#include <linux/sysctl.h>

int lvs_sysctl_conntrack(LVS_CTL_CONST struct ctl_table *entry, int write,
			 void *text, size_t *len, loff_t *pos);
int lvs_sysctl_cpus(LVS_CTL_CONST struct ctl_table *entry, int write,
		    void *text, size_t *len, loff_t *pos);
int lvs_sysctl_defense(LVS_CTL_CONST struct ctl_table *entry, int write,
		       void *text, size_t *len, loff_t *pos);
int lvs_sysctl_power(LVS_CTL_CONST struct ctl_table *entry, int write,
		     void *text, size_t *len, loff_t *pos);
int lvs_sysctl_source(LVS_CTL_CONST struct ctl_table *entry, int write,
		      void *text, size_t *len, loff_t *pos);
int lvs_sysctl_threshold(LVS_CTL_CONST struct ctl_table *entry, int write,
			 void *text, size_t *len, loff_t *pos);

#endif
