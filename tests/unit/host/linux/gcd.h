/* SPDX-License-Identifier: GPL-2.0 */
/* Greatest common divisor, for host programs. */
#ifndef HOST_LINUX_GCD_H
#define HOST_LINUX_GCD_H

static inline unsigned long gcd(unsigned long a, unsigned long b)
{
	unsigned long rest;

	while (b) {
		rest = a % b;
		a = b;
		b = rest;
	}
	return a;
}

#endif
