#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A persistent service keeps a client, or its network, on one server, over its ports too if it
# is a service of all ports, until the server is quiesced or gone.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"

PORT=7000
OTHER=7001
CLOSED=7002
FLOWS=6

# persistent PROTO FAMILY PORT OPTION...: a service whose servers are all of weight 1
persistent() {
	local proto=$1 family=$2 port=$3 n

	shift 3
	[ "${1:-}" = -p ] || set -- -p 60 "$@"
	# shellcheck disable=SC2046
	must adm -A $(svc "$proto" "$family" "$port") -s rr "$@"
	for n in 1 2 3; do
		# shellcheck disable=SC2046
		must adm -a $(svc "$proto" "$family" "$port") \
			-r "$(at "$(rip "$n" "$family")" "$port")" -m
	done
}

remove() {
	# shellcheck disable=SC2046
	must adm -D $(svc "$1" "$2" "$3")
}

# fresh_ports: the client's next flows come from ports that it has not used: entries of datagrams
# live long, and one that is met again goes where it went
fresh_ports() {
	local first=33000

	[ ! -e "$GUARD_DIR/ports" ] || first=$(<"$GUARD_DIR/ports")
	echo $((first + 20)) >"$GUARD_DIR/ports"
	ns_sysctl client "net/ipv4/ip_local_port_range=$first $((first + 19))"
}

# who PROTO FAMILY PORT: how flows are spread
who() {
	fresh_ports
	quick client "$FLOW_CLIENT" who "$1" "$(vip "$2")" "$3" "$FLOWS" | spread
}

# one_server TEXT: all flows went to one
one_server() {
	echo "got: $1"
	[[ $1 =~ ^$FLOWS\ real[123]$ ]]
}

# template PROTO FAMILY STATE: there is one, in that state
template() {
	adm -L -n -c | awk -v proto="${1^^}" '$1 == proto && $4 ~ /:0$/ { print $3 }' |
		grep -qx "$3"
}

sticks() {
	local proto=$1 family=$2 first second server

	persistent "$proto" "$family" "$PORT"
	first=$(who "$proto" "$family" "$PORT")
	check "$proto$family: all flows go to one server" one_server "$first"
	check "$proto$family: the choice is known to work" template "$proto" "$family" ASSURED
	second=$(who "$proto" "$family" "$PORT")
	check_eq "$proto$family: and so do later ones" "$first" "$second"

	server=${first##*real}
	# shellcheck disable=SC2046
	must adm -e $(svc "$proto" "$family" "$PORT") \
		-r "$(at "$(rip "$server" "$family")" "$PORT")" -m -w 0
	second=$(who "$proto" "$family" "$PORT")
	check "$proto$family: a quiesced server loses its clients to one other" moved "$first" "$second"

	server=${second##*real}
	# shellcheck disable=SC2046
	must adm -d $(svc "$proto" "$family" "$PORT") -r "$(at "$(rip "$server" "$family")" "$PORT")"
	check "$proto$family: and so does a removed one" moved "$second" "$(who "$proto" "$family" "$PORT")"
	remove "$proto" "$family" "$PORT"
}

# stays FAMILY: unless a quiesced server keeps its clients
stays() {
	local family=$1 first server

	ns_sysctl director net/ipv4/vs/expire_quiescent_template=0
	persistent tcp "$family" "$PORT"
	first=$(who tcp "$family" "$PORT")
	server=${first##*real}
	# shellcheck disable=SC2046
	must adm -e $(svc tcp "$family" "$PORT") \
		-r "$(at "$(rip "$server" "$family")" "$PORT")" -m -w 0
	check_eq "tcp$family: without expire_quiescent_template its clients stay" "$first" \
		"$(who tcp "$family" "$PORT")"
	remove tcp "$family" "$PORT"
	ns_sysctl director net/ipv4/vs/expire_quiescent_template=1
}

# template_of FAMILY PORT: there is one for that port
template_of() {
	adm -L -n -c | awk -v service="$(at "$(vip "$1")" "$2")" \
		'$4 ~ /:0$/ && $5 == service { n++ } END { exit !n }'
}

# fails_first: choices that no flow proves good; they have until the end of the test to go
fails_first() {
	local family

	for family in 4 6; do
		persistent tcp "$family" "$CLOSED"
		who tcp "$family" "$CLOSED" >/dev/null
		check "tcp$family: there is a choice while a refused flow closes" template_of "$family" "$CLOSED"
	done
}

fails_last() {
	local family

	for family in 4 6; do
		check "tcp$family: which goes with that flow" wait_for 20 fails template_of "$family" "$CLOSED"
	done
}

# held: flows keep choices beyond their time
held() {
	local family

	for family in 4 6; do
		persistent tcp "$family" "$PORT" -p 1
		talk_connects "held$family" client tcp "$(vip "$family")" "$PORT" || bail "no flow"
	done
	for family in 4 6; do
		check "tcp$family: a flow keeps a choice beyond its time" holds_for 2 template_of "$family" "$PORT"
		remove tcp "$family" "$PORT"
	done
}

# moved BEFORE AFTER: one server each, and not the same
moved() {
	echo "before: $1; after: $2"
	one_server "$1" && one_server "$2" && [ "$1" != "$2" ]
}

# two neighbours of one network, then two of different ones
networks() {
	local family=$1 mask=$2 near=$3 far=$4 first

	persistent tcp "$family" "$PORT" -M "$mask"
	first=$(who tcp "$family" "$PORT")
	ns_addr client eth0 "$near"
	ns_addr client eth0 "$far"
	ns_route router "$far" dev wan
	check_eq "tcp$family: a neighbour of the client's network shares its server" "$first" \
		"$(from "$family" "${near%/*}")"
	check "tcp$family: another network has a choice of its own" differs "$first" \
		"$(from "$family" "${far%/*}")"
	remove tcp "$family" "$PORT"
}

differs() {
	echo "one: $1; other: $2"
	one_server "$2" && [ "$1" != "$2" ]
}

# from FAMILY ADDRESS: how flows of that client's address are spread
from() {
	local target

	target=$(vip "$1")
	quick client ip route replace "$target" via "$(gateway "$1")" src "$2"
	who tcp "$1" "$PORT"
	quick client ip route del "$target"
}

gateway() {
	if [ "$1" = 4 ]; then echo 10.1.0.1; else echo fd01::1; fi
}

all_ports() {
	local family=$1 first

	persistent tcp "$family" 0
	first=$(who tcp "$family" "$PORT")
	check "tcp$family: a service of all ports serves one" one_server "$first"
	check_eq "tcp$family: and another port from the same server" "$first" \
		"$(who tcp "$family" "$OTHER")"
	remove tcp "$family" 0
}

main() {
	local n family proto

	module_load
	topo_lan nat
	# what lvs does anyway
	[ "$LVS_IMPL" = lvs ] || ns_sysctl director net/ipv4/vs/expire_quiescent_template=1 \
		net/ipv4/vs/expire_nodest_conn=1
	for n in 1 2 3; do
		serve "real$n" "$PORT"
		serve "real$n" "$OTHER"
	done
	fails_first
	for family in 4 6; do
		for proto in tcp udp; do
			sticks "$proto" "$family"
		done
		stays "$family"
		all_ports "$family"
	done
	networks 4 255.255.255.0 10.1.0.77/24 10.1.5.1/32
	networks 6 64 fd01::77/64 fd01:0:0:5::1/128
	held
	fails_last
}

main
