// SPDX-License-Identifier: GPL-2.0
/*
 * Handlers of the knobs that are more than a number in a range. Floor 8.
 *
 * All of them let the kernel's own handler work on a copy, judge what came
 * out, and then keep it or not. They find the value in the entry's data and
 * its namespace in extra1.
 */
#include "ctl/sysctl_forms.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/net.h"
#include "base/tunables.h"
#include "obj/nfct.h"
#include "path/defense.h"
#include "path/source.h"
#include "ctl/config.h"

#include <linux/cpumask.h>
#include <linux/log2.h>
#include <linux/slab.h>

/* the number of an entry, or the one that userspace wants it to be */
static int take_int(const struct ctl_table *entry, int write, void *text,
		    size_t *len, loff_t *pos, int *wanted)
{
	struct ctl_table copy = { .data = wanted, .maxlen = sizeof(*wanted) };

	*wanted = READ_ONCE(*(const int *)entry->data);
	return proc_dointvec(&copy, write, text, len, pos);
}

/* bytes of a list of CPUs in words, more than any machine prints */
#define CPUS_TEXT_MAX PAGE_SIZE

static int show_cpus(const struct ctl_table *entry, void *text, size_t *len,
		     loff_t *pos)
{
	struct cpumask **mask = entry->data;
	struct ctl_table copy = { .maxlen = CPUS_TEXT_MAX };
	int err;

	copy.data = kzalloc(CPUS_TEXT_MAX, GFP_KERNEL);
	if (!copy.data)
		return -ENOMEM;
	lvs_config_lock(entry->extra1);
	scnprintf(copy.data, CPUS_TEXT_MAX, "%*pbl", cpumask_pr_args(*mask));
	lvs_config_unlock(entry->extra1);
	err = proc_dostring(&copy, 0, text, len, pos);
	kfree(copy.data);
	return err;
}

/* what userspace wrote, without the line's end, into @mask */
static int read_cpus(struct cpumask *mask, void *text, size_t *len,
		     loff_t *pos)
{
	struct ctl_table copy = { .maxlen = CPUS_TEXT_MAX };
	int err;

	if (*len >= CPUS_TEXT_MAX)
		return -EINVAL;
	copy.data = kzalloc(CPUS_TEXT_MAX, GFP_KERNEL);
	if (!copy.data)
		return -ENOMEM;
	err = proc_dostring(&copy, 1, text, len, pos);
	if (!err && cpulist_parse(copy.data, mask))
		err = -EINVAL;
	kfree(copy.data);
	return err;
}

static int store_cpus(const struct ctl_table *entry, void *text, size_t *len,
		      loff_t *pos)
{
	struct cpumask **mask = entry->data;
	cpumask_var_t wanted;
	int err;

	if (!zalloc_cpumask_var(&wanted, GFP_KERNEL))
		return -ENOMEM;
	err = read_cpus(wanted, text, len, pos);
	if (!err) {
		lvs_config_lock(entry->extra1);
		cpumask_copy(*mask, wanted);
		lvs_config_unlock(entry->extra1);
	}
	free_cpumask_var(wanted);
	return err;
}

/**
 * lvs_sysctl_cpus() - a list of CPUs, which may be empty
 * @entry: data is a pointer to a pointer to the mask
 * @write: userspace writes
 * @text: what userspace wrote, or room for what it reads
 * @len: bytes of it
 * @pos: place in the file
 *
 * Context: process, may sleep; takes the config lock.
 * Return: 0, -EINVAL for what is no list of CPUs of this machine, -ENOMEM.
 */
int lvs_sysctl_cpus(LVS_CTL_CONST struct ctl_table *entry, int write,
		    void *text, size_t *len, loff_t *pos)
{
	return write ? store_cpus(entry, text, len, pos) :
		       show_cpus(entry, text, len, pos);
}

/**
 * lvs_sysctl_defense() - how a defence strategy is used
 * @entry: data is an int, an enum lvs_defense
 * @write: userspace writes
 * @text: what userspace wrote, or room for what it reads
 * @len: bytes of it
 * @pos: place in the file
 *
 * An automatic mode is what memory makes of it, at once.
 *
 * Context: process, may sleep.
 * Return: 0, or -EINVAL.
 */
int lvs_sysctl_defense(LVS_CTL_CONST struct ctl_table *entry, int write,
		       void *text, size_t *len, loff_t *pos)
{
	int *value = entry->data;
	int wanted;
	int err;

	err = take_int(entry, write, text, len, pos, &wanted);
	if (err || !write)
		return err;
	if (wanted < LVS_DEFENSE_OFF || wanted > LVS_DEFENSE_ALWAYS)
		return -EINVAL;
	WRITE_ONCE(*value, wanted);
	lvs_defense_update(entry->extra1);
	return 0;
}

/**
 * lvs_sysctl_power() - a power of two
 * @entry: data is an int
 * @write: userspace writes
 * @text: what userspace wrote, or room for what it reads
 * @len: bytes of it
 * @pos: place in the file
 *
 * Context: process, may sleep.
 * Return: 0, or -EINVAL for anything that is no power of two, 1 or more.
 */
int lvs_sysctl_power(LVS_CTL_CONST struct ctl_table *entry, int write,
		     void *text, size_t *len, loff_t *pos)
{
	int *value = entry->data;
	int wanted;
	int err;

	err = take_int(entry, write, text, len, pos, &wanted);
	if (err || !write)
		return err;
	if (wanted < 1 || !is_power_of_2(wanted))
		return -EINVAL;
	WRITE_ONCE(*value, wanted);
	return 0;
}

static int set_source_rate(struct lvs_net *lnet, int *value, int wanted)
{
	int err = 0;

	lvs_config_lock(lnet);
	if (wanted)
		err = lvs_source_watch(lnet);
	if (!err)
		WRITE_ONCE(*value, wanted);
	lvs_config_unlock(lnet);
	return err;
}

/**
 * lvs_sysctl_source() - flows a second that one source may begin
 * @entry: data is an int
 * @write: userspace writes
 * @text: what userspace wrote, or room for what it reads
 * @len: bytes of it
 * @pos: place in the file
 *
 * Context: process, may sleep; takes the config lock.
 * Return: 0, -EINVAL for what is out of 0..LVS_SOURCE_RATE_MAX, or -ENOMEM.
 */
int lvs_sysctl_source(LVS_CTL_CONST struct ctl_table *entry, int write,
		      void *text, size_t *len, loff_t *pos)
{
	int wanted;
	int err;

	err = take_int(entry, write, text, len, pos, &wanted);
	if (err || !write)
		return err;
	if (wanted < 0 || wanted > LVS_SOURCE_RATE_MAX)
		return -EINVAL;
	return set_source_rate(entry->extra1, entry->data, wanted);
}

/* zero as the second number means that there is no modulus */
static bool is_threshold(const int pair[2])
{
	return pair[0] >= 0 && pair[1] >= 0 && (!pair[1] || pair[0] < pair[1]);
}

/**
 * lvs_sysctl_threshold() - a number below another one, which may be zero
 * @entry: data is two ints
 * @write: userspace writes; one number leaves the second as it is
 * @text: what userspace wrote, or room for what it reads
 * @len: bytes of it
 * @pos: place in the file
 *
 * Context: process, may sleep; takes the config lock, so that two writers
 * leave a pair that one of them meant.
 * Return: 0, or -EINVAL.
 */
int lvs_sysctl_threshold(LVS_CTL_CONST struct ctl_table *entry, int write,
			 void *text, size_t *len, loff_t *pos)
{
	int *pair = entry->data;
	int wanted[2];
	struct ctl_table copy = {
		.data = wanted,
		.maxlen = sizeof(wanted),
	};
	int err;

	lvs_config_lock(entry->extra1);
	wanted[0] = pair[0];
	wanted[1] = pair[1];
	err = proc_dointvec(&copy, write, text, len, pos);
	if (!err && write) {
		if (is_threshold(wanted)) {
			WRITE_ONCE(pair[0], wanted[0]);
			WRITE_ONCE(pair[1], wanted[1]);
		} else {
			err = -EINVAL;
		}
	}
	lvs_config_unlock(entry->extra1);
	return err;
}

static int set_conntrack(struct lvs_net *lnet, bool on)
{
	int err = 0;

	if (on)
		err = lvs_nfct_enable(lnet);
	else
		lvs_nfct_disable(lnet);
	if (err == -EOPNOTSUPP)
		lvs_warn_rl("net.ipv4.vs.conntrack needs the module nf_conntrack");
	return err;
}

/**
 * lvs_sysctl_conntrack() - any number; all but 0 fetch the module nf_conntrack
 * @entry: data is the number
 * @write: userspace writes
 * @text: what userspace wrote, or room for what it reads
 * @len: bytes of it
 * @pos: place in the file
 *
 * Context: process, may sleep; takes the config lock.
 * Return: 0, -EINVAL for what is no number, -EOPNOTSUPP where the module
 * cannot be had, or what it says when it cannot register its hooks.
 */
int lvs_sysctl_conntrack(LVS_CTL_CONST struct ctl_table *entry, int write,
			 void *text, size_t *len, loff_t *pos)
{
	int *value = entry->data;
	int wanted;
	int err;

	err = take_int(entry, write, text, len, pos, &wanted);
	if (err || !write)
		return err;
	lvs_config_lock(entry->extra1);
	err = set_conntrack(entry->extra1, wanted);
	if (!err)
		WRITE_ONCE(*value, wanted);
	lvs_config_unlock(entry->extra1);
	return err;
}
