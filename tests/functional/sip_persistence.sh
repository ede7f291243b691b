#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# With the engine sip, messages of one call go to one server, whoever sends them; calls that a server
# makes leave with the virtual address as their sender and get their answers.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"

PORT=7000
QUIET=7001
CALLS='one@a two@a three@a four@a five@a six@a'

# widest FAMILY: the mask that lets all clients be of one network
widest() {
	if [ "$1" = 4 ]; then echo 0.0.0.0; else echo 1; fi
}

# hex FAMILY: how that network is written in /proc/net/ip_vs_conn
hex() {
	if [ "$1" = 4 ]; then echo 00000000; else echo '[0-9a-f]*:[0-9a-f:]*'; fi
}

# calls FAMILY PORT OPTION...: a service of the engine
calls() {
	local family=$1 port=$2 n

	shift 2
	# shellcheck disable=SC2046
	must adm -A $(svc udp "$family" "$port") -s rr -p 60 -M "$(widest "$family")" --pe sip "$@"
	for n in 1 2 3; do
		# shellcheck disable=SC2046
		must adm -a $(svc udp "$family" "$port") -r "$(at "$(rip "$n" "$family")" "$port")" -m
	done
}

remove() {
	# shellcheck disable=SC2046
	must adm -D $(svc udp "$1" "$2")
}

# sip NAME WORD ADDRESS PORT SOURCE-PORT CALL-ID...: the answers on one line
sip() {
	local name=$1

	shift
	quick "$name" "$SIP_CLIENT" "$@" | tr '\n' ' '
}

# spreads FAMILY: a one-packet service, as it is used before proxies that have one socket for all
spreads() {
	local family=$1 first

	calls "$family" "$PORT" -o
	# shellcheck disable=SC2086
	first=$(sip client who "$(vip "$family")" "$PORT" 5060 $CALLS)
	check_eq "udp$family: calls spread" "real1 real2 real3" \
		"$(tr ' ' '\n' <<<"$first" | sed /^$/d | sort -u | xargs)"
	# shellcheck disable=SC2086
	check_eq "udp$family: later messages of a call go to the same server" "$first" \
		"$(sip client who "$(vip "$family")" "$PORT" 5062 $CALLS)"
	# shellcheck disable=SC2086
	check_eq "udp$family: from another client too" "$first" \
		"$(sip router who "$(vip "$family")" "$PORT" 0 $CALLS)"
	# shellcheck disable=SC2086
	check_eq "udp$family: from the director too" "$first" \
		"$(sip director who "$(vip "$family")" "$PORT" 0 $CALLS)"
	check_eq "udp$family: what has no Call-ID vanishes" "timeout " \
		"$(sip client who "$(vip "$family")" "$PORT" 5064 -)"
	check_eq "udp$family: the file lists what the engine knows" 6 \
		"$(quick director grep -c "^UDP $(hex "$family") 0000 .* NONE .* sip [a-z]*@a\$" \
			/proc/net/ip_vs_conn)"
	check_eq "udp$family: and so does the tool" 1 \
		"$(adm -L -n -c --persistent-conn | grep -F "$(at "$(vip "$family")" "$PORT")" |
			grep -c ' sip *three@a$')"
	remove "$family" "$PORT"
}

client_ip() {
	if [ "$1" = 4 ]; then echo 10.1.0.2; else echo fd01::2; fi
}

# begins FAMILY: nobody listens at the port on the servers, so the test may send from there
begins() {
	local family=$1

	calls "$family" "$QUIET"
	check_eq "udp$family: a server's call comes from the virtual address" "$(vip "$family") " \
		"$(sip real2 peer "$(client_ip "$family")" "$PORT" "$QUIET" "back@$family")"
	check_eq "udp$family: it has an entry" "$(at "$(rip 2 "$family")" "$QUIET")" \
		"$(adm -L -n -c | awk -v from="$(at "$(client_ip "$family")" "$PORT")" '$4 == from { print $6 }')"
	check_eq "udp$family: and its call is the server's" 1 \
		"$(quick director grep -c " ASSURED .* sip back@$family\$" /proc/net/ip_vs_conn)"
	remove "$family" "$QUIET"
}

engine_of() {
	# shellcheck disable=SC2046
	adm -S -n | grep -e "$(svc udp 4 "$PORT")" | grep -o -e '--pe [a-z]*'
}

configures() {
	calls 4 "$PORT"
	check_eq "the engine is shown" "--pe sip" "$(engine_of)"
	# shellcheck disable=SC2046
	must quick director ipvsadm -E $(svc udp 4 "$PORT") -s rr -p 60
	check_eq "an edit that does not name it ends it" "" "$(engine_of)"
	# shellcheck disable=SC2046
	check_eq "an unknown engine is refused" 1 \
		"$(adm -E $(svc udp 4 "$PORT") -p 60 --pe best 2>&1 | grep -c 'engine')"
	remove 4 "$PORT"
}

main() {
	local family n

	need ipvsadm
	module_load
	topo_lan nat
	SIP_CLIENT=$(topo_program sip_client) || bail "no sip_client"
	for n in 1 2 3; do
		serve "real$n" "$PORT"
	done
	serve client "$PORT"
	configures
	for family in 4 6; do
		spreads "$family"
		begins "$family"
	done
}

main
