/* SPDX-License-Identifier: GPL-2.0 */
/* A host program has one CPU. */
#ifndef HOST_LINUX_PERCPU_H
#define HOST_LINUX_PERCPU_H

#include <linux/types.h>

#define this_cpu_ptr(set) (set)

#endif
