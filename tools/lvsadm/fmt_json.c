// SPDX-License-Identifier: GPL-2.0
/* Listings as JSON. */
#include "fmt_json.h"

#include "sched_flags.h"
#include "text_addr.h"
#include "tunnel.h"
#include "view.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define SCHEMA 1

/* text may hold bytes that are not UTF-8, which JSON cannot; those become ? */
static json_t *text(const char *from)
{
	json_t *string = json_string(from);
	char *copy;
	size_t i;

	if (string)
		return string;
	copy = strdup(from);
	for (i = 0; copy && copy[i]; i++) {
		if ((unsigned char)copy[i] >= 0x80)
			copy[i] = '?';
	}
	string = copy ? json_string(copy) : NULL;
	free(copy);
	return string;
}

static json_t *lower(const char *from, size_t max)
{
	char buf[64];
	size_t i;

	for (i = 0; i < max && i < sizeof(buf) - 1 && from[i]; i++)
		buf[i] = tolower((unsigned char)from[i]);
	buf[i] = '\0';
	return text(buf);
}

static json_t *address(const struct lvs_addr *addr)
{
	char buf[INET6_ADDRSTRLEN];

	return text(text_addr(buf, addr));
}

static const char *family(const struct lvs_addr *addr)
{
	return addr->family == AF_INET6 ? "ipv6" : "ipv4";
}

/* json_pack() reports a NULL among its o arguments as a failure */
static json_t *stats(const struct lvs_stats *s)
{
	return json_pack("{sIsIsIsIsI}",
			 "conns", (json_int_t)s->conns,
			 "in_packets", (json_int_t)s->in_pkts,
			 "out_packets", (json_int_t)s->out_pkts,
			 "in_bytes", (json_int_t)s->in_bytes,
			 "out_bytes", (json_int_t)s->out_bytes);
}

static json_t *rates(const struct lvs_stats *s)
{
	return json_pack("{sIsIsIsIsI}",
			 "conns_per_s", (json_int_t)s->cps,
			 "in_packets_per_s", (json_int_t)s->in_pps,
			 "out_packets_per_s", (json_int_t)s->out_pps,
			 "in_bytes_per_s", (json_int_t)s->in_bps,
			 "out_bytes_per_s", (json_int_t)s->out_bps);
}

static json_t *tunnel(const struct lvs_dest *d)
{
	json_t *object;

	if (d->fwd != LVS_FWD_TUNNEL)
		return json_null();
	object = json_pack("{ss}", "type", tunnel_type_name(d->tun_type));
	if (object && d->tun_type == LVS_TUN_GUE)
		json_object_set_new(object, "port", json_integer(d->tun_port));
	if (object && d->tun_type != LVS_TUN_IPIP)
		json_object_set_new(object, "checksum",
				    text(tunnel_csum_word(d->tun_flags)));
	return object;
}

static const char *method(uint32_t fwd)
{
	static const char *const words[] = {
		[LVS_FWD_MASQ] = "masquerade",
		[LVS_FWD_LOCAL] = "local",
		[LVS_FWD_TUNNEL] = "tunnel",
		[LVS_FWD_DROUTE] = "route",
		[LVS_FWD_BYPASS] = "bypass",
	};

	return fwd <= LVS_FWD_BYPASS ? words[fwd] : "unknown";
}

static json_t *server(const struct lvs_dest *d)
{
	return json_pack("{sssosisssisosIsIsIsIsIsoso}",
			 "family", family(&d->addr),
			 "address", address(&d->addr),
			 "port", d->port,
			 "method", method(d->fwd),
			 "weight", d->weight,
			 "tunnel", tunnel(d),
			 "upper_threshold", (json_int_t)d->u_thresh,
			 "lower_threshold", (json_int_t)d->l_thresh,
			 "active_conns", (json_int_t)d->active_conns,
			 "inactive_conns", (json_int_t)d->inact_conns,
			 "persistent_conns", (json_int_t)d->persist_conns,
			 "stats", stats(&d->stats),
			 "rates", rates(&d->stats));
}

static json_t *servers(const struct lvs_dest_list *dests)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; array && i < dests->count; i++) {
		if (json_array_append_new(array, server(&dests->items[i]))) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static json_t *protocol(uint16_t number)
{
	switch (number) {
	case IPPROTO_TCP:
		return text("tcp");
	case IPPROTO_UDP:
		return text("udp");
	case IPPROTO_SCTP:
		return text("sctp");
	default:
		return json_sprintf("%u", number);
	}
}

static json_t *identity(const struct lvs_svc *svc)
{
	if (svc->fwmark)
		return json_pack("{sssI}", "family", family(&svc->addr),
				 "fwmark", (json_int_t)svc->fwmark);
	return json_pack("{sssososi}",
			 "family", family(&svc->addr),
			 "protocol", protocol(svc->protocol),
			 "address", address(&svc->addr),
			 "port", svc->port);
}

static json_t *persistence(const struct lvs_svc *svc)
{
	struct lvs_addr mask = { .family = AF_INET };

	if (!(svc->flags & LVS_SVC_F_PERSISTENT))
		return json_null();
	if (svc->addr.family == AF_INET6)
		return json_pack("{sIsI}",
				 "timeout_s", (json_int_t)svc->timeout_s,
				 "prefix_length", (json_int_t)svc->netmask);
	mask.v4.s_addr = svc->netmask;
	return json_pack("{sIso}", "timeout_s", (json_int_t)svc->timeout_s,
			 "netmask", address(&mask));
}

static json_t *scheduler_flags(const struct lvs_svc *svc)
{
	json_t *array = json_array();
	uint32_t flag;

	for (flag = LVS_SVC_F_SCHED1; flag <= LVS_SVC_F_SCHED3; flag <<= 1) {
		if (svc->flags & flag)
			json_array_append_new(array,
					      text(sched_flag_name(flag,
								   svc->sched)));
	}
	return array;
}

static json_t *timeouts(const struct lvs_timeouts *t)
{
	if (!t->tcp_s && !t->tcp_fin_s && !t->udp_s)
		return json_null();
	return json_pack("{sIsIsI}",
			 "tcp_s", (json_int_t)t->tcp_s,
			 "tcp_fin_s", (json_int_t)t->tcp_fin_s,
			 "udp_s", (json_int_t)t->udp_s);
}

static json_t *service(const struct lvs_svc *svc,
		       const struct lvs_dest_list *dests)
{
	json_t *object = identity(svc);
	json_t *config;

	config = json_pack("{sososIsIsIsIsIsosbsososososo}",
			   "scheduler", text(svc->sched),
			   "scheduler_flags", scheduler_flags(svc),
			   "table_size", (json_int_t)svc->table_size,
			   "hash_seed", (json_int_t)svc->hash_seed,
			   "slow_start_s", (json_int_t)svc->slow_start_s,
			   "source_rate", (json_int_t)svc->source_rate,
			   "source_burst", (json_int_t)svc->source_burst,
			   "persistence", persistence(svc),
			   "one_packet", !!(svc->flags & LVS_SVC_F_ONEPACKET),
			   "engine", svc->pe[0] ? text(svc->pe) : json_null(),
			   "timeouts", timeouts(&svc->flow),
			   "stats", stats(&svc->stats),
			   "rates", rates(&svc->stats),
			   "servers", servers(dests));
	if (!object || !config || json_object_update(object, config)) {
		json_decref(object);
		object = NULL;
	}
	json_decref(config);
	return object;
}

static json_t *conn_end(const struct lvs_addr *addr, uint16_t port)
{
	return json_pack("{sssosi}", "family", family(addr),
			 "address", address(addr), "port", port);
}

static json_t *connection(const struct lvs_conn *c)
{
	json_t *engine = json_null();

	if (c->pe[0])
		engine = json_pack("{soso}", "name", text(c->pe),
				   "data", text(c->pe_data));
	return json_pack("{sosssIsosososo}",
			 "protocol", lower(c->proto, sizeof(c->proto)),
			 "state", c->state,
			 "expires_s", (json_int_t)c->expires_s,
			 "client", conn_end(&c->client, c->client_port),
			 "virtual", conn_end(&c->virt, c->virt_port),
			 "server", conn_end(&c->dest, c->dest_port),
			 "engine", engine);
}

static json_t *daemon(const struct lvs_daemon *d)
{
	return json_pack("{sssosIsisosisi}",
			 "role", d->state == LVS_DAEMON_MASTER ? "master" :
								 "backup",
			 "interface", text(d->ifname),
			 "sync_id", (json_int_t)d->sync_id,
			 "max_message_bytes", d->maxlen_bytes,
			 "group", d->group.family ? address(&d->group) :
						    json_null(),
			 "port", d->port,
			 "ttl", d->ttl);
}

static json_t *info_object(const struct lvs_info *info)
{
	char version[VERSION_BYTES];

	return json_pack("{sssI}",
			 "ipvs_version", version_text(version, info->version),
			 "conn_tab_size", (json_int_t)info->conn_tab_size);
}

static bool dump(FILE *out, json_t *object)
{
	bool ok = object && !json_dumpf(object, out, JSON_COMPACT);

	json_decref(object);
	return ok;
}

bool json_list_begin(struct json_list *list, FILE *out,
		     const struct lvs_info *info, const char *key)
{
	*list = (struct json_list){ .out = out };
	fprintf(out, "{\"schema\":%d,", SCHEMA);
	if (info) {
		fputs("\"info\":", out);
		if (!dump(out, info_object(info)))
			return false;
		fputc(',', out);
	}
	fprintf(out, "\"%s\":[", key);
	return true;
}

static bool add(struct json_list *list, json_t *object)
{
	fputs(list->count++ ? ",\n" : "\n", list->out);
	return dump(list->out, object);
}

bool json_list_svc(struct json_list *list, const struct lvs_svc *svc,
		   const struct lvs_dest_list *dests)
{
	return add(list, service(svc, dests));
}

bool json_list_conn(struct json_list *list, const struct lvs_conn *conn)
{
	return add(list, connection(conn));
}

bool json_list_daemon(struct json_list *list, const struct lvs_daemon *d)
{
	return add(list, daemon(d));
}

void json_list_end(struct json_list *list)
{
	fputs(list->count ? "\n]}\n" : "]}\n", list->out);
}

static bool print(FILE *out, json_t *object)
{
	bool ok = dump(out, object);

	fputc('\n', out);
	return ok;
}

bool json_info(FILE *out, const struct lvs_info *info)
{
	return print(out, json_pack("{siso}", "schema", SCHEMA,
				    "info", info_object(info)));
}

bool json_timeouts(FILE *out, const struct lvs_timeouts *t)
{
	return print(out, json_pack("{sis{sIsIsI}}", "schema", SCHEMA,
				    "timeouts",
				    "tcp_s", (json_int_t)t->tcp_s,
				    "tcp_fin_s", (json_int_t)t->tcp_fin_s,
				    "udp_s", (json_int_t)t->udp_s));
}
