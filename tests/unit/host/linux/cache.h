/* SPDX-License-Identifier: GPL-2.0 */
/* Cache lines, for host programs. */
#ifndef HOST_LINUX_CACHE_H
#define HOST_LINUX_CACHE_H

#define ____cacheline_aligned_in_smp __attribute__((aligned(64)))

#endif
