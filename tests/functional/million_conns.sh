#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Very many connections of each family are held at once, cost no more memory than they may, and
# expire: a million of IPv4 on the newer of the stock kernels, elsewhere what a few seconds make.
# Drawing of the network: lib/topo_sink.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_sink.sh"

PORT=7000
MILLION=1000000
TRIAL=12800
# enough for the last page of a slab not to matter
LEAST=51200
# seconds that making the flows may take, where a million is not wanted
FLOOD_SECONDS=4

# is_whole FAMILY: a million are made here, however long it takes: on the newer of the stock kernels,
# for IPv4, since emulating it takes minutes
is_whole() {
	[[ $(uname -r)/$1 == 6.12*-amd64/4 ]]
}

# Bytes that a connection of each family may take, slab overhead included; in-tree IPVS has no
# such target.
LIMITS=([4]=128 [6]=192)

# sources FAMILY: the first address of those that the flows come from
sources() {
	if [ "$1" = 4 ]; then echo 10.100.0.1; else echo fd64::1; fi
}

# flood FAMILY COUNT: make flows; leaves the time it took in FLOOD_MS
flood() {
	local start=${EPOCHREALTIME/./}

	must quick client "$FLOW_FLOOD" "$(vip "$1")" "$PORT" "$(sources "$1")" "$2"
	FLOOD_MS=$(((${EPOCHREALTIME/./} - start) / 1000 + 1))
}

# held FAMILY: print how many connections the server of the service has
held() {
	dest_field udp "$1" "$PORT" "$(at "$(sunk "$1")" "$PORT")" 6
}

holds() {
	echo "holds $(held "$1"), wanted $2"
	[ "$(held "$1")" = "$2" ]
}

# slab_bytes FAMILY: print the memory of the cache that holds its connections. Where each family
# has its own, what the other one still gives back does not count.
slab_bytes() {
	awk -v page="$(getconf PAGESIZE)" -v ours="lvs_conn$1" \
		'$1 == ours || $1 == "ip_vs_conn" { n += $15 * $6 * page }
		END { printf "%d\n", n }' /proc/slabinfo
}

# buckets NAME: print how many the table of a namespace has
buckets() {
	quick "$1" sed -n '1s/.*(size=\([0-9]*\))$/\1/p' /proc/net/ip_vs
}

# grown COUNT: the director's table has a bucket for each entry at least
grown() {
	echo "buckets: $(buckets director), entries: $1"
	[ "$(buckets director)" -ge "$1" ]
}

# small_again SIZE
small_again() {
	[ "$(buckets director)" -eq "$1" ]
}

# estimate FAMILY: how many flows are to be made, in COUNT, and how many seconds they take, in NEEDED
estimate() {
	flood "$1" "$TRIAL"
	COUNT=$((TRIAL * 1000 * FLOOD_SECONDS / FLOOD_MS / 6400 * 6400))
	[ "$COUNT" -ge "$LEAST" ] || COUNT=$LEAST
	if [ "$COUNT" -gt "$MILLION" ] || is_whole "$1"; then
		COUNT=$MILLION
	fi
	NEEDED=$((COUNT * FLOOD_MS / TRIAL / 1000 + 1))
}

service() {
	# shellcheck disable=SC2046
	must adm -A $(svc udp "$1" "$PORT") -s rr
	# shellcheck disable=SC2046
	must adm -a $(svc udp "$1" "$PORT") -r "$(at "$(sunk "$1")" "$PORT")" -g
}

# judged: this is our module, and no debugging makes every object larger
judged() {
	[ "$LVS_IMPL" = lvs ] && ! grep -qm 1 ' kasan_' /proc/kallsyms
}

# small_enough FAMILY BYTES
small_enough() {
	if judged; then
		check "v$1: at most ${LIMITS[$1]} bytes each" test "$2" -le "${LIMITS[$1]}"
	else
		ktap_note "v$1: the size is not judged here"
	fi
}

# follows FAMILY COUNT EMPTY: the table is as large as its entries want it, and others' are not
follows() {
	[ "$LVS_IMPL" = lvs ] || return 0
	check "v$1: the table has grown" wait_for 30 grown "$2"
	check_eq "v$1: that of another namespace has not" "$3" "$(buckets client)"
}

# hold_many FAMILY: make, count, weigh, and see them off
hold_many() {
	local family=$1 before bytes empty COUNT NEEDED FLOOD_MS

	must adm --set 0 0 2
	service "$family"
	before=$(slab_bytes "$family")
	empty=$(buckets client)
	estimate "$family"
	check "v$family: $TRIAL connections expire" wait_for 30 holds "$family" 0
	[ "$COUNT" -eq "$MILLION" ] ||
		ktap_note "v$family: $COUNT connections: 6.12 makes $MILLION of IPv4"
	# they must outlive their making, and the counting, even if others use the processors
	must adm --set 0 0 $((NEEDED * 2 + 10))
	flood "$family" "$COUNT"
	ktap_note "v$family: $COUNT connections in $FLOOD_MS ms, $((COUNT * 1000 / FLOOD_MS)) a second"
	check "v$family: $COUNT connections are held" holds "$family" "$COUNT"
	follows "$family" "$COUNT" "$empty"
	bytes=$((($(slab_bytes "$family") - before) / COUNT))
	ktap_note "v$family: $bytes bytes of memory for each"
	check "v$family: they take memory" test "$bytes" -gt 32
	small_enough "$family" "$bytes"
	check "v$family: all of them expire" wait_for $((NEEDED * 3 + 60)) holds "$family" 0
	[ "$LVS_IMPL" != lvs ] ||
		check "v$family: the table is small again" wait_for 60 small_again "$empty"
	# shellcheck disable=SC2046
	must adm -D $(svc udp "$family" "$PORT")
}

main() {
	[ -r /proc/slabinfo ] || skip_all "no /proc/slabinfo"
	module_load
	topo_sink
	hold_many 4
	hold_many 6
	check "no connection is left" wait_for 30 no_conns
}

main
