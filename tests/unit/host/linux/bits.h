/* SPDX-License-Identifier: GPL-2.0 */
/* Single bits, for host programs. */
#ifndef HOST_LINUX_BITS_H
#define HOST_LINUX_BITS_H

#define BIT(n) (1UL << (n))

#define GENMASK(high, low) (~0UL >> (63 - (high)) & ~0UL << (low))

#endif
