/* SPDX-License-Identifier: GPL-2.0 */
/* Options of TCP, for host programs. */
#ifndef HOST_NET_TCP_H
#define HOST_NET_TCP_H

#include <linux/tcp.h>

#define TCPOPT_NOP 1
#define TCPOPT_EOL 0
#define TCPOPT_SACK 5

#endif
