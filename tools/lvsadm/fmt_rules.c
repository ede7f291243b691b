// SPDX-License-Identifier: GPL-2.0
/*
 * The table as commands that make it: what --save prints. The lines are those
 * of ipvsadm, and more only where ipvsadm would lose something; ipvsadm
 * accepts all of them, but for what it cannot set: time-outs of a service, how
 * its servers are chosen, and what one source may begin.
 */
#include "fmt_rules.h"

#include "sched_flags.h"
#include "text_addr.h"
#include "tunnel.h"

#include <inttypes.h>

static const char *protocol_option(uint16_t protocol)
{
	switch (protocol) {
	case IPPROTO_TCP:
		return "-t";
	case IPPROTO_UDP:
		return "-u";
	case IPPROTO_SCTP:
		return "--sctp-service";
	default:
		return "--xxx-service";
	}
}

static void identity(FILE *out, struct names *names, const struct lvs_svc *svc)
{
	char name[NAME_BYTES];

	if (svc->fwmark) {
		fprintf(out, "-f %" PRIu32 "%s", svc->fwmark,
			svc->addr.family == AF_INET6 ? " -6" : "");
		return;
	}
	names_endpoint(names, name, &svc->addr, svc->port, svc->protocol);
	fprintf(out, "%s %s", protocol_option(svc->protocol), name);
}

static void persistence(FILE *out, const struct lvs_svc *svc)
{
	struct lvs_addr mask = { .family = AF_INET };
	char buf[INET6_ADDRSTRLEN];

	fprintf(out, " -p %" PRIu32, svc->timeout_s);
	if (svc->netmask == netmask_full(svc->addr.family))
		return;
	mask.v4.s_addr = svc->netmask;
	if (svc->addr.family == AF_INET6)
		fprintf(out, " -M %" PRIu32, svc->netmask);
	else
		fprintf(out, " -M %s", text_addr(buf, &mask));
}

static void timeouts(FILE *out, const struct lvs_timeouts *flow)
{
	if (flow->tcp_s)
		fprintf(out, " --tcp-timeout %" PRIu32, flow->tcp_s);
	if (flow->tcp_fin_s)
		fprintf(out, " --tcpfin-timeout %" PRIu32, flow->tcp_fin_s);
	if (flow->udp_s)
		fprintf(out, " --udp-timeout %" PRIu32, flow->udp_s);
}

static void sched_conf(FILE *out, const struct lvs_svc *svc)
{
	if (svc->table_size)
		fprintf(out, " --table-size %" PRIu32, svc->table_size);
	if (svc->hash_seed)
		fprintf(out, " --hash-seed %" PRIu64, svc->hash_seed);
	if (svc->slow_start_s)
		fprintf(out, " --slow-start %" PRIu32, svc->slow_start_s);
}

static void source(FILE *out, const struct lvs_svc *svc)
{
	if (svc->source_rate)
		fprintf(out, " --source-rate %" PRIu32, svc->source_rate);
	if (svc->source_burst)
		fprintf(out, " --source-burst %" PRIu32, svc->source_burst);
}

void rules_svc(FILE *out, struct names *names, const struct lvs_svc *svc)
{
	char buf[SCHED_FLAGS_BYTES];

	fputs("-A ", out);
	identity(out, names, svc);
	fprintf(out, " -s %s", svc->sched);
	if (svc->flags & LVS_SVC_F_PERSISTENT)
		persistence(out, svc);
	if (svc->pe[0])
		fprintf(out, " --pe %s", svc->pe);
	if (svc->flags & LVS_SVC_F_ONEPACKET)
		fputs(" -o", out);
	if (svc->flags & SCHED_FLAGS_ALL)
		fprintf(out, " -b %s", sched_flags_text(buf, svc->flags,
							svc->sched, true));
	sched_conf(out, svc);
	source(out, svc);
	timeouts(out, &svc->flow);
	fputc('\n', out);
}

static const char *method_option(uint32_t fwd)
{
	switch (fwd) {
	case LVS_FWD_MASQ:
		return "-m";
	case LVS_FWD_TUNNEL:
		return "-i";
	default:
		return "-g";
	}
}

static void tunnel(FILE *out, const struct lvs_dest *dest)
{
	fprintf(out, " --tun-type %s", tunnel_type_name(dest->tun_type));
	if (dest->tun_type == LVS_TUN_GUE)
		fprintf(out, " --tun-port %u", dest->tun_port);
	if (dest->tun_type != LVS_TUN_IPIP)
		fprintf(out, " --%s", tunnel_csum_option(dest->tun_flags));
}

void rules_dest(FILE *out, struct names *names, const struct lvs_svc *svc,
		const struct lvs_dest *dest)
{
	char name[NAME_BYTES];

	names_endpoint(names, name, &dest->addr, dest->port,
		       svc->fwmark ? 0 : svc->protocol);
	fputs("-a ", out);
	identity(out, names, svc);
	fprintf(out, " -r %s %s -w %" PRId32, name, method_option(dest->fwd),
		dest->weight);
	if (dest->fwd == LVS_FWD_TUNNEL)
		tunnel(out, dest);
	if (dest->u_thresh)
		fprintf(out, " -x %" PRIu32, dest->u_thresh);
	if (dest->l_thresh)
		fprintf(out, " -y %" PRIu32, dest->l_thresh);
	fputc('\n', out);
}
