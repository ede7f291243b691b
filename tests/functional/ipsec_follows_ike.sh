#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# ESP and AH go where the exchange of keys of the same client went, and nowhere without one.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"

IKE=500
NATT=4500
SIGNED="authentication header forbids translation"

# who PROTO FAMILY: print the server that an ESP or AH packet reaches
who() {
	quick client "$FLOW_RAW" who "$1" "$(vip "$2")"
}

# exchange ID FAMILY PORT: a datagram from that port to the same of the virtual address; the
# server that answers is in SERVER
exchange() {
	local id=$1 family=$2 port=$3

	talk_open "$id" client udp "$(vip "$family")" "$port" "$port"
	talk_tell "$id" who
	wait_for 15 grep -q real "$GUARD_DIR/$id.out"
	SERVER=$(grep -m1 real "$GUARD_DIR/$id.out")
	echo "server: $SERVER"
	[ -n "$SERVER" ]
}

# follows METHOD FAMILY PORT TURNS PROTO...: an exchange, which others precede in so many turns of
# the scheduler; then packets of each protocol reach its server
follows() {
	local method=$1 family=$2 port=$3 turns=$4 proto

	shift 4
	topo_lan_service "$method" udp "$family" "$port" rr
	quick client "$FLOW_CLIENT" who udp "$(vip "$family")" "$port" "$turns" >/dev/null
	check "$method udp$family: an exchange of keys at port $port" \
		exchange "$method$family$port" "$family" "$port"
	for proto; do
		check_eq "$method $proto$family: follows port $port" "$SERVER $SERVER" \
			"$(who "$proto" "$family") $(who "$proto" "$family")"
	done
}

# left FAMILY PORT: print how many seconds the exchange's entry still lives; its state is UDP's
left() {
	conn_of udp "$1" "$2" "$2" | awk '$1 == "UDP" { split($3, t, ":"); print t[1] * 60 + t[2] }'
}

# left_at_most FAMILY PORT SECONDS
left_at_most() {
	[ "$(left "$1" "$2")" -le "$3" ]
}

# keeps FAMILY PORT: packets keep the exchange's entry alive, which has but one state
keeps() {
	local before after

	wait_for 20 left_at_most "$1" "$2" 296
	before=$(left "$1" "$2")
	who esp "$1" >/dev/null
	after=$(left "$1" "$2")
	echo "$before s before, $after s after"
	[ "$after" -gt "$before" ]
}

# servers PORT...: on all of them, for the exchange and for what follows
servers() {
	local name port

	for name in $TOPO_REALS; do
		for port; do
			serve "$name" "$port"
		done
		ns_spawn "$name" "$FLOW_RAW" serve "$name" >"$GUARD_DIR/raw-$name"
		wait_for 20 grep -q ready "$GUARD_DIR/raw-$name" || bail "flow_raw does not start"
	done
}

# nobody PROTO FAMILY: the director refuses, or is silent where its ICMPv6 error about AH is too
# vague for the socket to hear of it
nobody() {
	local answer

	answer=$(who "$1" "$2")
	echo "answer: $answer"
	[ "$answer" = refused ] || [ "$1$2$answer" = ah6silence ]
}

# keyless FAMILY: what follows nothing is left to the director's own stack
keyless() {
	local proto

	for proto in esp ah; do
		check "$proto$1: nobody gets it without an exchange of keys" nobody "$proto" "$1"
	done
}

# unchanged: direct routing and tunnels, whose packets arrive as they were sent
unchanged() {
	local family

	topo_lan tun
	servers "$IKE" "$NATT"
	for family in 4 6; do
		keyless "$family"
		follows dr "$family" "$NATT" 1 esp ah
		# the exchange at the first port leads, if there are both
		follows tun "$family" "$IKE" 2 esp ah
	done
	check "esp4: keeps the exchange of keys" keeps 4 "$IKE"
}

# translated: ESP does not care for addresses; AH signs them
translated() {
	local family dropped=0

	topo_lan nat
	servers "$IKE"
	for family in 4 6; do
		follows nat "$family" "$IKE" 1 esp
		[ "$LVS_IMPL" != lvs ] || dropped=$(drop_count "$SIGNED")
		check_eq "nat ah$family: is dropped, since it cannot be translated" \
			silence "$(who ah "$family")"
		[ "$LVS_IMPL" = lvs ] || continue
		check_eq "nat ah$family: and counted by reason" $((dropped + 1)) "$(drop_count "$SIGNED")"
	done
}

main() {
	local name

	module_load
	FLOW_RAW=$(topo_program flow_raw) || bail "no flow_raw"
	unchanged
	must adm -C
	# shellcheck disable=SC2086
	for name in client router director $TOPO_REALS; do
		ns_del "$name"
	done
	translated
}

main
