// SPDX-License-Identifier: GPL-2.0
/* One frame of `lvsadm top` as rows of text. */
#include "sheet.h"

#include <inttypes.h>
#include <string.h>

#define CELL_BYTES BAR_BYTES
#define NAME_MIN 26
#define NAME_MAX 60

/* What a row tells; services have no weight, servers no scheduler. */
struct facts {
	const struct lvs_stats *stats;
	const char *how;
	int64_t weight;			/* below 0: has none */
	uint64_t active;
	uint64_t inactive;
	uint64_t part;			/* of the whole, which the bar shows */
	uint64_t whole;
};

typedef void (*cell_fn)(const struct sheet *sheet, char buf[CELL_BYTES],
			const struct facts *f);

static void cell_how(const struct sheet *sheet, char buf[CELL_BYTES],
		     const struct facts *f)
{
	(void)sheet;
	snprintf(buf, CELL_BYTES, "%.7s", f->how);
}

static void cell_weight(const struct sheet *sheet, char buf[CELL_BYTES],
			const struct facts *f)
{
	(void)sheet;
	if (f->weight < 0)
		buf[0] = '\0';
	else
		short_number(buf, f->weight);
}

#define NUMBER_CELL(name, value)					\
static void cell_##name(const struct sheet *sheet,			\
			char buf[CELL_BYTES], const struct facts *f)	\
{									\
	(void)sheet;							\
	short_number(buf, value);					\
}

NUMBER_CELL(active, f->active)
NUMBER_CELL(inactive, f->inactive)
NUMBER_CELL(cps, f->stats->cps)
NUMBER_CELL(in_pps, f->stats->in_pps)
NUMBER_CELL(out_pps, f->stats->out_pps)
NUMBER_CELL(in_bps, f->stats->in_bps)
NUMBER_CELL(out_bps, f->stats->out_bps)

static void cell_bar(const struct sheet *sheet, char buf[CELL_BYTES],
		     const struct facts *f)
{
	bar(buf, f->part, f->whole, sheet->blocks);
}

/* From left to right. The ranks say which go first when room is scarce. */
static const struct column {
	const char *title;
	unsigned int width;
	unsigned int rank;
	cell_fn cell;
} columns[] = {
	{ "HOW", 7, 4, cell_how },
	{ "WEIGHT", 6, 2, cell_weight },
	{ "ACTIVE", 6, 1, cell_active },
	{ "INACT", 6, 3, cell_inactive },
	{ "CONN/S", 6, 0, cell_cps },
	{ "PKT/S>", 6, 5, cell_in_pps },
	{ "<PKT/S", 6, 5, cell_out_pps },
	{ "B/S>", 6, 1, cell_in_bps },
	{ "<B/S", 6, 1, cell_out_bps },
	{ "SHARE", BAR_CELLS, 3, cell_bar },
};

#define COLUMNS (sizeof(columns) / sizeof(columns[0]))
#define RANK_MAX 5

/* what columns up to this rank take, with a blank before each */
static unsigned int width_of(unsigned int rank)
{
	unsigned int width = 0;
	size_t i;

	for (i = 0; i < COLUMNS; i++) {
		if (columns[i].rank <= rank)
			width += columns[i].width + 1;
	}
	return width;
}

/* the rank up to which columns fit, and the room that is left for names */
static unsigned int rank_fitting(const struct sheet *sheet, unsigned int *room)
{
	unsigned int rank = RANK_MAX;

	while (rank && sheet->width < NAME_MIN + width_of(rank))
		rank--;
	*room = sheet->width - width_of(rank);
	if (sheet->width < width_of(rank) + NAME_MIN)
		*room = NAME_MIN;
	if (*room > NAME_MAX)
		*room = NAME_MAX;
	return rank;
}

/* A name as wide as the room; of a long one the middle goes, not the port. */
static int name_cell(char *text, const char *name, int room)
{
	int len = strlen(name), tail = room / 3;

	if (len <= room)
		return sprintf(text, "%-*s", room, name);
	return sprintf(text, "%.*s..%s", room - tail - 2, name,
		       name + len - tail);
}

/* Bars are as wide as their column, though they have more bytes. */
static void row_line(struct sheet *sheet, const char *name,
		     const struct facts *f, char text[SHEET_ROW_BYTES])
{
	unsigned int room, rank = rank_fitting(sheet, &room);
	char cell[CELL_BYTES];
	int len;
	size_t i;

	len = name_cell(text, name, room);
	for (i = 0; i < COLUMNS; i++) {
		if (columns[i].rank > rank)
			continue;
		if (f)
			columns[i].cell(sheet, cell, f);
		else
			strcpy(cell, columns[i].title);
		len += sprintf(text + len, " %*s", columns[i].width, cell);
	}
	while (len && text[len - 1] == ' ')
		len--;
	text[len] = '\0';
}

static void summary(const struct snap *snap, char text[SHEET_ROW_BYTES])
{
	struct lvs_stats sum = { 0 };
	char cps[SHORT_BYTES], in_pps[SHORT_BYTES], out_pps[SHORT_BYTES];
	char in_bps[SHORT_BYTES], out_bps[SHORT_BYTES];
	size_t i, servers = 0;

	for (i = 0; i < snap->count; i++) {
		const struct lvs_stats *s = &snap->items[i].svc.stats;

		sum.cps += s->cps;
		sum.in_pps += s->in_pps;
		sum.out_pps += s->out_pps;
		sum.in_bps += s->in_bps;
		sum.out_bps += s->out_bps;
		servers += snap->items[i].dests.count;
	}
	snprintf(text, SHEET_ROW_BYTES,
		 "%zu services, %zu servers   per second: %s conns, %s packets in, %s out, %s bytes in, %s out",
		 snap->count, servers, short_number(cps, sum.cps),
		 short_number(in_pps, sum.in_pps),
		 short_number(out_pps, sum.out_pps),
		 short_number(in_bps, sum.in_bps),
		 short_number(out_bps, sum.out_bps));
}

static struct facts facts_of_svc(const struct snap_svc *item)
{
	struct facts f = {
		.stats = &item->svc.stats,
		.how = item->svc.sched[0] ? item->svc.sched : "none",
		.weight = -1,
	};
	size_t i;

	for (i = 0; i < item->dests.count; i++) {
		f.active += item->dests.items[i].active_conns;
		f.inactive += item->dests.items[i].inact_conns;
	}
	return f;
}

/* Who gets how much: of new flows, or while there are none, of those held. */
static struct facts facts_of_dest(const struct snap_svc *item,
				  const struct facts *svc,
				  const struct lvs_dest *dest)
{
	struct facts f = {
		.stats = &dest->stats,
		.how = method_word(dest->fwd),
		.weight = dest->weight,
		.active = dest->active_conns,
		.inactive = dest->inact_conns,
		.part = dest->stats.cps,
	};
	size_t i;

	for (i = 0; i < item->dests.count; i++)
		f.whole += item->dests.items[i].stats.cps;
	if (!f.whole) {
		f.part = f.active + f.inactive;
		f.whole = svc->active + svc->inactive;
	}
	return f;
}

static void service_rows(struct sheet *sheet, const struct snap_svc *item,
			 row_fn row, void *arg)
{
	struct facts svc = facts_of_svc(item);
	char name[NAME_BYTES + 8], text[SHEET_ROW_BYTES];
	size_t i;

	row_line(sheet, svc_title(name, &sheet->names, &item->svc), &svc,
		 text);
	row(arg, ROW_SERVICE, text);
	for (i = 0; i < item->dests.count && !sheet->folded; i++) {
		const struct lvs_dest *dest = &item->dests.items[i];
		struct facts f = facts_of_dest(item, &svc, dest);

		strcpy(name, "  ");
		dest_title(name + 2, &sheet->names, &item->svc, dest);
		row_line(sheet, name, &f, text);
		row(arg, dest->weight ? ROW_SERVER : ROW_IDLE, text);
	}
}

void sheet_rows(struct sheet *sheet, const struct snap *snap, row_fn row,
		void *arg)
{
	char text[SHEET_ROW_BYTES];
	size_t i;

	summary(snap, text);
	row(arg, ROW_SUMMARY, text);
	row_line(sheet, "SERVICE, SERVER", NULL, text);
	row(arg, ROW_TITLES, text);
	for (i = 0; i < snap->count; i++)
		service_rows(sheet, &snap->items[i], row, arg);
}
