/* SPDX-License-Identifier: GPL-2.0 */
/* Units of time, for host programs. */
#ifndef HOST_LINUX_TIME64_H
#define HOST_LINUX_TIME64_H

#define MSEC_PER_SEC 1000L
#define NSEC_PER_SEC 1000000000L

#endif
