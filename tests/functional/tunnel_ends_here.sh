#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A director at which tunnels end: what comes out of them is balanced, unless ignore_tunneled is set; a
# tunnel server that is the director itself gets its packets as they are. And what the outer headers say
# of class and hops.
#
# Drawing of the network: lib/topo_lan.sh. The router sends what is for the virtual addresses through a
# tunnel to the director: IPv4 in GUE, IPv6 in IPv6.

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/tunnel.sh"
. "$LVS_LIB/capture.sh"

PORT=7004
HERE=7005

tunnel_to_director() {
	tunnel_listen director
	topo_batch director <<-END
		link add in44 type ipip local 10.2.0.1 remote 0.0.0.0
		link add in66 type ip6tnl local fd02::1 remote :: mode any
		link set in44 up
		link set in66 up
	END
	topo_batch router <<-END
		link add to44 type ipip local 10.2.0.254 remote 10.2.0.1 ttl 64 encap gue encap-sport auto encap-dport $GUE_PORT
		link add to66 type ip6tnl local fd02::fe remote fd02::1 mode any
		link set to44 up
		link set to66 up
		route replace $VIP4 dev to44
		route replace $VIP6 dev to66
	END
}

# answered FAMILY PORT NAME: that one serves
answered() {
	local name

	name=$(quick client "$FLOW_CLIENT" who tcp "$(vip "$1")" "$2" 1)
	echo "answered by: $name"
	[ "$name" = "$3" ]
}

# sends FAMILY CLASS HOPS: one datagram to the service
sends() {
	quick client socat -u - "UDP$1-SENDTO:$(at "$(vip "$1")" "$PORT"),$([ "$1" = 4 ] &&
		echo "ip-tos=$2,ip-ttl=$3" || echo "ipv6-tclass=$2,ipv6-unicast-hops=$3")" <<<who
}

# outer_says FAMILY CLASS HOPS PATTERN: and so does the outer header
outer_says() {
	capture_start director lan "proto $([ "$1" = 4 ] && echo 4 || echo 41)"
	sends "$1" "$2" "$3"
	wait_for 10 captured
	capture_stop
	tcpdump -nn -v -t -r "$CAPTURE" 2>/dev/null | tee /dev/stderr | head -n 1 | grep -q -- "$4"
}

# captured: something was written down
captured() {
	[ -n "$(tcpdump -nn -r "$CAPTURE" 2>/dev/null)" ]
}

main() {
	local family

	need tcpdump socat
	module_load
	topo_lan tun
	serve real1 "$PORT"
	serve director "$PORT" "$HERE"
	for family in 4 6; do
		topo_lan_service tun tcp "$family" "$PORT" rr 1
		topo_lan_service tun udp "$family" "$PORT" rr 1
		# shellcheck disable=SC2046
		must adm -A $(svc tcp "$family" "$HERE") -s rr
		# shellcheck disable=SC2046
		must adm -a $(svc tcp "$family" "$HERE") -r "$(at "$([ "$family" = 4 ] && echo 10.3.0.1 ||
			echo fd03::1)" "$HERE")" -i
		check "IPv$family: a server on the director itself" answered "$family" "$HERE" director
	done
	check "IPv4: class and hops of the packet are the outer header's" \
		outer_says 4 0xb8 33 'tos 0xb8, ttl 31,'
	check "IPv4: congestion that a packet met before is its own" \
		outer_says 4 0xbb 33 'tos 0xba,ECT(0), ttl 31,'
	check "IPv6: class and hops of the packet are the outer header's" \
		outer_says 6 0xb8 33 'class 0xb8, .*hlim 31,'
	tunnel_to_director
	for family in 4 6; do
		check "IPv$family: what comes out of a tunnel is balanced" answered "$family" "$PORT" real1
	done
	ns_sysctl director net/ipv4/vs/ignore_tunneled=1
	for family in 4 6; do
		check "ignore_tunneled=1, IPv$family: it is not" answered "$family" "$PORT" director
	done
}

main
