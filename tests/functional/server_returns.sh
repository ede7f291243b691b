#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A server that is removed and comes back finds its flows again. Those that sent in between were told
# (TCP) or moved (UDP), or just waited, as expire_nodest_conn says.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"
. "$LVS_LIB/states.sh"

# two_servers PROTO FAMILY: a service whose flows go to real1, and to real2 without it
two_servers() {
	PORT=$((PORT + 1))
	topo_lan_service nat "$1" "$2" "$PORT" wrr 1 0
}

# first ADD|DEL PROTO FAMILY: real1 leaves, and real2 is ready to take over; or it comes back
first() {
	local service server

	service=$(svc "$2" "$3" "$PORT")
	server=$(at "$(rip 1 "$3")" "$PORT")
	if [ "$1" = del ]; then
		# shellcheck disable=SC2086
		must adm -d $service -r "$server"
		# shellcheck disable=SC2086
		must adm -e $service -r "$(at "$(rip 2 "$3")" "$PORT")" -m -w 1
	else
		# shellcheck disable=SC2086
		must adm -a $service -r "$server" -m -w 1
	fi
}

# opened PROTO FAMILY SOURCE-PORT: a flow to real1
opened() {
	two_servers "$1" "$2"
	talk_connects "$3" client "$1" "$(vip "$2")" "$PORT" "$3" || bail "no flow"
}

# answers ID NAME: who serves this flow
answers() {
	talk_tell "$1" who
	talk_hears "$1" "$2"
}

# sockets NAME PORT: TCP connections there
sockets() {
	quick "$1" ss -Htn state established "sport = :$2" | wc -l
}

# resets: how many the client has sent, as it does to what it knows nothing of
resets() {
	quick client nstat -asz TcpOutRsts | awk '/OutRsts/ { print $2 }'
}

told() {
	[ "$(sockets real1 "$PORT")" = 0 ]
}

# returns_unnoticed PROTO FAMILY SOURCE-PORT MODE
returns_unnoticed() {
	opened "$1" "$2" "$3"
	first del "$1" "$2"
	first add "$1" "$2"
	check "$1$2, mode $4: a flow that was silent goes on" talk_works "$3" still
	check "$1$2, mode $4: with its server" answers "$3" real1
	check "$1$2, mode $4: which counts it" wait_for 10 is_counted "$1" "$2"
}

is_counted() {
	if [ "$1" = tcp ]; then
		counts "$1" "$2" 1 1 0
	else
		counts "$1" "$2" 1 0 1
	fi
}

# service_returns PROTO FAMILY SOURCE-PORT: with all that it had
service_returns() {
	opened "$1" "$2" "$3"
	# shellcheck disable=SC2046
	must adm -D $(svc "$1" "$2" "$PORT")
	topo_lan_service nat "$1" "$2" "$PORT" rr 1
	check "$1$2: a flow survives that its service is made anew" talk_works "$3" still
	check "$1$2: and is counted" wait_for 10 is_counted "$1" "$2"
}

# told_or_moved FAMILY
told_or_moved() {
	local family=$1 before

	opened tcp "$family" "4410$family"
	talk_tell "4410$family" '!speak'
	talk_hears "4410$family" spoken >/dev/null
	before=$(resets)
	first del tcp "$family"
	check "tcp$family, mode 1: the client is told" talk_hears "4410$family" reset
	check "tcp$family, mode 1: and the server, with what it says" wait_for 10 told
	check_eq "tcp$family, mode 1: no stray segment reached the client" "$before" "$(resets)"
	opened udp "$family" "4420$family"
	first del udp "$family"
	check "udp$family, mode 1: the flow moves" answers "4420$family" real2
}

# waits PROTO FAMILY SOURCE-PORT: mode 0
waits() {
	opened "$1" "$2" "$3"
	first del "$1" "$2"
	talk_tell "$3" who
	check "$1$2, mode 0: nobody answers" holds_for 1 fails talk_heard "$3" real2
	first add "$1" "$2"
	[ "$1" = tcp ] || talk_tell "$3" who
	check "$1$2, mode 0: until the server is back" talk_hears "$3" real1
}

main() {
	local family proto from=45000 mode

	need ss nstat
	module_load
	topo_lan nat
	must adm --set 900 120 300
	serve real1 "$PORT" "$LAST_PORT"
	serve real2 "$PORT" "$LAST_PORT"
	for family in 4 6; do
		for mode in 1 0; do
			ns_sysctl director net/ipv4/vs/expire_nodest_conn="$mode"
			for proto in tcp udp; do
				returns_unnoticed "$proto" "$family" $((from += 1)) "$mode"
				[ "$mode" = 1 ] || waits "$proto" "$family" $((from += 1))
			done
			[ "$mode" = 0 ] || told_or_moved "$family"
		done
		for proto in tcp udp; do
			service_returns "$proto" "$family" $((from += 1))
		done
	done
}

main
