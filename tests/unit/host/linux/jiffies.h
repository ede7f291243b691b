/* SPDX-License-Identifier: GPL-2.0 */
/* The clock of an imagined kernel, for host programs. */
#ifndef HOST_LINUX_JIFFIES_H
#define HOST_LINUX_JIFFIES_H

#define HZ 250

#endif
