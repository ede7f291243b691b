# SPDX-License-Identifier: GPL-2.0
# What the headers of the kernel that we build for offer, asked of the headers
# themselves: stable kernels take features over, so version numbers lie.
#
# lvs-probe: name, header below include/, pattern. One line a feature, with the
# kernel where it appeared upstream, so that it can go when support ends.

lvs-probe = $(shell grep -qsE '$(3)' $(srctree)/include/$(2) && \
	echo -DLVS_HAVE_$(1))

lvs-features :=
# 6.11
lvs-features += $(call lvs-probe,CONST_CTL_TABLE,linux/sysctl.h,proc_handler.const struct ctl_table)
# 6.6
lvs-features += $(call lvs-probe,SYSCTL_SZ,net/net_namespace.h,register_net_sysctl_sz)
# 6.12
lvs-features += $(call lvs-probe,LINUX_UNALIGNED,linux/unaligned.h,get_unaligned)
# 6.5
lvs-features += $(call lvs-probe,NET_GSO,net/gso.h,skb_gso_validate_network_len)
# 6.2
lvs-features += $(call lvs-probe,EXTACK_FMT,linux/netlink.h,define NL_SET_ERR_MSG_FMT\>)
# 6.6
lvs-features += $(call lvs-probe,INET_FLAGS,net/inet_sock.h,INET_FLAGS_NODEFRAG)
# 6.17
lvs-features += $(call lvs-probe,DFL_WQ,linux/workqueue.h,workqueue_struct \*system_dfl_wq;)
# 6.7
lvs-features += $(call lvs-probe,DROP_REASON,linux/netfilter.h,^NF_DROP_REASON)
# 6.13
lvs-features += $(call lvs-probe,ROUTE_INPUT_DSCP,net/route.h,dscp_t dscp. struct net_device .dev[^i])
