#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A director whose devices and virtual address are in a routing domain of their own (VRF): servers are
# looked for there, by every method, and answers find their way back there. The main table leads to
# nobody.
# Drawing of the network: lib/topo_lan.sh. The director's front and lan are in the domain «red». real1
# is masqueraded, real2 reached by direct routing, real3 by a tunnel.

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"

TABLE=10
declare -A PORT_OF=([nat]=7000 [dr]=7001 [tun]=7002) SERVER_OF=([nat]=1 [dr]=2 [tun]=3)

# domain: all that the director has goes there; addresses of IPv6 do not come along by themselves
domain() {
	topo_batch director <<-END
		link add red type vrf table $TABLE
		link set red up
		link set front master red
		link set lan master red
		addr del $VIP4/32 dev lo
		addr del $VIP6/128 dev lo
		addr add $VIP4/32 dev red
		addr add $VIP6/128 dev red nodad
		addr replace fd02::1/64 dev front nodad
		addr replace fd03::1/64 dev lan nodad
		route replace default via 10.2.0.254 vrf red
		route replace default via fd02::fe vrf red
		route add blackhole 10.0.0.0/8
		route add blackhole fd00::/8
	END
}

# nowhere_else FAMILY: without the domain, there is no way to the server
nowhere_else() {
	fails quick director ip route get "$(rip 1 "$1")"
}

# service METHOD PROTO FAMILY
service() {
	local flag=-m n=${SERVER_OF[$1]} port=${PORT_OF[$1]}

	[ "$1" != dr ] || flag=-g
	[ "$1" != tun ] || flag=-i
	# shellcheck disable=SC2046
	must adm -A $(svc "$2" "$3" "$port") -s rr
	# shellcheck disable=SC2046
	must adm -a $(svc "$2" "$3" "$port") -r "$(at "$(rip "$n" "$3")" "$port")" "$flag"
}

# answers METHOD PROTO FAMILY: who does
answers() {
	quick client "$FLOW_CLIENT" who "$2" "$(vip "$3")" "${PORT_OF[$1]}" 1
}

# serves METHOD PROTO FAMILY: new flows, and one that lasts
serves() {
	local method=$1 proto=$2 family=$3

	service "$@"
	check_eq "$method $proto$family: its server answers" "real${SERVER_OF[$method]}" "$(answers "$@")"
	check "$method $proto$family: a flow goes on" talk_connects "$method$proto$family" client \
		"$proto" "$(vip "$family")" "${PORT_OF[$method]}"
	check "$method $proto$family: and on" talk_works "$method$proto$family" again
}

main() {
	local method proto family

	modprobe -q vrf || skip_all "this kernel has no VRF"
	module_load
	topo_lan tun
	topo_masqueraded 1
	domain
	for method in nat dr tun; do
		serve "real${SERVER_OF[$method]}" "${PORT_OF[$method]}"
	done
	for family in 4 6; do
		check "IPv$family: the main table leads to nobody" nowhere_else "$family"
		for proto in tcp udp; do
			for method in nat dr tun; do
				serves "$method" "$proto" "$family"
			done
		done
	done
	check_eq "no wrong checksum" 0 "$(checksum_errors client real1 real2 real3)"
}

main
