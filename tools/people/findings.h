/* SPDX-License-Identifier: GPL-2.0 */
/* What `lvsadm doctor` has found, and what it looks for. */
#ifndef PEOPLE_FINDINGS_H
#define PEOPLE_FINDINGS_H

#include "host.h"
#include "snap.h"

enum finding_level {
	FINDING_NOTE,		/* may be meant so */
	FINDING_WARN,		/* does harm */
};

/**
 * struct finding - one thing that is not as it should be
 * @check: name of the check that found it
 * @what: is wrong, and what comes of it
 * @fix: a command, or words, that mend it
 */
struct finding {
	enum finding_level level;
	const char *check;
	char what[320];
	char fix[320];
};

struct findings {
	struct finding *items;
	size_t count;
	bool lost;		/* some, for want of memory */
};

/* a new one, whose texts are to be filled in; never NULL */
struct finding *finding_new(struct findings *all, enum finding_level level,
			    const char *check);
void findings_free(struct findings *all);

/**
 * struct check - one thing that is looked for
 * @name: of the check
 * @fine: what is true when nothing is found
 * @look: finds
 */
struct check {
	const char *name;
	const char *fine;
	void (*look)(const struct host *host, const struct snap *snap,
		     const char *check, struct findings *all);
};

/* each ends with an entry without a name */
extern const struct check service_checks[];
extern const struct check host_checks[];

#endif /* PEOPLE_FINDINGS_H */
