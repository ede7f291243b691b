#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Where nobody has a rule, the first packet of a flow goes the short way too. One rule at any hook
# that it would have passed, and it meets that rule; and it goes nowhere that the route does not lead.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"

PORT=7000
FLOWS=32

# left FAMILY: octets that the director's stack has sent; the short way does not count there
left() {
	if [ "$1" = 4 ]; then
		quick director nstat -asz IpExtOutOctets
	else
		quick director nstat -asz Ip6OutOctets
	fi | awk '/OutOctets/ { print $2 }'
}

# serves FAMILY N: so many new flows, each from a new port, get their answers
serves() {
	local answers

	answers=$(quick client "$FLOW_CLIENT" who udp "$(vip "$1")" "$PORT" "$2")
	echo "answers: $answers"
	[ "$(grep -c '^real1$' <<<"$answers")" -eq "$2" ]
}

# fastpath 0|1
fastpath() {
	ns_sysctl director "net/ipv4/vs/fastpath=$1"
}

# measured FAMILY: some flows are served; SENT is what the stack has sent meanwhile
measured() {
	local before

	before=$(left "$1")
	serves "$1" "$FLOWS" || return 1
	SENT=$(($(left "$1") - before))
}

# all_of_it OCTETS: that is all requests, each of which has a header of 20 bytes at least, and not
# just the little that the director says to its neighbours
all_of_it() {
	echo "octets sent for $FLOWS flows: $1"
	[ "$1" -ge $((20 * FLOWS)) ]
}

# uses FAMILY: the way that new flows go, without the fast tier and with it, also where AppArmor has
# a hook for what programs send. Linux 6.1 does not count what is sent of IPv6 unless a program has
# sent it.
uses() {
	local long

	fastpath 0
	check "ipv$1: without the fast tier, new flows are served" measured "$1"
	long=$SENT
	fastpath 1
	check "ipv$1: with it, they are" measured "$1"
	[ "$1" = 4 ] || all_of_it "$long" >/dev/null || return 0
	check "ipv$1: without it, they go the long way" all_of_it "$long"
	check_not "ipv$1: with it, they go the short way" all_of_it "$SENT"
}

# refuses FAMILY HOOK PRIORITY [TYPE]: a rule there that drops
refuses() {
	local family=ip

	[ "$1" = 4 ] || family=ip6
	must quick director nft -f - <<-END
		table $family guard {
			counter met {}
			chain only {
				type ${4:-filter} hook $2 priority $3;
				meta l4proto udp th dport $PORT counter name met drop
			}
		}
	END
	spawn quick client "$FLOW_CLIENT" who udp "$(vip "$1")" "$PORT" 1 >"$GUARD_DIR/answer"
	check "ipv$1: a new flow meets a rule at $2 ($3)" wait_for 20 met "$family"
	reap "$SPAWNED"
	check_not "ipv$1: and is refused" grep -q real1 "$GUARD_DIR/answer"
	must quick director nft delete table "$family" guard
	check "ipv$1: without the rule, one is served" serves "$1" 1
}

# met FAMILY
met() {
	[ "$(quick director nft -j list counter "$1" guard met |
		jq '.nftables[] | .counter? // empty | .packets')" -ge 1 ]
}

# leads FAMILY: the virtual address is none of this machine's any more
leads() {
	local bits=32

	[ "$1" = 4 ] || bits=128
	must ns_ip director addr del "$(vip "$1")/$bits" dev lo
	check_not "ipv$1: where the virtual address is not local, nobody serves" serves "$1" 1
	must ns_ip director addr add "$(vip "$1")/$bits" dev lo
	check "ipv$1: where it is again, somebody does" serves "$1" 1
}

# distrusts FAMILY: a rule of routing takes nothing from the client
distrusts() {
	local from=10.1.0.2

	[ "$1" = 4 ] || from=fd01::2
	must ns_ip director "-$1" rule add pref 10 lookup local
	must ns_ip director "-$1" rule del pref 0
	must ns_ip director "-$1" rule add pref 5 from "$from" iif front prohibit
	check_not "ipv$1: a rule of routing keeps a client out" serves "$1" 1
	must ns_ip director "-$1" rule del pref 5
	check "ipv$1: without the rule, it is served" serves "$1" 1
}

main() {
	local family

	need nft jq nstat
	module_load
	topo_lan dr
	serve real1 "$PORT"
	for family in 4 6; do
		topo_lan_service dr udp "$family" "$PORT" rr 1
		uses "$family"
		refuses "$family" prerouting -150
		refuses "$family" input 0
		refuses "$family" output -400
		refuses "$family" output -150 route
		refuses "$family" postrouting 300
		leads "$family"
		distrusts "$family"
	done
}

main
