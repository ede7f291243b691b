#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Tunnels between the families: an IPv4 service with IPv6 servers and the reverse, and each
# family in its own, seen at the device that unwraps.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/forward.sh"

# unwrapped N INNER OUTER: print how many packets a server's tunnel device has unwrapped
unwrapped() {
	local device=t$2$3

	[ "$3" = 4 ] || device=tx6
	ns_ip "real$1" -s link show "$device" | awk '/RX:/ { getline; print $2; exit }'
}

# service PROTO INNER OUTER PORT: two servers, reached over the other family
service() {
	local n

	# shellcheck disable=SC2046
	must adm -A $(svc "$1" "$2" "$4") -s rr
	for n in 1 2; do
		# shellcheck disable=SC2046
		must adm -a $(svc "$1" "$2" "$4") -r "$(at "$(rip "$n" "$3")" "$4")" -i
	done
}

# carries PROTO INNER OUTER PORT: data goes through, and through the right device of both servers
carries() {
	local n before=() after=()

	for n in 1 2; do
		before[n]=$(unwrapped "$n" "$2" "$3")
	done
	for n in 1 2; do
		forward_copy "$1" "$(vip "$2")" "$4" ${segments:+"$segments"} || return 1
	done
	for n in 1 2; do
		after[n]=$(unwrapped "$n" "$2" "$3")
		echo "real$n: ${before[n]} -> ${after[n]} packets"
		[ "${after[n]}" -gt $((before[n] + 15)) ] || return 1
	done
}

main() {
	local inner outer proto port=7000 mode segments

	module_load
	topo_lan tun
	scratch
	mkdir "$SCRATCH/files"
	head -c 1M /dev/urandom >"$SCRATCH/files/blob"
	for outer in 4 6; do
		serve real1 $((port + outer))
		serve real2 $((port + outer))
		for inner in 4 6; do
			for proto in tcp udp; do
				service "$proto" "$inner" "$outer" $((port + outer))
			done
		done
	done
	for mode in off on; do
		# shellcheck disable=SC2086
		offload "$mode" $TOPO_DEVICES
		# older kernels send no segmented datagrams where checksums are not offloaded
		if [ "$mode" = off ]; then segments=; else segments=segments; fi
		for inner in 4 6; do
			for outer in 4 6; do
				for proto in tcp udp; do
					check "$proto$inner in IPv$outer, offloads $mode" \
						carries "$proto" "$inner" "$outer" $((port + outer))
				done
			done
		done
	done
	check_eq "no wrong checksum" 0 "$(checksum_errors client real1 real2)"
}

main
