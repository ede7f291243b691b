#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Datagrams larger than the MTU arrive whole, there and back, by every method, in whatever order
# their parts come; and nobody gets larger parts than were sent.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"

BYTES=8000
PART=1000

# by method: at which port its service is
declare -A PORT=([dr]=7001 [tun]=7002 [nat]=7003)

# whole FAMILY PORT [PART [df]]: a datagram comes back as it was sent
whole() {
	quick client "$FLOW_PARTS" "$(vip "$1")" "$2" "$BYTES" "${@:3}"
}

# parts NAME FAMILY: how many parts of datagrams the namespace has got
parts() {
	# shellcheck disable=SC2016
	if [ "$2" = 4 ]; then
		quick "$1" awk '/^Ip:/ && ++n == 2 { print $15 }' /proc/net/snmp
	else
		quick "$1" awk '$1 == "Ip6ReasmReqds" { print $2 }' /proc/net/snmp6
	fi
}

# small METHOD NAME FAMILY: a server gets as many parts as were sent, not fewer and larger ones
small() {
	local before sent served

	sent=$(((BYTES + 8 + PART - 1) / PART))
	before=$(parts "$2" "$3")
	whole "$3" "${PORT[$1]}" "$PART" || return 1
	served=$(($(parts "$2" "$3") - before))
	echo "sent $sent, served $served"
	[ "$served" -ge "$sent" ]
}

# method METHOD NAME FAMILY
method() {
	local method=$1 name=$2 family=$3 port=${PORT[$1]}

	check "$method udp$family: a datagram of $BYTES bytes" whole "$family" "$port"
	check "$method udp$family: in parts, the last one first" whole "$family" "$port" 1400
	[ "$family" = 6 ] || check "$method udp4: in parts that may not be cut" \
		whole 4 "$port" 1400 df
	# what goes through a tunnel is put together before it is wrapped
	[ "$method" = tun ] || check "$method udp$family: parts do not grow" \
		small "$method" "$name" "$family"
}

# answers_through_director: real2 serves NAT, so its way back leads through the director
answers_through_director() {
	topo_batch real2 <<-END
		addr del $VIP4/32 dev lo
		addr del $VIP6/128 dev lo
		route replace default via 10.3.0.1
		route replace default via fd03::1
	END
}

# service METHOD FAMILY SERVER FLAG: a service with one server
service() {
	local proto=udp method=$1 family=$2 server=$3 flag=$4

	# shellcheck disable=SC2046
	must adm -A $(svc "$proto" "$family" "${PORT[$method]}") -s rr
	# shellcheck disable=SC2046
	must adm -a $(svc "$proto" "$family" "${PORT[$method]}") \
		-r "$(at "$(rip "$server" "$family")" "${PORT[$method]}")" "$flag"
}

main() {
	local family

	module_load
	topo_lan tun
	FLOW_PARTS=$(topo_program flow_parts) || bail "no flow_parts"
	answers_through_director
	serve real1 7001 7002
	serve real2 7003
	for family in 4 6; do
		service dr "$family" 1 -g
		service tun "$family" 1 -i
		service nat "$family" 2 -m
		method dr real1 "$family"
		method nat real2 "$family"
		method tun real1 "$family"
	done
	check_eq "no wrong checksum" 0 "$(checksum_errors client real1 real2)"
}

main
