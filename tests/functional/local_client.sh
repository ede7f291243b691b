#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Programs on the director itself are clients of its services, by every method.
# Drawing of the network: lib/topo_lan.sh
#
# The servers hold the virtual address, so the director must not ask from it; and with direct
# routing and tunnels it must not hold it either: what the servers answer comes from there, and
# nobody takes packets from himself off the wire.

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"

NAT=7000
DR=7001
TUN=7002
BYTES=200000
NARROW=1300
LARGE=1400

# asks PROTO FAMILY PORT: print which servers answer three flows, sorted
asks() {
	quick director "$FLOW_CLIENT" who "$1" "$(vip "$2")" "$3" 3 | spread
}

# copies PROTO FAMILY PORT: data goes there and back unharmed
copies() {
	rm -f "$SCRATCH/got"
	quick director "$FLOW_CLIENT" copy "$1" "$(vip "$2")" "$3" "$SCRATCH/blob" "$SCRATCH/got" &&
		same_file "$SCRATCH/blob" "$SCRATCH/got"
}

# method NAME FAMILY PORT
method() {
	local proto

	for proto in tcp udp; do
		check_eq "$1 $proto$2: connect() reaches the servers" "1 real1, 1 real2, 1 real3" \
			"$(asks "$proto" "$2" "$3")"
		check "$1 $proto$2: data comes and goes" copies "$proto" "$2" "$3"
	done
	check "$1 udp$2: a datagram larger than the MTU" \
		quick director "$FLOW_PARTS" "$(vip "$2")" "$3" 8000
	check_eq "$1 tcp$2: without a server, connect() fails at once" "1 refused" \
		"$(unserved "$2" "$3")"
}

# unserved FAMILY PORT: the only server of a service is quiesced
unserved() {
	local other=$(($2 + 100))

	topo_lan_service nat tcp "$1" "$other" rr 0
	quick director "$FLOW_CLIENT" who tcp "$(vip "$1")" "$other" 1 | spread
}

# way_is WIDTH: of packets to the servers, which is less than where the virtual address is
way_is() {
	local n family

	for n in 1 2 3; do
		for family in 4 6; do
			echo "route replace $(rip "$n" "$family") dev lan mtu $1"
		done
	done | topo_batch director
}

# told FAMILY: the director knows that less passes to the virtual address than its own link lets pass
told() {
	local route

	route=$(quick director ip route get "$(vip "$1")")
	echo "$route"
	[[ $route == *"mtu $NARROW"* ]]
}

# forbids FAMILY: a program that does not want its datagrams cut hears that they are too big
forbids() {
	quick director /usr/bin/python3 -IB - "$(vip "$1")" "$NAT" "$LARGE" <<-'END'
		import errno, socket, sys, time
		address, port, size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
		six = ":" in address
		sock = socket.socket(socket.AF_INET6 if six else socket.AF_INET, socket.SOCK_DGRAM)
		# IPV6_MTU_DISCOVER or IP_MTU_DISCOVER: always
		sock.setsockopt(*((socket.IPPROTO_IPV6, 23) if six else (socket.IPPROTO_IP, 10)), 2)
		sock.connect((address, port))
		deadline = time.monotonic() + 10
		while time.monotonic() < deadline:
		    try:
		        sock.send(bytes(size))
		    except OSError as error:
		        # the first one is dropped, which the program hears of by EPERM
		        if error.errno == errno.EMSGSIZE:
		            sys.exit()
		sys.exit("nobody said so")
	END
}

# large FAMILY: datagrams that fit where the virtual address is, but not on the way to a server
large() {
	way_is "$NARROW"
	check "nat udp$1: a datagram that is too large for the server's way arrives" \
		quick director "$FLOW_PARTS" "$(vip "$1")" "$NAT" "$LARGE"
	check_not "nat udp$1: it was cut, and its sender not bothered" told "$1"
	check "nat udp$1: a program that forbids it is told" forbids "$1"
	way_is 1500
}

# sent: print how many packets the director has sent to the servers
sent() {
	# shellcheck disable=SC2016
	quick director awk '$1 == "lan:" { print $11 }' /proc/net/dev
}

# loopback_stays: a sender that nobody else can answer does not leave
loopback_stays() {
	local before n

	before=$(sent)
	for n in 1 2 3 4 5 6 7 8; do
		echo "who $n" | quick director socat -u - "UDP4:$VIP4:$NAT,bind=127.0.0.1"
	done
	echo "sent: $before -> $(sent)"
	[ $(($(sent) - before)) -lt 8 ]
}

main() {
	local family proto

	module_load
	need socat
	topo_lan tun
	FLOW_PARTS=$(topo_program flow_parts) || bail "no flow_parts"
	scratch
	head -c "$BYTES" /dev/urandom >"$SCRATCH/blob"
	serve real1 7000 7002
	serve real2 7000 7002
	serve real3 7000 7002
	for family in 4 6; do
		for proto in tcp udp; do
			topo_lan_service nat "$proto" "$family" "$NAT" rr
			topo_lan_service dr "$proto" "$family" "$DR" rr
			topo_lan_service tun "$proto" "$family" "$TUN" rr
		done
	done
	check "udp4: what comes from 127.0.0.1 stays" loopback_stays
	# the director holds the virtual address, but does not ask from it
	topo_batch director <<-END
		route change local $VIP4 dev lo table local src 10.3.0.1
	END
	check_eq "nat tcp4: a virtual address of its own" "1 real1, 1 real2, 1 real3" \
		"$(asks tcp 4 "$NAT")"
	# the changed route would outlive its address
	topo_batch director <<-END
		route del local $VIP4 dev lo table local
		addr del $VIP4/32 dev lo
		addr del $VIP6/128 dev lo
	END
	for family in 4 6; do
		method nat "$family" "$NAT"
		method dr "$family" "$DR"
		method tun "$family" "$TUN"
		[ "$LVS_IMPL" != lvs ] || large "$family"
	done
}

main
