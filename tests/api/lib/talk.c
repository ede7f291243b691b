// SPDX-License-Identifier: GPL-2.0
/* Both ends of an FTP control connection, and what they tell each other. */
#define _GNU_SOURCE
#include "talk.h"
#include "wires.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* what is dropped is sent again by then */
#define ANSWER_S 10

static struct sockaddr_in address(const char *ip, int port)
{
	struct sockaddr_in at = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
	};

	inet_pton(AF_INET, ip, &at.sin_addr);
	return at;
}

/* of the client, as for wires_socket() */
int talk_socket(int client)
{
	struct timeval deadline = { .tv_sec = ANSWER_S };
	int fd = wires_socket(client, AF_INET, SOCK_STREAM);

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &deadline, sizeof(deadline));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &deadline, sizeof(deadline));
	return fd;
}

/* the server, at a port */
int talk_listen(int port)
{
	struct sockaddr_in at = address(TALK_RIP, port);
	int fd = talk_socket(-1), on = 1;

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(fd, (struct sockaddr *)&at, sizeof(at)) || listen(fd, 5)) {
		perror("listen");
		exit(1);
	}
	return fd;
}

/* a port of the virtual server; an errno */
int talk_call(int fd, int port)
{
	struct sockaddr_in to = address(TALK_VIP, port);

	return connect(fd, (struct sockaddr *)&to, sizeof(to)) ? errno : 0;
}

static void commas_of(char *commas, size_t size, const char *ip, int port)
{
	char *dot;

	snprintf(commas, size, "%s,%d,%d", ip, port >> 8, port & 0xff);
	while ((dot = strchr(commas, '.')))
		*dot = ',';
}

void talk_passive(char *line, size_t size, const char *ip, int port)
{
	char commas[48];

	commas_of(commas, sizeof(commas), ip, port);
	snprintf(line, size, "227 Entering Passive Mode (%s)\r\n", commas);
}

void talk_active(char *line, size_t size, const char *ip, int port)
{
	char commas[48];

	commas_of(commas, sizeof(commas), ip, port);
	snprintf(line, size, "PORT %s\r\n", commas);
}

/* a whole line, now; an errno */
int talk_say(int fd, const char *line)
{
	ssize_t len = strlen(line);

	return send(fd, line, len, MSG_DONTWAIT) != len ? errno : 0;
}

/* a whole line comes, and it is this one */
bool talk_comes(int fd, const char *line)
{
	size_t len = 0, want = strlen(line);
	char text[256];
	ssize_t got;

	while (len < want) {
		got = recv(fd, text + len, want - len, 0);
		if (got <= 0)
			return false;
		len += got;
	}
	return !memcmp(text, line, len);
}

/* the table has an entry that this port belongs to */
bool talk_is_listed(int port)
{
	FILE *file = fopen("/proc/thread-self/net/ip_vs_conn", "r");
	char line[256], name[16];
	bool found = false;

	if (!file)
		exit(1);
	snprintf(name, sizeof(name), " %04X ", port);
	while (fgets(line, sizeof(line), file))
		found |= !!strstr(line, name);
	fclose(file);
	return found;
}
