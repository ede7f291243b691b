/* SPDX-License-Identifier: GPL-2.0 */
/* Reading ahead, for host programs. */
#ifndef HOST_LINUX_PREFETCH_H
#define HOST_LINUX_PREFETCH_H

#define prefetch(place) __builtin_prefetch(place)
#define prefetchw(place) __builtin_prefetch(place, 1)

#endif
