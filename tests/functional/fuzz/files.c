// SPDX-License-Identifier: GPL-2.0
/*
 * What the balancer shows and takes as files: /proc/net/ip_vs*, net.ipv4.vs.
 */
#include "worker.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define KNOBS		"/proc/sys/net/ipv4/vs/"
#define LISTINGS	"/proc/net/"
#define NAMES_MAX	80
#define NAME_BYTES	64

/**
 * struct names - files of a folder
 * @count: of those
 * @name: sorted, so that a number means the same each time
 */
struct names {
	unsigned int count;
	char name[NAMES_MAX][NAME_BYTES];
};

static struct names knobs;
static struct names listings;

static int compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void list(struct names *names, const char *folder, const char *start)
{
	struct dirent *entry;
	DIR *dir = opendir(folder);

	if (!dir)
		die(folder);
	while ((entry = readdir(dir)) && names->count < NAMES_MAX) {
		if (entry->d_name[0] == '.' || strncmp(entry->d_name, start, strlen(start)))
			continue;
		snprintf(names->name[names->count++], NAME_BYTES, "%.*s", NAME_BYTES - 1,
			 entry->d_name);
	}
	closedir(dir);
	qsort(names->name, names->count, NAME_BYTES, compare);
}

/* before the first of the others */
void files_list(void)
{
	list(&knobs, KNOBS, "");
	list(&listings, LISTINGS, "ip_vs");
	if (!knobs.count || !listings.count)
		die("no files of the balancer");
}

static int open_one(struct dice *dice, const struct names *names, const char *folder, int flags)
{
	char path[sizeof(KNOBS) + NAME_BYTES];

	snprintf(path, sizeof(path), "%s%s", folder, names->name[dice_below(dice, names->count)]);
	return open(path, flags | O_CLOEXEC);
}

/* a listing stays open, and is read on from where it was, or from anywhere */
void files_read(struct worker *w)
{
	static char page[20000];
	struct dice *dice = &w->dice;
	int *fd = &w->files[dice_below(dice, HELD_MAX)];

	if (*fd < 0) {
		*fd = open_one(dice, &listings, LISTINGS, O_RDONLY);
		if (*fd < 0)
			return;
	}
	if (dice_chance(dice, 20))
		lseek(*fd, dice_chance(dice, 70) ? dice_below(dice, 5000) : dice_edge(dice),
		      SEEK_SET);
	if (read(*fd, page, dice_below(dice, sizeof(page))) <= 0 || dice_chance(dice, 10)) {
		close(*fd);
		*fd = -1;
	}
	w->tally->reads++;
}

static int make_value(struct dice *dice, char *value, size_t size)
{
	static const char *const odd[] = {
		"", "\n", " ", "-", "0x10", "1 2 3 4", "3 50", "0,1", "0-63", "4294967296",
		"99999999999999999999", "1\n2\n", "on", "-2147483648", "2147483647", "\t7\t",
	};

	switch (dice_below(dice, 5)) {
	case 0:
		return snprintf(value, size, "%s", dice_of(dice, odd));
	case 1:
		return snprintf(value, size, "%d", (int)dice_edge(dice));
	case 2:
		return snprintf(value, size, "%u %u\n", dice_below(dice, 60), dice_below(dice, 60));
	default:
		return snprintf(value, size, "%u\n", dice_below(dice, 4));
	}
}

/* another value for a knob; now and then noise, at a place that is not the first */
void files_tune(struct worker *w)
{
	struct dice *dice = &w->dice;
	int fd = open_one(dice, &knobs, KNOBS, O_RDWR);
	char value[4200];
	ssize_t written;
	int len;

	if (fd < 0)
		return;
	len = make_value(dice, value, sizeof(value));
	if (dice_chance(dice, 5)) {
		len = dice_below(dice, sizeof(value));
		dice_fill(dice, value, len);
		lseek(fd, dice_below(dice, 8), SEEK_SET);
	}
	written = write(fd, value, len);
	w->tally->knobs[written < 0]++;
	if (dice_chance(dice, 30) && read(fd, value, dice_below(dice, sizeof(value))) > 0)
		w->tally->reads++;
	close(fd);
}
