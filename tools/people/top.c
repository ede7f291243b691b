// SPDX-License-Identifier: GPL-2.0
/* lvsadm top: live rates of services and their servers. */
#include "people.h"

#include "screen.h"
#include "sheet.h"

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BATCH_WIDTH 120

#define KEYS "q end  c a p b n sort  r reverse  f fold  space hold  arrows scroll  h keys"

/**
 * struct top - one run of it
 * @sheet: how frames look
 * @screen: what is seen of them
 * @snap: what they show
 * @held: the snapshot is not renewed
 * @keys: the last line tells the keys
 */
struct top {
	struct app *app;
	const struct wish *wish;
	struct sheet sheet;
	struct screen screen;
	struct snap snap;
	bool held;
	bool keys;
};

static void print_row(void *arg, enum row_kind kind, const char *text)
{
	(void)kind;
	fprintf(arg, "%s\n", text);
}

static bool renew(struct top *t, struct failure *fail)
{
	if (t->held)
		return true;
	snap_free(&t->snap);
	if (!snap_take(t->app, t->wish, &t->snap, fail))
		return false;
	sheet_sort(&t->sheet, &t->snap);
	return true;
}

static void pause_ms(int64_t ms)
{
	struct timespec left = {
		.tv_sec = ms / 1000,
		.tv_nsec = ms % 1000 * 1000000,
	};

	while (nanosleep(&left, &left))
		;
}

static bool batch_frame(struct top *t, struct failure *fail)
{
	if (!renew(t, fail))
		return false;
	if (t->wish->json)
		return snap_json(&t->snap, fail) && app_flush(fail);
	sheet_rows(&t->sheet, &t->snap, print_row, stdout);
	return app_flush(fail);
}

static bool run_batch(struct top *t, struct failure *fail)
{
	int64_t frame;

	t->sheet.width = BATCH_WIDTH;
	for (frame = 0; !t->wish->count || frame < t->wish->count; frame++) {
		if (frame) {
			pause_ms(t->wish->interval_ms);
			if (!t->wish->json)
				putchar('\n');
		}
		if (!batch_frame(t, fail))
			return false;
	}
	return true;
}

static void resort(struct top *t, enum wish_sort sort)
{
	t->sheet.sort = sort;
	sheet_sort(&t->sheet, &t->snap);
}

static void scroll_by(struct screen *screen, int rows)
{
	if (rows < 0 && screen->top < (unsigned int)-rows)
		screen->top = 0;
	else
		screen->top += rows;
}

/* false: the end */
static bool obey(struct top *t, int key)
{
	static const char sort_keys[] = "capbn";
	const char *sort = key > 0 && key < 128 ? strchr(sort_keys, key) : NULL;
	int page = screen_height() / 2;

	if (sort) {
		resort(t, sort - sort_keys);
		return true;
	}
	switch (key) {
	case 'q':
		return false;
	case 'r':
		t->sheet.reverse = !t->sheet.reverse;
		resort(t, t->sheet.sort);
		break;
	case 'f':
		t->sheet.folded = !t->sheet.folded;
		break;
	case ' ':
		t->held = !t->held;
		break;
	case 'h':
		t->keys = !t->keys;
		break;
	case KEY_UP:
	case KEY_DOWN:
		scroll_by(&t->screen, key == KEY_UP ? -1 : 1);
		break;
	case KEY_PPAGE:
	case KEY_NPAGE:
		scroll_by(&t->screen, key == KEY_PPAGE ? -page : page);
		break;
	}
	return true;
}

static unsigned int fitting_width(void)
{
	unsigned int width = screen_width();

	if (width < SHEET_WIDTH_MIN)
		return SHEET_WIDTH_MIN;
	return width > SHEET_WIDTH_MAX ? SHEET_WIDTH_MAX : width;
}

static void draw(struct top *t)
{
	char line[SHEET_WIDTH_MAX];

	snprintf(line, sizeof(line), "by %s%s%s   h: keys   q: end",
		 wish_sort_names[t->sheet.sort],
		 t->sheet.reverse ? ", reversed" : "",
		 t->held ? ", held" : "");
	t->sheet.width = fitting_width();
	screen_begin(&t->screen);
	sheet_rows(&t->sheet, &t->snap, screen_row, &t->screen);
	screen_end(&t->screen, t->keys ? KEYS : line);
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* One frame: until its time is up, keys are obeyed. False: the end. */
static bool stay(struct top *t)
{
	int64_t end = now_ms() + t->wish->interval_ms, left;

	while ((left = end - now_ms()) > 0) {
		int key = screen_key(left);

		if (key == ERR)
			continue;
		if (!obey(t, key))
			return false;
		draw(t);
	}
	return true;
}

static bool run_screen(struct top *t, struct failure *fail)
{
	int64_t frame = 0;
	bool ok;

	do {
		ok = renew(t, fail);
		if (ok)
			draw(t);
		frame++;
	} while (ok && stay(t) && (!t->wish->count || frame < t->wish->count));
	return ok;
}

bool sub_top(struct app *app, const struct wish *wish, struct failure *fail)
{
	struct top t = {
		.app = app,
		.wish = wish,
		.sheet.names.numeric = wish->numeric,
		.sheet.sort = wish->sort,
	};
	bool ok;

	setlocale(LC_CTYPE, "");
	t.sheet.blocks = !strcmp(nl_langinfo(CODESET), "UTF-8");
	if (wish->batch || wish->json) {
		ok = run_batch(&t, fail);
	} else if (screen_open()) {
		ok = run_screen(&t, fail);
		screen_close();
	} else {
		ok = failed(fail, STATUS_USAGE,
			    "top draws on a terminal, and this is none; --batch prints its frames");
	}
	snap_free(&t.snap);
	return ok;
}
