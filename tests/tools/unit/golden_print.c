// SPDX-License-Identifier: GPL-2.0
/*
 * Prints one listing of a made-up table, to be compared with the file of that
 * name in golden/: golden_print table-default
 */
#include "fmt_json.h"
#include "fmt_rules.h"
#include "fmt_table.h"
#include "tables.h"

static void print_table(struct view *view, size_t counts[])
{
	size_t i;
	size_t j;

	table_titles(stdout, view);
	for (i = 0; i < ARRAY_SIZE(fixtures); i++) {
		table_svc(stdout, view, &fixtures[i].svc);
		for (j = 0; j < counts[i]; j++)
			table_dest(stdout, view, &fixtures[i].svc,
				   &fixtures[i].dests[j]);
	}
}

static void print_rules(struct names *names, size_t counts[])
{
	size_t i;
	size_t j;

	for (i = 0; i < ARRAY_SIZE(fixtures); i++) {
		rules_svc(stdout, names, &fixtures[i].svc);
		for (j = 0; j < counts[i]; j++)
			rules_dest(stdout, names, &fixtures[i].svc,
				   &fixtures[i].dests[j]);
	}
}

static const struct lvs_info info = { 0x010201, 4096 };
static const struct lvs_timeouts timeouts = { 900, 120, 300 };

static void print_json(size_t counts[])
{
	struct lvs_dest_list dests;
	struct json_list list;
	size_t i;

	json_list_begin(&list, stdout, &info, "services");
	for (i = 0; i < ARRAY_SIZE(fixtures); i++) {
		dests = (struct lvs_dest_list){ fixtures[i].dests, counts[i] };
		json_list_svc(&list, &fixtures[i].svc, &dests);
	}
	json_list_end(&list);
}

static struct lvs_daemon daemons[] = {
	{ .state = LVS_DAEMON_MASTER, .ifname = "eth1", .sync_id = 4,
	  .maxlen_bytes = 1472, .port = 8848, .ttl = 1 },
	{ .state = LVS_DAEMON_BACKUP, .ifname = "eth2", .sync_id = 0 },
};

static void print_misc(bool json)
{
	struct json_list list;
	size_t i;

	text_to_addr("224.0.0.81", &daemons[0].group);
	if (json) {
		json_info(stdout, &info);
		json_timeouts(stdout, &timeouts);
		json_list_begin(&list, stdout, NULL, "daemons");
	} else {
		table_info(stdout, &info);
		table_timeouts(stdout, &timeouts);
	}
	for (i = 0; i < ARRAY_SIZE(daemons); i++) {
		if (json)
			json_list_daemon(&list, &daemons[i]);
		else
			table_daemon(stdout, &daemons[i]);
	}
	if (json)
		json_list_end(&list);
}

#define V6(n) "2001:0db8:0000:0000:0000:0000:0000:000" #n

static void print_conns(bool json, bool with_pe)
{
	char lines[][160] = {
		"TCP C6336463 D431 C0000210 01BB C6336407 01BB ESTABLISHED     874",
		"IP  C6336400 0000 00000007 0000 C6336407 0000 NONE             59",
		"UDP " V6(1) " 13C4 " V6(2) " 13C4 " V6(3) " 13C4 UDP 6000 sip a@b c",
	};
	struct view view = { .names.numeric = true };
	struct json_list list;
	struct lvs_conn conn;
	size_t i;

	if (json)
		json_list_begin(&list, stdout, NULL, "connections");
	else
		table_conn_titles(stdout, with_pe);
	for (i = 0; i < ARRAY_SIZE(lines); i++) {
		lvs_conn_parse(lines[i], &conn);
		if (json)
			json_list_conn(&list, &conn);
		else
			table_conn(stdout, &view, &conn, with_pe);
	}
	if (json)
		json_list_end(&list);
}

static bool print_view(const char *name, size_t counts[])
{
	static const char *const modes[] = {
		[VIEW_STATS] = "table-stats",
		[VIEW_RATE] = "table-rate",
		[VIEW_THRESHOLDS] = "table-thresholds",
		[VIEW_PERSISTENT_CONN] = "table-persistent-conn",
		[VIEW_TUN_INFO] = "table-tun-info",
		[VIEW_DEFAULT] = "table-default",
	};
	struct view view = { .names.numeric = true };
	size_t i;

	view.exact = strstr(name, "-exact") != NULL;
	for (i = 0; i < ARRAY_SIZE(modes); i++) {
		if (strncmp(name, modes[i], strlen(modes[i])))
			continue;
		view.mode = i;
		print_table(&view, counts);
		return true;
	}
	return false;
}

int main(int argc, char **argv)
{
	struct names names = { .numeric = true };
	size_t counts[ARRAY_SIZE(fixtures)];
	const char *name = argc > 1 ? argv[1] : "";
	size_t i;

	for (i = 0; i < ARRAY_SIZE(fixtures); i++)
		counts[i] = prepare(&fixtures[i]);
	if (!strcmp(name, "rules"))
		print_rules(&names, counts);
	else if (!strcmp(name, "json-services"))
		print_json(counts);
	else if (!strcmp(name, "json-conns"))
		print_conns(true, false);
	else if (!strcmp(name, "json-misc"))
		print_misc(true);
	else if (!strcmp(name, "table-misc"))
		print_misc(false);
	else if (!strcmp(name, "table-conns"))
		print_conns(false, false);
	else if (!strcmp(name, "table-conns-pe"))
		print_conns(false, true);
	else
		return !print_view(name, counts);
	return 0;
}
