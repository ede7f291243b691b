/* SPDX-License-Identifier: GPL-2.0 */
/* Addresses as text, for host programs. */
#ifndef HOST_LINUX_INET_H
#define HOST_LINUX_INET_H

#include <linux/types.h>

#include <arpa/inet.h>
#include <string.h>

/* the kernel's, but for what callers here never ask: a delimiter, the end */
static inline int in6_pton(const char *text, int bytes, u8 *addr, int delim,
			   const char **end)
{
	char copy[INET6_ADDRSTRLEN];

	if (bytes < 0 || bytes >= (int)sizeof(copy))
		return 0;
	memcpy(copy, text, bytes);
	copy[bytes] = '\0';
	return strlen(copy) == (size_t)bytes &&
	       inet_pton(AF_INET6, copy, addr) == 1;
}

#endif
