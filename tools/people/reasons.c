// SPDX-License-Identifier: GPL-2.0
/* lvsadm reasons: why packets were dropped, and how many. */
#include "people.h"

#include "fmt_array.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DROPS "/proc/net/ip_vs_drops"

/* The line «NUMBER TEXT»; false: it is another one, such as the title. */
static bool parse(char *line, uint64_t *packets, const char **reason)
{
	char *end;

	*packets = strtoull(line, &end, 10);
	if (end == line || *end != ' ')
		return false;
	end[strcspn(end, "\n")] = '\0';
	*reason = end + 1;
	return true;
}

static bool print_json(FILE *file, struct failure *fail)
{
	json_t *drops = json_array();
	const char *reason;
	uint64_t packets;
	char line[256];

	while (fgets(line, sizeof(line), file)) {
		if (parse(line, &packets, &reason))
			json_array_append_new(drops,
				json_pack("{s:s, s:I}", "reason", reason,
					  "packets", (json_int_t)packets));
	}
	return array_print("drops", drops, fail);
}

/* only what did happen */
static void print_text(FILE *file)
{
	const char *reason;
	uint64_t packets;
	bool any = false;
	char line[256];

	while (fgets(line, sizeof(line), file)) {
		if (!parse(line, &packets, &reason) || !packets)
			continue;
		printf("%12" PRIu64 "  %s\n", packets, reason);
		any = true;
	}
	if (!any)
		puts("no packet was dropped");
}

bool sub_reasons(struct app *app, const struct wish *wish,
		 struct failure *fail)
{
	FILE *file = fopen(DROPS, "re");
	bool ok = true;

	(void)app;
	if (!file)
		return failed(fail, STATUS_LISTING,
			      "cannot read %s: %s; it is there when lvs is loaded ('modprobe lvs'), in-tree ip_vs has none",
			      DROPS, strerror(errno));
	if (wish->json)
		ok = print_json(file, fail);
	else
		print_text(file);
	fclose(file);
	return ok;
}
