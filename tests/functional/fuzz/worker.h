/* SPDX-License-Identifier: GPL-2.0 */
/*
 * One process that asks the balancer for this and that.
 */
#ifndef FUZZ_WORKER_H
#define FUZZ_WORKER_H

#include "guide.h"
#include "message.h"

#define COMMANDS_MAX	256
#define ERRNOS_MAX	160
/* requests that wait for their answers */
#define ASKED_MAX	1024
#define HELD_MAX	3

/**
 * struct tally - what came of it
 * @requests: sent by netlink
 * @by_command: requests of a known number
 * @done: of those, as often as they were done
 * @best: of those, how often the answer was what a sound one gets
 * @refused: by errno
 * @malformed: answers that are not well formed
 * @cut: listings that were given up
 * @options: socket options, that were taken, and were not
 * @reads: of files in /proc/net
 * @knobs: written values, that were taken, and were not
 * @flows: packets that were sent to services
 * @births: namespaces that came and went
 * @traced: 1 if the kernel says where it goes
 * @kept: requests, alone or with others, that led to something new
 * @changed: requests that were made of those
 */
struct tally {
	uint64_t requests;
	uint64_t by_command[COMMANDS_MAX];
	uint64_t done[COMMANDS_MAX];
	uint64_t best[COMMANDS_MAX];
	uint64_t refused[ERRNOS_MAX];
	uint64_t malformed;
	uint64_t cut;
	uint64_t options[2];
	uint64_t reads;
	uint64_t knobs[2];
	uint64_t flows;
	uint64_t births;
	uint64_t traced;
	uint64_t kept;
	uint64_t changed;
};

/**
 * struct worker - a process
 * @dice: chance
 * @tally: of its own, in memory that its parent sees
 * @fd: netlink socket
 * @family: number of the family
 * @seq: of the last request
 * @asked: command of each request, by number
 * @message: what is sent
 * @held: netlink sockets whose listings are not read to their end, -1 for none
 * @option_fd: raw socket for options
 * @files: files in /proc/net that are open, -1 for none
 */
struct worker {
	struct dice dice;
	struct tally *tally;
	int fd;
	uint16_t family;
	uint32_t seq;
	uint8_t asked[ASKED_MAX];
	struct message message;
	int held[HELD_MAX];
	int option_fd;
	int files[HELD_MAX];
};

void die(const char *what);

/* netlink.c */
int netlink_open(void);
uint16_t netlink_family(int fd, uint8_t *numbers, unsigned int *count);
void netlink_ask(struct worker *w);
void netlink_again(struct worker *w, struct guide *guide);
void netlink_crowd(struct worker *w);
void netlink_cut(struct worker *w);
void netlink_hold(struct worker *w);

/* options.c */
void options_ask(struct worker *w);

/* files.c */
void files_list(void);
void files_read(struct worker *w);
void files_tune(struct worker *w);

#endif
