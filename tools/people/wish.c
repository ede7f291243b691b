// SPDX-License-Identifier: GPL-2.0
/* What was asked of a subcommand: its words, understood. */
#include "wish.h"

#include "request.h"
#include "text_num.h"

#include <popt.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_MAX 1000000000
#define INTERVAL_MAX_S 3600
#define INTERVAL_DEFAULT_MS 2000

const char *const wish_sort_names[SORT_COUNT] = {
	[SORT_CONNS] = "conns",
	[SORT_ACTIVE] = "active",
	[SORT_PACKETS] = "packets",
	[SORT_BYTES] = "bytes",
	[SORT_NAME] = "name",
};

/* what stands before the slash, and the options that it means */
static const struct {
	const char *prefix;
	const char *option;
	const char *also;
} kinds[] = {
	{ "tcp/", "--tcp-service", NULL },
	{ "udp/", "--udp-service", NULL },
	{ "sctp/", "--sctp-service", NULL },
	{ "mark/", "--fwmark-service", NULL },
	{ "mark6/", "--fwmark-service", "--ipv6" },
	{ "", "--tcp-service", NULL },
};

/* the options that a word for a service means; how many */
static int service_words(const char *word, const char *options[3])
{
	size_t i = 0, len;

	while (strncmp(word, kinds[i].prefix, strlen(kinds[i].prefix)))
		i++;
	len = strlen(kinds[i].prefix);
	options[0] = kinds[i].option;
	options[1] = word + len;
	options[2] = kinds[i].also;
	return kinds[i].also ? 3 : 2;
}

bool wish_service(const char *word, struct lvs_svc *svc, struct failure *fail)
{
	const char *argv[6] = { "lvsadm", "--list" };
	int count = service_words(word, argv + 2);
	struct request req;
	bool ok = request_parse(count + 2, argv, &req, fail);

	if (ok)
		*svc = req.svc;
	request_free(&req);
	return ok;
}

/* the options of subcommands, as numbers for popt */
enum { NUMERIC = 1, JSON, BATCH, FRAMES, INTERVAL, SORT };

static const struct poptOption table[] = {
	{ "numeric", 'n', POPT_ARG_NONE, NULL, NUMERIC, NULL, NULL },
	{ "json", 'j', POPT_ARG_NONE, NULL, JSON, NULL, NULL },
	{ "batch", 'b', POPT_ARG_NONE, NULL, BATCH, NULL, NULL },
	{ "count", 'c', POPT_ARG_STRING, NULL, FRAMES, NULL, NULL },
	{ "interval", 'i', POPT_ARG_STRING, NULL, INTERVAL, NULL, NULL },
	{ "sort", 's', POPT_ARG_STRING, NULL, SORT, NULL, NULL },
	{ NULL, 0, 0, NULL, 0, NULL, NULL },
};

#define BIT(option) (1u << (option))

static const unsigned int options_of[SUB_COUNT] = {
	[SUB_SHOW] = BIT(NUMERIC) | BIT(JSON),
	[SUB_TOP] = BIT(NUMERIC) | BIT(JSON) | BIT(BATCH) | BIT(FRAMES) |
		    BIT(INTERVAL) | BIT(SORT),
	[SUB_DOCTOR] = BIT(JSON),
	[SUB_REASONS] = BIT(JSON),
};

static bool takes_service(enum sub sub)
{
	return sub == SUB_SHOW || sub == SUB_TOP;
}

static bool take_interval(const char *word, struct wish *wish,
			  struct failure *fail)
{
	char *end;
	double seconds = strtod(word, &end);

	if (end == word || *end || !(seconds >= 0.1) ||
	    seconds > INTERVAL_MAX_S)
		return failed(fail, STATUS_USAGE,
			      "--interval takes seconds, 0.1 to %d, not '%s'",
			      INTERVAL_MAX_S, word);
	wish->interval_ms = seconds * 1000;
	return true;
}

static bool take_sort(const char *word, struct wish *wish,
		      struct failure *fail)
{
	int i;

	for (i = 0; i < SORT_COUNT; i++) {
		if (!strcmp(wish_sort_names[i], word)) {
			wish->sort = i;
			return true;
		}
	}
	return failed(fail, STATUS_USAGE,
		      "--sort takes conns, active, packets, bytes or name, not '%s'",
		      word);
}

static bool take_option(int option, const char *word, struct wish *wish,
			struct failure *fail)
{
	switch (option) {
	case NUMERIC:
		wish->numeric = true;
		return true;
	case JSON:
		wish->json = true;
		return true;
	case BATCH:
		wish->batch = true;
		return true;
	case FRAMES:
		return text_to_num(word, 1, COUNT_MAX, &wish->count) ||
		       failed(fail, STATUS_USAGE,
			      "--count takes a number from 1 on, not '%s'",
			      word);
	case INTERVAL:
		return take_interval(word, wish, fail);
	default:
		return take_sort(word, wish, fail);
	}
}

static bool take_options(enum sub sub, poptContext popt, struct wish *wish,
			 struct failure *fail)
{
	int option;
	char *word;
	bool ok;

	while ((option = poptGetNextOpt(popt)) > 0) {
		word = poptGetOptArg(popt);
		ok = (options_of[sub] & BIT(option)) ?
		     take_option(option, word, wish, fail) :
		     failed(fail, STATUS_USAGE,
			    "%s has no option '%s'; it takes %s",
			    sub_words[sub].name, poptBadOption(popt, 0),
			    sub_words[sub].usage);
		free(word);
		if (!ok)
			return false;
	}
	return option == -1 ||
	       failed(fail, STATUS_USAGE, "%s: %s; %s takes %s",
		      poptBadOption(popt, 0), poptStrerror(option),
		      sub_words[sub].name, sub_words[sub].usage);
}

static bool take_args(enum sub sub, poptContext popt, struct wish *wish,
		      struct failure *fail)
{
	const char *word = poptGetArg(popt);

	if (word && takes_service(sub)) {
		if (!wish_service(word, &wish->svc, fail))
			return false;
		wish->one = true;
		word = poptGetArg(popt);
	}
	return !word || failed(fail, STATUS_USAGE,
			       "unexpected argument %s; %s takes %s", word,
			       sub_words[sub].name, sub_words[sub].usage);
}

bool wish_parse(enum sub sub, int argc, const char **argv, struct wish *wish,
		struct failure *fail)
{
	poptContext popt = poptGetContext("lvsadm", argc - 1, argv + 1, table,
					  0);
	bool ok;

	*wish = (struct wish){ .interval_ms = INTERVAL_DEFAULT_MS };
	if (!popt)
		return failed(fail, STATUS_USAGE, "out of memory");
	ok = take_options(sub, popt, wish, fail) &&
	     take_args(sub, popt, wish, fail);
	poptFreeContext(popt);
	return ok;
}

bool wish_list_words(int argc, const char **argv, struct wish_words *words,
		     struct failure *fail)
{
	int i = 2;

	/* the program, --list, three for a service, and the rest */
	words->items = calloc(argc + 4, sizeof(*words->items));
	if (!words->items)
		return failed(fail, STATUS_USAGE, "out of memory");
	words->items[0] = argv[0];
	words->items[1] = "--list";
	words->count = 2;
	if (argc > 2 && argv[2][0] != '-')
		words->count += service_words(argv[i++], words->items + 2);
	while (i < argc)
		words->items[words->count++] = argv[i++];
	return true;
}

void wish_words_free(struct wish_words *words)
{
	free(words->items);
}
