#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Servers are quiesced, removed, added and edited, and the scheduler is exchanged, while clients
# make new connections all the time: no request fails.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/load.sh"

SERVICES='4 6'

# each_service COMMAND...: run the tool for the service of each family; the words SERVER and
# SERVICE stand for the second real server and the service
each_service() {
	local family word words

	for family in $SERVICES; do
		words=()
		for word; do
			case $word in
			SERVICE) words+=(-t "$(at "$(vip "$family")" 80)") ;;
			SERVER) words+=(-r "$(at "$(rip 2 "$family")" 80)") ;;
			*) words+=("$word") ;;
			esac
		done
		adm "${words[@]}" || return 1
	done
}

# drained: no connection to the second server is active
drained() {
	local family

	for family in $SERVICES; do
		[ "$(dest_field tcp "$family" 80 "$(at "$(rip 2 "$family")" 80)" 5)" = 0 ] || return 1
	done
}

# without_real2: since the mark the load goes on, and the second server has no part in it
without_real2() {
	load_mark
	wait_for 60 load_goes_on && load_lacks real2
}

# with_real2: since the mark the second server has answered in every loop
with_real2() {
	load_mark
	wait_for 60 load_has real2
}

change_servers() {
	check "weight 0 is taken" each_service -e SERVICE SERVER -m -w 0
	check "connections to it end" wait_for 30 drained
	check "a server of weight 0 gets nothing new" without_real2
	check "the server is removed" each_service -d SERVICE SERVER
	check "the load goes on without it" without_real2
	check "the server is added" each_service -a SERVICE SERVER -m -w 1
	check "it takes part again" with_real2
	check "its weight is raised" each_service -e SERVICE SERVER -m -w 7
	check "it still takes part" with_real2
}

change_scheduler() {
	local scheduler

	for scheduler in wrr lc wlc rr; do
		check "the scheduler becomes $scheduler" each_service -E SERVICE -s "$scheduler"
		load_mark
		check "the load goes on with $scheduler" wait_for 60 load_goes_on
	done
	load_mark
	check "every server takes part in rr" wait_for 60 all_take_part
}

all_take_part() {
	load_has real1 && load_has real2 && load_has real3
}

main() {
	local family name

	need curl nginx
	module_load
	topo_lan nat
	scratch
	for name in $TOPO_REALS; do
		serve_web "$name" 80 "$SCRATCH"
	done
	for family in $SERVICES; do
		topo_lan_service nat tcp "$family" 80 rr
	done
	load_start client "http://$VIP4" "http://[$VIP6]"
	change_servers
	change_scheduler
	load_stop
	check "no request has failed" load_failures
	ktap_note "answers: $(grep -hx 'real.' "${LOAD_FILES[@]}" | spread)"
}

main
