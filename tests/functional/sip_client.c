// SPDX-License-Identifier: GPL-2.0
/*
 * sip_client - says a word inside SIP messages to flow_serve, which answers it
 *
 *	sip_client WORD ADDR PORT SOURCE-PORT CALL-ID...
 *		From one socket, one message for each CALL-ID; its method is
 *		WORD, so that the server takes it for an order ("who", "peer").
 *		Prints the first line of each answer, "timeout" or "refused".
 *		SOURCE-PORT 0 is any; CALL-ID - sends a message without one.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define ANSWER_S 4	/* how long an answer may take */

static void die(const char *what)
{
	perror(what);
	exit(2);
}

static struct addrinfo *look_up(const char *addr, const char *port, int family,
				int flags)
{
	struct addrinfo hints = {
		.ai_family = family,
		.ai_socktype = SOCK_DGRAM,
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | flags,
	};
	struct addrinfo *found;

	if (getaddrinfo(addr, port, &hints, &found))
		die("getaddrinfo");
	return found;
}

static int open_socket(const char *addr, const char *port, const char *from)
{
	struct addrinfo *to = look_up(addr, port, AF_UNSPEC, 0);
	struct addrinfo *own = look_up(NULL, from, to->ai_family, AI_PASSIVE);
	struct timeval wait = { .tv_sec = ANSWER_S };
	int fd, on = 1;

	fd = socket(to->ai_family, SOCK_DGRAM, 0);
	if (fd < 0)
		die("socket");
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
	if (bind(fd, own->ai_addr, own->ai_addrlen))
		die("bind");
	if (connect(fd, to->ai_addr, to->ai_addrlen))
		die("connect");
	freeaddrinfo(own);
	freeaddrinfo(to);
	return fd;
}

static void ask(int fd, const char *word, const char *call_id)
{
	bool none = !strcmp(call_id, "-");
	char text[1024], answer[1024];
	ssize_t n;
	int len;

	len = snprintf(text, sizeof(text),
		       "%s sip:test@example.org SIP/2.0\r\n"
		       "Via: SIP/2.0/UDP host.example.org\r\n"
		       "%s%s%sCSeq: 1 OPTIONS\r\n\r\n", word,
		       none ? "" : "Call-ID: ", none ? "" : call_id,
		       none ? "" : "\r\n");
	if (send(fd, text, len, 0) < 0 && errno != ECONNREFUSED)
		die("send");
	n = recv(fd, answer, sizeof(answer) - 1, 0);
	if (n < 0)
		n = snprintf(answer, sizeof(answer),
			     errno == ECONNREFUSED ? "refused" : "timeout");
	answer[n] = '\0';
	printf("%.*s\n", (int)strcspn(answer, "\r\n"), answer);
	fflush(stdout);
}

int main(int argc, char **argv)
{
	int fd, i;

	if (argc < 6) {
		fprintf(stderr,
			"usage: sip_client WORD ADDR PORT SOURCE-PORT CALL-ID...\n");
		return 2;
	}
	fd = open_socket(argv[2], argv[3], argv[4]);
	for (i = 5; i < argc; i++)
		ask(fd, argv[1], argv[i]);
	close(fd);
	return 0;
}
