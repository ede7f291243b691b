/* SPDX-License-Identifier: GPL-2.0 */
/* A socket's switches were bit fields before they became atomic. Floor 0. */
#ifndef LVS_COMPAT_NET_INET_SOCK_H
#define LVS_COMPAT_NET_INET_SOCK_H

#include_next <net/inet_sock.h>

#ifndef LVS_HAVE_INET_FLAGS
#define LVS_INET_NODEFRAG	nodefrag
#define inet_test_bit(nr, sk)	(inet_sk(sk)->LVS_INET_##nr)
#endif

#endif
