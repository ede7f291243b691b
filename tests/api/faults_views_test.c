// SPDX-License-Identifier: GPL-2.0
/*
 * The same for whoever asks in another way: socket options, files in /proc,
 * sysctls. Whichever allocation fails, nothing is done by half.
 */
#define _GNU_SOURCE
#include "lib/faults.h"
#include "lib/sockopt.h"

#include "kselftest_harness.h"

#include "lib/sockopt_fixture.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>

#define DEADLINE_S 300

#define KNOBS "/proc/sys/net/ipv4/vs"

static void must(int err, const char *what)
{
	if (!err)
		return;
	fprintf(stderr, "%s: %s\n", what, strerror(err));
	exit(1);
}

/**
 * struct option - a socket option under trial
 * @what: in words
 * @opt: IP_VS_SO_*
 * @get: it is one that reads
 * @bytes: of the request, or room for the answer
 * @there: the service and its server exist before
 */
struct option {
	const char *what;
	int opt;
	bool get;
	socklen_t bytes;
	bool there;
};

#define SVC_BYTES sizeof(struct ip_vs_service_user)
#define BOTH_BYTES sizeof(struct so_dest)

static const struct option options[] = {
	{ "add service", IP_VS_SO_SET_ADD, .bytes = SVC_BYTES },
	{ "edit service", IP_VS_SO_SET_EDIT, .bytes = SVC_BYTES,
	  .there = true },
	{ "delete service", IP_VS_SO_SET_DEL, .bytes = SVC_BYTES,
	  .there = true },
	{ "add server", IP_VS_SO_SET_ADDDEST, .bytes = BOTH_BYTES,
	  .there = true },
	{ "edit server", IP_VS_SO_SET_EDITDEST, .bytes = BOTH_BYTES,
	  .there = true },
	{ "delete server", IP_VS_SO_SET_DELDEST, .bytes = BOTH_BYTES,
	  .there = true },
	{ "zero", IP_VS_SO_SET_ZERO, .bytes = SVC_BYTES, .there = true },
	{ "flush", IP_VS_SO_SET_FLUSH, .there = true },
	{ "set time-outs", IP_VS_SO_SET_TIMEOUT,
	  .bytes = sizeof(struct ip_vs_timeout_user) },
	{ "get version", IP_VS_SO_GET_VERSION, true, 64, false },
	{ "get info", IP_VS_SO_GET_INFO, true, sizeof(struct ip_vs_getinfo),
	  false },
	{ "get services", IP_VS_SO_GET_SERVICES, true,
	  sizeof(struct ip_vs_get_services) +
	  sizeof(struct ip_vs_service_entry), true },
	{ "get service", IP_VS_SO_GET_SERVICE, true,
	  sizeof(struct ip_vs_service_entry), true },
	{ "get servers", IP_VS_SO_GET_DESTS, true,
	  sizeof(struct ip_vs_get_dests) + sizeof(struct ip_vs_dest_entry),
	  true },
	{ "get time-outs", IP_VS_SO_GET_TIMEOUT, true,
	  sizeof(struct ip_vs_timeout_user), false },
	{ "get daemons", IP_VS_SO_GET_DAEMON, true,
	  2 * sizeof(struct ip_vs_daemon_user), false },
};

/**
 * struct so_scene - a trial of an option
 * @s: looks
 * @fd: raw socket
 * @option: under trial
 * @svc: service
 * @old: it, and the server that it has
 * @request: as it is sent
 * @len: bytes of the answer
 */
struct so_scene {
	struct ipvs *s;
	int fd;
	const struct option *option;
	struct ip_vs_service_user svc;
	struct so_dest old;
	char request[BOTH_BYTES];
	socklen_t len;
};

static void so_reset(void *arg)
{
	struct ip_vs_timeout_user timeouts = { 900, 120, 300 };
	struct so_scene *scene = arg;

	must(so_set(scene->fd, IP_VS_SO_SET_FLUSH, NULL, 0), "flush");
	must(so_set(scene->fd, IP_VS_SO_SET_TIMEOUT, &timeouts,
		    sizeof(timeouts)), "time-outs");
	if (!scene->option->there)
		return;
	must(so_svc_do(scene->fd, IP_VS_SO_SET_ADD, &scene->svc), "service");
	must(so_dest_do(scene->fd, IP_VS_SO_SET_ADDDEST, &scene->old),
	     "server");
}

/* readers name the service in the first bytes of the room for the answer */
static void so_name(const struct so_scene *scene)
{
	struct ip_vs_service_entry *entry = (void *)so_room;
	struct ip_vs_get_services *list = (void *)so_room;
	struct ip_vs_get_dests *dests = (void *)so_room;

	memset(so_room, 0, sizeof(so_room));
	switch (scene->option->opt) {
	case IP_VS_SO_GET_SERVICES:
		list->num_services = 1;
		break;
	case IP_VS_SO_GET_SERVICE:
		entry->protocol = scene->svc.protocol;
		entry->addr = scene->svc.addr;
		entry->port = scene->svc.port;
		break;
	case IP_VS_SO_GET_DESTS:
		dests->protocol = scene->svc.protocol;
		dests->addr = scene->svc.addr;
		dests->port = scene->svc.port;
		dests->num_dests = 1;
		break;
	}
}

static int so_act(void *arg)
{
	struct so_scene *scene = arg;
	const struct option *option = scene->option;

	if (!option->get)
		return so_set(scene->fd, option->opt, scene->request,
			      option->bytes);
	so_name(scene);
	scene->len = option->bytes;
	return so_get(scene->fd, option->opt, so_room, &scene->len);
}

static void so_answer(void *arg, struct snapshot *answer)
{
	struct so_scene *scene = arg;

	if (scene->option->get)
		snapshot_add(answer, so_room, scene->len);
}

static struct snapshot so_look(void *arg)
{
	struct so_scene *scene = arg;

	return snapshot_take(scene->s);
}

static void so_prepare(struct so_scene *scene, const struct option *option)
{
	struct ip_vs_timeout_user timeouts = { 11, 12, 13 };
	struct so_dest both = scene->old;

	scene->option = option;
	memset(scene->request, 0, sizeof(scene->request));
	strcpy(both.svc.sched_name, "wrr");
	both.dest.weight = 7;
	if (option->opt == IP_VS_SO_SET_ADDDEST)
		both.dest.port = htons(81);
	if (option->opt == IP_VS_SO_SET_TIMEOUT)
		memcpy(scene->request, &timeouts, sizeof(timeouts));
	else
		memcpy(scene->request, &both, sizeof(both));
}

TEST_F_TIMEOUT(sockopt, options, DEADLINE_S)
{
	struct so_scene scene = {
		.s = &self->s,
		.fd = self->fd,
		.svc = self->svc,
		.old = self->both,
	};
	struct faults_trial trial = {
		.reset = so_reset,
		.act = so_act,
		.answer = so_answer,
		.look = so_look,
		.arg = &scene,
	};
	struct faults_tally tally;
	unsigned int refused = 0;
	size_t i;

	faults_begin();
	for (i = 0; i < ARRAY_SIZE(options); i++) {
		so_prepare(&scene, &options[i]);
		tally = faults_try(&trial);
		faults_print(options[i].what, &tally);
		EXPECT_STREQ("", tally.problem);
		EXPECT_EQ(0, tally.base_err);
		refused += tally.refused;
	}
	EXPECT_LT(0, refused);
}

/**
 * struct file - a file under trial
 * @path: where
 * @fd: kept open for writing, or -1 for one that is only read
 * @old: what it says before
 * @new: what is written to it
 * @text: what was read
 * @len: bytes of @text
 */
struct file {
	char path[300];
	int fd;
	char old[256];
	char new[256];
	char text[16384];
	ssize_t len;
};

static void file_reset(void *arg)
{
	struct file *file = arg;

	if (file->fd >= 0 &&
	    pwrite(file->fd, file->old, strlen(file->old), 0) < 0)
		must(errno, file->path);
}

/* opened anew each time: the file's own memory comes with that */
static int file_read(void *arg)
{
	struct file *file = arg;
	int fd, err = 0;
	ssize_t got;

	file->len = 0;
	fd = open(file->path, O_RDONLY);
	if (fd < 0)
		return errno;
	while ((got = read(fd, file->text + file->len,
			   sizeof(file->text) - file->len)) > 0)
		file->len += got;
	if (got < 0)
		err = errno;
	close(fd);
	return err;
}

static void file_answer(void *arg, struct snapshot *answer)
{
	struct file *file = arg;

	snapshot_add(answer, file->text, file->len);
}

static int file_write(void *arg)
{
	struct file *file = arg;

	return pwrite(file->fd, file->new, strlen(file->new), 0) < 0 ? errno :
								       0;
}

static struct snapshot file_look(void *arg)
{
	struct snapshot snapshot = {};
	struct file *file = arg;

	must(file_read(file), file->path);
	file_answer(file, &snapshot);
	return snapshot;
}

static struct faults_tally try_read(struct file *file)
{
	struct faults_trial trial = {
		.reset = file_reset,
		.act = file_read,
		.answer = file_answer,
		.look = file_look,
		.arg = file,
	};

	return faults_try(&trial);
}

static struct faults_tally try_write(struct file *file)
{
	struct faults_trial trial = {
		.reset = file_reset,
		.act = file_write,
		.look = file_look,
		.arg = file,
	};

	return faults_try(&trial);
}

TEST_F_TIMEOUT(sockopt, files, DEADLINE_S)
{
	static const char *const names[] = {
		"ip_vs", "ip_vs_app", "ip_vs_conn", "ip_vs_conn_sync",
		"ip_vs_drops", "ip_vs_stats", "ip_vs_stats_percpu",
		"ip_vs_status",
	};
	struct file *file = calloc(1, sizeof(*file));
	struct faults_tally tally;
	size_t i;

	ASSERT_NE(NULL, file);
	ASSERT_EQ(0, so_svc_do(self->fd, IP_VS_SO_SET_ADD, &self->svc));
	ASSERT_EQ(0, so_dest_do(self->fd, IP_VS_SO_SET_ADDDEST,
				&self->both));
	faults_begin();
	file->fd = -1;
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		snprintf(file->path, sizeof(file->path),
			 "/proc/thread-self/net/%s", names[i]);
		tally = try_read(file);
		faults_print(names[i], &tally);
		EXPECT_STREQ("", tally.problem);
		EXPECT_EQ(0, tally.base_err);
		EXPECT_LT(0, tally.refused);
	}
	free(file);
}

/* another value that the knob takes, if it takes one; it is there after that */
static void choose_value(struct file *file)
{
	static const char *const values[] = { "1\n", "0\n", "2\n", "7\n" };
	size_t i;

	must(file_read(file), file->path);
	snprintf(file->old, sizeof(file->old), "%.*s", (int)file->len,
		 file->text);
	strcpy(file->new, file->old);
	for (i = 0; i < ARRAY_SIZE(values); i++) {
		if (!strcmp(values[i], file->old))
			continue;
		strcpy(file->new, values[i]);
		if (!file_write(file))
			return;
	}
	strcpy(file->new, file->old);
}

static bool open_knob(struct file *file, const char *name)
{
	snprintf(file->path, sizeof(file->path), KNOBS "/%s", name);
	file->fd = open(file->path, O_WRONLY);
	if (file->fd >= 0)
		choose_value(file);
	return file->fd >= 0;
}

TEST_F_TIMEOUT(sockopt, sysctls, DEADLINE_S)
{
	struct file *file = calloc(1, sizeof(*file));
	struct faults_tally tally;
	struct dirent *entry;
	int knobs = 0;
	DIR *dir;

	ASSERT_NE(NULL, file);
	faults_begin();
	dir = opendir(KNOBS);
	ASSERT_NE(NULL, dir);
	while ((entry = readdir(dir))) {
		if (entry->d_name[0] == '.' || !open_knob(file, entry->d_name))
			continue;
		knobs++;
		tally = try_write(file);
		faults_print(entry->d_name, &tally);
		EXPECT_STREQ("", tally.problem);
		EXPECT_EQ(0, tally.base_err);
		EXPECT_LT(0, tally.refused);
		tally = try_read(file);
		EXPECT_STREQ("", tally.problem);
		EXPECT_EQ(0, tally.base_err);
		EXPECT_LT(0, tally.refused);
		close(file->fd);
	}
	EXPECT_LT(10, knobs);
	closedir(dir);
	free(file);
}

int main(int argc, char **argv)
{
	if (!faults_known() || !testing_lvs()) {
		printf("1..0 # SKIP needs fault injection, and our module\n");
		return 4;
	}
	return test_harness_run(argc, argv);
}
