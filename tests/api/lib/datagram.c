// SPDX-License-Identifier: GPL-2.0
/* Datagrams that programs on the director send. */
#include "datagram.h"

#include <arpa/inet.h>
#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

/* a byte from an address of this machine and a port of it to another port; 0 or an errno */
int datagram4(const char *address, int from, int to)
{
	struct sockaddr_in addr = {
		.sin_family = AF_INET,
		.sin_port = htons(from),
		.sin_addr.s_addr = inet_addr(address),
	};
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	int err = bind(fd, (struct sockaddr *)&addr, sizeof(addr));

	addr.sin_port = htons(to);
	if (!err)
		err = sendto(fd, "x", 1, 0, (struct sockaddr *)&addr,
			     sizeof(addr)) == 1 ? 0 : -1;
	err = err ? errno : 0;
	close(fd);
	return err;
}
