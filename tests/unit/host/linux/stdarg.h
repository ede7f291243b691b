/* SPDX-License-Identifier: GPL-2.0 */
/* Variable arguments, for host programs. */
#ifndef HOST_LINUX_STDARG_H
#define HOST_LINUX_STDARG_H

#include <stdarg.h>

#endif
