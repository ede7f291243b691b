#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The states of a connection with NAT, where both directions pass the director: each state with
# its timeout, whether it counts as active, and what the file and the listing show.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"
. "$LVS_LIB/states.sh"

# handshake_unfinished FAMILY: the server's answer never reaches the client
handshake_unfinished() {
	local family=$1 from=4010$1 nowhere=blackhole

	state_service nat tcp "$family"
	if [ "$family" = 4 ]; then
		ns_route real1 "$nowhere" 10.1.0.0/24
	else
		ns_route real1 "$nowhere" fd01::/64
	fi
	talk_open "$from" client tcp "$(vip "$family")" "$PORT" "$from"
	check "tcp$family: a SYN alone is SYN_RECV" state_is tcp "$family" "$from" SYN_RECV 60 1
	if [ "$family" = 4 ]; then
		must ns_ip real1 route del "$nowhere" 10.1.0.0/24
	else
		must ns_ip real1 -6 route del "$nowhere" fd01::/64
	fi
}

# client_ends FAMILY: the client's FIN, then the server's
client_ends() {
	local family=$1 from=4020$1

	state_flow nat "$family" "$from"
	check "tcp$family: data both ways is ESTABLISHED" \
		state_is tcp "$family" "$from" ESTABLISHED 900 1
	talk_tell "$from" '!keep'
	talk_tell "$from" '!fin'
	check "tcp$family: the client's FIN makes it CLOSE_WAIT" \
		state_is tcp "$family" "$from" CLOSE_WAIT 60 0
}

# server_ends FAMILY: the server's FIN, then the client's
server_ends() {
	local family=$1 from=4030$1

	state_flow nat "$family" "$from"
	talk_tell "$from" '!close'
	check "tcp$family: the client sees the server's FIN" talk_hears "$from" closed
	check "tcp$family: the server's FIN makes it FIN_WAIT" \
		state_is tcp "$family" "$from" FIN_WAIT 120 0
	talk_tell "$from" '!fin'
	check "tcp$family: both FINs make it TIME_WAIT" \
		state_is tcp "$family" "$from" TIME_WAIT 120 0
}

# aborts FAMILY: an RST, from either side
aborts() {
	local family=$1

	state_flow nat "$family" "4040$family"
	talk_tell "4040$family" '!rst'
	check "tcp$family: the client's RST makes it CLOSE" \
		state_is tcp "$family" "4040$family" CLOSE 10 0
	state_flow nat "$family" "4050$family"
	talk_tell "4050$family" '!reset'
	check "tcp$family: the client sees the server's RST" talk_hears "4050$family" reset
	check "tcp$family: the server's RST makes it CLOSE" \
		state_is tcp "$family" "4050$family" CLOSE 10 0
}

# datagrams FAMILY
datagrams() {
	local family=$1 from=4060$1

	state_service nat udp "$family"
	talk_open "$from" client udp "$(vip "$family")" "$PORT" "$from"
	check "udp$family: the server answers" talk_works "$from" hello
	check "udp$family: a flow is in state UDP, never active" \
		state_is udp "$family" "$from" UDP 300 0
}

main() {
	local family

	module_load
	topo_lan nat
	must adm --set 900 120 300
	serve real1 "$PORT" "$LAST_PORT"
	for family in 4 6; do
		client_ends "$family"
		server_ends "$family"
		aborts "$family"
		datagrams "$family"
		handshake_unfinished "$family"
	done
}

main
