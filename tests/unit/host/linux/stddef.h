/* SPDX-License-Identifier: GPL-2.0 */
/* The kernel's, and the compiler's, for host programs. */
#ifndef HOST_LINUX_STDDEF_H
#define HOST_LINUX_STDDEF_H

#include_next <linux/stddef.h>
#include <stddef.h>

#endif
