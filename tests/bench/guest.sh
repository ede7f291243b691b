#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# guest.sh ROUNDS WORKLOAD...: the part of a benchmark that runs in its machine. One line for each
# measurement: «result IMPL WORKLOAD ROUND key value...», what lvs_gen says.
#
#	lvs_gen -> in0 [ director ] out0 -> counted and gone; replies the other way
#	clients behind      VIP 10.9.0.1      server 10.2.0.11
#	10.1.0.254, fd01::fe    fd09::1       fd02::11
set -u

HERE=$(dirname "$(readlink -f "$0")")
VIP4=10.9.0.1 VIP6=fd09::1 SERVER4=10.2.0.11 SERVER6=fd02::11
# shellcheck disable=SC2034 # by name
CLIENTS4=10.64.0.1 CLIENTS6=fd64::1
PORT=80

# shellcheck source-path=SCRIPTDIR source=workloads.sh
. "$HERE/workloads.sh"
# shellcheck source-path=SCRIPTDIR source=delays.sh
. "$HERE/delays.sh"

die() {
	echo "bench: $*"
	exit 1
}

in_dir() {
	ip netns exec dir "$@"
}

# network: two devices that lead nowhere, everything else known for good
network() {
	ip netns add dir
	ip -n dir -b - <<-END
		link set lo up
		link add in0 type dummy
		link add out0 type dummy
		link set in0 up arp on
		link set out0 up arp on
		addr add 10.1.0.1/16 dev in0
		addr add 10.2.0.1/16 dev out0
		addr add fd01::1/64 dev in0 nodad
		addr add fd02::1/64 dev out0 nodad
		addr add $VIP4/32 dev lo
		addr add $VIP6/128 dev lo nodad
		route add 10.64.0.0/10 via 10.1.0.254
		route add 10.3.0.0/16 via 10.2.0.254
		route add fd64::/16 via fd01::fe
		neigh add $SERVER4 lladdr 02:00:00:00:00:11 dev out0
		neigh add $SERVER6 lladdr 02:00:00:00:00:11 dev out0
		neigh add 10.1.0.11 lladdr 02:00:00:00:00:11 dev in0
		neigh add fd01::11 lladdr 02:00:00:00:00:11 dev in0
		neigh add 10.2.0.254 lladdr 02:00:00:00:00:fe dev out0
		neigh add 10.1.0.254 lladdr 02:00:00:00:00:fd dev in0
		neigh add fd01::fe lladdr 02:00:00:00:00:fd dev in0
	END
	in_dir sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 \
		net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0 \
		net.ipv4.conf.in0.rp_filter=0 net.ipv4.conf.out0.rp_filter=0
}

# gen WORD...: generate, and print what came of it
gen() {
	# shellcheck disable=SC2016
	in_dir sh -c 'echo "$*" >/proc/lvs_gen && cat /proc/lvs_gen' gen "$@"
}

# flows FAMILY: the words that name clients and service of a family
flows() {
	local client=CLIENTS$1 vip=VIP$1

	echo "family=$1 client=${!client} server=${!vip} sport=$PORT spread=4096"
}

# load IMPL: lvs, ip_vs, or nothing
load() {
	case $1 in
	lvs) insmod "$LVS_MODULE" || die "lvs.ko does not load" ;;
	ip_vs) modprobe ip_vs conn_tab_bits=20 || die "no ip_vs" ;;
	nft)
		modprobe -a nf_flow_table_inet nft_flow_offload || die "no flowtable"
		echo 1048576 >/sys/module/nf_conntrack/parameters/hashsize
		sysctl -qw net.netfilter.nf_conntrack_max=2097152
		;;
	esac
}

unload() {
	case $1 in
	lvs) rmmod lvs || die "lvs.ko cannot be removed" ;;
	ip_vs)
		in_dir ipvsadm -C
		# shellcheck disable=SC2046
		modprobe -r $(lsmod | awk '/^ip_vs_/ { print $1 }') ip_vs ||
			die "ip_vs cannot be removed"
		;;
	nft) in_dir nft flush ruleset ;;
	esac
}

# one IMPL WORKLOAD ROUND: configure, measure, clean up
one() {
	local impl=$1 workload=$2 round=$3 line

	load "$impl"
	while read -r line; do
		echo "result $impl $workload $round $line"
	done < <("workload_${workload%%-*}" "$impl" "${workload#*-}")
	unload "$impl"
}

main() {
	local rounds=$1 round workload impl

	shift
	insmod "$LVS_GEN" || die "no generator"
	modprobe -a sch_ingress cls_matchall act_gact || die "no ingress classifier"
	network
	for round in $(seq "$rounds"); do
		for workload; do
			for impl in $(peers "$workload"); do
				one "$impl" "$workload" "$round"
			done
		done
	done
	rmmod lvs_gen
}

main "$@"
