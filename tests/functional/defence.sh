#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Too many flows, too little memory: the bound on entries holds and costs no established flow,
# drop_packet thins out new flows, drop_entry gives up what waits in vain, and the automatic modes
# follow memory.
# Drawing of the network: lib/topo_lan.sh, lib/hole.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"
. "$LVS_LIB/hole.sh"

PORT=7000
HOLE_HEX=1B59
BOUND=200
# a service to the hole's server that remembers its clients' choices
LASTING=7002
# seconds that whoever waits is given before drop_entry ends it
PATIENCE=5
FULL="the namespace holds conn_max entries"

# knob NAME: print its value
knob() {
	quick director cat "/proc/sys/net/ipv4/vs/$1"
}

# knob_is NAME VALUE
knob_is() {
	[ "$(knob "$1")" = "$2" ]
}

# flood FAMILY COUNT [syn|ack]: to the hole, or FLOOD_PORT, from addresses that nobody has, of the
# network FLOOD_NET
flood() {
	local family=$1 count=$2 from=10.200.${FLOOD_NET:-0}.0 port=${FLOOD_PORT:-$HOLE}

	shift 2
	[ "$family" = 4 ] || from=fd77:0:${FLOOD_NET:-0}::
	must quick client "$FLOW_FLOOD" "$(vip "$family")" "$port" "$from" "$count" "$@" >/dev/null
}

# entries [PATTERN]: print how many the director holds, of those whose line has PATTERN
entries() {
	quick director cat /proc/net/ip_vs_conn | sed 1d | grep -c -e "${1:-}"
}

# entries_within LEAST MOST [PATTERN]
entries_within() {
	local n

	n=$(entries "${3:-}")
	echo "wanted $1 to $2, are: $n"
	[ "$n" -ge "$1" ] && [ "$n" -le "$2" ]
}

# flows that are established before all floods
hold() {
	local family

	for family in 4 6; do
		check "IPv$family: a TCP flow is established" \
			talk_connects "tcp$family" client tcp "$(vip "$family")" "$PORT"
		check "IPv$family: a UDP flow is established" \
			talk_connects "udp$family" client udp "$(vip "$family")" "$PORT"
	done
}

# at_bound FAMILY COUNT [syn]: a flood leaves as many entries as there may be
at_bound() {
	# each CPU may be one entry late
	flood "$@" && entries_within $((BOUND - 4)) $((BOUND + 4))
}

# held_work WORD: what was established before is none the worse
held_work() {
	local id

	for id in tcp4 tcp6 udp4 udp6; do
		talk_works "$id" "$1" || return
	done
}

bounded() {
	local family=$1

	hole_knobs conn_max=$BOUND
	check "IPv$family: a flood of handshakes leaves as many entries as there may be" \
		at_bound "$family" 1024 syn
	check "IPv$family: new connections get through" hole_answered "$family" "$PORT"
	check "IPv$family: so does a flood of single datagrams" at_bound "$family" 1024
	check "IPv$family: new connections still get through" hole_answered "$family" "$PORT"
	hole_knobs conn_max=1000000
}

# served PROTO FAMILY COUNT: so many new flows get their answers
served() {
	local answers

	answers=$(quick client "$FLOW_CLIENT" who "$1" "$(vip "$2")" "$PORT" "$3" | spread)
	echo "answers: $answers"
	[ "$answers" = "$3 real1" ]
}

# at_bound_serves PROTO FAMILY: where nobody waits in vain, new flows take the place of others, of which
# there are so many that a few looks find one
at_bound_serves() {
	local before

	before=$(entries)
	hole_knobs conn_max="$before"
	served "$1" "$2" 10 && entries_within 1 $((before + 4))
}

# over FAMILY: connections that have ended
over() {
	check "IPv$1: connections are made and end" served tcp "$1" 60
	check "IPv$1: what is over makes room" at_bound_serves tcp "$1"
	hole_knobs conn_max=1000000
}

# silent FAMILY: flows of datagrams whose time-out is ten minutes longer since they were heard of last
# are taken for silent as long
silent() {
	check "IPv$1: datagrams are answered" served udp "$1" 60
	must adm --set 0 0 900
	check "IPv$1: silent flows of datagrams make room" at_bound_serves udp "$1"
	must adm --set 0 0 300
	hole_knobs conn_max=1000000
}

# whoever is established stays, although there may be nobody
refused() {
	local before dropped

	before=$(entries UDP)
	dropped=$(drop_count "$FULL")
	hole_knobs conn_max=0
	flood 4 64
	flood 6 64
	hole_knobs conn_max=1000000
	check "no room: new flows get none" entries_within 0 "$before" UDP
	check_eq "no room: which is counted by reason" $((dropped + 128)) "$(drop_count "$FULL")"
	check "no room: established flows stay" held_work bounded
}

# lasting FAMILY: a service whose choices nobody proves good
lasting() {
	# shellcheck disable=SC2046
	must adm -A $(svc tcp "$1" "$LASTING") -s rr -p 300
	# shellcheck disable=SC2046
	must adm -a $(svc tcp "$1" "$LASTING") -r "$(at "$(hole_server "$1")" "$LASTING")" -m
	FLOOD_PORT=$LASTING flood "$1" 128 syn
}

# patient: in so small a table drop_entry could end them at once
patient() {
	local begun=$SECONDS

	flood 4 64 syn
	hole_knobs drop_entry=3
	check "drop_entry gives up handshakes that nobody completes" \
		wait_for 40 entries_within 0 0 SYN_RECV
	check "and gives them time for it" test $((SECONDS - begun)) -ge "$PATIENCE"
	hole_knobs drop_entry=0
}

given_up() {
	local family

	for family in 4 6; do
		flood "$family" 64
		lasting "$family"
	done
	check "choices are remembered" entries_within 4 4 ' NONE '
	hole_knobs drop_entry=3
	check "drop_entry gives up handshakes of both families" \
		wait_for 40 entries_within 0 0 SYN_RECV
	check "and single datagrams" wait_for 40 entries_within 0 0 "$HOLE_HEX UDP"
	check "and choices that no flow proved good" wait_for 40 entries_within 0 0 ' NONE '
	hole_knobs drop_entry=0
	check "and nothing that is established" held_work thinned
}

# thinned FAMILY: one of two new flows goes
thinned() {
	local before

	before=$(entries UDP)
	hole_knobs am_droprate=2 drop_packet=3
	flood "$1" 128
	hole_knobs drop_packet=0
	check "IPv$1: drop_packet takes every second new flow" \
		entries_within $((before + 64)) $((before + 65)) UDP
}

# rethinned FAMILY: another rate counts from the next flow on
rethinned() {
	local before

	before=$(entries UDP)
	hole_knobs am_droprate=2 drop_packet=3
	hole_knobs am_droprate=4
	FLOOD_NET=99 flood "$1" 128
	hole_knobs drop_packet=0
	check "IPv$1: am_droprate counts at once" entries_within $((before + 96)) $((before + 97)) UDP
}

# follows_memory KNOB: it shows what memory makes of it; a check of its effect may be given for
# the time when it is on
follows_memory() {
	local name=$1

	shift
	hole_knobs amemthresh=0 "$name=2"
	check "$name: memory suffices, so on means off" knob_is "$name" 1
	hole_knobs amemthresh=2147483647
	check "$name: on when memory gets short" wait_for 10 knob_is "$name" 2
	[ $# -eq 0 ] || check "$name: and that is what happens" "$@"
	hole_knobs amemthresh=0
	check "$name: off when it is there again" wait_for 10 knob_is "$name" 1
	hole_knobs "$name=0"
}

# all_dropped: there is no memory at all, so no new flow passes
all_dropped() {
	local before

	before=$(entries UDP)
	flood 6 192
	entries_within "$before" "$before" UDP
}

# claims FAMILY ESTABLISHED: of handshakes, the client's part alone
claims() {
	flood "$1" 64 syn
	flood "$1" 64 ack
	entries_within "$2" "$2" "$HOLE_HEX ESTABLISHED"
}

# bounds: what in-tree does not do
bounds() {
	local family

	hold
	patient
	given_up
	for family in 4 6; do
		over "$family"
		silent "$family"
	done
	bounded 4
	bounded 6
	refused
	rethinned 4
	rethinned 6
}

main() {
	module_load
	topo_lan nat
	serve real1 "$PORT"
	hole_services "$PORT"
	[ "$LVS_IMPL" != lvs ] || bounds
	thinned 4
	thinned 6
	follows_memory drop_entry
	follows_memory drop_packet all_dropped
	follows_memory secure_tcp claims 6 0
	check "and without it, who claims to be established is" claims 6 64
}

main
