# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# The module under test: LVS_IMPL=lvs (ours, the default) or LVS_IMPL=ip_vs (in-tree, to
# compare, and to try a test itself). LVS_MODULE is the path of our lvs.ko.

LVS_IMPL=${LVS_IMPL:-lvs}

# module_load [PARAMETER=VALUE...]: load the module under test. A fixed parameter that comes
# from outside (LVS_MODULE_PARAMS) is added.
module_load() {
	# shellcheck disable=SC2086
	module_try_load "$@" ${LVS_MODULE_PARAMS:-} ||
		bail "cannot load $LVS_IMPL: $(dmesg_since | tail -n 5)"
}

# module_try_load [PARAMETER=VALUE...]: the same, but failure is for the caller to judge
module_try_load() {
	case $LVS_IMPL in
	lvs) insmod "${LVS_MODULE:?path of lvs.ko}" "$@" ;;
	ip_vs) modprobe ip_vs "$@" ;;
	*) bail "LVS_IMPL=$LVS_IMPL is neither lvs nor ip_vs" ;;
	esac
}

# module_loaded: the module under test is in the kernel
module_loaded() {
	[ -d "/sys/module/$LVS_IMPL" ]
}

# module_unload: take the module out again; fails if somebody still holds it
module_unload() {
	local part

	if [ "$LVS_IMPL" = ip_vs ]; then
		for part in /sys/module/xt_ipvs /sys/module/ip_vs_*; do
			# a namespace that ends still uses it for a moment
			[ ! -d "$part" ] || wait_for 20 rmmod "${part##*/}"
		done
	fi
	rmmod "$LVS_IMPL"
}

# module_leftovers: print what the unloaded module has left behind; succeeds if there is anything
module_leftovers() {
	local found=1 path

	for path in /proc/net/ip_vs /proc/net/ip_vs_conn /proc/sys/net/ipv4/vs; do
		[ -e "$path" ] && echo "$path" && found=0
	done
	if [ -r /proc/slabinfo ]; then
		awk -v name="$LVS_IMPL" 'index($1, name "_") == 1 { print "slab cache " $1; n++ }
			END { exit !n }' /proc/slabinfo && found=0
	fi
	return "$found"
}

# on_uml: this is the debug kernel
on_uml() {
	grep -qm 1 'User Mode Linux' /proc/cpuinfo
}
