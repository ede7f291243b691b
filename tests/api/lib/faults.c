// SPDX-License-Identifier: GPL-2.0
/*
 * Memory that the kernel does not get: one allocation after the other, of all
 * that this task asks for, is made to fail. The debug kernel can do that.
 *
 * The number that is written to fail-nth is counted down by each allocation of
 * the task, and the one that makes it zero fails. With make-it-fail and a
 * probability of 100 all fail, and so do those after that one: as long as
 * fail-nth counts, nothing else is asked.
 *
 * What is allocated in softirq is nobody's, and not counted by fail-nth. There
 * a budget of bytes is spent, and the allocation that it is not enough for
 * fails. The task itself, which has a fail-nth that never comes, is spared.
 */
#define _GNU_SOURCE
#include "faults.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define FAILSLAB "/sys/kernel/debug/failslab/"
#define FAIL_PAGES "/sys/kernel/debug/fail_page_alloc/"
#define CACHES "/sys/kernel/slab"

/* no request allocates so often */
#define NTH_MAX 3000

/* bytes, more than a packet takes */
#define BUDGET 1000000

/* runs in which a packet was not received at once, or took less than before */
#define RETRIES 3

/* more than ever fails, or is counted */
#define MANY 1000000000

/* what the detectors themselves allocate does not count */
static const char *const detectors[] = {
	"kmemleak_object", "kmemleak_scan_area", "debug_objects_cache",
};

static int nth_fd;
static int make_fd;

static void die(const char *what)
{
	perror(what);
	exit(1);
}

static bool write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool done;

	if (fd < 0)
		return false;
	done = write(fd, text, strlen(text)) > 0;
	close(fd);
	return done;
}

static void must_write(const char *path, const char *text)
{
	if (!write_text(path, text))
		die(path);
}

static bool is_detector(const char *cache)
{
	size_t i;

	for (i = 0; i < sizeof(detectors) / sizeof(detectors[0]); i++) {
		if (!strcmp(cache, detectors[i]))
			return true;
	}
	return false;
}

/* a cache that is no more by now is no loss */
static void choose_caches(void)
{
	DIR *dir = opendir(CACHES);
	struct dirent *entry;
	char path[512];

	if (!dir)
		die(CACHES);
	while ((entry = readdir(dir))) {
		if (entry->d_name[0] == '.' || is_detector(entry->d_name))
			continue;
		snprintf(path, sizeof(path), CACHES "/%s/failslab",
			 entry->d_name);
		write_text(path, "1");
	}
	closedir(dir);
}

static int open_own(const char *name)
{
	char path[64];
	int fd;

	snprintf(path, sizeof(path), "/proc/thread-self/%s", name);
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		die(path);
	return fd;
}

bool faults_known(void)
{
	return !access("/proc/self/fail-nth", W_OK) &&
	       !access(FAILSLAB "cache-filter", W_OK) &&
	       !access(FAIL_PAGES "min-order", W_OK);
}

/*
 * The allocations of the task that calls it can fail from now on. Its own pages
 * are there already: what a program has to wait for is nobody's request.
 */
void faults_own(void)
{
	nth_fd = open_own("fail-nth");
	make_fd = open_own("make-it-fail");
	if (mlockall(MCL_CURRENT | MCL_FUTURE))
		die("mlockall");
}

static void set_knob(const char *knob, const char *value)
{
	char path[128];

	snprintf(path, sizeof(path), FAILSLAB "%s", knob);
	must_write(path, value);
	snprintf(path, sizeof(path), FAIL_PAGES "%s", knob);
	must_write(path, value);
}

/*
 * Pages, and what each processor has a copy of, fail too. Slabs take pages now
 * and then, so that what is counted is not the same in each run.
 */
static void count_pages(bool on)
{
	must_write(FAIL_PAGES "min-order", on ? "0" : "99");
}

/* those of all caches that there are by now */
void faults_begin(void)
{
	set_knob("ignore-gfp-wait", "N");
	set_knob("task-filter", "Y");
	set_knob("verbose", "0");
	set_knob("interval", "1");
	set_knob("times", "-1");
	set_knob("probability", "100");
	must_write(FAILSLAB "cache-filter", "Y");
	count_pages(false);
	must_write(FAIL_PAGES "ignore-gfp-highmem", "N");
	choose_caches();
	faults_own();
}

/* let the kernel log say whose allocation it is that fails */
void faults_stacks(bool on)
{
	set_knob("verbose", on ? "2" : "0");
}

static void set_number(int fd, unsigned int number)
{
	char text[16];
	int len = snprintf(text, sizeof(text), "%u", number);

	if (pwrite(fd, text, len, 0) != len)
		die("fault injection");
}

/* what fails first is the @nth allocation from now on */
void faults_arm(unsigned int nth, enum faults_reach reach)
{
	set_number(nth_fd, nth);
	if (reach == FAULTS_REST)
		set_number(make_fd, 1);
}

/* how many allocations more it takes until one fails; 0 if one has */
unsigned int faults_left(void)
{
	char text[16] = {};

	if (pread(nth_fd, text, sizeof(text) - 1, 0) <= 0)
		die("fail-nth");
	return strtoul(text, NULL, 10);
}

/* true if any has failed */
bool faults_disarm(void)
{
	bool injected = !faults_left();

	set_number(make_fd, 0);
	set_number(nth_fd, 0);
	return injected;
}

static void must_write_number(const char *path, unsigned int number)
{
	char text[16];

	snprintf(text, sizeof(text), "%u", number);
	must_write(path, text);
}

static unsigned int must_read_number(const char *path)
{
	FILE *file = fopen(path, "r");
	unsigned int number;

	if (!file || fscanf(file, "%u", &number) != 1)
		die(path);
	fclose(file);
	return number;
}

void faults_softirq_begin(void)
{
	faults_begin();
	must_write(FAILSLAB "probability", "0");
	must_write(FAILSLAB "task-filter", "N");
}

/*
 * What fails first is what comes when no more than a number of @bytes is left,
 * by the size of the objects of the caches that are asked.
 */
void faults_softirq_arm(unsigned int bytes, enum faults_reach reach)
{
	set_number(nth_fd, MANY);
	must_write_number(FAILSLAB "space", bytes);
	must_write_number(FAILSLAB "times", reach == FAULTS_ONE ? 1 : MANY);
	must_write(FAILSLAB "probability", "100");
}

/* how many have failed; @left: bytes that were left for the first of them */
unsigned int faults_softirq_disarm(enum faults_reach reach, unsigned int *left)
{
	unsigned int times = must_read_number(FAILSLAB "times");

	must_write(FAILSLAB "probability", "0");
	set_number(nth_fd, 0);
	*left = must_read_number(FAILSLAB "space");
	return (reach == FAULTS_ONE ? 1 : MANY) - times;
}

/*
 * From the last allocation to the first: what a failed one leaves of the budget
 * tells what those before it took, and with that the one before it fails. One
 * that a packet made as an exception is not found again. Stacks go to the log.
 */
void faults_softirq_walk(faults_softirq_run run, void *arg,
			 struct faults_tally *tally)
{
	unsigned int bytes, left, rest, before, retries = 0;
	bool good = run(arg, BUDGET, FAULTS_ONE, &left);

	for (bytes = BUDGET - left; good && bytes; bytes -= left) {
		before = tally->injected;
		faults_stacks(true);
		good = run(arg, bytes, FAULTS_ONE, &left);
		faults_stacks(false);
		if (tally->injected != before)
			good = good && run(arg, bytes - left + 1, FAULTS_REST,
					   &rest);
		else if (retries++ < RETRIES)
			left = 0;
	}
}

/* every page that is asked for fails from now on, but for those of this task */
void faults_others_arm(void)
{
	set_number(nth_fd, MANY);
	count_pages(true);
	must_write(FAIL_PAGES "task-filter", "N");
	must_write_number(FAIL_PAGES "times", MANY);
}

static unsigned int others_failed(void)
{
	return MANY - must_read_number(FAIL_PAGES "times");
}

/* something has failed by now */
bool faults_others_failed(void)
{
	return others_failed();
}

/* how many have failed */
unsigned int faults_others_disarm(void)
{
	unsigned int failed = others_failed();

	must_write(FAIL_PAGES "task-filter", "Y");
	must_write(FAIL_PAGES "times", "-1");
	count_pages(false);
	set_number(nth_fd, 0);
	return failed;
}

/* one run: what it was answered, and the state that it left */
struct run {
	int err;
	struct snapshot answer;
	struct snapshot state;
};

static void run_free(struct run *run)
{
	snapshot_free(&run->answer);
	snapshot_free(&run->state);
}

static void finish(const struct faults_trial *trial, struct run *run)
{
	if (!run->err && trial->answer)
		trial->answer(trial->arg, &run->answer);
	run->state = trial->look(trial->arg);
}

static struct run run_plain(const struct faults_trial *trial)
{
	struct run run = {};

	run.err = trial->act(trial->arg);
	finish(trial, &run);
	return run;
}

static struct run run_faulty(const struct faults_trial *trial,
			     unsigned int nth, enum faults_reach reach,
			     bool *injected)
{
	struct run run = {};

	faults_arm(nth, reach);
	run.err = trial->act(trial->arg);
	*injected = faults_disarm();
	finish(trial, &run);
	return run;
}

/* false if a run has no right end */
static bool judge(const struct faults_trial *trial, const struct run *run,
		  const struct snapshot *before, const struct run *base,
		  struct faults_tally *tally)
{
	bool undone = snapshot_equal(&run->state, before);
	bool done = snapshot_equal(&run->state, &base->state);

	if (run->err == base->err && done &&
	    snapshot_equal(&run->answer, &base->answer))
		tally->tolerated++;
	else if (run->err == ENOMEM && undone)
		tally->refused++;
	else if (trial->lossy && run->err == ENOBUFS && (done || undone))
		tally->lost++;
	else
		return false;
	return true;
}

static void explain(struct faults_tally *tally, const struct run *run,
		    const struct snapshot *before, const struct run *base,
		    const char *where)
{
	const char *state = "neither the old nor the new state";

	if (snapshot_equal(&run->state, before))
		state = "the old state";
	else if (snapshot_equal(&run->state, &base->state))
		state = "the new state";
	snprintf(tally->problem, sizeof(tally->problem),
		 "%s: errno %d (%s), %s, answer %s", where, run->err,
		 strerror(run->err), state,
		 snapshot_equal(&run->answer, &base->answer) ? "right" :
							       "wrong");
}

/* each allocation in turn, until the request makes no more */
static bool try_all(const struct faults_trial *trial, enum faults_reach reach,
		    const struct snapshot *before, const struct run *base,
		    struct faults_tally *tally)
{
	bool injected = true, dirty = true;
	unsigned int nth;
	char where[64];

	for (nth = 1; injected && nth < NTH_MAX; nth++) {
		struct run run;
		bool good;

		if (dirty)
			trial->reset(trial->arg);
		run = run_faulty(trial, nth, reach, &injected);
		tally->injected += injected;
		dirty = !snapshot_equal(&run.state, before);
		good = injected ? judge(trial, &run, before, base, tally) :
				  run.err == base->err;
		if (!good) {
			snprintf(where, sizeof(where), "allocation %u%s%s",
				 nth, reach == FAULTS_REST ? " and on" : "",
				 injected ? "" : " (none left)");
			explain(tally, &run, before, base, where);
		}
		run_free(&run);
		if (!good)
			return false;
	}
	return !injected;
}

/* first without pages: then no allocation is missed */
static bool try_both(const struct faults_trial *trial,
		     const struct snapshot *before, const struct run *base,
		     struct faults_tally *tally)
{
	enum faults_reach reach;
	bool good = true;
	int pages;

	for (pages = 0; good && pages < 2; pages++) {
		count_pages(pages);
		for (reach = 0; good && reach < FAULTS_REACHES; reach++)
			good = try_all(trial, reach, before, base, tally);
	}
	count_pages(false);
	return good;
}

struct faults_tally faults_try(const struct faults_trial *trial)
{
	struct faults_tally tally = {};
	struct snapshot before;
	struct run base;

	trial->reset(trial->arg);
	before = trial->look(trial->arg);
	base = run_plain(trial);
	tally.base_err = base.err;
	if (!try_both(trial, &before, &base, &tally) && !tally.problem[0])
		strcpy(tally.problem, "does not end");
	trial->reset(trial->arg);
	snapshot_free(&before);
	run_free(&base);
	return tally;
}

void faults_print(const char *name, const struct faults_tally *tally)
{
	printf("# %s: %u faults: %u refused, %u tolerated, %u lost%s%s\n",
	       name, tally->injected, tally->refused, tally->tolerated,
	       tally->lost, tally->problem[0] ? ": " : "", tally->problem);
	fflush(stdout);
}
