/* SPDX-License-Identifier: GPL-2.0 */
/* Unaligned access was every architecture's own header at first. Floor 0. */
#ifndef LVS_COMPAT_LINUX_UNALIGNED_H
#define LVS_COMPAT_LINUX_UNALIGNED_H

#ifdef LVS_HAVE_LINUX_UNALIGNED
#include_next <linux/unaligned.h>
#else
#include <asm/unaligned.h>
#endif

#endif
