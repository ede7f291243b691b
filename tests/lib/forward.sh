# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# What every forwarding method must do: carry data both ways, unharmed.

FORWARD_BYTES=10M

# forward_web ADDRESS: upload by PUT and download by GET, through real web servers
forward_web() {
	local url=http://$1 name=up-$RANDOM$RANDOM

	rm -f "$SCRATCH/got"
	quick client curl -sS --fail --max-time 120 -T "$SCRATCH/files/blob" "$url/up/$name" &&
		same_file "$SCRATCH/files/blob" "$SCRATCH/up/$name" &&
		quick client curl -sS --fail --max-time 120 -o "$SCRATCH/got" "$url/files/blob" &&
		same_file "$SCRATCH/files/blob" "$SCRATCH/got" &&
		rm -f "$SCRATCH/up/$name"
}

# forward_copy PROTO ADDRESS PORT [segments]: through an echo server and back
forward_copy() {
	rm -f "$SCRATCH/got"
	quick client "$FLOW_CLIENT" copy "$1" "$2" "$3" "$SCRATCH/files/blob" "$SCRATCH/got" \
		${4:+"$4"} && same_file "$SCRATCH/files/blob" "$SCRATCH/got"
}

# forward_peer PROTO FAMILY PORT: the server sees the client's own address
forward_peer() {
	local client=10.1.0.2

	[ "$2" = 4 ] || client=fd01::2
	talk_open "peer$1$2" client "$1" "$(vip "$2")" "$3"
	talk_tell "peer$1$2" peer
	talk_hears "peer$1$2" "$client"
}

# forward_servers: start a web server and an echo server on each real server
forward_servers() {
	local name

	scratch
	chmod 755 "$SCRATCH"
	mkdir "$SCRATCH/files"
	head -c "$FORWARD_BYTES" /dev/urandom >"$SCRATCH/files/blob"
	for name in $TOPO_REALS; do
		serve_web "$name" 80 "$SCRATCH"
		serve "$name" 7000
	done
}

# forward_mode MODE METHOD FAMILY: data of both protocols, with offloads set to MODE
forward_mode() {
	local mode=$1 method=$2 family=$3 segments=

	[ "$mode" = off ] || segments=segments
	check "$method tcp$family: upload and download by HTTP, offloads $mode" \
		forward_web "$(at "$(vip "$family")" 80)"
	check "$method udp$family: there and back, offloads $mode" \
		forward_copy udp "$(vip "$family")" 7000 "$segments"
}

# forward_clean METHOD MODE: nobody has seen a wrong checksum
forward_clean() {
	# shellcheck disable=SC2086
	check_eq "$1: no wrong checksum, offloads $2" 0 "$(checksum_errors client $TOPO_REALS)"
}

# forward_everywhere METHOD FAMILY: every server got a part of the flows, which counters tell
# also when the machine is so slow that the first entries have expired
forward_everywhere() {
	local n

	for n in 1 2 3; do
		check "$1 tcp$2: real$n takes part" \
			test 0 -lt "$(dest_flows tcp "$2" 80 "$(at "$(rip "$n" "$2")" 80)")"
	done
}

# forward_modes: which offloads to try; splitting in software is tried in the debug kernel
forward_modes() {
	if on_uml; then echo split on; else echo off on; fi
}

# forward_all METHOD: the whole matrix of a method, on the local network
forward_all() {
	local method=$1 family mode proto

	need nginx curl ethtool
	module_load
	topo_lan "$method"
	forward_servers
	for family in 4 6; do
		topo_lan_service "$method" tcp "$family" 80 rr
		topo_lan_service "$method" tcp "$family" 7000 rr
		topo_lan_service "$method" udp "$family" 7000 rr
	done
	for mode in $(forward_modes); do
		# shellcheck disable=SC2086
		offload "$mode" $TOPO_DEVICES
		for family in 4 6; do
			forward_mode "$mode" "$method" "$family"
		done
		forward_clean "$method" "$mode"
	done
	for family in 4 6; do
		for proto in tcp udp; do
			check "$method $proto$family: the server sees the client's address" \
				forward_peer "$proto" "$family" 7000
		done
		forward_everywhere "$method" "$family"
	done
}
