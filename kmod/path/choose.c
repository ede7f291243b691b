// SPDX-License-Identifier: GPL-2.0
/*
 * Which server a new flow goes to. Floor 7.
 */
#include "path/choose.h"

#include "base/net.h"
#include "obj/conn.h"
#include "obj/ops.h"
#include "obj/pool.h"
#include "obj/svc.h"
#include "path/admit.h"
#include "path/persist.h"
#include "pkt/pkt.h"

static struct lvs_dest *ask_scheduler(const struct lvs_pkt *pkt,
				      const struct lvs_svc *svc)
{
	const struct lvs_pool *pool = rcu_dereference(svc->pool);
	int slot;

	if (!pool->sched || !pool->count)
		return NULL;
	slot = pool->sched->pick(pool, &pkt->tuple);
	return slot < 0 ? NULL : pool->slots[slot].dest;
}

/**
 * lvs_choose_is_for_port() - is a packet for a port that its service names
 * @pkt: packet
 * @svc: its service; of those by address, FTP's get packets of other ports too
 *
 * Context: any.
 * Return: true also for services of any port.
 */
bool lvs_choose_is_for_port(const struct lvs_pkt *pkt,
			    const struct lvs_svc *svc)
{
	return !svc->key.port || svc->key.port == pkt->tuple.dport;
}

static bool give(struct lvs_choice *choice, struct lvs_dest *dest,
		 struct lvs_conn *tmpl)
{
	choice->dest = dest;
	choice->tmpl = tmpl;
	return dest;
}

/* a choice that was made before, or one that will be remembered */
static bool choose_again(struct lvs_pkt *pkt, const struct lvs_svc *svc,
			 struct lvs_choice *choice, enum lvs_reason *why)
{
	struct lvs_persist_name name;
	struct lvs_dest *dest;
	struct lvs_conn *tmpl;

	*why = LVS_REASON_NO_KEY;
	if (!lvs_persist_name(pkt, svc, &pkt->tuple, &name))
		return false;
	tmpl = lvs_persist_find(pkt->lnet, svc, &name);
	if (tmpl)
		return give(choice, tmpl->dest, tmpl);
	*why = LVS_REASON_NO_DEST;
	dest = ask_scheduler(pkt, svc);
	if (!dest)
		return false;
	*why = LVS_REASON_FULL;
	if (unlikely(!lvs_admit(pkt->lnet)))
		return false;
	*why = LVS_REASON_NO_MEMORY;
	tmpl = lvs_persist_make(pkt->lnet, svc, &name, dest);
	return tmpl && give(choice, tmpl->dest, tmpl);
}

/**
 * lvs_choose() - choose a server for a new flow
 * @pkt: first packet of the flow
 * @svc: service that it is for
 * @choice: filled
 * @why: set when there is none
 *
 * A service of all ports that forgets its clients would send the ports of one
 * client to different servers: it takes no flows. So would a service of FTP
 * with data connections.
 *
 * Context: bottom halves off, RCU.
 * Return: false if no server can take it.
 */
bool lvs_choose(struct lvs_pkt *pkt, const struct lvs_svc *svc,
		struct lvs_choice *choice, enum lvs_reason *why)
{
	if (lvs_svc_is_persistent(svc))
		return choose_again(pkt, svc, choice, why);
	*why = LVS_REASON_NO_DEST;
	if ((!svc->key.port && !svc->key.fwmark) ||
	    !lvs_choose_is_for_port(pkt, svc))
		return false;
	return give(choice, ask_scheduler(pkt, svc), NULL);
}
