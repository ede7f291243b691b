// SPDX-License-Identifier: GPL-2.0
/*
 * fuzz_netlink - asks the balancer of this namespace all that can be asked
 *
 *	fuzz_netlink SEED SECONDS PROCESSES [blind]
 *		Sound, almost sound and senseless requests by netlink and socket
 *		options, reads and writes of files, and packets to the services
 *		that come of it, from several processes. What each does depends
 *		on SEED alone; SECONDS say how far it gets. Prints what came of
 *		it: lines that begin with "note", and "never NAME..." with the
 *		commands of which no sound request was done.
 *
 *		Where the kernel says which places in the module a process came
 *		to, requests that led to a new one are sent again, changed, in
 *		between. What is made anew is the same as ever for a SEED; which
 *		of it is kept depends on what the others did meanwhile, too, and
 *		so do the changed ones. With "blind", places are only counted.
 *
 * Parts: fuzz/.
 */
#define _GNU_SOURCE
#include "fuzz/names.h"
#include "fuzz/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PROCESSES_MAX	16
/* the clock is looked at once in so many steps */
#define STEPS		32
/* steps in a namespace that lives no longer */
#define SHORT_LIFE	60
/* their dice are numbered from here */
#define GUIDES		1000

/**
 * struct orders - what is to be done
 * @seed: of chance
 * @seconds: how long
 * @processes: by so many
 * @blind: not guided by where it leads to
 */
struct orders {
	uint64_t seed;
	unsigned int seconds;
	unsigned int processes;
	bool blind;
};

/**
 * struct share - what a process leaves to its parent
 * @tally: what came of it
 * @places: where it came to
 */
struct share {
	struct tally tally;
	struct places places;
};

void die(const char *what)
{
	fprintf(stderr, "fuzz_netlink: %s: %s\n", what, strerror(errno));
	exit(1);
}

static time_t now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec;
}

/* a packet to one of the services: a datagram, or the begin of a connection */
static void send_flow(struct worker *w)
{
	struct svc_name name = svc_name_draw(&w->dice);
	bool stream = name.proto == IPPROTO_TCP;
	struct sockaddr_storage to;
	socklen_t len = svc_name_sockaddr(&name, &to);
	int fd = socket(name.family, (stream ? SOCK_STREAM : SOCK_DGRAM) | SOCK_NONBLOCK, 0);

	if (fd < 0)
		die("socket");
	if (name.mark)
		setsockopt(fd, SOL_SOCKET, SO_MARK, &name.mark, sizeof(name.mark));
	if (!connect(fd, (struct sockaddr *)&to, len) && !stream)
		send(fd, "INVITE sip:x SIP/2.0\r\nCall-ID: a@b\r\n\r\n", 39, 0);
	close(fd);
	w->tally->flows++;
}

static void open_all(struct worker *w)
{
	int i;

	w->fd = netlink_open();
	w->option_fd = socket(AF_INET, SOCK_RAW, IPPROTO_RAW);
	for (i = 0; i < HELD_MAX; i++)
		w->held[i] = w->files[i] = -1;
}

static void step(struct worker *w);

/*
 * A namespace that ends with all that is in it: the process that has made it
 * ends. Half of them belong to a user who is not the machine's administrator.
 */
static void live_shortly(struct worker *w)
{
	struct worker child;
	struct tally tally;
	int i;
	pid_t pid;

	pid = fork();
	if (pid < 0)
		die("fork");
	if (pid) {
		waitpid(pid, NULL, 0);
		w->tally->births++;
		return;
	}
	if (unshare(CLONE_NEWNET | (dice_chance(&w->dice, 50) ? CLONE_NEWUSER : 0)))
		_exit(0);
	child = *w;
	child.tally = &tally;
	open_all(&child);
	for (i = 0; i < SHORT_LIFE; i++)
		step(&child);
	_exit(0);
}

static void step(struct worker *w)
{
	uint32_t what = dice_below(&w->dice, 1000);

	if (what < 680)
		netlink_ask(w);
	else if (what < 780)
		options_ask(w);
	else if (what < 840)
		files_read(w);
	else if (what < 890)
		files_tune(w);
	else if (what < 960)
		send_flow(w);
	else if (what < 980)
		netlink_hold(w);
	else if (what < 995)
		netlink_cut(w);
	else if (what < 998)
		netlink_crowd(w);
	else
		live_shortly(w);
}

static void guided_step(struct worker *w, struct guide *guide)
{
	/* only what netlink is asked can be sent again */
	message_clear(&w->message, &w->dice);
	guide_begin(guide);
	if (guide_wants(guide))
		netlink_again(w, guide);
	else
		step(w);
	w->tally->kept += guide_end(guide, &w->message);
}

static void work(const struct orders *orders, struct share *share, unsigned int which)
{
	time_t until = now() + orders->seconds;
	static struct guide guide;
	static struct worker w;
	unsigned int i;

	w.dice = dice_new(orders->seed, which);
	w.tally = &share->tally;
	open_all(&w);
	w.family = netlink_family(w.fd, NULL, NULL);
	if (!w.family)
		die("there is no family IPVS");
	guide.dice = dice_new(orders->seed, GUIDES + which);
	guide.blind = orders->blind;
	guide.places = &share->places;
	w.tally->traced = kcov_start(&guide.kcov);
	while (now() < until) {
		for (i = 0; i < STEPS; i++)
			guided_step(&w, &guide);
	}
}

static void add(struct tally *sum, const struct tally *tally)
{
	const uint64_t *from = (const uint64_t *)tally;
	uint64_t *to = (uint64_t *)sum;
	unsigned int i;

	for (i = 0; i < sizeof(*sum) / sizeof(*to); i++)
		to[i] += from[i];
}

static void report_commands(const struct tally *sum, uint64_t *done, uint64_t *refused)
{
	unsigned int i;

	*done = *refused = 0;
	printf("note done of asked:");
	for (i = 0; i < commands_count; i++) {
		*done += sum->done[commands[i].number];
		printf(" %s %llu/%llu", commands[i].name,
		       (unsigned long long)sum->done[commands[i].number],
		       (unsigned long long)sum->by_command[commands[i].number]);
	}
	printf("\nnote refused:");
	for (i = 0; i < ERRNOS_MAX; i++) {
		*refused += sum->refused[i];
		if (sum->refused[i])
			printf(" %s %llu", strerrorname_np(i) ?: "other",
			       (unsigned long long)sum->refused[i]);
	}
	printf("\n");
}

static void report(const struct tally *sum, unsigned int seconds)
{
	uint64_t done, refused, requests = sum->requests ?: 1;

	report_commands(sum, &done, &refused);
	printf("note %llu requests, %llu/s: %llu%% done, %llu%% refused, the rest unanswered; "
	       "%llu listings given up\n", (unsigned long long)requests,
	       (unsigned long long)requests / (seconds ?: 1),
	       (unsigned long long)done * 100 / requests,
	       (unsigned long long)refused * 100 / requests, (unsigned long long)sum->cut);
	printf("note options: %llu done, %llu refused; knobs: %llu written, %llu refused; %llu reads, "
	       "%llu packets, %llu namespaces\n", (unsigned long long)sum->options[0],
	       (unsigned long long)sum->options[1], (unsigned long long)sum->knobs[0],
	       (unsigned long long)sum->knobs[1], (unsigned long long)sum->reads,
	       (unsigned long long)sum->flows, (unsigned long long)sum->births);
	printf("share %llu\nmalformed %llu\n", (unsigned long long)done * 100 / requests,
	       (unsigned long long)sum->malformed);
}

static void report_guide(const struct tally *sum, size_t places)
{
	uint64_t changed = sum->changed * 100 / (sum->requests ?: 1);

	if (!sum->traced) {
		printf("note not guided: the kernel does not say where it goes\n");
	} else {
		printf("note guide: %zu places reached, %llu kept for that, "
		       "%llu%% of the requests were made of those\n", places,
		       (unsigned long long)sum->kept, (unsigned long long)changed);
	}
	printf("traced %llu\nplaces %zu\nchanged %llu\n",
	       (unsigned long long)sum->traced, places,
	       (unsigned long long)changed);
}

/* a command of the kernel's that the table lacks, too, is never asked */
static void report_never(const struct tally *sum, const uint8_t *numbers, unsigned int count)
{
	const struct command *command;
	unsigned int i;

	printf("never");
	for (i = 0; i < count; i++) {
		command = command_find(numbers[i]);
		if (!command)
			printf(" %u", numbers[i]);
		else if (!sum->best[numbers[i]])
			printf(" %s", command->name);
	}
	printf("\n");
}

/* false if a process came to grief */
static bool carry_out(const struct orders *orders, struct share *shares)
{
	unsigned int i;
	int status, bad = 0;

	for (i = 0; i < orders->processes; i++) {
		if (!fork()) {
			work(orders, &shares[i], i);
			exit(0);
		}
	}
	while (wait(&status) > 0)
		bad |= status;
	return !bad;
}

static void sum_up(const struct orders *orders, const struct share *shares)
{
	uint8_t numbers[COMMANDS_MAX];
	static struct places places;
	struct tally sum = {};
	unsigned int i, count = 0;

	for (i = 0; i < orders->processes; i++) {
		add(&sum, &shares[i].tally);
		places_join(&places, &shares[i].places);
	}
	netlink_family(netlink_open(), numbers, &count);
	report(&sum, orders->seconds);
	report_guide(&sum, places.count);
	report_never(&sum, numbers, count);
}

int main(int argc, char **argv)
{
	struct orders orders = {};
	struct share *shares;
	bool well;

	orders.blind = argc == 5 && !strcmp(argv[4], "blind");
	if (argc != 4 + orders.blind) {
		fprintf(stderr, "usage: fuzz_netlink SEED SECONDS PROCESSES [blind]\n");
		return 2;
	}
	orders.seed = strtoull(argv[1], NULL, 0);
	orders.seconds = atoi(argv[2]);
	orders.processes = atoi(argv[3]);
	if (orders.processes > PROCESSES_MAX)
		orders.processes = PROCESSES_MAX;
	shares = mmap(NULL, PROCESSES_MAX * sizeof(*shares), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shares == MAP_FAILED)
		die("mmap");
	files_list();
	well = carry_out(&orders, shares);
	sum_up(&orders, shares);
	return well ? 0 : 1;
}
