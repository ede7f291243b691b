// SPDX-License-Identifier: GPL-2.0
/*
 * The generic netlink family "IPVS". Floor 8.
 *
 * Validation is liberal, as IPVS clients expect it: attributes that we do not
 * know are ignored, and numbers may be longer than they need to be. Commands
 * that this project adds are strict, which the kernel demands of new ones.
 */
#include "ctl/nl_family.h"

#include "ctl/exclusive.h"
#include "ctl/nl_conf.h"
#include "ctl/nl_daemon.h"
#include "ctl/nl_dest.h"
#include "ctl/nl_svc.h"

#include <uapi/linux/lvs.h>

#include <linux/module.h>
#include <net/genetlink.h>

/* commands below this one tolerate anything in the header's reserved word */
#define STRICT_HEADER_FROM (LVS_CMD_FLUSH + 1)

static const struct nla_policy policy[LVS_CMD_ATTR_MAX + 1] = {
	[LVS_CMD_ATTR_SERVICE] = { .type = NLA_NESTED },
	[LVS_CMD_ATTR_DEST] = { .type = NLA_NESTED },
	[LVS_CMD_ATTR_DAEMON] = { .type = NLA_NESTED },
	[LVS_CMD_ATTR_TIMEOUT_TCP] = { .type = NLA_U32 },
	[LVS_CMD_ATTR_TIMEOUT_TCP_FIN] = { .type = NLA_U32 },
	[LVS_CMD_ATTR_TIMEOUT_UDP] = { .type = NLA_U32 },
};

#define LIBERAL .validate = GENL_DONT_VALIDATE_STRICT |	\
			    GENL_DONT_VALIDATE_DUMP,	\
		.flags = GENL_ADMIN_PERM

static const struct genl_ops ops[] = {
	{ LIBERAL, .cmd = LVS_CMD_NEW_SERVICE, .doit = lvs_nl_new_svc },
	{ LIBERAL, .cmd = LVS_CMD_SET_SERVICE, .doit = lvs_nl_set_svc },
	{ LIBERAL, .cmd = LVS_CMD_DEL_SERVICE, .doit = lvs_nl_del_svc },
	{ LIBERAL, .cmd = LVS_CMD_GET_SERVICE, .doit = lvs_nl_get_svc,
	  .dumpit = lvs_nl_dump_svcs },
	{ LIBERAL, .cmd = LVS_CMD_NEW_DEST, .doit = lvs_nl_new_dest },
	{ LIBERAL, .cmd = LVS_CMD_SET_DEST, .doit = lvs_nl_set_dest },
	{ LIBERAL, .cmd = LVS_CMD_DEL_DEST, .doit = lvs_nl_del_dest },
	{ LIBERAL, .cmd = LVS_CMD_GET_DEST, .start = lvs_nl_start_dests,
	  .dumpit = lvs_nl_dump_dests },
	{ LIBERAL, .cmd = LVS_CMD_NEW_DAEMON, .doit = lvs_nl_new_daemon },
	{ LIBERAL, .cmd = LVS_CMD_DEL_DAEMON, .doit = lvs_nl_del_daemon },
	{ LIBERAL, .cmd = LVS_CMD_GET_DAEMON, .dumpit = lvs_nl_dump_daemons },
	{ LIBERAL, .cmd = LVS_CMD_SET_CONFIG, .doit = lvs_nl_set_config },
	{ LIBERAL, .cmd = LVS_CMD_GET_CONFIG, .doit = lvs_nl_get_config },
	{ LIBERAL, .cmd = LVS_CMD_GET_INFO, .doit = lvs_nl_get_info },
	{ LIBERAL, .cmd = LVS_CMD_ZERO, .doit = lvs_nl_zero },
	{ LIBERAL, .cmd = LVS_CMD_FLUSH, .doit = lvs_nl_flush },
	{ .cmd = LVS_CMD_GET_EXT, .doit = lvs_nl_get_ext,
	  .flags = GENL_ADMIN_PERM },
};

static struct genl_family family __ro_after_init = {
	.name = LVS_GENL_NAME,
	.version = LVS_GENL_VERSION,
	.maxattr = LVS_CMD_ATTR_MAX,
	.netnsok = true,
	.module = THIS_MODULE,
	.policy = policy,
	.ops = ops,
	.n_ops = ARRAY_SIZE(ops),
	.resv_start_op = STRICT_HEADER_FROM,
};

/**
 * lvs_nl_init() - own the family; requests are answered from here on
 *
 * Context: process, may sleep.
 * Return: 0; -EBUSY if another module, which can only be in-tree IPVS, owns
 * it, and not -EEXIST, which modprobe takes for success; or -ENOMEM.
 */
int lvs_nl_init(void)
{
	int err = genl_register_family(&family);

	if (err != -EEXIST)
		return err;
	lvs_exclusive_explain();
	return -EBUSY;
}

/**
 * lvs_nl_exit() - give up the family; no request is under way afterwards
 *
 * Context: process, may sleep.
 */
void lvs_nl_exit(void)
{
	genl_unregister_family(&family);
}
