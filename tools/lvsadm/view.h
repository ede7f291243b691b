/* SPDX-License-Identifier: GPL-2.0 */
/* How a listing is to look. */
#ifndef LVSADM_VIEW_H
#define LVSADM_VIEW_H

#include "names.h"

enum view_mode {
	VIEW_STATS,
	VIEW_RATE,
	VIEW_THRESHOLDS,
	VIEW_PERSISTENT_CONN,
	VIEW_TUN_INFO,
	VIEW_DEFAULT,
};

struct view {
	enum view_mode mode;
	bool exact;
	struct names names;
};

/* "1.2.1" */
#define VERSION_BYTES 32
const char *version_text(char buf[VERSION_BYTES], uint32_t version);

#endif /* LVSADM_VIEW_H */
