/* SPDX-License-Identifier: GPL-2.0 */
/* Address families, for host programs. */
#ifndef HOST_LINUX_SOCKET_H
#define HOST_LINUX_SOCKET_H

#include_next <linux/socket.h>

#include <sys/socket.h>

#endif
