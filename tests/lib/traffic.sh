# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Traffic that never rests, whatever becomes of it.

# flow_for_ever NAME PORT: clients in the namespace ask the virtual addresses again and again
flow_for_ever() {
	local address

	for address in "$VIP4" "$VIP6"; do
		# shellcheck disable=SC2016
		spawn nsenter --net="/run/netns/$NS_PREFIX$1" bash -c '
			while :; do
				timeout 1 "$1" who udp "$2" "$3" 200
				timeout 1 "$1" who tcp "$2" "$3" 20
			done >/dev/null 2>&1' flow "$FLOW_CLIENT" "$address" "$2"
	done
}
