// SPDX-License-Identifier: GPL-2.0
/*
 * A new flow gets its server and its connection. Floor 7.
 */
#include "path/pick.h"

#include "app/apps.h"
#include "base/counters.h"
#include "base/net.h"
#include "obj/conn_gc.h"
#include "obj/conn_table.h"
#include "obj/dest.h"
#include "obj/nfct.h"
#include "obj/ops.h"
#include "obj/sampler.h"
#include "obj/svc.h"
#include "path/admit.h"
#include "path/choose.h"
#include "pkt/pkt.h"
#include "xmit/methods.h"

#include <linux/err.h>
#include <uapi/linux/lvs.h>

/* servers to try when the first one's reply address is taken */
#define PICK_TRIES 3

static u32 first_word(const struct lvs_pkt *pkt, u8 fwd,
		      const struct lvs_method_ops *method,
		      const struct lvs_proto_ops *proto)
{
	enum lvs_dir dir = method->sees_replies ? LVS_DIR_IN : LVS_DIR_IN_ONLY;
	u8 state = proto->next(0, dir, pkt);
	u32 word = fwd | (u32)state << LVS_CONN_STATE_SHIFT;

	if (!proto->is_active(state))
		word |= LVS_CONN_F_INACTIVE;
	if (unlikely(lvs_nfct_is_on(pkt->lnet)))
		word |= LVS_CONN_F_NFCT;
	return word | (method->sees_replies ? LVS_CONN_F_TWO_NODES :
					      LVS_CONN_F_NOOUTPUT);
}

/*
 * What comes to a service of another port is data of FTP, and keeps its port.
 * Whoever a bypassing packet was sent to is no server, and has none.
 */
static __be16 server_port(const struct lvs_pkt *pkt, const struct lvs_svc *svc,
			  const struct lvs_dest *dest)
{
	if (dest == svc->origin)
		return 0;
	if (!dest->conf.port || !lvs_choose_is_for_port(pkt, svc))
		return pkt->tuple.dport;
	return dest->conf.port;
}

static struct lvs_conn_key conn_key(const struct lvs_pkt *pkt,
				    const struct lvs_svc *svc,
				    const struct lvs_dest *dest)
{
	return (struct lvs_conn_key) {
		.flow = pkt->tuple,
		.server = dest->conf.addr,
		.server_port = server_port(pkt, svc, dest),
	};
}

static struct lvs_conn *make_conn(const struct lvs_pkt *pkt,
				  const struct lvs_svc *svc,
				  const struct lvs_choice *choice,
				  const struct lvs_proto_ops *proto)
{
	struct lvs_conn_key key = conn_key(pkt, svc, choice->dest);
	const struct lvs_method_ops *method;
	struct lvs_conn *conn;
	u8 fwd;

	fwd = READ_ONCE(choice->dest->conf.fwd);
	method = lvs_method_find(fwd);
	if (!method)
		return ERR_PTR(-EOPNOTSUPP);
	if (method->sees_replies)
		lvs_conn_fetch_reply(pkt->lnet, &key);
	conn = lvs_conn_new(&key, choice->dest,
			    first_word(pkt, fwd, method, proto));
	if (!conn)
		return ERR_PTR(-ENOMEM);
	if (method->sees_replies && lvs_app_bind(conn)) {
		lvs_dest_put(choice->dest);
		lvs_conn_free(conn);
		return ERR_PTR(-ENOMEM);
	}
	if (choice->tmpl && lvs_conn_set_control(conn, choice->tmpl))
		conn->word |= LVS_CONN_F_UNASSURED;
	conn->fwmark = svc->key.fwmark;
	lvs_conn_refresh(conn, proto->timeout_jif(pkt->lnet->tunables,
						  choice->dest->timeout_jif,
						  lvs_conn_state(conn)));
	return conn;
}

static void start_workers(struct lvs_net *lnet)
{
	lvs_gc_kick(lnet);
	lvs_sampler_kick(lnet);
}

/* the other CPU's connection, if two packets of one flow met */
static struct lvs_conn *find_twin(struct lvs_pkt *pkt)
{
	enum lvs_conn_node_idx which;
	struct lvs_conn *conn;

	conn = lvs_conn_find(pkt->lnet, &pkt->tuple, &which);
	return conn && which == LVS_CONN_REQUEST ? conn : NULL;
}

/**
 * lvs_pick_chosen() - make the connection of a flow whose server is known
 * @pkt: first packet of the flow, its tuple from client to virtual service
 * @svc: service that it is for
 * @choice: who serves it
 * @proto: its protocol
 * @why: set when there is no connection
 *
 * Context: bottom halves off, RCU.
 * Return: a connection in the table, or NULL.
 */
struct lvs_conn *lvs_pick_chosen(struct lvs_pkt *pkt, struct lvs_svc *svc,
				 const struct lvs_choice *choice,
				 const struct lvs_proto_ops *proto,
				 enum lvs_reason *why)
{
	struct lvs_conn *conn;

	conn = make_conn(pkt, svc, choice, proto);
	if (IS_ERR(conn)) {
		*why = PTR_ERR(conn) == -ENOMEM ? LVS_REASON_NO_MEMORY :
						  LVS_REASON_METHOD;
		return NULL;
	}
	if (!lvs_conn_insert(pkt->lnet, conn)) {
		lvs_counters_conn(choice->dest->counters);
		start_workers(pkt->lnet);
		return conn;
	}
	*why = LVS_REASON_CLASH;
	return find_twin(pkt);
}

/**
 * lvs_pick() - choose a server for a new flow and make its connection
 * @pkt: first packet of the flow
 * @svc: service that it is for
 * @proto: its protocol
 * @why: set when there is no connection
 *
 * Context: bottom halves off, RCU.
 * Return: a connection in the table, or NULL.
 */
struct lvs_conn *lvs_pick(struct lvs_pkt *pkt, struct lvs_svc *svc,
			  const struct lvs_proto_ops *proto,
			  enum lvs_reason *why)
{
	struct lvs_choice choice;
	struct lvs_conn *conn;
	int tries;

	if (unlikely(!lvs_admit(pkt->lnet))) {
		*why = LVS_REASON_FULL;
		return NULL;
	}
	for (tries = 0; tries < PICK_TRIES; tries++) {
		if (!lvs_choose(pkt, svc, &choice, why))
			return NULL;
		conn = lvs_pick_chosen(pkt, svc, &choice, proto, why);
		if (conn || *why != LVS_REASON_CLASH)
			return conn;
	}
	return NULL;
}

/**
 * lvs_pick_once_chosen() - the connection of one datagram whose server is known
 * @pkt: the datagram
 * @svc: service that it is for, of one packet
 * @choice: who serves it
 * @room: where its connection is made; nothing else remembers it
 *
 * Context: bottom halves off, RCU.
 * Return: a connection in @room.
 */
struct lvs_conn *lvs_pick_once_chosen(struct lvs_pkt *pkt, struct lvs_svc *svc,
				      const struct lvs_choice *choice,
				      struct lvs_conn_room *room)
{
	struct lvs_conn_key key = conn_key(pkt, svc, choice->dest);

	lvs_counters_conn(choice->dest->counters);
	start_workers(pkt->lnet);
	return lvs_conn_lend(room, &key, choice->dest,
			     READ_ONCE(choice->dest->conf.fwd) |
			     LVS_CONN_F_INACTIVE | LVS_CONN_F_NOOUTPUT);
}

/**
 * lvs_pick_once() - choose a server for one datagram
 * @pkt: the datagram
 * @svc: service that it is for, of one packet
 * @room: where its connection is made; nothing else remembers it
 * @why: set when there is no connection
 *
 * Context: bottom halves off, RCU.
 * Return: a connection in @room, or NULL.
 */
struct lvs_conn *lvs_pick_once(struct lvs_pkt *pkt, struct lvs_svc *svc,
			       struct lvs_conn_room *room,
			       enum lvs_reason *why)
{
	struct lvs_choice choice;

	if (!lvs_choose(pkt, svc, &choice, why))
		return NULL;
	return lvs_pick_once_chosen(pkt, svc, &choice, room);
}
