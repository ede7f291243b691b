#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# GUE: packets of either family reach servers inside UDP of either family, with no outer checksum, with
# one, and with remote checksum offload, whatever the devices offload.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/forward.sh"
. "$LVS_LIB/capture.sh"
. "$LVS_LIB/tunnel.sh"

FLOWS=12
KINDS='gue:nocsum gue:csum gue:remcsum'
# UDP: source port, destination port 6080, length, checksum; GUE: words of options, protocol
UDP=^....17c0....
PLAIN=${UDP}0000
SUMMED=$UDP'(...[1-9a-f]|..[1-9a-f].|.[1-9a-f]..|[1-9a-f]...)'

# a sender that has no socket any more sums its acknowledgements itself
BARE_ACK='(0004000045..0034|002900006.......002006)'

# ports OUTER SERVER: each flow has a source port of its own, and keeps it
ports() {
	local packets distinct

	packets=$(awk -v outer="$1" -v server="$2" '$1 == outer && $2 == server' <<<"$WIRE" | wc -l)
	distinct=$(awk -v outer="$1" -v server="$2" '$1 == outer && $2 == server { print substr($3, 1, 4) }' \
		<<<"$WIRE" | sort -u | wc -l)
	echo "$packets packets from $distinct ports"
	# two families of flows, a third of which goes to each server; a port may be hit twice
	[ "$distinct" -le $((FLOWS * 2 / 3)) ] && [ "$distinct" -ge $((FLOWS * 2 / 3 - 1)) ] &&
		[ "$packets" -gt $((distinct * 3)) ]
}

# wire MODE: what the packets look like on the way to each server
wire() {
	local outer

	tunnel_watch "udp and port $GUE_PORT" "$FLOWS" >/dev/null
	for outer in 4 6; do
		check "IPv$outer, offloads $1: no checksum, no options" \
			tunnel_wire "$outer" 1 "${PLAIN}00(04|29)0000"
		check "IPv$outer, offloads $1: a checksum, no options" \
			tunnel_wire "$outer" 2 "${SUMMED}00(04|29)0000"
		if [ "$1" = on ]; then
			check "IPv$outer, offloads $1: a checksum, and what it is to be inside" \
				tunnel_wire "$outer" 3 "${SUMMED}(02(04|29)000180000000|$BARE_ACK)"
		else
			check "IPv$outer, offloads $1: a checksum, and nothing left to do inside" \
				tunnel_wire "$outer" 3 "${SUMMED}00(04|29)0000"
		fi
		check "IPv$outer, offloads $1: a source port for each flow" ports "$outer" 1
	done
}

main() {
	local mode n

	need tcpdump ethtool
	module_load
	topo_lan tun
	scratch
	mkdir "$SCRATCH/files"
	head -c "$TUNNEL_BYTES" /dev/urandom >"$SCRATCH/files/blob"
	for n in 1 2 3; do
		tunnel_listen "real$n"
		serve "real$n" 7004
		serve "real$n" 7006
	done
	# shellcheck disable=SC2086
	tunnel_services $KINDS
	for mode in off on; do
		# shellcheck disable=SC2086
		offload "$mode" $TOPO_DEVICES
		wire "$mode"
		tunnel_carry 3 "$mode"
	done
	check_eq "no wrong checksum" 0 "$(checksum_errors client real1 real2 real3)"
}

main
