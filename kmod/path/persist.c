// SPDX-License-Identifier: GPL-2.0
/*
 * Persistence: flows of one client, or of its network, go to one server.
 * Floor 7.
 *
 * The memory of the choice is a template: an entry of the connection table
 * whose client address is masked as the service says and whose client port is
 * zero. Flows that it decided about keep it alive. Where the service has a
 * persistence engine, what that reads in the packet is part of the name.
 */
#include "path/persist.h"

#include "base/net.h"
#include "base/tunables.h"
#include "obj/conn_table.h"
#include "obj/dest.h"
#include "obj/ops.h"
#include "obj/svc.h"
#include "pkt/pkt.h"

#include <linux/err.h>
#include <linux/in.h>
#include <net/ipv6.h>
#include <uapi/linux/lvs.h>

/* control port of FTP, whose data connections share the server */
#define FTP_PORT 21

static struct lvs_addr client_net(const struct lvs_svc *svc,
				  const struct lvs_addr *client)
{
	u32 netmask = READ_ONCE(svc->netmask);
	struct in6_addr prefix;

	if (client->family != AF_INET6)
		return lvs_addr4(client->ip & (__force __be32)netmask);
	ipv6_addr_prefix(&prefix, &client->in6, netmask);
	return lvs_addr6(&prefix);
}

/* ports share a template where the service is for all of them, or for FTP */
static __be16 template_port(const struct lvs_svc *svc)
{
	if (svc->key.port == htons(FTP_PORT))
		return 0;
	return svc->key.port;
}

static struct lvs_tuple template_flow(const struct lvs_svc *svc,
				      const struct lvs_tuple *flow)
{
	struct lvs_tuple name = {
		.src = client_net(svc, &flow->src),
		.dst = flow->dst,
		.dport = template_port(svc),
		.proto = flow->proto,
		.kind = LVS_TUPLE_TEMPLATE,
	};

	if (svc->key.fwmark) {
		name.proto = IPPROTO_IP;
		memset(name.dst.words, 0, sizeof(name.dst.words));
		name.dst.words[0] = htonl(svc->key.fwmark);
	}
	return name;
}

/*
 * A server that is gone gets no flows by an old choice, and a quiesced one only
 * if that is wanted: taking a server out has to take it out.
 */
static bool is_usable(const struct lvs_net *lnet, const struct lvs_conn *tmpl)
{
	if (lvs_dest_is_dead(tmpl->dest))
		return false;
	return READ_ONCE(tmpl->dest->conf.weight) ||
	       !READ_ONCE(lnet->tunables->expire_quiescent_template);
}

/**
 * lvs_persist_name() - whom does a persistent service see in a packet
 * @pkt: first packet of a flow, of its client or its server
 * @svc: persistent service
 * @flow: client to virtual service
 * @name: filled
 *
 * Context: bottom halves off, RCU.
 * Return: false if the service has an engine and that finds no key.
 */
bool lvs_persist_name(struct lvs_pkt *pkt, const struct lvs_svc *svc,
		      const struct lvs_tuple *flow,
		      struct lvs_persist_name *name)
{
	const struct lvs_engine_ops *engine = READ_ONCE(svc->engine);

	name->flow = template_flow(svc, flow);
	name->key.ops = NULL;
	if (!engine)
		return true;
	name->flow.kind = LVS_TUPLE_ENGINE;
	return engine->read(pkt, &name->key);
}

static struct lvs_conn *find_template(struct lvs_net *lnet,
				      const struct lvs_persist_name *name)
{
	enum lvs_conn_node_idx which;

	if (name->key.ops)
		return lvs_conn_find_keyed(lnet, &name->flow, &name->key);
	return lvs_conn_find(lnet, &name->flow, &which);
}

/**
 * lvs_persist_find() - the choice that was made for a client before
 * @lnet: namespace
 * @svc: persistent service
 * @name: of lvs_persist_name()
 *
 * Context: bottom halves off, RCU.
 * Return: a template whose server takes flows, or NULL.
 */
struct lvs_conn *lvs_persist_find(struct lvs_net *lnet,
				  const struct lvs_svc *svc,
				  const struct lvs_persist_name *name)
{
	struct lvs_conn *tmpl = find_template(lnet, name);

	if (!tmpl)
		return NULL;
	if (!is_usable(lnet, tmpl)) {
		lvs_conn_unlink(lnet, tmpl);
		return NULL;
	}
	lvs_conn_refresh(tmpl, READ_ONCE(svc->timeout_s) * HZ);
	return tmpl;
}

/* in no table yet */
static struct lvs_conn *new_template(const struct lvs_conn_key *key,
				     const struct lvs_persist_name *name,
				     struct lvs_dest *dest)
{
	struct lvs_conn *tmpl;

	tmpl = lvs_conn_new(key, dest, READ_ONCE(dest->conf.fwd) |
			    LVS_CONN_F_TEMPLATE | LVS_CONN_F_INACTIVE);
	if (!tmpl || !name->key.ops)
		return tmpl;
	tmpl->engine = lvs_engine_key_copy(&name->key);
	if (tmpl->engine)
		return tmpl;
	lvs_conn_free(tmpl);
	lvs_dest_put(dest);
	return NULL;
}

/**
 * lvs_persist_make() - remember a choice for a client
 * @lnet: namespace
 * @svc: persistent service
 * @name: of lvs_persist_name()
 * @dest: server that was chosen
 *
 * Context: bottom halves off, RCU.
 * Return: the template, which is another CPU's if that was faster, or NULL
 * when memory is short.
 */
struct lvs_conn *lvs_persist_make(struct lvs_net *lnet,
				  const struct lvs_svc *svc,
				  const struct lvs_persist_name *name,
				  struct lvs_dest *dest)
{
	struct lvs_conn_key key = {
		.flow = name->flow,
		.server = dest->conf.addr,
		.server_port = name->flow.dport ? dest->conf.port : 0,
	};
	struct lvs_conn *tmpl;

	tmpl = new_template(&key, name, dest);
	if (!tmpl)
		return NULL;
	tmpl->fwmark = svc->key.fwmark;
	lvs_conn_refresh(tmpl, READ_ONCE(svc->timeout_s) * HZ);
	if (!lvs_conn_insert(lnet, tmpl))
		return tmpl;
	return lvs_persist_find(lnet, svc, name);
}
