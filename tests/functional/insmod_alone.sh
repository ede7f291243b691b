#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# insmod lvs.ko needs no other module, and modprobe finds an installed one; x_tables is used if it
# is there.
#
#	director: services only, no traffic

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"

# What a balancer could lean on. Tests before this one may have loaded it.
SUSPECTS='xt_ipvs ip_vs_ftp ip_vs xt_conntrack xt_MASQUERADE xt_nat nft_chain_nat nft_ct nft_nat
	nft_masq nf_conntrack_netlink nf_nat_ftp nf_conntrack_ftp nf_nat nf_conntrack nf_defrag_ipv6
	nf_defrag_ipv4 libcrc32c crc32c_generic ip_gre ip6_gre gre fou6 fou ipip sit ip6_tunnel tunnel6
	tunnel4 ip_tunnel ip6_udp_tunnel udp_tunnel'

# those that use x_tables, and itself
MATCHERS='^(nft_compat|(xt|ipt|ip6t)_.*|ip6?table_.*|ip6?_tables|x_tables)$'

# modules: print the names of all loaded modules, sorted
modules() {
	cut -d' ' -f1 /proc/modules | sort
}

# unload_suspects: as far as nobody uses them; what is used by another goes in a later round
unload_suspects() {
	local module round

	for round in 1 2 3; do
		for module in $SUSPECTS $(modules | grep -E "$MATCHERS"); do
			[ -d "/sys/module/$module" ] && rmmod "$module" 2>/dev/null
		done
		ktap_note "round $round: $(modules | wc -l) modules remain"
	done
}

# programs: services of every kind can be made at once
programs() {
	adm -A -t 10.9.0.1:80 -s wrr && adm -A -u '[fd09::1]:53' -s lc &&
		adm -a -t 10.9.0.1:80 -r 10.3.0.11:80 -m &&
		adm -a -t 10.9.0.1:80 -r 10.3.0.12:80 -g &&
		adm -a -u '[fd09::1]:53' -r '[fd03::13]:53' -i && adm -C
}

loaded() {
	[ -d "/sys/module/$1" ]
}

# matches: x_tables, which was there first, knows a match of lvs
matches() {
	quick director iptables -A OUTPUT -m ipvs --ipvs && fails rmmod lvs &&
		quick director iptables -F && wait_for 20 unused
}

# unused: nobody holds the module
unused() {
	[ "$(cat /sys/module/lvs/refcnt)" -eq 0 ]
}

# knob_refused: conntrack=1 is not taken where conntrack cannot be had
knob_refused() {
	local modprobe knob=/proc/sys/net/ipv4/vs/conntrack status=0

	modprobe=$(</proc/sys/kernel/modprobe)
	echo /nowhere >/proc/sys/kernel/modprobe
	ns_exec director sh -c "echo 1 >$knob" && status=1
	echo "$modprobe" >/proc/sys/kernel/modprobe
	[ "$(ns_exec director cat "$knob")" = 0 ] && return "$status"
}

by_insmod() {
	local before

	unload_suspects
	before=$(modules)
	check_eq "lvs.ko links to no module but x_tables" x_tables "$(modinfo -F depends "$LVS_MODULE")"
	check_not "x_tables is not there" loaded x_tables
	check "insmod succeeds" insmod "$LVS_MODULE"
	check_eq "and has loaded just lvs" "lvs" "$(comm -13 <(echo "$before") <(modules))"
	check "it can be programmed" programs
	if loaded nf_conntrack; then
		ktap_note "conntrack is part of this kernel, or in use"
	else
		check "conntrack=1 is refused where there is no conntrack" knob_refused
	fi
	check "it goes" module_unload
}

# by_modprobe: from a module tree of its own, made like the one of `make install`
by_modprobe() {
	local release dir alias

	release=$(uname -r)
	dir=$SCRATCH/lib/modules/$release
	must mkdir -p "$dir/updates"
	must cp "$LVS_MODULE" "$dir/updates/lvs.ko"
	must cp "$(modinfo -n x_tables)" "$dir"
	touch "$dir/modules.order" "$dir/modules.builtin"
	must depmod -b "$SCRATCH" "$release"
	check "modprobe finds it" modprobe -d "$SCRATCH" lvs
	check "and x_tables with it" loaded x_tables
	check "it can be programmed" programs
	check "iptables knows its match" matches
	for alias in net-pf-16-proto-16-family-IPVS ipt_ipvs ip6t_ipvs; do
		check_eq "it answers for $alias" lvs "$(modprobe -d "$SCRATCH" -R "$alias")"
	done
	check "modprobe removes it" modprobe -d "$SCRATCH" -r lvs
}

main() {
	[ "$LVS_IMPL" = lvs ] || skip_all "about lvs.ko only"
	need iptables
	scratch
	ns_new director
	by_insmod
	by_modprobe
}

main
