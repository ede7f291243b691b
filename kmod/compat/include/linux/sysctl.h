/* SPDX-License-Identifier: GPL-2.0 */
/* Handlers of sysctls could write to their table at first. Floor 0. */
#ifndef LVS_COMPAT_LINUX_SYSCTL_H
#define LVS_COMPAT_LINUX_SYSCTL_H

#include_next <linux/sysctl.h>

#ifdef LVS_HAVE_CONST_CTL_TABLE
#define LVS_CTL_CONST const
#else
#define LVS_CTL_CONST
#endif

#endif
