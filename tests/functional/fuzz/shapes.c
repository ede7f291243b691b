// SPDX-License-Identifier: GPL-2.0
/*
 * Every attribute of the family "IPVS". A number that include/uapi/linux/lvs.h
 * has and this file has not stops the compiler.
 */
#include "shapes.h"

#include "dice.h"

#include <assert.h>

#include <linux/lvs.h>

static const struct attr_shape top[] = {
	{ LVS_CMD_ATTR_SERVICE, 0 },
	{ LVS_CMD_ATTR_DEST, 0 },
	{ LVS_CMD_ATTR_DAEMON, 0 },
	{ LVS_CMD_ATTR_TIMEOUT_TCP, 4 },
	{ LVS_CMD_ATTR_TIMEOUT_TCP_FIN, 4 },
	{ LVS_CMD_ATTR_TIMEOUT_UDP, 4 },
};

static const struct attr_shape svc[] = {
	{ LVS_SVC_ATTR_AF, 2 },
	{ LVS_SVC_ATTR_PROTOCOL, 2 },
	{ LVS_SVC_ATTR_ADDR, 16 },
	{ LVS_SVC_ATTR_PORT, 2 },
	{ LVS_SVC_ATTR_FWMARK, 4 },
	{ LVS_SVC_ATTR_SCHED_NAME, 0 },
	{ LVS_SVC_ATTR_FLAGS, sizeof(struct lvs_flags) },
	{ LVS_SVC_ATTR_TIMEOUT, 4 },
	{ LVS_SVC_ATTR_NETMASK, 4 },
	{ LVS_SVC_ATTR_STATS, 0 },
	{ LVS_SVC_ATTR_PE_NAME, 0 },
	{ LVS_SVC_ATTR_STATS64, 0 },
	{ LVS_SVC_ATTR_TIMEOUT_TCP, 4 },
	{ LVS_SVC_ATTR_TIMEOUT_TCP_FIN, 4 },
	{ LVS_SVC_ATTR_TIMEOUT_UDP, 4 },
	{ LVS_SVC_ATTR_TABLE_SIZE, 4 },
	{ LVS_SVC_ATTR_HASH_SEED, 8 },
	{ LVS_SVC_ATTR_SLOW_START, 4 },
	{ LVS_SVC_ATTR_SOURCE_RATE, 4 },
	{ LVS_SVC_ATTR_SOURCE_BURST, 4 },
};

static const struct attr_shape dest[] = {
	{ LVS_DEST_ATTR_ADDR, 16 },
	{ LVS_DEST_ATTR_PORT, 2 },
	{ LVS_DEST_ATTR_FWD_METHOD, 4 },
	{ LVS_DEST_ATTR_WEIGHT, 4 },
	{ LVS_DEST_ATTR_U_THRESH, 4 },
	{ LVS_DEST_ATTR_L_THRESH, 4 },
	{ LVS_DEST_ATTR_ACTIVE_CONNS, 4 },
	{ LVS_DEST_ATTR_INACT_CONNS, 4 },
	{ LVS_DEST_ATTR_PERSIST_CONNS, 4 },
	{ LVS_DEST_ATTR_STATS, 0 },
	{ LVS_DEST_ATTR_ADDR_FAMILY, 2 },
	{ LVS_DEST_ATTR_STATS64, 0 },
	{ LVS_DEST_ATTR_TUN_TYPE, 1 },
	{ LVS_DEST_ATTR_TUN_PORT, 2 },
	{ LVS_DEST_ATTR_TUN_FLAGS, 2 },
};

static const struct attr_shape daemons[] = {
	{ LVS_DAEMON_ATTR_STATE, 4 },
	{ LVS_DAEMON_ATTR_MCAST_IFN, 0 },
	{ LVS_DAEMON_ATTR_SYNC_ID, 4 },
	{ LVS_DAEMON_ATTR_SYNC_MAXLEN, 2 },
	{ LVS_DAEMON_ATTR_MCAST_GROUP, 4 },
	{ LVS_DAEMON_ATTR_MCAST_GROUP6, 16 },
	{ LVS_DAEMON_ATTR_MCAST_PORT, 2 },
	{ LVS_DAEMON_ATTR_MCAST_TTL, 1 },
};

static_assert(COUNT_OF(top) == LVS_CMD_ATTR_MAX, "an attribute is missing");
static_assert(COUNT_OF(svc) == LVS_SVC_ATTR_MAX + LVS_SVC_EXT_MAX + 1 - LVS_ATTR_EXT,
	      "an attribute is missing");
static_assert(COUNT_OF(dest) == LVS_DEST_ATTR_MAX, "an attribute is missing");
static_assert(COUNT_OF(daemons) == LVS_DAEMON_ATTR_MAX, "an attribute is missing");

const struct list_shape top_shape = { top, COUNT_OF(top) };
const struct list_shape svc_shape = { svc, COUNT_OF(svc) };
const struct list_shape dest_shape = { dest, COUNT_OF(dest) };
const struct list_shape daemon_shape = { daemons, COUNT_OF(daemons) };
