// SPDX-License-Identifier: GPL-2.0
/* Listings of services and servers as ipvsadm prints them. */
#include "fmt_table.h"

#include "sched_flags.h"
#include "text_addr.h"
#include "text_num.h"
#include "tunnel.h"

#include <inttypes.h>
#include <string.h>

/* IPv4 names are cut to their column, IPv6 names push it aside */
#define SVC_COLUMN 33
#define DEST_COLUMN 28

const char *version_text(char buf[VERSION_BYTES], uint32_t version)
{
	snprintf(buf, VERSION_BYTES, "%u.%u.%u", version >> 16,
		 version >> 8 & 0xff, version & 0xff);
	return buf;
}

void table_info(FILE *out, const struct lvs_info *info)
{
	char version[VERSION_BYTES];

	fprintf(out, "IP Virtual Server version %s (size=%" PRIu32 ")\n",
		version_text(version, info->version), info->conn_tab_size);
}

static const char *const numbers_titles[][5] = {
	[VIEW_STATS] = { "Conns", "InPkts", "OutPkts", "InBytes", "OutBytes" },
	[VIEW_RATE] = { "CPS", "InPPS", "OutPPS", "InBPS", "OutBPS" },
};

static void numbers_title(FILE *out, const char *const *titles)
{
	int i;

	fprintf(out, "%-33s", "Prot LocalAddress:Port");
	for (i = 0; i < 5; i++)
		fprintf(out, " %8s", titles[i]);
	fputs("\n  -> RemoteAddress:Port\n", out);
}

void table_titles(FILE *out, const struct view *view)
{
	switch (view->mode) {
	case VIEW_STATS:
	case VIEW_RATE:
		numbers_title(out, numbers_titles[view->mode]);
		break;
	case VIEW_THRESHOLDS:
		fprintf(out, "%-33s %-10s %-10s %-10s %-10s\n  -> RemoteAddress:Port\n",
			"Prot LocalAddress:Port", "Uthreshold", "Lthreshold",
			"ActiveConn", "InActConn");
		break;
	case VIEW_PERSISTENT_CONN:
		fprintf(out, "%-33s %-9s %-11s %-10s %-10s\n  -> RemoteAddress:Port\n",
			"Prot LocalAddress:Port", "Weight", "PersistConn",
			"ActiveConn", "InActConn");
		break;
	case VIEW_TUN_INFO:
		fputs("Prot LocalAddress:Port Scheduler Flags\n"
		      "  -> RemoteAddress:Port           Forward TunnelInfo    Weight ActiveConn InActConn\n",
		      out);
		break;
	case VIEW_DEFAULT:
		fputs("Prot LocalAddress:Port Scheduler Flags\n"
		      "  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn\n",
		      out);
		break;
	}
}

static const char *protocol_title(uint16_t protocol)
{
	switch (protocol) {
	case IPPROTO_TCP:
		return "TCP";
	case IPPROTO_UDP:
		return "UDP";
	case IPPROTO_SCTP:
		return "SCTP";
	default:
		return "???";
	}
}

static void svc_name(struct names *names, char buf[2 * NAME_BYTES],
		     const struct lvs_svc *svc)
{
	bool is_v6 = svc->addr.family == AF_INET6;
	char name[NAME_BYTES];

	if (svc->fwmark) {
		snprintf(buf, 2 * NAME_BYTES, "FWM  %" PRIu32 "%s", svc->fwmark,
			 is_v6 ? " IPv6" : "");
		return;
	}
	names_endpoint(names, name, &svc->addr, svc->port, svc->protocol);
	snprintf(buf, is_v6 ? 2 * NAME_BYTES : SVC_COLUMN + 1, "%-4s %s",
		 protocol_title(svc->protocol), name);
}

static void svc_numbers(FILE *out, const struct view *view,
			const struct lvs_svc *svc)
{
	const struct lvs_stats *s = &svc->stats;
	const uint64_t numbers[][5] = {
		[VIEW_STATS] = { s->conns, s->in_pkts, s->out_pkts,
				 s->in_bytes, s->out_bytes },
		[VIEW_RATE] = { s->cps, s->in_pps, s->out_pps,
				s->in_bps, s->out_bps },
	};
	char buf[TEXT_LARGE_BYTES];
	int i;

	for (i = 0; i < 5; i++)
		fputs(text_large(buf, numbers[view->mode][i], view->exact),
		      out);
}

static void svc_persistence(FILE *out, const struct lvs_svc *svc)
{
	struct lvs_addr mask = { .family = AF_INET };
	char buf[INET6_ADDRSTRLEN];

	fprintf(out, " persistent %" PRIu32, svc->timeout_s);
	if (svc->netmask != netmask_full(svc->addr.family)) {
		mask.v4.s_addr = svc->netmask;
		if (svc->addr.family == AF_INET6)
			fprintf(out, " mask %" PRIu32, svc->netmask);
		else
			fprintf(out, " mask %s", text_addr(buf, &mask));
	}
	if (svc->pe[0])
		fprintf(out, " pe %s", svc->pe);
}

static void svc_config(FILE *out, const struct lvs_svc *svc)
{
	char buf[SCHED_FLAGS_BYTES];

	fprintf(out, " %s", svc->sched);
	if (svc->flags & SCHED_FLAGS_ALL)
		fprintf(out, " (%s)", sched_flags_text(buf, svc->flags,
						       svc->sched, false));
	if (svc->flags & LVS_SVC_F_PERSISTENT)
		svc_persistence(out, svc);
	if (svc->flags & LVS_SVC_F_ONEPACKET)
		fputs(" ops", out);
}

void table_svc(FILE *out, struct view *view, const struct lvs_svc *svc)
{
	char name[2 * NAME_BYTES];

	svc_name(&view->names, name, svc);
	if (view->mode == VIEW_STATS || view->mode == VIEW_RATE) {
		fprintf(out, "%-33s", name);
		svc_numbers(out, view, svc);
	} else {
		fputs(name, out);
		svc_config(out, svc);
	}
	fputc('\n', out);
}

static const char *method_title(uint32_t fwd)
{
	static const char *const titles[] = {
		[LVS_FWD_MASQ] = "Masq",
		[LVS_FWD_LOCAL] = "Local",
		[LVS_FWD_TUNNEL] = "Tunnel",
		[LVS_FWD_DROUTE] = "Route",
		[LVS_FWD_BYPASS] = "Bypass",
	};

	return fwd <= LVS_FWD_BYPASS ? titles[fwd] : "???";
}

static const char *tunnel_title(char buf[32], const struct lvs_dest *dest)
{
	const char *csum = tunnel_csum_short(dest->tun_flags);

	if (dest->fwd != LVS_FWD_TUNNEL)
		return "n/a";
	switch (dest->tun_type) {
	case LVS_TUN_GUE:
		snprintf(buf, 32, "gue:%u:%s", dest->tun_port, csum);
		return buf;
	case LVS_TUN_GRE:
		snprintf(buf, 32, "gre:%s", csum);
		return buf;
	default:
		return tunnel_type_name(dest->tun_type);
	}
}

static void dest_stats(FILE *out, const struct view *view,
		       const struct lvs_stats *s)
{
	const uint64_t numbers[5] = { s->conns, s->in_pkts, s->out_pkts,
				      s->in_bytes, s->out_bytes };
	char buf[TEXT_LARGE_BYTES];
	int i;

	for (i = 0; i < 5; i++)
		fputs(text_large(buf, numbers[i], view->exact), out);
}

static void dest_rate(FILE *out, const struct view *view,
		      const struct lvs_stats *s)
{
	char in[TEXT_LARGE_BYTES];
	char back[TEXT_LARGE_BYTES];

	fprintf(out, " %8" PRIu64 " %8" PRIu64 " %8" PRIu64 "%s%s", s->cps,
		s->in_pps, s->out_pps, text_large(in, s->in_bps, view->exact),
		text_large(back, s->out_bps, view->exact));
}

static void dest_columns(FILE *out, const struct view *view,
			 const struct lvs_dest *d)
{
	char buf[32];

	switch (view->mode) {
	case VIEW_STATS:
		dest_stats(out, view, &d->stats);
		break;
	case VIEW_RATE:
		dest_rate(out, view, &d->stats);
		break;
	case VIEW_THRESHOLDS:
		fprintf(out, " %-10u %-10u %-10u %-10u", d->u_thresh,
			d->l_thresh, d->active_conns, d->inact_conns);
		break;
	case VIEW_PERSISTENT_CONN:
		fprintf(out, " %-9d %-11u %-10u %-10u", d->weight,
			d->persist_conns, d->active_conns, d->inact_conns);
		break;
	case VIEW_TUN_INFO:
		fprintf(out, " %-7s %-13s %-6d %-10u %-10u",
			method_title(d->fwd), tunnel_title(buf, d), d->weight,
			d->active_conns, d->inact_conns);
		break;
	case VIEW_DEFAULT:
		fprintf(out, " %-7s %-6d %-10u %-10u", method_title(d->fwd),
			d->weight, d->active_conns, d->inact_conns);
		break;
	}
}

void table_dest(FILE *out, struct view *view, const struct lvs_svc *svc,
		const struct lvs_dest *dest)
{
	char name[NAME_BYTES];

	names_endpoint(&view->names, name, &dest->addr, dest->port,
		       svc->fwmark ? 0 : svc->protocol);
	if (dest->addr.family == AF_INET)
		name[DEST_COLUMN] = '\0';
	fprintf(out, "  -> %-28s", name);
	dest_columns(out, view, dest);
	fputc('\n', out);
}
