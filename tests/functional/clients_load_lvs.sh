#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# With the installed modprobe.d file, whoever asks for IPVS gets lvs: by modprobe, by the name of
# the netlink family, by a rule of iptables, by keepalived; in-tree ip_vs stays out although it is
# there. lvsadm gets lvs or nothing, whatever is installed.
#
#	director: services only, no traffic

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"

CONF=/etc/modprobe.d/lvs.conf

loaded() {
	[ -d "/sys/module/$1" ]
}

# only_lvs: it is there, and in-tree is not
only_lvs() {
	loaded lvs && ! loaded ip_vs && ! loaded xt_ipvs
}

# copy_tree: in-tree's modules, what they need and what iptables needs, and ours as installed
copy_tree() {
	local name file

	for name in ip_vs ip_vs_rr ip_vs_ftp xt_ipvs ip_tables iptable_filter nft_compat; do
		modprobe --show-depends "$name" 2>/dev/null
	done | awk '$1 == "insmod" { print $2 }' | sort -u >"$SCRATCH/files"
	while read -r file; do
		must cp "$file" "$1"
	done <"$SCRATCH/files"
	must mkdir "$1/updates"
	must cp "$LVS_MODULE" "$1/updates/lvs.ko"
	cp "/lib/modules/$2/modules.order" "/lib/modules/$2/modules.builtin" "$1"
	must depmod -b "$SCRATCH" "$2"
}

# install_all: a module tree in place of the machine's, and the file
install_all() {
	local release dir

	release=$(uname -r)
	dir=$SCRATCH/lib/modules/$release
	must mkdir -p "$dir"
	copy_tree "$dir" "$release"
	must mount --bind "$dir" "/lib/modules/$release"
	defer umount "/lib/modules/$release"
	must cp "$LVS_TOP/packaging/modprobe.d/lvs.conf" "$CONF"
	defer rm -f "$CONF"
}

unload() {
	modprobe -r lvs
}

by_modprobe() {
	local name

	check "modprobe ip_vs succeeds" modprobe ip_vs
	check "and brings lvs alone" only_lvs
	check "modprobe -r ip_vs takes it out" modprobe -r ip_vs
	check_not "it is gone" loaded lvs
	while read -r name; do
		modprobe "$name" && only_lvs && modprobe -r "$name"
		check_eq "so with $name" 0 $?
	done < <(awk '$1 == "alias" && $3 == "lvs" && $2 ~ /^(ip_vs_|xt_)/ { print $2 }' "$CONF")
}

# all_named: no module of in-tree's is without a line of the file
all_named() {
	local name

	while read -r name; do
		grep -q "^alias ${name%%.*} lvs$" "$LVS_TOP/packaging/modprobe.d/lvs.conf" || return 1
	done < <(find "/lib/modules/$(uname -r)/" -name 'ip_vs*.ko*' -printf '%f\n')
}

# by_lvsadm: as ipvsadm does, but it asks for lvs by name
by_lvsadm() {
	check "lvsadm loads it" quick director lvsadm -A -t 10.9.0.1:80 -s rr
	check "it and nothing else" only_lvs
	must quick director lvsadm -C
	check "it can be taken out" wait_for 10 unload
}

# nowhere: lvs is not installed here, in-tree ip_vs is: lvsadm does not take that for it
nowhere() {
	check_not "lvsadm without lvs fails" quick director lvsadm -L
	check_not "and has not loaded ip_vs" loaded ip_vs
}

by_clients() {
	check "ipvsadm loads it" quick director ipvsadm -A -t 10.9.0.1:80 -s rr
	check "it and nothing else" only_lvs
	must quick director ipvsadm -C
	check "it can be taken out" wait_for 10 unload
	check "a rule of iptables loads it" quick director iptables -A OUTPUT -m ipvs --ipvs
	check "it and nothing else" only_lvs
	must quick director iptables -F
	check "it can be taken out" wait_for 10 unload
}

# keepalived_starts: with one service
keepalived_starts() {
	cat >"$SCRATCH/keepalived.conf" <<-END
		virtual_server 10.9.0.1 80 {
			protocol TCP
			lvs_sched rr
			real_server 10.3.0.11 80 {
				weight 1
			}
		}
	END
	ns_spawn director keepalived -n -G -f "$SCRATCH/keepalived.conf" -p "$SCRATCH/pid" \
		-c "$SCRATCH/checkers" -r "$SCRATCH/vrrp" -b "$SCRATCH/bfd"
}

# has_server: keepalived's server is in the tables
has_server() {
	quick director grep -q '^  -> 0A03000B:0050 ' /proc/net/ip_vs
}

by_keepalived() {
	keepalived_starts
	check "keepalived loads it" wait_for 60 has_server
	check "it and nothing else" only_lvs
	reap "$SPAWNED"
	check "it can be taken out" wait_for 10 unload
}

main() {
	[ "$LVS_IMPL" = lvs ] || skip_all "about lvs.ko only"
	need ipvsadm lvsadm iptables keepalived
	scratch
	ns_new director
	all_gone
	check "in-tree's modules all have a line" all_named
	nowhere
	install_all
	by_modprobe
	by_lvsadm
	by_clients
	by_keepalived
}

# all_gone: what tests before this one have left loaded
all_gone() {
	local name

	for name in xt_ipvs ip_vs_ftp ip_vs_rr ip_vs; do
		! loaded "$name" || modprobe -r "$name"
	done
	! loaded lvs || must module_unload
}

main
