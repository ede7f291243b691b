#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# net.ipv4.vs.source_rate and source_burst: one source begins no more flows than it may, whatever
# it sends, and others do not notice. A source is an address of IPv4, or a network of 64 bits of IPv6.
# Drawing of the network: lib/topo_lan.sh, lib/hole.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"
. "$LVS_LIB/hole.sh"

PORT=7000
RATE=5
BURST=40
# flows of the flood, and how many of them come from one address
FLOWS=1024
OF_EACH=64
# making as many takes a slow machine so many seconds at most
SECONDS_EACH=30

# flood FAMILY FROM [syn]: to the hole, from addresses that nobody has
flood() {
	local family=$1 from=$2

	shift 2
	quick client "$FLOW_FLOOD" "$(vip "$family")" "$HOLE" "$from" "$FLOWS" "$@"
}

# held PROTO FAMILY: print how many flows the hole's server has, handshakes or datagrams
held() {
	local field=6

	[ "$1" = udp ] || field=5
	dest_field "$1" "$2" "$HOLE" "$(at "$(hole_server "$2")" "$HOLE")" "$field"
}

# adds LEAST MOST PROTO FAMILY FROM: a flood leaves so many flows more
adds() {
	local least=$1 most=$2 proto=$3 family=$4 from=$5 before after how=()

	[ "$proto" = udp ] || how=(syn)
	before=$(held "$proto" "$family")
	flood "$family" "$from" "${how[@]}" || return 1
	after=$(held "$proto" "$family")
	echo "wanted $least to $most more than $before, are: $after"
	[ $((after - before)) -ge "$least" ] && [ $((after - before)) -le "$most" ]
}

# refused: print how many flows were refused for being too many of one source
refused() {
	adm reasons --json |
		jq '[.. | objects | select((.reason? // "") | test("source_rate")) | .packets] | add // 0'
}

limited() {
	local most=$((BURST + RATE * SECONDS_EACH)) sources=$((FLOWS / OF_EACH))

	check "IPv4: each address has its burst" \
		adds $((sources * BURST)) $((sources * OF_EACH - 1)) udp 4 10.200.0.0
	check "IPv4: who keeps to it is served" hole_answered 4 "$PORT"
	check "IPv6: a network of 64 bits has one burst" \
		adds "$BURST" "$most" udp 6 fd77::
	check "IPv6: another network has its own" \
		adds "$BURST" "$most" tcp 6 fd78::
	check "IPv6: who keeps to it is served" hole_answered 6 "$PORT"
	check "established flows do not count" talk_works held on
	check "what was refused is counted" test "$(refused)" -ge $((2 * (FLOWS - most)))
}

main() {
	need jq
	module_load
	topo_lan nat
	serve real1 "$PORT"
	hole_services "$PORT"
	check "a flow is established" talk_connects held client udp "$VIP4" "$PORT"
	check "at first nobody is limited" adds "$FLOWS" "$FLOWS" udp 4 10.199.0.0
	check_eq "and nothing is refused" 0 "$(refused)"
	hole_knobs source_burst=$BURST source_rate=$RATE
	limited
	hole_knobs source_burst=0 source_rate=1000
	check "a burst of 0 is the flows of a second" \
		adds "$FLOWS" "$FLOWS" udp 6 fd79::
	hole_knobs source_rate=0
	check "0: nobody is limited" adds "$FLOWS" "$FLOWS" tcp 4 10.198.0.0
}

main
