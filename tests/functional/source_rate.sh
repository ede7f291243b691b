#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# net.ipv4.vs.source_rate and source_burst, and the same by service: one source begins no more flows
# than it may, whatever it sends, and others do not notice. A source is an address of IPv4, or a
# network of 64 bits of IPv6.
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
# a service to the hole's server that is never limited, and the rate of the one that is
FREE=7002
SVC_RATE=1
# flows of the flood, and how many of them come from one address
FLOWS=1024
OF_EACH=64
# making as many takes a slow machine so many seconds at most
SECONDS_EACH=30

# flood FAMILY PORT FROM [syn]: to a service, from addresses that nobody has
flood() {
	local family=$1 port=$2 from=$3

	shift 3
	quick client "$FLOW_FLOOD" "$(vip "$family")" "$port" "$from" "$FLOWS" "$@"
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
	flood "$family" "$HOLE" "$from" "${how[@]}" || return 1
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

# begun FAMILY PORT: print how many flows a service of UDP has had
begun() {
	adm -L -n --json | jq --arg family "ipv$1" --argjson port "$2" \
		'[.services[] | select(.protocol == "udp" and .family == $family and .port == $port)
			| .stats.conns] | add // 0'
}

# counted TOTAL FAMILY PORT: so many flows were begun or refused
counted() {
	[ $(($(begun "$2" "$3") + $(refused))) -eq "$1" ]
}

# grants BURST FAMILY PORT FROM: of a flood by new flows, each source begins its burst, and what the
# time allows that it takes; all the rest is refused and counted
grants() {
	local burst=$1 family=$2 port=$3 from=$4 sources=1 start=$SECONDS before dropped added most

	[ "$family" = 6 ] || sources=$((FLOWS / OF_EACH))
	before=$(begun "$family" "$port")
	dropped=$(refused)
	flood "$family" "$port" "$from" || return 1
	wait_for 10 counted $((before + dropped + FLOWS)) "$family" "$port" || echo "some are lost"
	added=$(($(begun "$family" "$port") - before))
	dropped=$(($(refused) - dropped))
	most=$((sources * (burst + SVC_RATE * (SECONDS - start + 1))))
	echo "wanted $((sources * burst)) to $most, are: $added; refused: $dropped"
	[ "$added" -ge $((sources * burst)) ] && [ "$added" -le "$most" ] &&
		[ $((added + dropped)) -eq "$FLOWS" ]
}

# has_begun TOTAL FAMILY PORT: a service of UDP has had so many flows
has_begun() {
	[ "$(begun "$2" "$3")" -eq "$1" ]
}

# grants_all FAMILY PORT FROM: a flood begins all of its flows
grants_all() {
	local before

	before=$(begun "$1" "$2")
	flood "$1" "$2" "$3" || return 1
	wait_for 10 has_begun $((before + FLOWS)) "$1" "$2"
}

# edit FAMILY OPTION...: the limited service
edit() {
	# shellcheck disable=SC2046
	must adm -E $(svc udp "$1" "$HOLE") "${@:2}"
}

# rule FAMILY: print the line that makes the limited service
rule() {
	adm -S -n | grep -F -- "-A $(svc udp "$1" "$HOLE") "
}

# out_of_range FAMILY OPTION: one more than the most is refused with a reason
out_of_range() {
	local said

	# shellcheck disable=SC2046
	said=$(adm -E $(svc udp "$1" "$HOLE") "$2" 1000001 2>&1) && return 1
	echo "said: $said"
	[[ $said == *"1000001 exceeds 1000000 flows"* ]]
}

# by_service FAMILY NETS END: floods come from NETS1END, NETS2END and NETS3END
by_service() {
	local family=$1 nets=$2 end=$3 made

	# shellcheck disable=SC2046
	must adm -A $(svc udp "$family" "$FREE") -s rr
	# shellcheck disable=SC2046
	must adm -a $(svc udp "$family" "$FREE") -r "$(at "$(hole_server "$family")" "$FREE")" -m
	edit "$family" --source-rate "$SVC_RATE" --source-burst 5
	check "service $family: a source begins 5 at once, no sixth" \
		grants 5 "$family" "$HOLE" "${nets}1$end"
	check "service $family: another service is not limited" \
		grants_all "$family" "$FREE" "${nets}1$end"
	edit "$family" --source-burst 20
	check "service $family: another burst holds at once" \
		grants 20 "$family" "$HOLE" "${nets}2$end"
	# shellcheck disable=SC2046
	must quick director ipvsadm -E $(svc udp "$family" "$HOLE") -s wrr
	made="-A $(svc udp "$family" "$HOLE") -s wrr --source-rate $SVC_RATE --source-burst 20"
	check_eq "service $family: it is saved, and an edit by ipvsadm keeps it" "$made" \
		"$(rule "$family")"
	check "service $family: and holds after that" grants 20 "$family" "$HOLE" "${nets}3$end"
	check "service $family: a rate has a range" out_of_range "$family" --source-rate
	check "service $family: and so has a burst" out_of_range "$family" --source-burst
	check_eq "service $family: what is refused changes nothing" "$made" "$(rule "$family")"
}

# both FAMILY FROM: the namespace's bound holds besides, whichever is less
both() {
	hole_knobs source_burst=3 source_rate=$SVC_RATE
	check "both $1: the namespace's is less" grants 3 "$1" "$HOLE" "$2"
	hole_knobs source_rate=0
}

restored() {
	local before

	before=$(adm -S -n)
	must adm -C
	must quick director sh -c "echo '$before' | $LVSADM -R"
	check_eq "save and restore keep the limits" "$before" "$(adm -S -n)"
	check "IPv4: they hold again" grants 20 4 "$HOLE" 10.215.0.0
	check "IPv6: they hold again" grants 20 6 "$HOLE" fd85::
	edit 4 --source-rate 0
	check "a service's 0: nobody is limited" grants_all 4 "$HOLE" 10.216.0.0
}

main() {
	need jq ipvsadm
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
	by_service 4 10.21 .0.0
	by_service 6 fd8 ::
	both 4 10.214.0.0
	both 6 fd84::
	restored
}

main
