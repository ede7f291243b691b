/* SPDX-License-Identifier: GPL-2.0 */
/* GSO helpers had no header of their own at first. Floor 0. */
#ifndef LVS_COMPAT_NET_GSO_H
#define LVS_COMPAT_NET_GSO_H

#ifdef LVS_HAVE_NET_GSO
#include_next <net/gso.h>
#else
#include <linux/skbuff.h>
#endif

#endif
