/* SPDX-License-Identifier: GPL-2.0 */
/* Assertions of the compiler, for host programs. */
#ifndef HOST_LINUX_BUILD_BUG_H
#define HOST_LINUX_BUILD_BUG_H

#define static_assert(condition) _Static_assert(condition, #condition)

#endif
