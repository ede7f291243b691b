#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Directors in two namespaces share nothing: services, servers, connections, figures, timeouts;
# and one of them can end, with its connections, under traffic.
# Drawing of the networks: lib/topo_twins.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_twins.sh"
. "$LVS_LIB/traffic.sh"

# adm_of N ARG...: the tool on director N
adm_of() {
	local DIRECTOR=director$1

	shift
	adm "$@"
}

# service_on N PROTO FAMILY SCHEDULER
service_on() {
	# shellcheck disable=SC2046
	must adm_of "$1" -A $(svc "$2" "$3" 7000) -s "$4"
	# shellcheck disable=SC2046
	must adm_of "$1" -a $(svc "$2" "$3" 7000) -r "$(at "$(twin_rip "$3")" 7000)" -m
}

# answers N PROTO FAMILY: print what client N gets from the virtual address
answers() {
	quick "client$1" "$FLOW_CLIENT" who "$2" "$(vip "$3")" 7000 3 | spread
}

# lists N: print the rules of director N
lists() {
	adm_of "$1" -S -n
}

same_addresses() {
	local proto family

	for family in 4 6; do
		for proto in tcp udp; do
			service_on 1 "$proto" "$family" rr
		done
	done
	check_eq "the second director has no service" "" "$(lists 2)"
	check_eq "and refuses" "3 refused" "$(answers 2 tcp 4)"
	for family in 4 6; do
		for proto in tcp udp; do
			service_on 2 "$proto" "$family" wlc
			check_eq "$proto$family: each client reaches its own server" "3 real1, 3 real2" \
				"$(answers 1 "$proto" "$family"), $(answers 2 "$proto" "$family")"
		done
	done
	check_eq "each keeps its scheduler" "4 rr, 4 wlc" \
		"$( (lists 1; lists 2) | awk '$1 == "-A" { print $5 }' | spread)"
}

separate_state() {
	must adm_of 2 --set 900 120 300
	must adm_of 1 --set 1000 0 0
	check_eq "timeouts of the second are its own" "Timeout (tcp tcpfin udp): 900 120 300" \
		"$(adm_of 2 -L --timeout)"
	must adm_of 1 -C
	check_eq "clearing the first leaves it empty" "" "$(lists 1)"
	check_eq "and the second as it was" 8 "$(lists 2 | wc -l)"
	check_eq "which still works" "3 real2" "$(answers 2 tcp 6)"
}

# holds_conns NAME: a director has many connections
holds_conns() {
	[ "$(quick "$1" cat /proc/net/ip_vs_conn | wc -l)" -gt 50 ]
}

deletion() {
	service_on 1 udp 4 rr
	service_on 1 tcp 6 rr
	flow_for_ever client1 7000
	flow_for_ever client2 7000
	check "both directors hold connections" wait_for 30 holds_conns director1
	check "both directors hold connections (2)" wait_for 30 holds_conns director2
	check "a director ends under traffic" ns_del director1
	check_eq "the other works on" "3 real2" "$(answers 2 tcp 4)"
	check "the other ends under traffic" ns_del director2
}

main() {
	module_load
	topo_twins
	same_addresses
	separate_state
	deletion
}

main
