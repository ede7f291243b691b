/* SPDX-License-Identifier: GPL-2.0 */
/* The clock of an imagined kernel, for host programs. */
#ifndef HOST_LINUX_JIFFIES_H
#define HOST_LINUX_JIFFIES_H

#include <linux/time64.h>

#define HZ 250
#define TICK_NSEC (NSEC_PER_SEC / HZ)

/* stands still unless a test moves it */
extern unsigned long jiffies;

#endif
