#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Packets that do not fit into a tunnel: their senders are told what does, be it the director's own link
# or a router behind it that is narrow; what may be cut is cut.
#
# Drawing of the network: lib/topo_lan.sh. Besides, each server has addresses that the director reaches
# through the router, which believes that they are behind a narrow link:
#
#     director --- lan 10.3.0.254 router --(mtu 1400)-- real1   10.4.0.11  fd04::11   ipip
#                      fd03::fe                      `- real2   10.4.0.12  fd04::12   gue, remcsum
#                                                     ` real3   10.4.0.13  fd04::13   gre, csum

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/tunnel.sh"

KINDS=(- ipip gue:remcsum gre:csum)
LINK=1500
NARROW=1400
CLOSED=7999

# far N FAMILY: print the address of server N behind the router
far() {
	if [ "$2" = 4 ]; then echo "10.4.0.1$1"; else echo "fd04::1$1"; fi
}

# far_routes DEVICE-WORDS...: print routes of the router to the far addresses, with these words added
far_routes() {
	local n family

	for n in 1 2 3; do
		for family in 4 6; do
			echo "route replace $(far "$n" "$family") via $(rip "$n" "$family") $*"
		done
	done
}

far_network() {
	local n

	for n in 1 2 3; do
		topo_batch "real$n" <<-END
			addr add $(far "$n" 4)/32 dev lo
			addr add $(far "$n" 6)/128 dev lo nodad
			$(tunnel_real far "${KINDS[n]}" "$(far "$n" 4)" "$(far "$n" 6)")
		END
		serve "real$n" "70${n}4"
		serve "real$n" "70${n}6"
	done
	tunnel_listen real2
	# where one link leads in and out, routers tell of shorter ways
	ns_sysctl router net/ipv4/conf/all/send_redirects=0 net/ipv4/conf/lan/send_redirects=0 \
		net/ipv4/icmp_ratelimit=0 net/ipv6/icmp/ratelimit=0
	ns_sysctl director net/ipv4/conf/all/accept_redirects=0 net/ipv4/icmp_ratelimit=0 \
		net/ipv6/icmp/ratelimit=0
	topo_batch director <<-END
		route add 10.4.0.0/24 via 10.3.0.254
		route add fd04::/64 via fd03::fe
	END
	topo_batch router < <(far_routes)
}

# services: of each kind and pair; the port tells the server and the outer family
services() {
	local n inner outer

	for n in 1 2 3; do
		for outer in 4 6; do
			for inner in 4 6; do
				# shellcheck disable=SC2046
				must adm -A $(svc tcp "$inner" "70$n$outer") -s rr
				# shellcheck disable=SC2046
				must adm -a $(svc tcp "$inner" "70$n$outer") \
					-r "$(at "$(far "$n" "$outer")" "70$n$outer")" $(tunnel_options "${KINDS[n]}")
			done
		done
	done
}

# forget NAME...: nobody knows of narrow paths any more
forget() {
	local name

	for name; do
		must quick "$name" ip -4 route flush cache
		must quick "$name" ip -6 route flush cache
	done
}

# copies NAME INNER PORT: data goes to a server and back
copies() {
	rm -f "$SCRATCH/got"
	quick "$1" "$FLOW_CLIENT" copy tcp "$(vip "$2")" "$3" "$SCRATCH/blob" "$SCRATCH/got" &&
		same_file "$SCRATCH/blob" "$SCRATCH/got"
}

# knows NAME FAMILY MTU: it knows that this much passes to the virtual address; 0: it was not told
knows() {
	local route

	route=$(quick "$1" ip route get "$(vip "$2")")
	echo "$route"
	if [ "$3" = 0 ]; then
		[[ $route != *"mtu "*expires* && $route != *"expires"*mtu* ]]
	else
		[[ $route == *"mtu $3"* ]]
	fi
}

# room N OUTER LIMIT: what fits into packets of LIMIT bytes
room() {
	local header=20

	[ "$2" = 4 ] || header=40
	echo $(($3 - header - TUNNEL_BYTES_OF[${KINDS[$1]}]))
}

# learns N INNER OUTER LIMIT
learns() {
	copies client "$2" "70$1$3" && knows client "$2" "$(room "$1" "$3" "$4")"
}

# all_learn LIMIT WHAT
all_learn() {
	local n inner outer

	for n in 1 2 3; do
		for inner in 4 6; do
			for outer in 4 6; do
				forget client
				[ "$1" = "$LINK" ] || forget director
				check "${KINDS[n]}, IPv$inner in IPv$outer: $2" learns "$n" "$inner" "$outer" "$1"
			done
		done
	done
}

# reassembled FAMILY: datagrams that real1 has put together
reassembled() {
	# shellcheck disable=SC2016
	if [ "$1" = 4 ]; then
		quick real1 awk '$1 == "Ip:" && $2 ~ /^[0-9]/ { print $15 }' /proc/net/snmp
	else
		quick real1 awk '$1 == "Ip6ReasmOKs" { print $2 }' /proc/net/snmp6
	fi
}

# is_cut INNER OUTER: packets of full size pass, and arrive in parts
is_cut() {
	local before after

	before=$(reassembled "$2")
	copies client "$1" "701$2" && knows client "$1" 0 || return 1
	after=$(reassembled "$2")
	echo "reassembled: $before -> $after"
	[ "$after" -gt $((before + 20)) ]
}

# told_unreachable FAMILY: the client hears at once that nobody unwraps there
told_unreachable() {
	local answer

	# shellcheck disable=SC2046
	must adm -A $(svc tcp "$1" "$CLOSED") -s rr
	# shellcheck disable=SC2046
	must adm -a $(svc tcp "$1" "$CLOSED") -r "$(at "$(rip 3 "$2")" "$CLOSED")" $(tunnel_options gue:csum)
	answer=$(quick client "$FLOW_CLIENT" who tcp "$(vip "$1")" "$CLOSED" 1)
	echo "answer: $answer"
	# shellcheck disable=SC2046
	must adm -D $(svc tcp "$1" "$CLOSED")
	[ "$answer" = "No route to host" ]
}

# local_client FAMILY: the director itself is the client, and learns
local_client() {
	copies director "$1" 7016 && knows director "$1" "$(room 1 6 "$LINK")"
}

main() {
	local inner outer

	module_load
	topo_lan tun
	far_network
	scratch
	head -c 200000 /dev/urandom >"$SCRATCH/blob"
	services
	all_learn "$LINK" "the director's link decides"
	topo_batch router < <(far_routes mtu "$NARROW")
	all_learn "$NARROW" "a narrow router decides"
	topo_batch router < <(far_routes mtu 1300)
	forget client director
	check "IPv6 passes where it does not fit, in parts" copies client 6 7026
	check "and its sender is told the least that IPv6 has" knows client 6 1280
	for inner in 4 6; do
		for outer in 4 6; do
			check "IPv$inner in IPv$outer: an unreachable server is told of" told_unreachable "$inner" "$outer"
		done
	done
	topo_batch router < <(far_routes mtu "$NARROW")
	ns_sysctl director net/ipv4/vs/pmtu_disc=0
	for inner in 4 6; do
		for outer in 4 6; do
			forget client director
			check "pmtu_disc=0, IPv$inner in IPv$outer: the outer packet is cut" is_cut "$inner" "$outer"
		done
	done
	ns_sysctl director net/ipv4/vs/pmtu_disc=1
	topo_batch router < <(far_routes)
	# nothing but what the director says tells a client on it
	ns_sysctl director net/ipv4/vs/mss_clamp=0
	topo_batch director <<-END
		addr del $VIP4/32 dev lo
		addr del $VIP6/128 dev lo
	END
	forget director
	for inner in 4 6; do
		check "IPv$inner: a client on the director learns too" local_client "$inner"
	done
}

main
