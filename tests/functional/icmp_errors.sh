#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# ICMP errors about balanced flows reach whom they concern: routers' to the server, servers' to
# the client.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"

CLOSED=7009
BYTES=300000
NARROW=1300

# told FAMILY: a server's «port unreachable» makes the client's socket fail at once
told() {
	local answer

	answer=$(quick client "$FLOW_CLIENT" who udp "$(vip "$1")" "$CLOSED" 1)
	echo "answer: $answer"
	[ "$answer" = refused ]
}

# downloads FAMILY: what the servers send arrives whole
downloads() {
	rm -f "$SCRATCH/got"
	quick client curl -sS --fail --max-time 20 -o "$SCRATCH/got" \
		"http://$(at "$(vip "$1")" 80)/files/blob" && same_file "$SCRATCH/files/blob" "$SCRATCH/got"
}

# knows SERVER FAMILY: the server knows that the way to the client is narrow
knows() {
	local server=$1 family=$2 client=10.1.0.2 route

	[ "$family" = 4 ] || client=fd01::2
	route=$(quick "$server" ip route get "$client")
	echo "$route"
	[[ $route == *"mtu $NARROW"* ]]
}

# narrow: a link that neither end of a connection knows to be narrow
narrow() {
	must ns_ip router link set wan mtu "$NARROW"
}

main() {
	local family

	need nginx curl
	module_load
	topo_lan nat
	# every error counts; the kernel's limit on them is not the subject
	ns_sysctl real1 net/ipv4/icmp_ratelimit=0 net/ipv6/icmp/ratelimit=0
	scratch
	chmod 755 "$SCRATCH"
	mkdir "$SCRATCH/files"
	head -c "$BYTES" /dev/urandom >"$SCRATCH/files/blob"
	serve_web real1 80 "$SCRATCH"
	for family in 4 6; do
		topo_lan_service nat udp "$family" "$CLOSED" rr 1
		topo_lan_service nat tcp "$family" 80 rr 1
		check "udp$family: a client hears that the server's port is closed" told "$family"
		check "tcp$family: a download works" downloads "$family"
	done
	narrow
	for family in 4 6; do
		check "tcp$family: and over a link narrower than both ends" downloads "$family"
		check "tcp$family: since the server heard of it" knows real1 "$family"
	done
}

main
