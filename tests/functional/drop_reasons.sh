#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The kernel's own drop monitors see what is dropped here, and why, as far as the kernel has a word
# for it.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"

EMPTY=7000	# no server
FAR=7001	# its server cannot be reached
NARROW=7002	# large packets do not reach its server

TRACING=/sys/kernel/tracing

# watch: from now on, every dropped packet is noted down
watch() {
	[ -e $TRACING/trace ] || mount -t tracefs none $TRACING || return 1
	echo >$TRACING/trace
	echo 1 >$TRACING/events/skb/kfree_skb/enable
}

unwatch() {
	echo 0 >$TRACING/events/skb/kfree_skb/enable
}

# noted REASON: a packet was dropped for it; newer kernels tell by whom, too
noted() {
	if grep -q 'location=[^ ]*+0x' $TRACING/trace; then
		grep -q "location=[^ ]* \[lvs\].* reason: $1\$" $TRACING/trace
	else
		grep -q "reason: $1\$" $TRACING/trace
	fi
}

# sends FAMILY PORT BYTES: the client sends a datagram of that size, which nobody may cut
sends() {
	quick client python3 - "$(vip "$1")" "$2" "$3" <<-'END'
		import socket
		import sys
		family = socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET
		with socket.socket(family, socket.SOCK_DGRAM) as s:
		    if family == socket.AF_INET:
		        s.setsockopt(socket.IPPROTO_IP, 10, 2)  # IP_MTU_DISCOVER, IP_PMTUDISC_DO
		    s.sendto(bytes(int(sys.argv[3])), (sys.argv[1], int(sys.argv[2])))
	END
}

# dropped FAMILY PORT BYTES REASON
dropped() {
	must watch
	sends "$1" "$2" "$3" || return 1
	wait_for 20 noted "$4" && return 0
	tail -n 20 $TRACING/trace
	return 1
}

# services FAMILY
services() {
	local server far=10.77.0.1

	[ "$1" = 4 ] || far=fd77::1
	server=$(rip 1 "$1")
	must quick director ip route add unreachable "$far"
	must quick director ip route add "$server" dev "$(device_to "$1" "$server")" mtu lock 1300
	must adm -R <<-END
		-A $(svc udp "$1" $EMPTY) -s rr
		-A $(svc udp "$1" $FAR) -s rr
		-a $(svc udp "$1" $FAR) -r $(at "$far" $FAR) -m
		-A $(svc udp "$1" $NARROW) -s rr
		-a $(svc udp "$1" $NARROW) -r $(at "$server" $NARROW) -m
	END
}

# device_to FAMILY ADDRESS: of the director
device_to() {
	quick director ip -j "-$1" route get "$2" | jq -r '.[0].dev'
}

main() {
	local family

	need jq python3
	module_load
	[ -e /sys/kernel/tracing ] || skip_all "this kernel has no tracing"
	topo_lan nat
	defer unwatch
	for family in 4 6; do
		services "$family"
		check "ipv$family: no server: by netfilter" dropped "$family" $EMPTY 10 NETFILTER_DROP
		check "ipv$family: no route" dropped "$family" $FAR 10 IP_OUTNOROUTES
		check "ipv$family: too big" dropped "$family" $NARROW 1400 PKT_TOO_BIG
	done
}

main
