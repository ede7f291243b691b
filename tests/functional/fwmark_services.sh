#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A mark makes one service of several addresses and ports. The addresses need not be the
# director's: a rule for marked packets makes them local. And what is not marked passes by.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"

MARK=5
# virtual addresses that nobody holds, and one that is not marked
FIRST4=10.8.0.1 SECOND4=10.8.0.2 OTHER4=10.8.1.1
FIRST6=fd08::1 SECOND6=fd08::2 OTHER6=fd08:1::1

# marked: what is for these addresses and ports is marked before it is routed
marked() {
	quick director nft -f - <<-END
		table inet marks {
			chain before {
				type filter hook prerouting priority mangle;
				ip daddr 10.8.0.0/24 meta l4proto { tcp, udp } th dport { 7000, 7001 } meta mark set $MARK
				ip6 daddr fd08::/64 meta l4proto { tcp, udp } th dport { 7000, 7001 } meta mark set $MARK
			}
		}
	END
}

routes() {
	topo_batch router <<-END
		route add 10.8.0.0/16 via 10.2.0.1
		route add fd08::/16 via fd02::1
	END
	topo_batch director <<-END
		route add unreachable 10.8.1.0/24
		route add unreachable fd08:1::/64
	END
	marks_are_local "$MARK"
}

# service FAMILY SERVER...: ports of servers are 0: the packet's own stays
service() {
	local six=() family=$1 n

	[ "$family" = 4 ] || six=(-6)
	must adm -A -f "$MARK" "${six[@]}" -s rr
	shift
	for n; do
		must adm -a -f "$MARK" "${six[@]}" -r "$(at "$(rip "$n" "$family")" 0)" -m
	done
}

# ask PROTO ADDRESS PORT: print who answers two flows
ask() {
	quick client "$FLOW_CLIENT" who "$1" "$2" "$3" 2 | spread
}

# both: IPv4 and IPv6 services of one number have servers of their own
both() {
	local proto address port

	for proto in tcp udp; do
		for port in 7000 7001; do
			for address in "$FIRST4" "$SECOND4"; do
				check_eq "$proto to $address port $port: both servers of IPv4" \
					"1 real1, 1 real2" "$(ask "$proto" "$address" "$port")"
			done
			for address in "$FIRST6" "$SECOND6"; do
				check_eq "$proto to $address port $port: the server of IPv6" \
					"2 real3" "$(ask "$proto" "$address" "$port")"
			done
		done
	done
}

# lasting: a persistent service by mark knows one choice for all its addresses and ports
lasting() {
	local servers templates

	must adm -E -f "$MARK" -s rr -p 100
	servers=$(for _ in 1 2; do
		quick client "$FLOW_CLIENT" who tcp "$FIRST4" 7000 1
		quick client "$FLOW_CLIENT" who tcp "$SECOND4" 7001 1
		quick client "$FLOW_CLIENT" who udp "$SECOND4" 7000 1
	done | sort | uniq -c)
	templates=$(adm -L -n -c | grep -c '^IP ')
	echo "$servers; $templates templates"
	[[ $servers =~ ^\ *6\ real[12]$ ]] && [ "$templates" -eq 1 ]
}

# passes ADDRESS: what is not marked is routed on, here into nothing, without an entry
passes() {
	quick client "$FLOW_CLIENT" who tcp "$1" 7000 1
	fails quick director grep -qi "$2" /proc/net/ip_vs_conn
}

main() {
	need nft
	module_load
	topo_lan nat
	serve real1 7000 7001
	serve real2 7000 7001
	serve real3 7000 7001
	must marked
	routes
	service 4 1 2
	service 6 3
	# the mark comes before the address
	must adm -A -t "$(at "$FIRST4" 7000)" -s rr
	must adm -a -t "$(at "$FIRST4" 7000)" -r "$(at "$(rip 3 4)" 7000)" -m
	both
	check "a persistent service has one choice for all its addresses and ports" lasting
	check "tcp4: an address that is neither marked nor local passes by" passes "$OTHER4" 0A080101
	check "tcp6: the same" passes "$OTHER6" fd08:0001
	check_eq "no wrong checksum" 0 \
		"$(checksum_errors client real1 real2 real3)"
}

main
