#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# lvs and in-tree ip_vs exclude each other, whichever comes first: the second one does not load,
# the log says why and what to do, the first one works on.
#
#	director: services only, no traffic

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"

# remedy_logged: a line of the log names both modules and the remedy
remedy_logged() {
	dmesg_since | grep -E 'ip_vs' | grep -E 'lvs' | grep -E 'rmmod|unload'
}

# intree_unload: take in-tree IPVS out, its schedulers first
intree_unload() {
	LVS_IMPL=ip_vs module_unload
}

intree_loaded() {
	[ -d /sys/module/ip_vs ]
}

# still_works RULES: the director's services are as they were, and can be changed
still_works() {
	[ "$(adm -S -n)" = "$1" ] && adm -A -u 10.9.0.1:53 -s rr && adm -D -u 10.9.0.1:53
}

lvs_first() {
	local rules

	must module_try_load
	must adm -A -t 10.9.0.1:80 -s wrr
	must adm -a -t 10.9.0.1:80 -r 10.3.0.11:80 -m -w 3
	rules=$(adm -S -n)
	modprobe ip_vs
	check_not "ip_vs does not load beside lvs" intree_loaded
	check "the log says why and what to do" remedy_logged
	check_not "nor does a scheduler of it" modprobe ip_vs_rr
	check_not "ip_vs is still not there" intree_loaded
	check "lvs works on" still_works "$rules"
	check "lvs can be unloaded" module_unload
}

intree_first() {
	local rules LVSADM=ipvsadm

	dmesg_mark
	check "ip_vs loads when lvs is gone" modprobe ip_vs
	must adm -A -t 10.9.0.1:80 -s rr
	rules=$(adm -S -n)
	check_not "lvs does not load beside ip_vs" module_try_load
	check_not "lvs is not there" module_loaded
	check "the log says why and what to do" remedy_logged
	check "ip_vs works on" still_works "$rules"
	must adm -C
	check "ip_vs unloads" wait_for 10 intree_unload
}

main() {
	[ "$LVS_IMPL" = lvs ] || skip_all "in-tree IPVS does not know of lvs"
	modinfo ip_vs >/dev/null 2>&1 || skip_all "this kernel has no module ip_vs"
	need ipvsadm
	# a test before this one may have left it, as resolving the family's name loads it
	if intree_loaded; then
		must intree_unload
	fi
	ns_new director
	lvs_first
	intree_first
	check "lvs loads when ip_vs is gone" module_try_load
}

main
