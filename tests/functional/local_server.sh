#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The director is a server of its own services: by NAT to another address and port of its own, by
# direct routing and by tunnel. Its address is used from outside and by programs on it.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"

BYTES=200000
SERVED=7000	# where the director's own server listens
NAT=7010	# services
SELF=7011

inner() {
	if [ "$1" = 4 ]; then echo 10.3.0.1; else echo fd03::1; fi
}

loopback() {
	if [ "$1" = 4 ]; then echo 127.0.0.1; else echo ::1; fi
}

# service PROTO FAMILY PORT SERVER METHOD
service() {
	# shellcheck disable=SC2046
	must adm -A $(svc "$1" "$2" "$3") -s rr
	# shellcheck disable=SC2046
	must adm -a $(svc "$1" "$2" "$3") -r "$4" "$5"
}

# who NAME PROTO FAMILY PORT: print who answers
who() {
	quick "$1" "$FLOW_CLIENT" who "$2" "$(vip "$3")" "$4" 1
}

# copies NAME PROTO FAMILY PORT: data goes there and back unharmed
copies() {
	rm -f "$SCRATCH/got"
	quick "$1" "$FLOW_CLIENT" copy "$2" "$(vip "$3")" "$4" "$SCRATCH/blob" "$SCRATCH/got" &&
		same_file "$SCRATCH/blob" "$SCRATCH/got"
}

served() {
	local proto=$1 family=$2 from

	for from in client director; do
		check_eq "nat $proto$family: $from is served at another port" director \
			"$(who "$from" "$proto" "$family" "$NAT")"
		check "nat $proto$family: data of $from" copies "$from" "$proto" "$family" "$NAT"
		check_eq "dr $proto$family: $from is served" director \
			"$(who "$from" "$proto" "$family" "$SERVED")"
		check_eq "tun $proto$family: $from is served" director \
			"$(who "$from" "$proto" "$family" "$((SERVED + 1))")"
	done
}

# inward FAMILY: a server at a loopback address is for programs on the director alone
inward() {
	service udp "$1" "$SELF" "$(at "$(loopback "$1")" "$SERVED")" -m
	check_eq "nat udp$1: a loopback address serves the director" director \
		"$(who director udp "$1" "$SELF")"
	check_eq "nat udp$1: and nobody else" timeout "$(who client udp "$1" "$SELF")"
}

main() {
	local family proto

	module_load
	topo_lan nat
	scratch
	head -c "$BYTES" /dev/urandom >"$SCRATCH/blob"
	serve director "$SERVED" "$((SERVED + 1))"
	for family in 4 6; do
		for proto in tcp udp; do
			service "$proto" "$family" "$NAT" "$(at "$(inner "$family")" "$SERVED")" -m
			service "$proto" "$family" "$SERVED" "$(at "$(inner "$family")" "$SERVED")" -g
			service "$proto" "$family" "$((SERVED + 1))" \
				"$(at "$(inner "$family")" "$((SERVED + 1))")" -i
			served "$proto" "$family"
		done
		inward "$family"
	done
	check_eq "no wrong checksum" 0 "$(checksum_errors client director)"
}

main
