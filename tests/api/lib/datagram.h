/* SPDX-License-Identifier: GPL-2.0 */
/* Datagrams that programs on the director send. */
#ifndef API_DATAGRAM_H
#define API_DATAGRAM_H

int datagram4(const char *address, int from, int to);

#endif
