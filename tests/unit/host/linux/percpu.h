/* SPDX-License-Identifier: GPL-2.0 */
/* Nothing is per CPU in a host program. */
#ifndef HOST_LINUX_PERCPU_H
#define HOST_LINUX_PERCPU_H

#include <linux/types.h>

#endif
