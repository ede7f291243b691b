#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The module goes while traffic flows, and comes back, twenty times. Ours takes services and
# connections with it; in-tree IPVS is pinned by services, and goes when they are cleared.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/traffic.sh"

PORT=7000
ROUNDS=20

# restore: program all services at once
restore() {
	adm -R <"$SCRATCH/rules"
}

# balanced: every service answers
balanced() {
	local family proto answer

	for family in 4 6; do
		for proto in tcp udp; do
			answer=$(quick client timeout 5 "$FLOW_CLIENT" who "$proto" "$(vip "$family")" "$PORT" 1)
			echo "$proto$family: $answer"
			[[ $answer =~ ^real[123]$ ]] || return 1
		done
	done
}

# unload: with the services in place, where the module allows that
unload() {
	if [ "$LVS_IMPL" = ip_vs ]; then
		adm -C
	fi
	module_unload
}

# round: unload and load again under traffic; the new module knows nothing of the old one's
round() {
	unload || return 1
	module_try_load || return 1
	[ -z "$(adm -S -n)" ] || return 1
	restore
}

# rounds: all of them
rounds() {
	local i

	for ((i = 1; i <= ROUNDS; i++)); do
		round || { echo "round $i of $ROUNDS"; return 1; }
	done
}

has_conns() {
	[ "$(quick director cat /proc/net/ip_vs_conn | wc -l)" -gt 20 ]
}

main() {
	local family proto name

	module_load
	topo_lan nat
	scratch
	for name in $TOPO_REALS; do
		serve "$name" "$PORT"
	done
	for family in 4 6; do
		for proto in tcp udp; do
			topo_lan_service nat "$proto" "$family" "$PORT" wrr
		done
	done
	adm -S -n >"$SCRATCH/rules"
	check "all services answer" balanced
	flow_for_ever client "$PORT"
	check "the director holds connections" wait_for 30 has_conns
	if [ "$LVS_IMPL" = ip_vs ]; then
		check_not "services pin the module" rmmod ip_vs
	else
		check "the module goes, services and traffic or not" module_unload
		check_not "nothing is left of it" module_leftovers
		check "it comes back" module_try_load
		check_eq "without any service" "" "$(adm -S -n)"
		check "services are restored" restore
	fi
	check "all services answer again" wait_for 30 balanced
	check "$ROUNDS times unloaded and loaded under traffic" rounds
	check "all services answer in the end" wait_for 30 balanced
}

main
