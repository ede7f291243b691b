// SPDX-License-Identifier: GPL-2.0
/*
 * Whichever of our allocations fails while the module is loaded or a namespace
 * made: there is no module, or namespace, and nothing is left of it; or all of
 * it is there and works.
 *
 * The kernel allocates a thousand times before and after us. Which allocations
 * are ours the kernel log tells, where it has the stack of each that fails:
 * they follow each other, so the first and the last are searched for.
 */
#define _GNU_SOURCE
#include "lib/faults.h"

#include "kselftest_harness.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#define DEADLINE_S 300

/* never reached */
#define FOREVER 1000000000U

/* what we allocate at least; the search goes in such steps */
#define STEP 16

#define SYSCTLS "/proc/sys/net/ipv4/vs"

/**
 * struct life - what comes and goes
 * @come: returns an errno; called with allocations that fail
 * @works: all of it is there
 * @go: undoes it
 * @gone: nothing is left
 */
struct life {
	int (*come)(void);
	bool (*works)(void);
	void (*go)(void);
	bool (*gone)(void);
};

static int module_fd;

static int load(void)
{
	return syscall(SYS_finit_module, module_fd, "", 0) ? errno : 0;
}

static void unload(void)
{
	if (syscall(SYS_delete_module, "lvs", O_NONBLOCK)) {
		perror("delete_module");
		exit(1);
	}
}

static bool is_there(const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/thread-self/net/%s", name);
	return !access(path, F_OK);
}

static const char *const files[] = {
	"ip_vs", "ip_vs_app", "ip_vs_conn", "ip_vs_conn_sync", "ip_vs_drops",
	"ip_vs_stats", "ip_vs_stats_percpu", "ip_vs_status",
};

static unsigned int files_there(void)
{
	unsigned int i, count = 0;

	for (i = 0; i < ARRAY_SIZE(files); i++)
		count += is_there(files[i]);
	return count;
}

static bool works(void)
{
	struct form svc = svc_form("192.0.2.1", 80);
	struct form svc6 = svc_form6("2001:db8::80", 80);
	struct ipvs s;
	bool good;

	if (ipvs_open(&s))
		return false;
	good = !ipvs_svc(&s, LVS_CMD_NEW_SERVICE, &svc) &&
	       !ipvs_svc(&s, LVS_CMD_NEW_SERVICE, &svc6) &&
	       !ipvs_do(&s, LVS_CMD_FLUSH, NULL);
	ipvs_close(&s);
	return good && files_there() == ARRAY_SIZE(files) &&
	       !access(SYSCTLS, F_OK);
}

static bool is_unloaded(void)
{
	return !files_there() && access(SYSCTLS, F_OK) &&
	       access("/sys/module/lvs", F_OK) &&
	       access("/sys/kernel/slab/lvs_svc", F_OK) &&
	       access("/sys/kernel/slab/lvs_dest", F_OK) &&
	       access("/sys/kernel/slab/lvs_conn4", F_OK) &&
	       access("/sys/kernel/slab/lvs_conn6", F_OK);
}

static const struct life module = {
	.come = load,
	.works = works,
	.go = unload,
	.gone = is_unloaded,
};

/* each in a process of its own, with which the namespace ends */
static int make_netns(void)
{
	return unshare(CLONE_NEWNET) ? errno : 0;
}

static void leave_netns(void)
{
}

/* the old one is as it was */
static bool works_here(void)
{
	return is_there("ip_vs") && !access(SYSCTLS, F_OK);
}

static const struct life netns = {
	.come = make_netns,
	.works = works,
	.go = leave_netns,
	.gone = works_here,
};

/**
 * struct end - how an attempt ended
 * @err: errno
 * @left: of the number that was counted down
 * @ours: the kernel log has one of our functions
 * @good: what it left is right
 */
struct end {
	int err;
	unsigned int left;
	bool ours;
	bool good;
};

static bool log_names_us(int log)
{
	char line[2048];
	bool found = false;
	ssize_t got;

	while ((got = read(log, line, sizeof(line) - 1)) > 0 ||
	       errno == EPIPE) {
		line[got > 0 ? got : 0] = '\0';
		found |= !!strstr(line, "[lvs]");
	}
	return found;
}

static struct end attempt_here(const struct life *life, unsigned int nth,
			       enum faults_reach reach)
{
	struct end end = {};

	faults_arm(nth, reach);
	end.err = life->come();
	end.left = faults_left();
	faults_disarm();
	end.good = end.err ? life->gone() : life->works();
	if (!end.err)
		life->go();
	return end;
}

static struct end attempt(const struct life *life, unsigned int nth,
			  enum faults_reach reach)
{
	int log = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	struct end end = {};
	int channel[2];
	pid_t child;

	if (log < 0 || lseek(log, 0, SEEK_END) < 0 || pipe(channel))
		exit(1);
	child = fork();
	if (!child) {
		faults_own();
		faults_stacks(reach == FAULTS_ONE);
		end = attempt_here(life, nth, reach);
		if (write(channel[1], &end, sizeof(end)) != sizeof(end))
			_exit(1);
		_exit(0);
	}
	close(channel[1]);
	if (read(channel[0], &end, sizeof(end)) != sizeof(end))
		end.good = false;
	waitpid(child, NULL, 0);
	end.ours = log_names_us(log);
	close(channel[0]);
	close(log);
	return end;
}

static bool is_ours(const struct life *life, unsigned int nth)
{
	return attempt(life, nth, FAULTS_ONE).ours;
}

/* the border between @in, which is ours, and @out, which is not, or is @in */
static unsigned int border(const struct life *life, unsigned int in,
			   unsigned int out)
{
	unsigned int middle;

	while (in != out && in + 1 != out && out + 1 != in) {
		middle = (in + out) / 2;
		if (is_ours(life, middle))
			in = middle;
		else
			out = middle;
	}
	return in;
}

/* the first and the last allocation that are ours, of @total */
static bool find_ours(const struct life *life, unsigned int total,
		      unsigned int *first, unsigned int *last)
{
	unsigned int in = total, out;

	while (in > STEP && !is_ours(life, in))
		in -= STEP;
	if (in <= STEP)
		return false;
	*last = in + STEP > total ? in : border(life, in, in + STEP);
	for (out = in; out > STEP && is_ours(life, out); out -= STEP)
		in = out;
	*first = border(life, in, out);
	return true;
}

static void note(struct faults_tally *tally, const struct end *end,
		 unsigned int nth, enum faults_reach reach)
{
	tally->injected += !end->left;
	if (end->err)
		tally->refused++;
	else
		tally->tolerated++;
	if (end->good && !end->left && (!end->err || end->err == ENOMEM))
		return;
	snprintf(tally->problem, sizeof(tally->problem),
		 "allocation %u%s: errno %d (%s), %s%s", nth,
		 reach == FAULTS_REST ? " and on" : "", end->err,
		 strerror(end->err),
		 end->good ? "state is right" : "state is wrong",
		 end->left ? ", nothing failed" : "");
}

static struct faults_tally try_life(const struct life *life, const char *name,
				    enum faults_reach most)
{
	struct end plain = attempt(life, FOREVER, FAULTS_ONE);
	unsigned int first = 0, last = 0, nth;
	struct faults_tally tally = { .base_err = plain.err };
	enum faults_reach reach;
	struct end end;

	if (!plain.good ||
	    !find_ours(life, FOREVER - plain.left, &first, &last)) {
		strcpy(tally.problem, "our allocations are not found");
		return tally;
	}
	printf("# %s: allocations %u to %u of %u\n", name, first, last,
	       FOREVER - plain.left);
	for (reach = 0; reach <= most; reach++) {
		for (nth = first; nth <= last && !tally.problem[0]; nth++) {
			end = attempt(life, nth, reach);
			note(&tally, &end, nth, reach);
		}
	}
	faults_print(name, &tally);
	return tally;
}

FIXTURE(life)
{
};

FIXTURE_SETUP(life)
{
	module_fd = open(getenv("LVS_MODULE"), O_RDONLY | O_CLOEXEC);
	ASSERT_LE(0, module_fd);
	unload();
}

FIXTURE_TEARDOWN(life)
{
	EXPECT_EQ(0, load());
	close(module_fd);
}

TEST_F_TIMEOUT(life, module_is_loaded, DEADLINE_S)
{
	struct faults_tally tally;

	faults_begin();
	tally = try_life(&module, "loading", FAULTS_ONE);
	EXPECT_STREQ("", tally.problem);
	EXPECT_EQ(0, tally.base_err);
	EXPECT_LT(20, tally.refused);
}

TEST_F_TIMEOUT(life, namespace_is_made, DEADLINE_S)
{
	struct faults_tally tally;

	ASSERT_EQ(0, load());
	faults_begin();
	tally = try_life(&netns, "namespace", FAULTS_REST);
	EXPECT_STREQ("", tally.problem);
	EXPECT_EQ(0, tally.base_err);
	EXPECT_LT(20, tally.refused);
	unload();
}

int main(int argc, char **argv)
{
	if (!faults_known() || !testing_lvs()) {
		printf("1..0 # SKIP needs fault injection, and our module\n");
		return 4;
	}
	return test_harness_run(argc, argv);
}
