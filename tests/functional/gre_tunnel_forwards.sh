#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# GRE: packets of either family reach servers inside GRE over either family, without and with a
# checksum, whatever the devices offload.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/forward.sh"
. "$LVS_LIB/capture.sh"
. "$LVS_LIB/tunnel.sh"

# wire MODE: what the packets look like on the way to each server
wire() {
	local outer

	tunnel_watch "proto 47" 4 >/dev/null
	for outer in 4 6; do
		check "IPv$outer, offloads $1: no checksum" \
			tunnel_wire "$outer" 1 '^0000(0800|86dd)[46]'
		check "IPv$outer, offloads $1: a checksum" \
			tunnel_wire "$outer" 2 '^8000(0800|86dd)....0000[46]'
	done
}

# summed: GRE devices that verify checksums have not complained
summed() {
	local device errors

	for device in gre_4 gre_6; do
		errors=$(ns_ip real2 -s -j link show "$device" | jq '.[0].stats64.rx.errors')
		echo "$device: $errors errors"
		[ "$errors" = 0 ] || return 1
	done
}

main() {
	local mode n

	need tcpdump ethtool jq
	module_load
	topo_lan tun
	scratch
	mkdir "$SCRATCH/files"
	head -c "$TUNNEL_BYTES" /dev/urandom >"$SCRATCH/files/blob"
	topo_batch real1 < <(tunnel_real gre_ gre:nocsum "$(rip 1 4)" "$(rip 1 6)")
	topo_batch real2 < <(tunnel_real gre_ gre:csum "$(rip 2 4)" "$(rip 2 6)")
	for n in 1 2; do
		serve "real$n" 7004
		serve "real$n" 7006
	done
	tunnel_services gre:nocsum gre:csum
	for mode in off on; do
		# shellcheck disable=SC2086
		offload "$mode" $TOPO_DEVICES
		wire "$mode"
		tunnel_carry 2 "$mode"
	done
	check_eq "no wrong checksum" 0 "$(checksum_errors client real1 real2)"
	check "and none in GRE" summed
}

main
