// SPDX-License-Identifier: GPL-2.0
/* A service and its servers as a page of text. */
#include "fmt_show.h"

#include "sched_flags.h"
#include "text.h"
#include "text_addr.h"
#include "tunnel.h"

#include <inttypes.h>

#define LABEL "  %-13s "

static void show_scheduler(FILE *out, const struct lvs_svc *svc)
{
	char flags[SCHED_FLAGS_BYTES];

	fprintf(out, LABEL "%s", "scheduler",
		svc->sched[0] ? svc->sched : "none");
	if (svc->flags & SCHED_FLAGS_ALL)
		fprintf(out, ", %s", sched_flags_text(flags, svc->flags,
						      svc->sched, true));
	if (svc->flags & LVS_SVC_F_ONEPACKET)
		fputs(", each packet by itself", out);
	if (svc->table_size)
		fprintf(out, ", table of %" PRIu32, svc->table_size);
	if (svc->hash_seed)
		fprintf(out, ", seed %" PRIu64, svc->hash_seed);
	if (svc->slow_start_s)
		fprintf(out, ", slow start %" PRIu32 " s", svc->slow_start_s);
	fputc('\n', out);
}

static void show_persistence(FILE *out, const struct lvs_svc *svc)
{
	struct lvs_addr mask = { .family = AF_INET };
	char text[INET6_ADDRSTRLEN];

	if (!(svc->flags & LVS_SVC_F_PERSISTENT))
		return;
	fprintf(out, LABEL "%" PRIu32 " s", "persistence", svc->timeout_s);
	mask.v4.s_addr = svc->netmask;
	if (svc->netmask == netmask_full(svc->addr.family))
		fputs(", each client by itself", out);
	else if (svc->addr.family == AF_INET6)
		fprintf(out, ", clients of a /%" PRIu32 " together",
			svc->netmask);
	else
		fprintf(out, ", clients of a network of mask %s together",
			text_addr(text, &mask));
	if (svc->pe[0])
		fprintf(out, ", engine %s", svc->pe);
	fputc('\n', out);
}

static void show_source(FILE *out, const struct lvs_svc *svc)
{
	if (!svc->source_rate)
		return;
	fprintf(out,
		LABEL "each begins at most %" PRIu32 " conns/s, %" PRIu32 " at once\n",
		"sources", svc->source_rate,
		svc->source_burst ? svc->source_burst : svc->source_rate);
}

static void show_timeouts(FILE *out, const struct lvs_timeouts *flow)
{
	const struct {
		const char *of;
		uint32_t seconds;
	} all[] = {
		{ "tcp", flow->tcp_s },
		{ "tcp after fin", flow->tcp_fin_s },
		{ "udp", flow->udp_s },
	};
	const char *separator = "";
	size_t i;

	if (!flow->tcp_s && !flow->tcp_fin_s && !flow->udp_s)
		return;
	fprintf(out, LABEL, "timeouts");
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (!all[i].seconds)
			continue;
		fprintf(out, "%s%s %" PRIu32 " s", separator, all[i].of,
			all[i].seconds);
		separator = ", ";
	}
	fputc('\n', out);
}

static void show_traffic(FILE *out, const char *label, const char *per,
			 const uint64_t numbers[5])
{
	char text[5][SHORT_BYTES];
	int i;

	for (i = 0; i < 5; i++)
		short_number(text[i], numbers[i]);
	fprintf(out, LABEL "%s conns%s, %s packets%s in, %s out, %s bytes%s in, %s out\n",
		label, text[0], per, text[1], per, text[2], text[3], per,
		text[4]);
}

static void show_stats(FILE *out, const struct lvs_stats *s)
{
	const uint64_t rates[5] = { s->cps, s->in_pps, s->out_pps, s->in_bps,
				    s->out_bps };
	const uint64_t sums[5] = { s->conns, s->in_pkts, s->out_pkts,
				   s->in_bytes, s->out_bytes };

	show_traffic(out, "now", "/s", rates);
	show_traffic(out, "in all", "", sums);
}

/* notes of a server that only some have */
static void show_notes(FILE *out, const struct lvs_dest *dest)
{
	if (!dest->weight)
		fputs("  takes no new flows", out);
	if (dest->u_thresh)
		fprintf(out, "  at most %" PRIu32 " conns", dest->u_thresh);
	if (dest->l_thresh)
		fprintf(out, ", again below %" PRIu32, dest->l_thresh);
	if (dest->persist_conns)
		fprintf(out, "  %" PRIu32 " persistent", dest->persist_conns);
	if (dest->fwd != LVS_FWD_TUNNEL)
		return;
	fprintf(out, "  %s", tunnel_type_name(dest->tun_type));
	if (dest->tun_type == LVS_TUN_GUE)
		fprintf(out, " to port %u", dest->tun_port);
	if (dest->tun_type != LVS_TUN_IPIP)
		fprintf(out, ", checksum %s", tunnel_csum_word(dest->tun_flags));
}

static void show_server(FILE *out, struct names *names,
			const struct snap_svc *item,
			const struct lvs_dest *dest, uint64_t conns)
{
	char name[NAME_BYTES], cps[SHORT_BYTES], in[SHORT_BYTES];
	char back[SHORT_BYTES];

	fprintf(out, "    %-36s %-7s %6" PRId32 " %8" PRIu32 " %8" PRIu32
		" %7s %7s %7s %4u %%",
		dest_title(name, names, &item->svc, dest),
		method_word(dest->fwd), dest->weight, dest->active_conns,
		dest->inact_conns, short_number(cps, dest->stats.cps),
		short_number(in, dest->stats.in_bps),
		short_number(back, dest->stats.out_bps),
		percent(dest->stats.conns, conns));
	show_notes(out, dest);
	fputc('\n', out);
}

static void show_servers(FILE *out, struct names *names,
			 const struct snap_svc *item)
{
	uint64_t conns = 0;
	size_t i;

	if (!item->dests.count) {
		fprintf(out, LABEL "none: new flows are refused\n",
			"servers");
		return;
	}
	for (i = 0; i < item->dests.count; i++)
		conns += item->dests.items[i].stats.conns;
	fprintf(out, LABEL "%zu\n", "servers", item->dests.count);
	fprintf(out, "    %-36s %-7s %6s %8s %8s %7s %7s %7s %6s\n",
		"ADDRESS", "METHOD", "WEIGHT", "ACTIVE", "INACTIVE",
		"CONNS/S", "IN B/S", "OUT B/S", "SHARE");
	for (i = 0; i < item->dests.count; i++)
		show_server(out, names, item, &item->dests.items[i], conns);
}

void show_svc(FILE *out, struct names *names, const struct snap_svc *item)
{
	const struct lvs_svc *svc = &item->svc;
	char title[TITLE_BYTES];

	fprintf(out, "%s\n", svc_title(title, names, svc));
	show_scheduler(out, svc);
	show_persistence(out, svc);
	show_timeouts(out, &svc->flow);
	show_source(out, svc);
	show_stats(out, &svc->stats);
	show_servers(out, names, item);
}
