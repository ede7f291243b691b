#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The states of a connection with direct routing, where the director sees the client's packets
# only: each state with its timeout, and whether it counts as active.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"
. "$LVS_LIB/states.sh"

# client_ends FAMILY: its FIN is all there is to see
client_ends() {
	local family=$1 from=4020$1

	state_flow dr "$family" "$from"
	check "tcp$family: the client's ACK makes it ESTABLISHED" \
		state_is tcp "$family" "$from" ESTABLISHED 900 1
	talk_tell "$from" '!fin'
	check "tcp$family: the client's FIN makes it FIN_WAIT" \
		state_is tcp "$family" "$from" FIN_WAIT 120 0
}

# server_ends FAMILY: nothing of it is seen, until the client ends as well
server_ends() {
	local family=$1 from=4030$1

	state_flow dr "$family" "$from"
	talk_tell "$from" '!close'
	check "tcp$family: the client sees the server's FIN" talk_hears "$from" closed
	check "tcp$family: the server's FIN passes the director by" \
		state_is tcp "$family" "$from" ESTABLISHED 900 1
	talk_tell "$from" '!fin'
	check "tcp$family: the client's FIN that follows makes it FIN_WAIT" \
		state_is tcp "$family" "$from" FIN_WAIT 120 0
}

# client_aborts FAMILY
client_aborts() {
	local family=$1 from=4040$1

	state_flow dr "$family" "$from"
	talk_tell "$from" '!rst'
	check "tcp$family: the client's RST makes it CLOSE" state_is tcp "$family" "$from" CLOSE 10 0
}

# handshake_unfinished FAMILY: the server does not answer the SYN
handshake_unfinished() {
	local family=$1 from=4010$1

	state_service dr tcp "$family"
	must ns_ip real1 addr del "$(vip "$family")" dev lo
	talk_open "$from" client tcp "$(vip "$family")" "$PORT" "$from"
	check "tcp$family: a SYN alone is SYN_RECV" state_is tcp "$family" "$from" SYN_RECV 60 1
	ns_addr real1 lo "$(vip "$family")"
}

# datagrams FAMILY
datagrams() {
	local family=$1 from=4060$1

	state_service dr udp "$family"
	talk_open "$from" client udp "$(vip "$family")" "$PORT" "$from"
	check "udp$family: the server answers" talk_works "$from" hello
	check "udp$family: a flow is in state UDP, never active" \
		state_is udp "$family" "$from" UDP 300 0
}

main() {
	local family

	module_load
	topo_lan dr
	must adm --set 900 120 300
	# a server without the address drops what is for it, and does not send it round
	ns_sysctl real1 net/ipv4/ip_forward=0 net/ipv6/conf/all/forwarding=0
	serve real1 "$PORT" "$LAST_PORT"
	for family in 4 6; do
		client_ends "$family"
		server_ends "$family"
		client_aborts "$family"
		datagrams "$family"
		handshake_unfinished "$family"
	done
}

main
