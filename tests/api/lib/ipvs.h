/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A raw netlink socket that talks to the family "IPVS" of the network
 * namespace that it was opened in.
 */
#ifndef API_IPVS_H
#define API_IPVS_H

#include "attrs.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <linux/genetlink.h>
#include <linux/lvs.h>

/* room for all that one request is answered with */
#define IPVS_ANSWER_MAX (1 << 20)

/**
 * struct ipvs - an open socket, and what the last request was answered with
 * @fd: the socket
 * @portid: its address
 * @family: number of the family
 * @seq: of the last request
 * @err: errno of the answer, positive; 0 for success
 * @text: extended error text, empty if none came
 * @bad_at: offset of the attribute that is to blame, 0 if none
 * @miss: number of the attribute that is missing, 0 if none
 * @answer: messages, without the acknowledgement
 * @len: bytes of @answer
 * @done: a dump was closed; @done_status is the word in its last message
 */
struct ipvs {
	int fd;
	uint32_t portid;
	uint16_t family;
	uint32_t seq;
	int err;
	char text[256];
	uint32_t bad_at;
	uint32_t miss;
	uint8_t *answer;
	size_t len;
	bool done;
	int done_status;
};

int ipvs_open(struct ipvs *s);
void ipvs_close(struct ipvs *s);
int ipvs_send(struct ipvs *s, int cmd, int flags, int version,
	      const struct attrs *attrs);
int ipvs_receive(struct ipvs *s);
int ipvs_do(struct ipvs *s, int cmd, const struct attrs *attrs);
int ipvs_dump(struct ipvs *s, int cmd, const struct attrs *attrs);

/* reading an answer */
const struct nlmsghdr *ipvs_first(const struct ipvs *s);
const struct nlmsghdr *ipvs_next(const struct ipvs *s,
				 const struct nlmsghdr *nlh);
const struct genlmsghdr *msg_genl(const struct nlmsghdr *nlh);
const void *msg_attrs(const struct nlmsghdr *nlh, size_t *len);
const struct nlattr *msg_only_nest(const struct nlmsghdr *nlh, int type);
const struct nlattr *nest_member(const struct nlattr *nest, int type);

/* requests that are right */
struct form svc_form(const char *ip, int port);
struct form svc_form6(const char *ip, int port);
struct form mark_form(int family, uint32_t mark);
struct form dest_form(const char *ip, int port);
int ipvs_svc(struct ipvs *s, int cmd, const struct form *svc);
int ipvs_dest(struct ipvs *s, int cmd, const struct form *svc,
	      const struct form *dest);
int ipvs_dump_dests(struct ipvs *s, const struct form *svc);
int ipvs_describe(struct ipvs *s);
uint64_t ipvs_svc_stat(struct ipvs *s, const struct form *svc, int attr);

/**
 * struct snapshot - all that can be read of the configuration, as bytes
 * @len: bytes
 * @data: replies one after another
 */
struct snapshot {
	size_t len;
	uint8_t *data;
};

struct snapshot snapshot_take(struct ipvs *s);
void snapshot_add(struct snapshot *to, const void *data, size_t len);
void snapshot_add_answer(struct snapshot *to, const struct ipvs *s);
bool snapshot_equal(const struct snapshot *a, const struct snapshot *b);
void snapshot_free(struct snapshot *snapshot);

bool testing_lvs(void);
const char *ipvs_refusal_flaw(const struct ipvs *s);
void new_netns(void);
int drop_net_admin(void);

#endif
