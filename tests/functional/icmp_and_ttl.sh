#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# ICMP beside icmp_errors.sh: what is not balanced, what is refused, what begins a flow, and how a
# client hears of packets that ran out of hops or of servers that cannot be reached.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"

NAT=7000
DR=7001
TUN=7002
LOST=7003	# its server is not there
COLD=7004	# nobody has used it
BROKEN="headers are cut short or wrong"

# counted NAME FAMILY WHAT: print a counter of ICMP in a namespace: InTimeExcds, InDestUnreachs
counted() {
	local prefix=Icmp

	[ "$2" = 4 ] || prefix=Icmp6
	quick "$1" nstat -asz "$prefix$3" | awk -v n="$prefix$3" '$1 == n { print $2 }'
}

# forge NAME ARG...: send one packet from a namespace
forge() {
	quick "$1" python3 "$SCRATCH/forge.py" "${@:2}"
}

# pings FAMILY: the director itself answers
pings() {
	quick client ping -n -q -c 1 -W 5 "$(vip "$1")"
}

# out_of_hops FAMILY PORT: a packet with one hop left at the director is answered by it
out_of_hops() {
	local before

	before=$(counted client "$1" InTimeExcds)
	forge client hops "$(vip "$1")" "$2" 2
	wait_for 5 more client "$1" InTimeExcds "$before"
}

# more NAME FAMILY WHAT BEFORE
more() {
	[ "$(counted "$1" "$2" "$3")" -gt "$4" ]
}

# unreachable FAMILY: a server's address that nobody has: the client's connect() says so
unreachable() {
	local answer

	answer=$(quick client "$FLOW_CLIENT" who tcp "$(vip "$1")" "$LOST" 1)
	echo "answer: $answer"
	[ "$answer" = "No route to host" ]
}

# conns_to FAMILY PORT: print how many entries a service has
conns_to() {
	conns udp "$1" "$2" | wc -l
}

# error FAMILY PORT [bad]: a router's error about what the service has sent to the client
error() {
	forge router error "$(vip "$1")" "$2" "$(client "$1")" "${@:3}"
}

client() {
	if [ "$1" = 4 ]; then echo 10.1.0.2; else echo fd01::2; fi
}

# cold FAMILY: an error about an unknown flow begins one if it may
cold() {
	local before

	error "$1" "$COLD"
	check_eq "icmp$1: an error about an unknown flow begins none" 0 "$(conns_to "$1" "$COLD")"
	ns_sysctl director net/ipv4/vs/schedule_icmp=1
	error "$1" "$COLD" bad
	check_eq "icmp$1: nor does a broken one if it may" 0 "$(conns_to "$1" "$COLD")"
	before=$(counted real1 "$1" InDestUnreachs)
	error "$1" "$COLD"
	check "icmp$1: with schedule_icmp=1 it does" wait_for 5 test "$(conns_to "$1" "$COLD")" = 1
	check "icmp$1: and reaches the server" wait_for 5 more real1 "$1" InDestUnreachs "$before"
	ns_sysctl director net/ipv4/vs/schedule_icmp=0
}

# relayed FAMILY PORT NAME: an error about a flow reaches its server; a broken one does not
relayed() {
	local before dropped=0

	[ "$LVS_IMPL" != lvs ] || dropped=$(drop_count "$BROKEN")
	before=$(counted real1 "$1" InDestUnreachs)
	error "$1" "$2" bad
	error "$1" "$2"
	check "$3 icmp$1: an error reaches the server" \
		wait_for 5 more real1 "$1" InDestUnreachs "$before"
	check_eq "$3 icmp$1: but not with a wrong checksum" "$((before + 1))" \
		"$(counted real1 "$1" InDestUnreachs)"
	[ "$LVS_IMPL" = lvs ] || return 0
	check_eq "$3 icmp$1: which is counted by reason" $((dropped + 1)) "$(drop_count "$BROKEN")"
}

write_forge() {
	cat >"$SCRATCH/forge.py" <<-'END'
		# forge.py hops ADDR PORT HOPS: one datagram from port 6000 with so many hops
		# forge.py error VIP PORT CLIENT [bad]: «port unreachable» about VIP:PORT -> CLIENT:6000
		import socket, struct, sys

		def checksum(data):
		    data += b"\0" * (len(data) % 2)
		    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
		    while total >> 16:
		        total = (total & 0xffff) + (total >> 16)
		    return ~total & 0xffff

		kind, address, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
		family = socket.AF_INET6 if ":" in address else socket.AF_INET
		six = family == socket.AF_INET6

		def hops(count):
		    s = socket.socket(family, socket.SOCK_DGRAM)
		    s.setsockopt(*((socket.IPPROTO_IPV6, socket.IPV6_UNICAST_HOPS) if six else
		                   (socket.IPPROTO_IP, socket.IP_TTL)), count)
		    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
		    s.bind(("", 6000))
		    s.sendto(b"who\n", (address, port))

		def error(client, bad):
		    here, there = (socket.inet_pton(family, a) for a in (address, client))
		    udp = struct.pack("!4H", port, 6000, 12, 0) + b"data"
		    s = socket.socket(family, socket.SOCK_RAW,
		                      socket.IPPROTO_ICMPV6 if six else socket.IPPROTO_ICMP)
		    s.connect((address, 0))
		    if six:
		        quote = struct.pack("!IHBB", 6 << 28, 12, 17, 64) + here + there + udp
		        message = struct.pack("!BBHI", 1, 4, 0, 0) + quote
		        us = socket.inet_pton(family, s.getsockname()[0])
		        seed = us + here + struct.pack("!II", len(message), 58)
		        # the kernel fills the checksum in, unless the packet is all ours
		        if bad:
		            s = socket.socket(family, socket.SOCK_RAW, socket.IPPROTO_RAW)
		            wrong = checksum(seed + message) ^ 0x5555
		            head = struct.pack("!IHBB", 6 << 28, len(message), 58, 64) + us + here
		            s.sendto(head + message[:2] + struct.pack("!H", wrong) + message[4:],
		                     (address, 0))
		            return
		    else:
		        head = struct.pack("!BBHHHBBH", 0x45, 0, 32, 1, 0, 64, 17, 0) + here + there
		        head = head[:10] + struct.pack("!H", checksum(head)) + head[12:]
		        message = struct.pack("!BBHI", 3, 3, 0, 0) + head + udp
		        total = checksum(message) ^ (0x5555 if bad else 0)
		        message = message[:2] + struct.pack("!H", total) + message[4:]
		    s.send(message)

		if kind == "hops":
		    hops(int(sys.argv[4]))
		else:
		    error(sys.argv[4], len(sys.argv) > 5)
	END
}

services() {
	local family

	for family in 4 6; do
		topo_lan_service nat udp "$family" "$NAT" rr 1
		topo_lan_service dr udp "$family" "$DR" rr 1
		topo_lan_service tun udp "$family" "$TUN" rr 1
		topo_lan_service nat udp "$family" "$COLD" rr 1
		# shellcheck disable=SC2046
		must adm -A $(svc tcp "$family" "$LOST") -s rr
		# shellcheck disable=SC2046
		must adm -a $(svc tcp "$family" "$LOST") -r "$(at "$(rip 9 "$family")" "$LOST")" -m
	done
}

family() {
	local family=$1 port

	check "icmp$family: the virtual address is pinged" pings "$family"
	for port in "$NAT" "$DR" "$TUN"; do
		check "udp$family port $port: without hops, the client is told" \
			out_of_hops "$family" "$port"
		forge client hops "$(vip "$family")" "$port" 64
	done
	relayed "$family" "$NAT" nat
	relayed "$family" "$DR" dr
	relayed "$family" "$TUN" tun
	cold "$family"
	check "tcp$family: a server that cannot be reached: the client is told" unreachable "$family"
}

main() {
	need nstat python3 ping
	module_load
	topo_lan tun
	ns_sysctl director net/ipv4/icmp_ratelimit=0 net/ipv6/icmp/ratelimit=0 \
		net/ipv4/icmp_msgs_per_sec=10000
	scratch
	write_forge
	services
	family 4
	family 6
}

main
