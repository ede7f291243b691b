/* SPDX-License-Identifier: GPL-2.0 */
/* The terminal that `lvsadm top` draws on. */
#ifndef PEOPLE_SCREEN_H
#define PEOPLE_SCREEN_H

#include "sheet.h"

/**
 * struct screen - what is seen of the rows
 * @top: the first of the rows below the titles that is seen
 * @row: number of the row that is drawn next, among those
 * @line: of the terminal, that it goes to if it is seen
 */
struct screen {
	unsigned int top;
	unsigned int row;
	unsigned int line;
};

/* false: this is no terminal that can be drawn on */
bool screen_open(void);
void screen_close(void);

unsigned int screen_width(void);
unsigned int screen_height(void);

void screen_begin(struct screen *screen);
/* a row_fn; arg is the screen */
void screen_row(void *arg, enum row_kind kind, const char *text);
/* the frame is complete; text goes to the last line */
void screen_end(struct screen *screen, const char *text);

/* waits for a key: one of curses.h, or ERR when the time has passed */
int screen_key(int64_t ms);

#endif /* PEOPLE_SCREEN_H */
