#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# One service whose servers are reached by different methods: real1 by masquerading, real2 by
# direct routing, real3 by a tunnel. An edit of the method counts for new flows, old ones keep
# theirs.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"
. "$LVS_LIB/forward.sh"

PORT=7000

# service PROTO FAMILY: a server for each method
service() {
	local n flags=(- -m -g -i)

	# shellcheck disable=SC2046
	must adm -A $(svc "$1" "$2" "$PORT") -s rr
	for n in 1 2 3; do
		# shellcheck disable=SC2046
		must adm -a $(svc "$1" "$2" "$PORT") -r "$(at "$(rip "$n" "$2")" "$PORT")" "${flags[n]}"
	done
}

# carries PROTO FAMILY: three transfers in turn, so that each server has one
carries() {
	local n

	for n in 1 2 3; do
		forward_copy "$1" "$(vip "$2")" "$PORT" || return 1
	done
}

# took_part PROTO FAMILY: each server counted as many connections as the others
took_part() {
	local n counts

	# shellcheck disable=SC2046
	counts=$(adm -L -n --stats --exact $(svc "$1" "$2" "$PORT") | awk '$1 == "->" && NR > 3 { print $3 }')
	echo "connections: ${counts//$'\n'/ }"
	[ "$(wc -l <<<"$counts")" = 3 ] && [ "$(sort -u <<<"$counts" | wc -l)" = 1 ]
}

# method FAMILY N FLAG: another one for a server of the tcp service
method() {
	# shellcheck disable=SC2046
	must adm -e $(svc tcp "$1" "$PORT") -r "$(at "$(rip "$2" "$1")" "$PORT")" "$3"
}

# edits FAMILY: real3 alone, by tunnel, then by direct routing
edits() {
	local family=$1 n

	for n in 1 2; do
		# shellcheck disable=SC2046
		must adm -d $(svc tcp "$family" "$PORT") -r "$(at "$(rip "$n" "$family")" "$PORT")"
	done
	check "tcp$family: a flow begins by tunnel" \
		talk_connects "old$family" client tcp "$(vip "$family")" "$PORT" "4000$family"
	ns_ip real3 link set t44 down
	ns_ip real3 link set tx6 down
	method "$family" 3 -g
	check "tcp$family: a new flow goes by direct routing" \
		talk_connects "new$family" client tcp "$(vip "$family")" "$PORT" "4001$family"
	ns_ip real3 link set t44 up
	ns_ip real3 link set tx6 up
	check "tcp$family: the old one goes on by tunnel" talk_works "old$family" again
}

main() {
	local family proto

	module_load
	topo_lan tun
	topo_masqueraded 1
	scratch
	mkdir "$SCRATCH/files"
	head -c 500K /dev/urandom >"$SCRATCH/files/blob"
	for n in 1 2 3; do
		serve "real$n" "$PORT"
	done
	for family in 4 6; do
		for proto in tcp udp; do
			service "$proto" "$family"
			check "$proto$family: all methods carry data" carries "$proto" "$family"
			check "$proto$family: each server took part" took_part "$proto" "$family"
		done
		edits "$family"
	done
	# shellcheck disable=SC2086
	check_eq "no wrong checksum" 0 "$(checksum_errors client $TOPO_REALS)"
}

main
