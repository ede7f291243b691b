/* SPDX-License-Identifier: GPL-2.0 */
/* Odds and ends, for host programs. */
#ifndef HOST_LINUX_KERNEL_H
#define HOST_LINUX_KERNEL_H

#include <linux/limits.h>
#include <linux/math.h>
#include <linux/minmax.h>

#include <endian.h>
#include <stdio.h>

#define cpu_to_le32(x) htole32(x)
#define le32_to_cpu(x) le32toh(x)

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))

#endif
