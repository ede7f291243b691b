#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Two packets of one connection on two processors at once: its end stays its end, whatever else was
# under way. On a machine with one processor they come one after the other.
# Drawing of the network: lib/topo_sink.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_sink.sh"

PORT=7000
FLOWS=100

# server FAMILY: where it would listen
server() {
	at "$(sunk "$1")" "$PORT"
}

# ends FLAG METHOD STATE: all connections by that method come to an end in that state, and count as
# inactive
ends() {
	local family flow_ends

	flow_ends=$(topo_program flow_ends) || bail "no flow_ends"
	for family in 4 6; do
		PORT=$((PORT + 1))
		# shellcheck disable=SC2046
		must adm -A $(svc tcp "$family" "$PORT") -s rr
		# shellcheck disable=SC2046
		must adm -a $(svc tcp "$family" "$PORT") -r "$(server "$family")" "$1"
		must quick client "$flow_ends" "$(vip "$family")" "$PORT" 20000 "$FLOWS"
		check_eq "$2, IPv$family: states of $FLOWS ended connections" "$FLOWS $3" \
			"$(states "$family")"
		check_eq "$2, IPv$family: active and inactive ones of the server" "0 $FLOWS" \
			"$(counts "$family")"
	done
}

# states FAMILY: how many connections of the service are in which state
states() {
	adm -L -n -c | awk -v service="$(at "$(vip "$1")" "$PORT")" '
		$5 == service { print $3 }' | sort | uniq -c | awk '{ print $1, $2 }'
}

# counts FAMILY: what the server counts
counts() {
	local server

	server=$(server "$1")
	echo "$(dest_field tcp "$1" "$PORT" "$server" 5) $(dest_field tcp "$1" "$PORT" "$server" 6)"
}

main() {
	local fast

	module_load
	topo_sink
	for fast in 1 0; do
		ns_sysctl director "net/ipv4/vs/fastpath=$fast"
		ends -g "direct routing, fastpath=$fast" FIN_WAIT
		ends -m "masquerading, fastpath=$fast" CLOSE_WAIT
	done
}

main
