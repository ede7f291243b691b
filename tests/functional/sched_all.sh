#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Every scheduler but rr, wrr, lc and wlc (sched_weights.sh) sends flows where it says; flags, table
# sizes, seeds and slow starts do what they say, are refused with a reason, and survive save and
# restore.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"

# each case has a port of its own, so that none sees what is left of another one's flows
PORT=7000
LAST=7050

# flows FAMILY COUNT: new flows one after the other, UDP; print how they are spread
flows() {
	quick client "$FLOW_CLIENT" who udp "$(vip "$1")" "$PORT" "$2" | spread
}

# hold FAMILY COUNT: so many TCP flows that stay; how they are spread is in HELD
hold() {
	local held=$GUARD_DIR/held-$RANDOM

	ns_spawn client "$FLOW_CLIENT" who tcp "$(vip "$1")" "$PORT" "$2" hold >"$held"
	wait_for 30 grep -qx ready "$held" || bail "flows are not made: $(cat "$held")"
	HELD=$(grep -v '^ready$' "$held" | spread)
	reap "$SPAWNED"
}

# server COMMAND PROTO FAMILY N OPTION...: one server
server() {
	local command=$1 proto=$2 family=$3 n=$4

	shift 4
	# shellcheck disable=SC2046
	must adm "$command" $(svc "$proto" "$family" "$PORT") \
		-r "$(at "$(rip "$n" "$family")" "$PORT")" "$@"
}

# begin PROTO FAMILY SCHEDULER [WEIGHT...]
begin() {
	topo_lan_service nat "$1" "$2" "$PORT" "${@:3}"
}

# edit PROTO FAMILY OPTION...
edit() {
	# shellcheck disable=SC2046
	adm -E $(svc "$1" "$2" "$PORT") "${@:3}"
}

end() {
	must adm -C
	PORT=$((PORT + 1))
}

# spread_over TEXT MIN: what spread() has printed has so many servers and nothing else
spread_over() {
	echo "got: $1; wanted: $2 servers or more"
	awk -v text="$1" -v min="$2" 'BEGIN {
		m = split(text, part, ", ")
		for (i = 1; i <= m; i++) {
			split(part[i], f, " ")
			if (f[2] !~ /^real[123]$/)
				exit 1
		}
		exit m < min
	}'
}

# share TEXT N MIN MAX: of those flows real server N has that many
share() {
	echo "got: $1; wanted: $3 to $4 at real$2"
	awk -v text="$1" -v name="real$2" -v min="$3" -v max="$4" 'BEGIN {
		m = split(text, part, ", ")
		for (i = 1; i <= m; i++) {
			split(part[i], f, " ")
			if (f[2] == name)
				n = f[1]
		}
		exit n < min || n > max
	}'
}

fo() {
	local family=$1

	begin udp "$family" fo 1 3 2
	check_eq "fo $family: all to the heaviest" "9 real2" "$(flows "$family" 9)"
	server -e udp "$family" 2 -m -w 0
	check_eq "fo $family: then to the next one" "9 real3" "$(flows "$family" 9)"
	end
}

by_load() {
	local family=$1

	begin tcp "$family" ovf 3 2 1
	hold "$family" 10
	check_eq "ovf $family: one more than each weighs, heaviest first" \
		"4 real1, 3 real2, 2 real3, 1 refused" "$HELD"
	end
	begin tcp "$family" sed 3 2 1
	hold "$family" 12
	check "sed $family: by weight" share "$HELD" 1 5 7
	end
	begin tcp "$family" nq 9 1 1
	hold "$family" 3
	check_eq "nq $family: an idle server before a faster one" "1 real1, 1 real2, 1 real3" "$HELD"
	end
	begin tcp "$family" twos
	hold "$family" 60
	check "twos $family: nobody is left out" spread_over "$HELD" 3
	end
}

# homes FAMILY SCHEDULER: an address stays at a server until that is crowded
homes() {
	local family=$1 scheduler=$2

	begin tcp "$family" "$scheduler" 2 2 2
	hold "$family" 3
	check_eq "$scheduler $family: an address has a home" "3 real3" "$HELD"
	end
	begin tcp "$family" "$scheduler" 2 2 2
	hold "$family" 4
	check_eq "$scheduler $family: which it leaves when that is crowded" "1 real2, 3 real3" "$HELD"
	end
}

# hashed FAMILY SCHEDULER: a client, or an address, has one server
hashed() {
	local family=$1 scheduler=$2 got n

	begin udp "$family" "$scheduler"
	got=$(flows "$family" 9)
	check "$scheduler $family: one server gets all" spread_over "$got" 1
	n=${got#9 real}
	check "$scheduler $family: namely one of them" share "$got" "$n" 9 9
	server -e udp "$family" "$n" -m -w 0
	check_eq "$scheduler $family: when that is quiesced, they are refused" "9 refused" \
		"$(flows "$family" 9)"
	[ "$scheduler" = dh ] || falls_back "$family" "$scheduler" "$n"
	server -e udp "$family" "$n" -m -w 1
	check_eq "$scheduler $family: it gets them back" "$got" "$(flows "$family" 9)"
	end
}

# falls_back FAMILY SCHEDULER N: by flag, to another one; and ports count by flag
falls_back() {
	must edit udp "$1" -b "$2-fallback"
	check "$2-fallback $1: another one gets them" spread_over "$(flows "$1" 9)" 1
	check "$2-fallback $1: and not that one" share "$(flows "$1" 9)" "$3" 0 0
	must edit udp "$1" -b "$2-fallback,$2-port"
	check "$2-port $1: the client's flows are spread" spread_over "$(flows "$1" 40)" 2
	must edit udp "$1" -b none
}

# chosen FAMILY: the client's server for each of some seeds
chosen() {
	local seed

	for seed in 1 2 3 4 5 6 7 8; do
		must edit udp "$1" --hash-seed "$seed"
		flows "$1" 1
		echo
	done
}

# differs LINES: they are not all the same
differs() {
	[ "$(sort -u <<<"$1" | wc -l)" -gt 1 ]
}

# by whatever order it was entered, the same configuration makes the same choice
agree() {
	local family=$1 one n

	begin udp "$family" mh
	one=$(chosen "$family")
	check "mh $family: seeds choose differently" differs "$one"
	must adm -C
	# shellcheck disable=SC2046
	must adm -A $(svc udp "$family" "$PORT") -s mh
	for n in 2 3 1; do
		server -a udp "$family" "$n" -m -w 1
	done
	check_eq "mh $family: the order of entry does not matter" "$one" "$(chosen "$family")"
	end
}

# refuses TEXT COMMAND...: the command fails and says so
refuses() {
	local said text=$1

	shift
	said=$("$@" 2>&1) && return 1
	echo "said: $said; wanted: $text"
	grep -qF -- "$text" <<<"$said"
}

refusals() {
	begin udp "$1" mh
	check "$1: a table size has to be a prime" refuses "not a prime: use 4099" \
		edit udp "$1" --table-size 4096
	check "$1: and in range" refuses "use a prime from 251 to 131071" \
		edit udp "$1" --table-size 241
	check "$1: rr has no table" refuses "scheduler rr has no table" \
		edit udp "$1" -s rr --table-size 251
	check "$1: a slow start has an end" refuses "exceeds 86400" edit udp "$1" --slow-start 86401
	end
}

slow_start() {
	local family=$1

	begin udp "$family" wrr 5 5
	must edit udp "$family" --slow-start 3600
	server -a udp "$family" 3 -m -w 5
	check "slow start $family: the new one gets little" share "$(flows "$family" 42)" 3 0 4
	check_eq "slow start $family: and is listed with the weight that it was given" 5 \
		"$(dest_field udp "$family" "$PORT" "$(at "$(rip 3 "$family")" "$PORT")" 4)"
	must edit udp "$family" --slow-start 0
	check "slow start $family: without it, its share" share "$(flows "$family" 42)" 3 13 15
	must edit udp "$family" --slow-start 2
	server -e udp "$family" 3 -m -w 0
	server -e udp "$family" 3 -m -w 5
	check "slow start $family: it ends" wait_for 20 full_share "$family"
	end
}

full_share() {
	share "$(flows "$1" 30)" 3 9 11 >/dev/null
}

none() {
	# shellcheck disable=SC2046
	must adm -A $(svc udp "$1" "$PORT") -s none
	server -a udp "$1" 1 -m
	check_eq "none $1: new flows are refused" "3 refused" "$(flows "$1" 3)"
	end
}

restored() {
	local before

	begin udp 4 mh
	must edit udp 4 -b mh-port --table-size 65521 --hash-seed 9223372036854775807 --slow-start 30
	begin udp 6 rr
	must edit udp 6 -b rr-random --slow-start 1
	before=$(adm -S -n)
	end
	must quick director sh -c "echo '$before' | $LVSADM -R"
	check_eq "save and restore keep all" "$before" "$(adm -S -n)"
	check "JSON shows all" shows adm -L -n --json
	end
}

shows() {
	"$@" | grep -F '"table_size":65521,"hash_seed":9223372036854775807,"slow_start_s":30'
}

main() {
	local family name

	module_load
	topo_lan nat
	# refusals are counted
	ns_sysctl director net/ipv4/icmp_ratelimit=0 net/ipv6/icmp/ratelimit=0
	for name in $TOPO_REALS; do
		serve "$name" "$PORT" "$LAST"
	done
	for family in 4 6; do
		fo "$family"
		by_load "$family"
		homes "$family" lblc
		homes "$family" lblcr
		hashed "$family" sh
		hashed "$family" dh
		hashed "$family" mh
		none "$family"
		[ "$LVS_IMPL" = lvs ] || continue
		agree "$family"
		refusals "$family"
		slow_start "$family"
	done
	[ "$LVS_IMPL" != lvs ] || restored
}

main
