/* SPDX-License-Identifier: GPL-2.0 */
/* The kernel's refusals in words. Pure. */
#ifndef LVSADM_REFUSAL_H
#define LVSADM_REFUSAL_H

#include "failure.h"
#include "liblvs.h"

/* What was asked of the kernel; one bit each. */
enum asked {
	ASKED_SVC_ADD = 0x1,
	ASKED_SVC_EDIT = 0x2,
	ASKED_SVC_DELETE = 0x4,
	ASKED_SVC_ZERO = 0x8,
	ASKED_SVC_GET = 0x10,
	ASKED_DEST_ADD = 0x20,
	ASKED_DEST_EDIT = 0x40,
	ASKED_DEST_DELETE = 0x80,
	ASKED_DAEMON_START = 0x100,
	ASKED_DAEMON_STOP = 0x200,
	ASKED_OTHER = 0x400,
};

/* false, with the failure filled in, if res is an error; the status is given */
bool accepted(const struct lvs_result *res, enum asked asked, int status,
	      struct failure *fail);

#endif /* LVSADM_REFUSAL_H */
