#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A server that has as many flows as its upper threshold says gets no more, until it has fewer than its
# lower threshold, which is three quarters of it by default, or the upper one is raised.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"
. "$LVS_LIB/states.sh"

# refused FAMILY: nobody takes a new flow
refused() {
	[ "$(quick client "$FLOW_CLIENT" who udp "$(vip "$1")" "$PORT" 1)" = refused ]
}

served() {
	[ "$(quick client "$FLOW_CLIENT" who udp "$(vip "$1")" "$PORT" 1)" = real1 ]
}

# limit FAMILY UPPER LOWER
limit() {
	# shellcheck disable=SC2046
	must adm -e $(svc udp "$1" "$PORT") -r "$(at "$(rip 1 "$1")" "$PORT")" -m -x "$2" -y "$3"
}

# flow FAMILY N: the Nth flow begins, and stays
flow() {
	talk_connects "$1$2" client udp "$(vip "$1")" "$PORT" "43$1$2"
}

# ends FAMILY N: that flow ends
ends() {
	must adm --set 0 0 1
	talk_works "$1$2" last >/dev/null
	must adm --set 0 0 300
	wait_for 12 flow_gone "$1" "$2" || bail "the flow does not end"
}

flow_gone() {
	[ -z "$(conn_of udp "$1" "$PORT" "43$1$2")" ]
}

# total FAMILY N: the server has so many flows
total() {
	wait_for 10 counts udp "$1" 1 0 "$2"
}

thresholds() {
	local family=$1 n

	state_service nat udp "$family"
	limit "$family" 4 0
	for n in 1 2 3 4; do
		check "udp$family: flow $n of 4 is served" flow "$family" "$n"
	done
	check "udp$family: the fifth is refused" refused "$family"
	check "udp$family: those that exist go on" talk_works "${family}1" more
	ends "$family" 1
	check "udp$family: three are left" total "$family" 3
	check "udp$family: which is not fewer than three quarters" refused "$family"
	ends "$family" 2
	check "udp$family: two are left" total "$family" 2
	check "udp$family: which is" served "$family"
	check "udp$family: that was the third" total "$family" 3
	check "udp$family: the fourth" served "$family"
	check "udp$family: and no more" refused "$family"
	limit "$family" 5 5
	check "udp$family: a higher limit counts at once" served "$family"
	check "udp$family: up to the limit" refused "$family"
	limit "$family" 0 0
	check "udp$family: no limit does too" served "$family"
	limit "$family" 3 1
	check "udp$family: a limit below what is there counts at once" refused "$family"
}

main() {
	local family

	module_load
	topo_lan nat
	ns_sysctl director net/ipv4/icmp_ratelimit=0 net/ipv6/icmp/ratelimit=0
	serve real1 "$PORT" "$LAST_PORT"
	for family in 4 6; do
		thresholds "$family"
	done
}

main
