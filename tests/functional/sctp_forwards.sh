#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# SCTP by every method and in both families: data arrives unharmed, also where NAT changes the port
# and with it the checksum; and a program that knows nothing of us talks through it.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/forward.sh"

BYTES=400000
# port of the servers, and a port of the virtual address that leads to it
PORT=7000
OTHER=7100

# sctp_count NAME COUNTER: of /proc/net/sctp/snmp
sctp_count() {
	# shellcheck disable=SC2016
	quick "$1" awk -v name="$2" '$1 == name { print $2 }' /proc/net/sctp/snmp
}

# no_wrong_checksum NAME...: nobody has seen one
no_wrong_checksum() {
	local name

	for name; do
		echo "$name: $(sctp_count "$name" SctpChecksumErrors)"
		[ "$(sctp_count "$name" SctpChecksumErrors)" = 0 ] || return 1
	done
}

# copies FAMILY PORT MODE: a file goes there and back
copies() {
	check "$METHOD sctp$1: there and back, port $2, offloads $3" \
		forward_copy sctp "$(vip "$1")" "$2"
}

# everybody FAMILY: the scheduler gives each server its turn, and each sees the client's address
everybody() {
	local names

	names=$(quick client "$FLOW_CLIENT" who sctp "$(vip "$1")" "$PORT" 3 | spread)
	check_eq "$METHOD sctp$1: each server has its turn" "1 real1, 1 real2, 1 real3" "$names"
}

# darn FAMILY: the test program of lksctp-tools sends, and its like on a server receives, each
# family at a port of its own, so that who waits for the one listener does not see the other
darn() {
	local family=$1 client=10.1.0.2 server port=720$1

	[ "$family" = 4 ] || client=fd01::2
	server=$(listen_address 1 "$family")
	quick real1 timeout 60 sctp_darn -H "$server" -P "$port" -l >"$SCRATCH/darn$family" 2>&1 &
	wait_for 20 has_endpoint real1 "$port" || return 1
	echo hello | quick client timeout 20 sctp_darn -H "$client" -P "730$family" \
		-h "$(vip "$family")" -p "$port" -s >/dev/null
	wait_for 15 grep -q 'DATA(6)\|DATA.*6 bytes\|hello' "$SCRATCH/darn$family" && return 0
	cat "$SCRATCH/darn$family"
	return 1
}

# has_endpoint NAME PORT: somebody listens for SCTP
has_endpoint() {
	# shellcheck disable=SC2016
	quick "$1" awk -v port="$2" '$6 == port { n++ } END { exit !n }' /proc/net/sctp/eps
}

# listen_address N FAMILY: where a server of the method expects its clients
listen_address() {
	if [ "$METHOD" = nat ]; then rip "$1" "$2"; else vip "$2"; fi
}

# other_port FAMILY: a service whose servers have another port
other_port() {
	local n

	# shellcheck disable=SC2046
	must adm -A $(svc sctp "$1" "$OTHER") -s rr
	for n in 1 2 3; do
		# shellcheck disable=SC2046
		must adm -a $(svc sctp "$1" "$OTHER") -r "$(at "$(rip "$n" "$1")" "$PORT")" -m
	done
}

# take_down: the servers and services of one method make room for the next
take_down() {
	local name

	must adm -C
	# shellcheck disable=SC2086
	for name in client router director $TOPO_REALS; do
		ns_del "$name"
	done
}

# method METHOD
method() {
	METHOD=$1
	local n family mode

	topo_lan "$METHOD"
	for n in 1 2 3; do
		serve "real$n" "$PORT" "$PORT" "$(listen_address "$n" 4)" "$(listen_address "$n" 6)"
	done
	for family in 4 6; do
		topo_lan_service "$METHOD" sctp "$family" "$PORT" rr
		everybody "$family"
	done
	[ "$METHOD" != nat ] || for family in 4 6; do other_port "$family"; done
	for mode in $(forward_modes); do
		# shellcheck disable=SC2086
		offload "$mode" $TOPO_DEVICES
		for family in 4 6; do
			copies "$family" "$PORT" "$mode"
			[ "$METHOD" != nat ] || copies "$family" "$OTHER" "$mode"
		done
	done
	if [ "$METHOD" = nat ]; then
		for family in 4 6; do
			topo_lan_service nat sctp "$family" "720$family" rr 1
			check "sctp$family: sctp_darn talks to sctp_darn" darn "$family"
		done
	fi
	# shellcheck disable=SC2086
	check "$METHOD: no wrong checksum" no_wrong_checksum client $TOPO_REALS
	take_down
}

main() {
	need sctp_darn ethtool
	module_load
	modprobe -q sctp || skip_all "this kernel has no SCTP"
	scratch
	mkdir "$SCRATCH/files"
	head -c "$BYTES" /dev/urandom >"$SCRATCH/files/blob"
	method nat
	method dr
	method tun
}

main
