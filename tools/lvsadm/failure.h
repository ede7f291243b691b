/* SPDX-License-Identifier: GPL-2.0 */
/* Why a command did not succeed: an exit status and a line for stderr. */
#ifndef LVSADM_FAILURE_H
#define LVSADM_FAILURE_H

#include <stdbool.h>

enum status {
	STATUS_OK = 0,
	STATUS_LISTING = 1,	/* a listing failed after it had started */
	STATUS_USAGE = 2,	/* the tool itself refuses */
	STATUS_REFUSED = 255,	/* the kernel refuses; options do not parse */
};

#define FAILURE_TEXT_BYTES 768

struct failure {
	int status;
	char text[FAILURE_TEXT_BYTES];
};

/* always false, for «return failed(...)» */
bool failed(struct failure *fail, int status, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

#endif /* LVSADM_FAILURE_H */
