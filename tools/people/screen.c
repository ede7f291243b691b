// SPDX-License-Identifier: GPL-2.0
/* The terminal that `lvsadm top` draws on. */
#include "screen.h"

#include <curses.h>
#include <stdlib.h>
#include <unistd.h>

/* rows that stay when the others are scrolled */
#define FIXED_ROWS 2

static SCREEN *terminal;

bool screen_open(void)
{
	if (!isatty(STDOUT_FILENO) || !isatty(STDIN_FILENO))
		return false;
	terminal = newterm(NULL, stdout, stdin);
	if (!terminal)
		return false;
	cbreak();
	noecho();
	keypad(stdscr, TRUE);
	curs_set(0);
	if (!getenv("NO_COLOR") && has_colors()) {
		start_color();
		use_default_colors();
		init_pair(ROW_SERVICE + 1, COLOR_CYAN, -1);
		init_pair(ROW_IDLE + 1, COLOR_YELLOW, -1);
	}
	return true;
}

void screen_close(void)
{
	if (!terminal)
		return;
	endwin();
	delscreen(terminal);
	terminal = NULL;
}

unsigned int screen_width(void)
{
	return getmaxx(stdscr);
}

unsigned int screen_height(void)
{
	return getmaxy(stdscr);
}

void screen_begin(struct screen *screen)
{
	erase();
	screen->row = 0;
	screen->line = 0;
}

static attr_t look_of(enum row_kind kind)
{
	switch (kind) {
	case ROW_SUMMARY:
		return A_BOLD;
	case ROW_TITLES:
		return A_REVERSE;
	case ROW_SERVICE:
		return A_BOLD | COLOR_PAIR(ROW_SERVICE + 1);
	case ROW_IDLE:
		return COLOR_PAIR(ROW_IDLE + 1);
	default:
		return A_NORMAL;
	}
}

void screen_row(void *arg, enum row_kind kind, const char *text)
{
	struct screen *screen = arg;

	if (screen->line >= FIXED_ROWS && screen->row++ < screen->top)
		return;
	if (screen->line + 1 >= screen_height())
		return;
	attrset(look_of(kind));
	mvaddnstr(screen->line++, 0, text, -1);
	attrset(A_NORMAL);
}

void screen_end(struct screen *screen, const char *text)
{
	unsigned int seen = screen->line - FIXED_ROWS;

	/* do not stay where there are no rows any more */
	if (screen->top + seen > screen->row)
		screen->top = screen->row > seen ? screen->row - seen : 0;
	attrset(A_DIM);
	mvaddnstr(screen_height() - 1, 0, text, screen_width() - 1);
	attrset(A_NORMAL);
	refresh();
}

int screen_key(int64_t ms)
{
	timeout(ms);
	return getch();
}
