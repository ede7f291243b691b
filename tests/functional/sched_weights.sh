#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# rr, wrr, lc and wlc share connections out as the weights say, to within 1 in 40.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"

PORT=7000

# near TEXT N1 N2 N3: what spread() has printed is N1 N2 N3, each by 1 at most
near() {
	echo "got: $1; wanted: $2 real1, $3 real2, $4 real3"
	awk -v text="$1" -v want="$2 $3 $4" 'BEGIN {
		split(want, w)
		m = split(text, part, ", ")
		for (i = 1; i <= m; i++) {
			split(part[i], f, " ")
			if (f[2] !~ /^real[123]$/)
				exit 1
			n[substr(f[2], 5)] = f[1]
		}
		for (i = 1; i <= 3; i++)
			if (n[i] - w[i] > 1 || w[i] - n[i] > 1 || (w[i] == 0 && n[i]))
				exit 1
	}'
}

# holder FAMILY COUNT: make flows and keep them open; their servers are in the file HELD
holder() {
	HELD=$GUARD_DIR/held-$RANDOM
	ns_spawn client "$FLOW_CLIENT" who tcp "$(vip "$1")" "$PORT" "$2" hold >"$HELD"
	wait_for 30 grep -qx ready "$HELD" || bail "flows are not made: $(cat "$HELD")"
}

# held: print how the held flows are spread
held() {
	grep -v '^ready$' "$HELD" | spread
}

# release: end the held flows, and wait until the director has seen it
release() {
	reap "$SPAWNED"
	wait_for 15 idle "$1" || bail "flows do not end"
}

idle() {
	# shellcheck disable=SC2046
	[ "$(adm -L -n $(svc tcp "$1" "$PORT") | awk '$1 == "->" { n += $5 } END { print n + 0 }')" = 0 ]
}

# in_turn PROTO FAMILY SCHEDULER COUNT W1 W2 W3 N1 N2 N3: flows one after the other
in_turn() {
	local proto=$1 family=$2 scheduler=$3 count=$4 got

	shift 4
	topo_lan_service nat "$proto" "$family" "$PORT" "$scheduler" "$1" "$2" "$3"
	got=$(quick client "$FLOW_CLIENT" who "$proto" "$(vip "$family")" "$PORT" "$count" | spread)
	check "$scheduler $proto$family weights $1:$2:$3" near "$got" "$4" "$5" "$6"
	# shellcheck disable=SC2046
	must adm -D $(svc "$proto" "$family" "$PORT")
}

# at_once FAMILY SCHEDULER COUNT W1 W2 W3 N1 N2 N3: flows that stay open
at_once() {
	local family=$1 scheduler=$2 count=$3

	shift 3
	topo_lan_service nat tcp "$family" "$PORT" "$scheduler" "$1" "$2" "$3"
	holder "$family" "$count"
	check "$scheduler tcp$family weights $1:$2:$3" near "$(held)" "$4" "$5" "$6"
	release "$family"
	# shellcheck disable=SC2046
	must adm -D $(svc tcp "$family" "$PORT")
}

# catches_up FAMILY: lc sends what is new to the servers that have less
catches_up() {
	local family=$1 n first

	topo_lan_service nat tcp "$family" "$PORT" lc 1 0 0
	holder "$family" 10
	first=$SPAWNED
	for n in 2 3; do
		# shellcheck disable=SC2046
		must adm -e $(svc tcp "$family" "$PORT") -r "$(at "$(rip "$n" "$family")" "$PORT")" -m -w 1
	done
	holder "$family" 20
	check "lc tcp$family: a loaded server gets nothing until the others have as much" \
		near "$(held)" 0 10 10
	reap "$first"
	release "$family"
	# shellcheck disable=SC2046
	must adm -D $(svc tcp "$family" "$PORT")
}

main() {
	local family name

	module_load
	topo_lan nat
	for name in $TOPO_REALS; do
		serve "$name" "$PORT"
	done
	for family in 4 6; do
		in_turn tcp "$family" rr 42 1 1 1 14 14 14
		in_turn udp "$family" rr 42 5 1 1 14 14 14
		in_turn tcp "$family" wrr 40 3 1 0 30 10 0
		in_turn udp "$family" wrr 60 3 2 1 30 20 10
		in_turn tcp "$family" wrr 40 3000 1000 0 30 10 0
		at_once "$family" lc 42 1 1 1 14 14 14
		at_once "$family" wlc 40 3 1 0 30 10 0
		at_once "$family" wlc 60 3 2 1 30 20 10
		catches_up "$family"
	done
}

main
