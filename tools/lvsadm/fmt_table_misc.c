// SPDX-License-Identifier: GPL-2.0
/* Listings of connections, timeouts and daemons as ipvsadm prints them. */
#include "fmt_table.h"

#include "text_addr.h"

#include <inttypes.h>
#include <string.h>

void table_timeouts(FILE *out, const struct lvs_timeouts *t)
{
	fprintf(out, "Timeout (tcp tcpfin udp): %" PRIu32 " %" PRIu32 " %" PRIu32 "\n",
		t->tcp_s, t->tcp_fin_s, t->udp_s);
}

void table_daemon(FILE *out, const struct lvs_daemon *d)
{
	char buf[INET6_ADDRSTRLEN];

	fprintf(out, "%s sync daemon (mcast=%s, syncid=%" PRIu32,
		d->state == LVS_DAEMON_MASTER ? "master" : "backup", d->ifname,
		d->sync_id);
	if (d->maxlen_bytes)
		fprintf(out, ", maxlen=%u", d->maxlen_bytes);
	if (d->group.family)
		fprintf(out, ", group=%s", text_addr(buf, &d->group));
	if (d->port)
		fprintf(out, ", port=%u", d->port);
	if (d->ttl)
		fprintf(out, ", ttl=%u", d->ttl);
	fputs(")\n", out);
}

void table_conn_titles(FILE *out, bool with_pe)
{
	fputs("IPVS connection entries\n", out);
	fprintf(out, "pro expire %-11s %-18s %-18s ", "state", "source",
		"virtual");
	if (with_pe)
		fprintf(out, "%-18s %-16s %s\n", "destination", "pe name",
			"pe_data");
	else
		fputs("destination\n", out);
}

static int protocol_of(const char *name)
{
	if (!strcmp(name, "TCP"))
		return IPPROTO_TCP;
	if (!strcmp(name, "UDP"))
		return IPPROTO_UDP;
	return strcmp(name, "SCTP") ? 0 : IPPROTO_SCTP;
}

void table_conn(FILE *out, struct view *view, const struct lvs_conn *c,
		bool with_pe)
{
	int protocol = protocol_of(c->proto);
	char client[NAME_BYTES];
	char virt[NAME_BYTES];
	char dest[NAME_BYTES];
	char expire[24];

	names_endpoint(&view->names, client, &c->client, c->client_port,
		       protocol);
	names_endpoint(&view->names, virt, &c->virt, c->virt_port, protocol);
	names_endpoint(&view->names, dest, &c->dest, c->dest_port, protocol);
	snprintf(expire, sizeof(expire), "%02" PRIu32 ":%02" PRIu32,
		 c->expires_s / 60, c->expires_s % 60);
	fprintf(out, "%-3s %-6s %-11s %-18s %-18s ", c->proto, expire,
		c->state, client, virt);
	if (with_pe && c->pe[0])
		fprintf(out, "%-16s %-18s %s\n", dest, c->pe, c->pe_data);
	else
		fprintf(out, "%s\n", dest);
}
