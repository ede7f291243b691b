#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Timeouts can be set, hold for the packets that follow, and end connections: the entries go, and
# the servers' counts return to zero.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"
. "$LVS_LIB/states.sh"

# timeouts TCP FIN UDP: the listing shows them
timeouts() {
	adm -L --timeout
	[ "$(adm -L --timeout)" = "Timeout (tcp tcpfin udp): $1 $2 $3" ]
}

# gone PROTO FAMILY SOURCE-PORT: the connection is not listed
gone() {
	local line

	line=$(conn_of "$1" "$2" "$PORT" "$3")
	echo "still there: $line"
	[ -z "$line" ]
}

# life PROTO FAMILY SOURCE-PORT BEFORE: a new timeout holds for a flow that
# exists, from its next packet on; then silence ends it
life() {
	local proto=$1 family=$2 from=$3 before=$4

	check "$proto$family: $before s before" expires_within "$proto" "$family" "$from" $((before - 20)) "$before"
	must adm --set 60 30 50
	talk_works "$from" again >/dev/null
	check "$proto$family: the new timeout for the next packet" \
		expires_within "$proto" "$family" "$from" 30 60
	must adm --set 2 2 2
	talk_works "$from" last >/dev/null
	silence "$proto" "$family" "$from"
	must adm --set 900 120 300
}

# silence PROTO FAMILY SOURCE-PORT: the flow ends, and nothing is left of it
silence() {
	check "$1$2: silence ends the flow" wait_for 12 gone "$1" "$2" "$3"
	check "$1$2: the server's counts are zero" wait_for 10 counts "$1" "$2" 1 0 0
}

# after_fin FAMILY: the second of the three timeouts
after_fin() {
	local family=$1 from=4030$1

	state_flow nat "$family" "$from"
	must adm --set 900 2 300
	talk_tell "$from" '!close'
	check "tcp$family: the server ends the flow" talk_hears "$from" closed
	silence tcp "$family" "$from"
	must adm --set 900 120 300
}

main() {
	local family

	module_load
	topo_lan nat
	serve real1 "$PORT" "$LAST_PORT"
	if [ "$LVS_IMPL" = lvs ]; then
		check "an idle flow lives longer than TCP's keepalives are apart" timeouts 8100 120 300
	else
		check "defaults are 900 120 300" timeouts 900 120 300
	fi
	must adm --set 800 0 0
	check "0 keeps two timeouts" timeouts 800 120 300
	must adm --set 0 100 200
	check "0 keeps a timeout" timeouts 800 100 200
	must adm --set 900 120 300
	for family in 4 6; do
		state_flow nat "$family" "4010$family"
		life tcp "$family" "4010$family" 900
		state_service nat udp "$family"
		talk_connects "4020$family" client udp "$(vip "$family")" "$PORT" "4020$family" ||
			bail "no flow"
		life udp "$family" "4020$family" 300
		after_fin "$family"
	done
	check "no connection is left" wait_for 10 no_conns
}

main
