// SPDX-License-Identifier: GPL-2.0
/*
 * Sending requests, and counting what they are answered with.
 */
#define _GNU_SOURCE
#include "worker.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <linux/lvs.h>

#define ANSWER_BYTES (64 << 10)

static uint8_t answer[ANSWER_BYTES];

int netlink_open(void)
{
	int on = 1, fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC);

	if (fd < 0)
		die("netlink socket");
	setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof(on));
	setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof(on));
	return fd;
}

static const struct nlattr *next_attr(const void **list, size_t *len)
{
	const struct nlattr *attr = *list;
	size_t whole;

	if (*len < NLA_HDRLEN || attr->nla_len < NLA_HDRLEN || attr->nla_len > *len)
		return NULL;
	whole = NLA_ALIGN(attr->nla_len);
	*len -= whole > *len ? *len : whole;
	*list = (const uint8_t *)attr + whole;
	return attr;
}

static const struct nlattr *find_attr(const void *list, size_t len, int type)
{
	const struct nlattr *attr;

	while ((attr = next_attr(&list, &len))) {
		if ((attr->nla_type & NLA_TYPE_MASK) == type)
			return attr;
	}
	return NULL;
}

/* lengths agree, down to the attributes of nests that answers hold */
static bool list_is_sound(const void *list, size_t len, bool nests)
{
	const struct nlattr *attr;

	while (len) {
		attr = next_attr(&list, &len);
		if (!attr)
			return false;
		if (nests && !list_is_sound(attr + 1, attr->nla_len - NLA_HDRLEN, false))
			return false;
	}
	return true;
}

/* the numbers of all commands of a list of the control family */
static void read_ops(const struct nlattr *ops, uint8_t *numbers, unsigned int *count)
{
	size_t len = ops->nla_len - NLA_HDRLEN;
	const struct nlattr *op, *id;
	const void *list = ops + 1;

	while ((op = next_attr(&list, &len))) {
		id = find_attr(op + 1, op->nla_len - NLA_HDRLEN, CTRL_ATTR_OP_ID);
		if (id && *count < COMMANDS_MAX)
			numbers[(*count)++] = *(const uint32_t *)(id + 1);
	}
}

/**
 * netlink_family() - look the family up
 * @fd: socket
 * @numbers: filled with its commands; or NULL
 * @count: of those
 */
uint16_t netlink_family(int fd, uint8_t *numbers, unsigned int *count)
{
	struct {
		struct nlmsghdr nlh;
		struct genlmsghdr genl;
		struct nlattr attr;
		char name[8];
	} ask = {
		.nlh = { sizeof(ask), GENL_ID_CTRL, NLM_F_REQUEST, 0, 0 },
		.genl = { .cmd = CTRL_CMD_GETFAMILY, .version = 1 },
		.attr = { NLA_HDRLEN + sizeof(LVS_GENL_NAME), CTRL_ATTR_FAMILY_NAME },
		.name = LVS_GENL_NAME,
	};
	const struct nlmsghdr *nlh = (void *)answer;
	const struct nlattr *id, *ops;
	const void *list;
	size_t len;

	if (send(fd, &ask, sizeof(ask), 0) < 0 || recv(fd, answer, sizeof(answer), 0) < 0)
		die("ask for the family");
	if (nlh->nlmsg_type == NLMSG_ERROR)
		return 0;
	list = answer + NLMSG_HDRLEN + GENL_HDRLEN;
	len = nlh->nlmsg_len - NLMSG_HDRLEN - GENL_HDRLEN;
	id = find_attr(list, len, CTRL_ATTR_FAMILY_ID);
	ops = find_attr(list, len, CTRL_ATTR_OPS);
	if (!id || !ops)
		return 0;
	if (numbers)
		read_ops(ops, numbers, count);
	return *(const uint16_t *)(id + 1);
}

/* @error: errno */
static void count_answer(struct worker *w, uint32_t seq, int error)
{
	uint8_t number = w->asked[seq % ASKED_MAX];
	const struct command *command = command_find(number);

	if (command && error == command->best)
		w->tally->best[number]++;
	if (!error)
		w->tally->done[number]++;
	else
		w->tally->refused[error > 0 && error < ERRNOS_MAX ? error : 0]++;
}

/* those to questions of one kind hold a nest, those to others values */
static bool answer_is_sound(const struct nlmsghdr *nlh)
{
	const struct genlmsghdr *genl = NLMSG_DATA(nlh);
	size_t head = NLMSG_HDRLEN + GENL_HDRLEN;
	bool nests = genl->cmd == LVS_CMD_NEW_SERVICE || genl->cmd == LVS_CMD_NEW_DEST;

	return nlh->nlmsg_len >= head &&
	       list_is_sound((const uint8_t *)nlh + head, nlh->nlmsg_len - head, nests);
}

static void read_message(struct worker *w, const struct nlmsghdr *nlh)
{
	int error;

	switch (nlh->nlmsg_type) {
	case NLMSG_DONE:
	case NLMSG_ERROR:
		if (nlh->nlmsg_len < NLMSG_HDRLEN + sizeof(error)) {
			w->tally->malformed++;
			return;
		}
		memcpy(&error, NLMSG_DATA(nlh), sizeof(error));
		count_answer(w, nlh->nlmsg_seq, -error);
		return;
	case NLMSG_NOOP:
		return;
	}
	if (nlh->nlmsg_type == w->family && !answer_is_sound(nlh))
		w->tally->malformed++;
}

/* one part of what waits; false if nothing does */
static bool receive(struct worker *w, int fd)
{
	const struct nlmsghdr *nlh = (void *)answer;
	ssize_t len = recv(fd, answer, sizeof(answer), MSG_DONTWAIT);

	/* more came than the socket holds: that much is lost, and told once */
	if (len < 0)
		return errno == ENOBUFS;
	for (; NLMSG_OK(nlh, len); nlh = NLMSG_NEXT(nlh, len))
		read_message(w, nlh);
	return true;
}

static void post(struct worker *w, int fd)
{
	struct message *m = &w->message;

	/* what is too short or too long is refused here */
	if (send(fd, m->data, m->len, MSG_DONTWAIT) < 0 && errno == ENOBUFS)
		while (receive(w, fd))
			;
}

/* the number of one more request */
static uint32_t note_asked(struct worker *w, uint8_t command)
{
	uint32_t seq = ++w->seq;

	w->asked[seq % ASKED_MAX] = command;
	w->tally->requests++;
	w->tally->by_command[command]++;
	return seq;
}

static void add_request(struct worker *w)
{
	const struct command *command = command_draw(&w->dice);

	message_request(&w->message, command, w->family, note_asked(w, command->number));
}

/* one request, or a few at once */
void netlink_ask(struct worker *w)
{
	uint32_t more = dice_chance(&w->dice, 15) ? dice_below(&w->dice, 6) : 0;

	message_clear(&w->message, &w->dice);
	do
		add_request(w);
	while (more-- && w->message.len < MESSAGE_BYTES / 16);
	if (dice_chance(&w->dice, 8))
		message_damage(&w->message);
	post(w, w->fd);
	while (receive(w, w->fd))
		;
}

/* requests that were sent before get new numbers */
static void number_again(struct worker *w)
{
	struct nlmsghdr *nlh = (void *)w->message.data;
	const struct genlmsghdr *genl;
	int len = w->message.len;

	for (; NLMSG_OK(nlh, len); nlh = NLMSG_NEXT(nlh, len)) {
		genl = NLMSG_DATA(nlh);
		if (nlh->nlmsg_len < NLMSG_HDRLEN + GENL_HDRLEN)
			continue;
		nlh->nlmsg_seq = note_asked(w, genl->cmd);
		w->tally->changed++;
	}
}

/* what was sent before, changed */
void netlink_again(struct worker *w, struct guide *guide)
{
	if (!guide_lead(guide, &w->message))
		return;
	number_again(w);
	post(w, w->fd);
	while (receive(w, w->fd))
		;
}

void netlink_crowd(struct worker *w)
{
	uint32_t first = w->seq + 1;
	unsigned int i;

	for (i = 0; i < CROWD; i++)
		note_asked(w, LVS_CMD_NEW_DEST);
	message_clear(&w->message, &w->dice);
	message_crowd(&w->message, w->family, first);
	post(w, w->fd);
	while (receive(w, w->fd))
		;
}

/* ask for a listing on a socket of its own */
static int begin_listing(struct worker *w)
{
	static const uint8_t listings[] = { LVS_CMD_GET_SERVICE, LVS_CMD_GET_DEST,
					    LVS_CMD_GET_DEST, LVS_CMD_GET_DAEMON };
	struct nlmsghdr *nlh = (void *)w->message.data;
	int fd = netlink_open();

	message_clear(&w->message, &w->dice);
	message_request(&w->message, command_find(dice_of(&w->dice, listings)), w->family, 0);
	nlh->nlmsg_flags |= NLM_F_DUMP;
	post(w, fd);
	return fd;
}

/* one that ends before it is read */
void netlink_cut(struct worker *w)
{
	int fd = begin_listing(w);

	if (dice_chance(&w->dice, 50))
		recv(fd, answer, dice_below(&w->dice, sizeof(answer)), MSG_DONTWAIT);
	close(fd);
	w->tally->cut++;
}

/* one that is read part by part, while other things happen */
void netlink_hold(struct worker *w)
{
	int *held = &w->held[dice_below(&w->dice, HELD_MAX)];

	if (*held < 0) {
		*held = begin_listing(w);
	} else if (dice_chance(&w->dice, 70)) {
		recv(*held, answer, sizeof(answer), MSG_DONTWAIT);
	} else {
		close(*held);
		*held = -1;
		w->tally->cut++;
	}
}
