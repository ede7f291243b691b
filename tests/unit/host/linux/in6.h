/* SPDX-License-Identifier: GPL-2.0 */
/* IPv6 addresses, for host programs. */
#ifndef HOST_LINUX_IN6_H
#define HOST_LINUX_IN6_H

#include <netinet/in.h>

#endif
