/* SPDX-License-Identifier: GPL-2.0 */
/* Divisions that round, for host programs. */
#ifndef HOST_LINUX_MATH_H
#define HOST_LINUX_MATH_H

/* for values above 0 */
#define DIV_ROUND_CLOSEST(x, divisor) (((x) + (divisor) / 2) / (divisor))

#define DIV_ROUND_UP(x, divisor) (((x) + (divisor) - 1) / (divisor))

/* evenly from 0..2^32 - 1 to 0..end - 1 */
#define reciprocal_scale(x, end) \
	((unsigned int)(((unsigned long long)(x) * (end)) >> 32))

/* @to: a power of two */
#define round_up(x, to) (((x) + (to) - 1) & ~((to) - 1))

#endif
