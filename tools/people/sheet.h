/* SPDX-License-Identifier: GPL-2.0 */
/* One frame of `lvsadm top` as rows of text. Pure but for names. */
#ifndef PEOPLE_SHEET_H
#define PEOPLE_SHEET_H

#include "snap.h"
#include "text.h"

#define SHEET_WIDTH_MIN 40
#define SHEET_WIDTH_MAX 400
/* a row: three bytes a cell of a bar, one for everything else */
#define SHEET_ROW_BYTES (SHEET_WIDTH_MAX + BAR_BYTES + 1)

enum row_kind {
	ROW_SUMMARY,
	ROW_TITLES,
	ROW_SERVICE,
	ROW_SERVER,
	ROW_IDLE,		/* a server that takes no new flows */
};

/**
 * struct sheet - how frames look
 * @names: how addresses are shown
 * @sort: what comes first
 * @reverse: the other way round
 * @folded: services only
 * @blocks: bars of block characters, which a terminal has to know
 * @width: of a row, in cells
 */
struct sheet {
	struct names names;
	enum wish_sort sort;
	bool reverse;
	bool folded;
	bool blocks;
	unsigned int width;
};

typedef void (*row_fn)(void *arg, enum row_kind kind, const char *text);

/* puts a snapshot into the order of the sheet */
void sheet_sort(const struct sheet *sheet, struct snap *snap);

/* hands row after row to the function */
void sheet_rows(struct sheet *sheet, const struct snap *snap, row_fn row,
		void *arg);

#endif /* PEOPLE_SHEET_H */
