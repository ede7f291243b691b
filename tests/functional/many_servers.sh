#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Ten thousand servers in one service, and a thousand of IPv6, with the largest weights and
# thresholds there are, no two weights alike: every scheduler finds a server for every flow. They are
# ports of one address.
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

# rules FAMILY: the service and its servers
rules() {
	awk -v service="$(svc udp "$1" "$PORT")" -v server="$(at "$(sunk "$1")" '')" \
		-v count="$SERVERS" -v port="$FIRST_PORT" -v largest="$LARGEST" 'BEGIN {
		print "-A", service, "-s rr"
		for (i = 0; i < count; i++)
			print "-a", service, "-r", server port + i, "-m -w", largest - i,
				"-x", largest, "-y", largest - 1
	}'
}

# weighty FAMILY: so many servers are listed with such a weight
weighty() {
	# shellcheck disable=SC2046
	adm -L -n $(svc udp "$1" "$PORT") | awk -v least="$((LARGEST - SERVERS))" \
		'$1 == "->" && $3 == "Masq" && $4 > least { n++ } END { print n + 0 }'
}

# have_flows FAMILY COUNT: so many connections have one of them
have_flows() {
	local count

	count=$(conns udp "$1" "$PORT" | awk -v server="$(at "$(sunk "$1")" '')" \
		'index($2, server) == 1' | wc -l)
	echo "wanted: $2, are: $count"
	[ "$count" = "$2" ]
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
		check "IPv$1, $scheduler: all flows have a server" \
			wait_for 20 have_flows "$1" $((round * FLOWS))
	done
}

main() {
	local family

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
