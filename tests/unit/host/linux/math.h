/* SPDX-License-Identifier: GPL-2.0 */
/* Divisions that round, for host programs. */
#ifndef HOST_LINUX_MATH_H
#define HOST_LINUX_MATH_H

/* for values above 0 */
#define DIV_ROUND_CLOSEST(x, divisor) (((x) + (divisor) / 2) / (divisor))

/* @to: a power of two */
#define round_up(x, to) (((x) + (to) - 1) & ~((to) - 1))

#endif
