#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Connections, packets and bytes of services, servers and the total, against traffic of known
# size; zeroing; rates that come with traffic and go with it.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"

PORT=7000
RATE_PORT=7001

# figures MODE PROTO FAMILY PORT [SERVER]: five figures of a service, or of one of its servers
figures() {
	# shellcheck disable=SC2046
	adm -L -n "--$1" --exact $(svc "$2" "$3" "$4") |
		awk -v who="${5:-$(at "$(vip "$3")" "$4")}" \
			'$2 == who { print $(NF - 4), $(NF - 3), $(NF - 2), $(NF - 1), $NF }'
}

# figures_are EXPECTED MODE PROTO FAMILY PORT [SERVER]
figures_are() {
	local expected=$1 actual

	shift
	actual=$(figures "$@")
	echo "wanted: $expected; is: $actual"
	[ "$actual" = "$expected" ]
}

# comes_to DESCRIPTION EXPECTED ARG...: the figures come to that (in-tree shows them with a delay)
comes_to() {
	local description=$1

	shift
	wait_for 10 figures_are "$@"
	check "$description" figures_are "$@"
}

# totals: the first line of figures in /proc/net/ip_vs_stats, in decimal
totals() {
	local words word

	read -ra words < <(quick director sed -n 3p /proc/net/ip_vs_stats)
	for word in "${words[@]}"; do
		printf '%d ' "0x$word"
	done
}

totals_are() {
	echo "wanted: $1; is: $(totals)"
	[ "$(totals)" = "$1 " ]
}

# known_udp FAMILY HEADERS: twelve questions of 4 bytes, answers of 6, shared by three servers
known_udp() {
	local family=$1 in=$(($2 + 4)) out=$(($2 + 6)) n

	topo_lan_service nat udp "$family" "$PORT" rr
	check_eq "udp$family: twelve answers" "4 real1, 4 real2, 4 real3" \
		"$(quick client "$FLOW_CLIENT" who udp "$(vip "$family")" "$PORT" 12 | spread)"
	comes_to "udp$family: figures of the service" \
		"12 12 12 $((12 * in)) $((12 * out))" stats udp "$family" "$PORT"
	for n in 1 2 3; do
		comes_to "udp$family: figures of server $n" "4 4 4 $((4 * in)) $((4 * out))" \
			stats udp "$family" "$PORT" "$(at "$(rip "$n" "$family")" "$PORT")"
	done
}

# known_tcp FAMILY: 1 MB each way
known_tcp() {
	topo_lan_service nat tcp "$1" "$PORT" rr 1
	must quick client "$FLOW_CLIENT" copy tcp "$(vip "$1")" "$PORT" "$SCRATCH/blob" "$SCRATCH/got"
	wait_for 10 moved_a_megabyte "$1"
	check "tcp$1: a megabyte and its headers each way" moved_a_megabyte "$1"
}

moved_a_megabyte() {
	local conns in_pkts out_pkts in_bytes out_bytes

	read -r conns in_pkts out_pkts in_bytes out_bytes < <(figures stats tcp "$1" "$PORT")
	echo "$conns connections, $in_pkts + $out_pkts packets, $in_bytes + $out_bytes bytes"
	[ "$conns" -eq 1 ] && [ "$in_pkts" -gt 10 ] && [ "$out_pkts" -gt 10 ] &&
		[ "$in_bytes" -gt 1048576 ] && [ "$in_bytes" -lt 1200000 ] &&
		[ "$out_bytes" -gt 1048576 ] && [ "$out_bytes" -lt 1200000 ]
}

# one_way FAMILY HEADERS: with direct routing there is nothing outgoing to count
one_way() {
	local source=10.1.0.2

	[ "$1" = 4 ] || source=fd01::2
	topo_lan_service dr udp "$1" 9000 rr 1
	must quick client "$FLOW_FLOOD" "$(vip "$1")" 9000 "$source" 64
	comes_to "udp$1, direct routing: only what comes in" "64 64 0 $((64 * ($2 + 6))) 0" \
		stats udp "$1" 9000
}

zeroing() {
	must adm -Z -u "$(at "$VIP4" "$PORT")"
	comes_to "zeroing one service" "0 0 0 0 0" stats udp 4 "$PORT"
	comes_to "zeroing one service: its servers" "0 0 0 0 0" stats udp 4 "$PORT" \
		"$(at "$(rip 1 4)" "$PORT")"
	check "the others keep theirs" figures_are "12 12 12 624 648" stats udp 6 "$PORT"
	must adm -Z
	comes_to "zeroing all" "0 0 0 0 0" stats udp 6 "$PORT"
	wait_for 10 totals_are "0 0 0 0 0"
	check "zeroing all: the total" totals_are "0 0 0 0 0"
}

# rates_flow: none of the five rates is zero; makes a little traffic
rates_flow() {
	quick client "$FLOW_CLIENT" who udp "$VIP4" "$RATE_PORT" 2 >/dev/null
	echo "rates: $(figures rate udp 4 "$RATE_PORT")"
	figures rate udp 4 "$RATE_PORT" | awk '{ exit !($1 && $2 && $3 && $4 && $5) }'
}

main() {
	local name

	module_load
	topo_lan nat
	scratch
	head -c 1M /dev/urandom >"$SCRATCH/blob"
	for name in $TOPO_REALS; do
		serve "$name" "$PORT" "$RATE_PORT"
		# what direct routing brings here for a foreign address goes nowhere
		ns_sysctl "$name" net/ipv4/ip_forward=0 net/ipv6/conf/all/forwarding=0
	done
	known_udp 4 28
	known_udp 6 48
	wait_for 10 totals_are "24 24 24 1008 1056"
	check "the total is the sum" totals_are "24 24 24 1008 1056"
	topo_lan_service nat udp 4 "$RATE_PORT" rr
	check "traffic has rates" wait_for 20 rates_flow
	zeroing
	known_tcp 4
	known_tcp 6
	one_way 4 28
	one_way 6 48
	check "rates are zero when nothing flows" \
		wait_for 90 figures_are "0 0 0 0 0" rate udp 4 "$RATE_PORT"
}

main
