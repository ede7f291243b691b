// SPDX-License-Identifier: GPL-2.0
/* The three flags of a scheduler, as words. Pure. */
#include "sched_flags.h"

#include <string.h>

/* sched NULL: of any; a scheduler's own names come first */
static const struct {
	const char *name;
	const char *sched;
	uint32_t flag;
} flag_names[] = {
	{ "sh-fallback", "sh", LVS_SVC_F_SCHED1 },
	{ "sh-port", "sh", LVS_SVC_F_SCHED2 },
	{ "mh-fallback", "mh", LVS_SVC_F_SCHED1 },
	{ "mh-port", "mh", LVS_SVC_F_SCHED2 },
	{ "flag-1", NULL, LVS_SVC_F_SCHED1 },
	{ "flag-2", NULL, LVS_SVC_F_SCHED2 },
	{ "flag-3", NULL, LVS_SVC_F_SCHED3 },
	/* behind those that listings show, as ipvsadm does */
	{ "rr-random", "rr", LVS_SVC_F_SCHED1 },
	{ "wrr-random", "wrr", LVS_SVC_F_SCHED1 },
};

#define NAMES (sizeof(flag_names) / sizeof(flag_names[0]))

static bool take_word(const char *word, size_t len, const char *sched,
		      uint32_t *flags, struct failure *fail)
{
	size_t i;

	for (i = 0; i < NAMES; i++) {
		if (strlen(flag_names[i].name) != len ||
		    strncmp(flag_names[i].name, word, len))
			continue;
		if (flag_names[i].sched && strcmp(flag_names[i].sched, sched))
			return failed(fail, STATUS_USAGE,
				      "incompatible scheduler flag `%.*s': it goes with -s %s only",
				      (int)len, word, flag_names[i].sched);
		*flags |= flag_names[i].flag;
		return true;
	}
	return failed(fail, STATUS_USAGE, "invalid scheduler flag `%.*s'",
		      (int)len, word);
}

bool sched_flags_parse(const char *words, const char *sched, uint32_t *flags,
		       struct failure *fail)
{
	size_t len;

	*flags = 0;
	if (!strcmp(words, "none"))
		return true;
	for (;; words += len + 1) {
		len = strcspn(words, ",");
		if (!take_word(words, len, sched, flags, fail))
			return false;
		if (!words[len])
			return true;
	}
}

const char *sched_flag_name(uint32_t flag, const char *sched)
{
	size_t i;

	for (i = 0; i < NAMES; i++) {
		if (flag_names[i].flag == flag &&
		    (!flag_names[i].sched ||
		     !strcmp(flag_names[i].sched, sched)))
			return flag_names[i].name;
	}
	return NULL;
}

static bool has_own_names(const char *sched)
{
	return !strcmp(sched, "sh") || !strcmp(sched, "mh");
}

const char *sched_flags_text(char buf[SCHED_FLAGS_BYTES], uint32_t flags,
			     const char *sched, bool lossless)
{
	uint32_t flag;

	buf[0] = '\0';
	if (!lossless && has_own_names(sched))
		flags &= ~LVS_SVC_F_SCHED3;
	for (flag = LVS_SVC_F_SCHED1; flag <= LVS_SVC_F_SCHED3; flag <<= 1) {
		if (!(flags & flag))
			continue;
		if (buf[0])
			strcat(buf, ",");
		strcat(buf, sched_flag_name(flag, sched));
	}
	return buf;
}
