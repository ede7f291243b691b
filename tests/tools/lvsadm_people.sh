#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What lvsadm is for people: a service on a page, live rates in frames and on a terminal, findings
# of the doctor that come with what is wrong and go when it is mended, reasons of drops.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"

PORT=7000

# says PATTERN COMMAND ARG...: the tool succeeds, and a line of what it prints matches
says() {
	local pattern=$1 said

	shift
	said=$(adm "$@" 2>&1) || { echo "status $?: $said" && return 1; }
	echo "$said"
	grep -qE -- "$pattern" <<<"$said"
}

# a_page: each flow of known traffic is on it
a_page() {
	topo_lan_service nat tcp 4 "$PORT" wrr 1 3 0
	check_eq "flows are made" "1 real1, 3 real2" \
		"$(quick client "$FLOW_CLIENT" who tcp "$VIP4" "$PORT" 4 | spread)"
	check "show: its title" says "^tcp $VIP4:$PORT$" show "$VIP4:$PORT" -n
	check "show: its connections" says '^  in all +4 conns' show "tcp/$VIP4:$PORT" -n
	check "show: the share of a server" says ' 75 %$' show "$VIP4:$PORT" -n
	check "show: who takes no flows" says 'takes no new flows' show "$VIP4:$PORT" -n
	check_not "show: what is not there" adm show "udp/$VIP4:$PORT"
	check "list: by the service's short name" says "^TCP  $VIP4:$PORT wrr" list "$VIP4:$PORT" -n
	check_eq "show --json is as --list --json" "$(adm -L --json -t "$VIP4:$PORT" | jq '.services[0].address')" \
		"$(adm show "$VIP4:$PORT" --json | jq '.services[0].address')"
}

# rate_seen: with new flows, a frame has rates above zero for the service
rate_seen() {
	quick client "$FLOW_CLIENT" who tcp "$VIP4" "$PORT" 20 >/dev/null
	adm top -b -c 1 -n | awk -v name="$VIP4:$PORT" '
		$2 == name { found = 1; conns = $6 }
		{ print }
		END { exit !(found && conns > 0) }'
}

frames() {
	check_eq "top: two frames" 2 \
		"$(adm top -b -c 2 -i 0.1 -n | grep -c '^SERVICE, SERVER')"
	check_eq "top --json: an object a frame" 2 \
		"$(adm top --json -c 2 -i 0.1 | jq -s 'map(.services | length) | add')"
	check "top: rates come with traffic" wait_for 20 rate_seen
	check_not "top: no screen without a terminal" adm top
}

# on_terminal KEYS: what top has drawn on a terminal of 100 columns where these keys were pressed
on_terminal() {
	local command="stty cols 100 rows 20; TERM=xterm exec $LVSADM top -n -i 0.1"

	: >"$GUARD_DIR/drawn"
	{
		wait_for 20 grep -q 'by conns' "$GUARD_DIR/drawn" >&2
		printf '%s' "$1"
	} | quick director timeout 60 script -qefc "$command" "$GUARD_DIR/drawn" >/dev/null
}

terminal() {
	check "top: q ends it" on_terminal hq
	check "top: it draws services" grep -q "$VIP4:$PORT" "$GUARD_DIR/drawn"
	check "top: h tells the keys" grep -q 'arrows scroll' "$GUARD_DIR/drawn"
}

# finds CHECK LEVEL: the doctor does
finds() {
	adm doctor --json >"$GUARD_DIR/doctor"
	tee -a "$GUARD_DIR/all.json" <"$GUARD_DIR/doctor"
	jq -e ".schema == 1 and any(.findings[]; .check == \"$1\" and .level == \"$2\")" \
		"$GUARD_DIR/doctor" >/dev/null
}

# wrong CHECK LEVEL COMMAND UNDO: it is found while that is so
# shellcheck disable=SC2086 # commands are words
wrong() {
	check_not "doctor: $1 is fine" finds "$1" "$2"
	must $3
	check "doctor: $1 is not" finds "$1" "$2"
	must $4
	check_not "doctor: $1 is mended" finds "$1" "$2"
}

doctor() {
	local server

	server="-t $VIP4:$PORT -r $(at "$(rip 2 4)" "$PORT") -m -w"
	must adm -e -t "$VIP4:$PORT" -r "$(at "$(rip 1 4)" "$PORT")" -m -w 0
	wrong weights warn "adm -e $server 0" "adm -e $server 3"
	wrong forwarding warn "ns_sysctl director net/ipv4/ip_forward=0" \
		"ns_sysctl director net/ipv4/ip_forward=1"
	wrong addresses note "quick director ip addr del $VIP4/32 dev lo" \
		"quick director ip addr add $VIP4/32 dev lo"
	wrong arp warn "quick director ip addr add 192.0.2.7/32 dev lo" \
		"quick director ip addr del 192.0.2.7/32 dev lo"
	must adm -a -t "$VIP4:$PORT" -r 203.0.113.9 -m
	wrong ways warn "quick director ip route add unreachable 203.0.113.0/24" \
		"quick director ip route del unreachable 203.0.113.0/24"
	must adm -d -t "$VIP4:$PORT" -r 203.0.113.9
	wrong tunnels note "adm -a -t $VIP4:$PORT -r 10.3.0.77 -i" \
		"adm -d -t $VIP4:$PORT -r 10.3.0.77"
	check "doctor: a status of 0 for a healthy host" says '^ok    weights: ' doctor
	# shellcheck disable=SC2086
	must adm -e $server 0
	check_not "doctor: another one for one that is not" adm doctor
}

reasons() {
	check_eq "reasons: none yet" "no packet was dropped" "$(adm reasons)"
	must adm -C
	topo_lan_service nat udp 4 "$PORT" rr 0 0 0
	check_eq "no server takes a flow" refused "$(quick client "$FLOW_CLIENT" who udp "$VIP4" "$PORT" 1)"
	check "reasons: one packet" says '^ +1  ' reasons
	check "reasons --json" says '"packets": 1' reasons --json
}

as_the_schema_says() {
	adm reasons --json >>"$GUARD_DIR/all.json"
	adm show --json >>"$GUARD_DIR/all.json"
	check "JSON is as the schema says" "$LVS_TOP/tests/tools/schema.py" \
		"$LVS_TOP/tools/lvsadm/schema.json" "$GUARD_DIR/all.json"
}

main() {
	local name

	module_load
	topo_lan nat
	for name in $TOPO_REALS; do
		serve "$name" "$PORT"
	done
	a_page
	frames
	terminal
	doctor
	reasons
	as_the_schema_says
}

main
