/* SPDX-License-Identifier: GPL-2.0 */
/* Both ends of an FTP control connection, and what they tell each other. */
#ifndef API_TALK_H
#define API_TALK_H

#include <stdbool.h>
#include <stddef.h>

/* the virtual server, and the server, which is a program on the director */
#define TALK_VIP "10.9.0.1"
#define TALK_RIP "10.3.0.1"

int talk_listen(int port);
int talk_socket(int client);
int talk_call(int fd, int port);
void talk_passive(char *line, size_t size, const char *ip, int port);
void talk_active(char *line, size_t size, const char *ip, int port);
int talk_say(int fd, const char *line);
bool talk_comes(int fd, const char *line);
bool talk_is_listed(int port);

#endif
