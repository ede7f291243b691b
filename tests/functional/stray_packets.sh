#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What a masqueraded server sends without a flow passes on, or is refused where nat_icmp_send says
# so; what it answers to those who ask it directly passes always.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"

PORT=7001
ASKED=7000

client_ip() {
	if [ "$1" = 4 ]; then echo 10.1.0.2; else echo fd01::2; fi
}

# says NAME FAMILY SOURCE-PORT: what the client answers to a datagram of a server
says() {
	quick "$1" "$SIP_CLIENT" who "$(client_ip "$2")" "$ASKED" "$3" x@y
}

strays() {
	local family=$1

	must ns_sysctl director net/ipv4/vs/nat_icmp_send=0
	check_eq "udp$family: a stray packet passes on" client "$(says real1 "$family" "$PORT")"
	must ns_sysctl director net/ipv4/vs/nat_icmp_send=1
	check_eq "udp$family: nat_icmp_send: it is refused" refused "$(says real1 "$family" "$PORT")"
	check_eq "udp$family: nat_icmp_send: one of another port is not" client \
		"$(says real1 "$family" 7002)"
	check_eq "udp$family: nat_icmp_send: nor one of a server with direct routing" client \
		"$(says real2 "$family" "$PORT")"
	check_eq "udp$family: nat_icmp_send: nor what this machine has asked for" real1 \
		"$(quick director "$FLOW_CLIENT" who udp "$(rip 1 "$family")" "$ASKED" 1)"
	check_eq "tcp$family: nat_icmp_send: a server without a flow is refused" refused \
		"$(quick real1 "$FLOW_CLIENT" talk tcp "$(client_ip "$family")" "$ASKED" "$PORT" </dev/null)"
}

# asked FAMILY: who asks the server itself through the director gets its answer as far as conntrack
# knows of the question
asked() {
	topo_by_director add "$1"
	check_eq "udp$1: nat_icmp_send: a server's answer is refused like all that it sends" timeout \
		"$(quick client "$FLOW_CLIENT" who udp "$(rip 1 "$1")" "$ASKED" 1)"
	topo_track
	check_eq "udp$1: nat_icmp_send: but not where conntrack saw the question" real1 \
		"$(quick client "$FLOW_CLIENT" who udp "$(rip 1 "$1")" "$ASKED" 1)"
	topo_untrack
	topo_by_director del "$1"
}

main() {
	local family

	need nft
	module_load
	topo_lan nat
	SIP_CLIENT=$(topo_program sip_client) || bail "no sip_client"
	serve client "$ASKED"
	serve real1 "$ASKED"
	for family in 4 6; do
		# shellcheck disable=SC2046
		must adm -A $(svc udp "$family" "$PORT") -s rr
		# shellcheck disable=SC2046
		must adm -a $(svc udp "$family" "$PORT") -r "$(at "$(rip 1 "$family")" "$PORT")" -m
		# shellcheck disable=SC2046
		must adm -a $(svc udp "$family" "$PORT") -r "$(at "$(rip 2 "$family")" "$PORT")" -g
		# the keeper of the port where nat_icmp_send must not reach
		# shellcheck disable=SC2046
		must adm -A $(svc udp "$family" "$ASKED") -s rr
		# shellcheck disable=SC2046
		must adm -a $(svc udp "$family" "$ASKED") -r "$(at "$(rip 1 "$family")" "$ASKED")" -m
		# shellcheck disable=SC2046
		must adm -A $(svc tcp "$family" "$PORT") -s rr
		# shellcheck disable=SC2046
		must adm -a $(svc tcp "$family" "$PORT") -r "$(at "$(rip 1 "$family")" "$PORT")" -m
		strays "$family"
		[ "$LVS_IMPL" != lvs ] || asked "$family"
	done
}

main
