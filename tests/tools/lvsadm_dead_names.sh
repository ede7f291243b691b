#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Without -n, lvsadm looks up the names of addresses. Name servers that never answer must not hang
# a listing: it gives up after three seconds, and the rest of it is numbers.
#
#	director
#	   sink  198.51.100.254/24, a dummy: what is sent to the name servers 198.51.100.1 to .3
#	         vanishes there

set -u
# shellcheck source-path=SCRIPTDIR/.. source=lib/lvs.sh
. "$(dirname "$0")/lib/lvs.sh"

SERVICES=20
# What it may take: the three seconds, a last look-up, which takes a second for each name server,
# and ample time for the rest, emulated. All look-ups would take 40 seconds and more.
DEADLINE=14
# seconds that one look-up takes at least: that long the listing has to have waited
PATIENCE=1

topology() {
	ns_new director
	must ns_exec director ip -batch - <<-END
		link add sink type dummy
		link set sink up
		addr add 198.51.100.254/24 dev sink
	END
}

# table: print rules for services whose addresses and ports nobody knows by name
table() {
	local n

	for ((n = 1; n <= SERVICES; n++)); do
		echo "-A -t 192.0.2.$n:40001 -s rr"
		echo "-a -t 192.0.2.$n:40001 -r 203.0.113.$n:40002 -g -w 1"
	done
}

# name_servers COUNT: what programs run by asking find them by
name_servers() {
	local n

	printf 'hosts: files dns\nservices: files\n' >"$SCRATCH/nsswitch.conf"
	for ((n = 1; n <= $1; n++)); do
		echo "nameserver 198.51.100.$n"
	done >"$SCRATCH/resolv.conf"
}

# asking PROGRAM ARG...: run it in the director's namespace, where these name servers are in use
asking() {
	# shellcheck disable=SC2016
	ns_exec director unshare -m bash -c '
		mount --bind "$0/resolv.conf" /etc/resolv.conf &&
			mount --bind "$0/nsswitch.conf" /etc/nsswitch.conf &&
			exec timeout 60 "$@"' "$SCRATCH" "$@"
}

# queries: how many packets went to the name servers so far
queries() {
	ns_exec director cat /sys/class/net/sink/statistics/tx_packets
}

# ends_in_time ARG...: lvsadm asks, ends in time, and says the same as with -n
ends_in_time() {
	local before begun said took

	before=$(queries)
	begun=${EPOCHREALTIME/./}
	said=$(asking lvsadm "$@") || { echo "status $?" && return 1; }
	took=$(((${EPOCHREALTIME/./} - begun) / 1000))
	echo "took $took ms, asked $(($(queries) - before)) times"
	diff -u <(ns_exec director lvsadm "$@" -n) <(echo "$said") || return 1
	[ "$took" -lt $((DEADLINE * 1000)) ] && [ "$took" -ge $((PATIENCE * 1000)) ] &&
		[ "$(queries)" -gt "$before" ]
}

main() {
	local count

	need lvsadm
	module_load
	topology
	scratch
	must ns_exec director lvsadm -R < <(table)
	defer ns_exec director lvsadm -C
	for count in 1 3; do
		name_servers "$count"
		check "with $count dead name servers a listing ends" ends_in_time -L
		check "with $count dead name servers saving ends" ends_in_time -S
	done
}

main
