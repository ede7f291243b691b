#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Ten thousand servers in one service, and a thousand of IPv6, with the largest weights and
# thresholds there are, no two weights alike: every scheduler finds a server for every flow, and sums
# of all that do not run over.
# Drawing of the network: lib/topo_sink.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_sink.sh"

PORT=7000
SERVERS=10000
FIRST_PORT=10000
LARGEST=2147483647
FLOWS=64
SCHEDULERS='rr wrr lc wlc sed nq fo ovf twos lblc lblcr dh sh mh'

# server FAMILY: where all of them are; they differ in their port
server() {
	if [ "$1" = 4 ]; then echo 10.3.0.11; else echo '[fd03::11]'; fi
}

# rules FAMILY: the service and its servers
rules() {
	awk -v service="$(svc udp "$1" "$PORT")" -v server="$(server "$1")" -v count="$SERVERS" \
		-v port="$FIRST_PORT" -v largest="$LARGEST" 'BEGIN {
		print "-A", service, "-s rr"
		for (i = 0; i < count; i++)
			print "-a", service, "-r", server ":" port + i, "-m -w", largest - i,
				"-x", largest, "-y", largest - 1
	}'
}

# weighty FAMILY: so many servers are listed with such a weight
weighty() {
	# shellcheck disable=SC2046
	adm -L -n $(svc udp "$1" "$PORT") | awk -v least="$((LARGEST - SERVERS))" \
		'$1 == "->" && $3 == "Masq" && $4 > least { n++ } END { print n + 0 }'
}

# held FAMILY: connections that have one of them
held() {
	conns udp "$1" "$PORT" | awk -v server="$(server "$1")" 'index($2, server ":") == 1' | wc -l
}

# flood FAMILY ROUND: flows from addresses that nobody has, others in every round
flood() {
	local from=10.$((100 + $2)).0.1

	[ "$1" = 4 ] || from=fd64:$2::1
	must quick client "$FLOW_FLOOD" "$(vip "$1")" "$PORT" "$from" "$FLOWS"
}

# scheduled FAMILY: whichever scheduler there is, every flow gets a server
scheduled() {
	local scheduler round=0

	for scheduler in $SCHEDULERS; do
		round=$((round + 1))
		# shellcheck disable=SC2046
		must adm -E $(svc udp "$1" "$PORT") -s "$scheduler"
		flood "$1" "$round"
		check_eq "IPv$1, $scheduler: flows that have a server" $((round * FLOWS)) "$(held "$1")"
	done
}

main() {
	local family

	[ "$LVS_IMPL" = lvs ] || SCHEDULERS='rr wrr'
	! on_uml || SERVERS=2000
	module_load
	topo_sink
	for family in 4 6; do
		[ "$family" = 4 ] || SERVERS=$((SERVERS / 10))
		rules "$family" >"$GUARD_DIR/rules"
		check "IPv$family: $SERVERS servers are added" adm -R <"$GUARD_DIR/rules"
		check_eq "IPv$family: all have such a weight" "$SERVERS" "$(weighty "$family")"
		scheduled "$family"
		# shellcheck disable=SC2046
		check "IPv$family: all go at once" adm -D $(svc udp "$family" "$PORT")
	done
}

main
