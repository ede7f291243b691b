/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The older interface: options of a raw IPv4 socket, in the network namespace
 * that it was opened in.
 */
#ifndef API_SOCKOPT_H
#define API_SOCKOPT_H

#include <stdint.h>

#include <sys/socket.h>

#include <linux/ip_vs.h>

/* bytes for any answer */
#define SO_ROOM 4096

/* request for a server: which service, which server */
struct so_dest {
	struct ip_vs_service_user svc;
	struct ip_vs_dest_user dest;
};

extern _Alignas(8) char so_room[SO_ROOM];

int so_open(void);
int so_set(int fd, int opt, const void *data, socklen_t len);
int so_get(int fd, int opt, void *data, socklen_t *len);

/* 16 bytes, without an end if the text is as long */
void so_text(char *to, const char *text);

/* requests that are right */
struct ip_vs_service_user so_svc(const char *ip, int port);
struct ip_vs_dest_user so_dest(const char *ip, int port);

/* all return an errno, or 0 */
int so_svc_do(int fd, int opt, const struct ip_vs_service_user *svc);
int so_svc_get(int fd, const struct ip_vs_service_user *svc,
	       struct ip_vs_service_entry *entry);
int so_dest_do(int fd, int opt, const struct so_dest *dest);
int so_dests(int fd, const struct ip_vs_service_user *svc, unsigned int n,
	     struct ip_vs_get_dests *list);
int so_dests_len(int fd, const struct ip_vs_service_user *svc, unsigned int n,
		 struct ip_vs_get_dests *list, socklen_t len);
int so_info(int fd, struct ip_vs_getinfo *info);

#endif
