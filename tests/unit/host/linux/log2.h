/* SPDX-License-Identifier: GPL-2.0 */
/* Binary logarithm, for host programs. */
#ifndef HOST_LINUX_LOG2_H
#define HOST_LINUX_LOG2_H

/* of 1 and above */
#define ilog2(n) (31 - __builtin_clz(n))

#endif
