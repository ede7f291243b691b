#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The device towards the servers goes down, gets another name and disappears while traffic flows;
# whatever comes back works again, and no device is held.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/traffic.sh"

PORT=7000

# all_answer: both families, both protocols
all_answer() {
	local family proto answer

	for family in 4 6; do
		for proto in tcp udp; do
			answer=$(quick client timeout 5 "$FLOW_CLIENT" who "$proto" "$(vip "$family")" "$PORT" 3)
			echo "$proto$family: $answer"
			[[ $answer =~ ^(real[123].?){3}$ ]] || return 1
		done
	done
}

# works DESCRIPTION: traffic flows, if not at once, then as soon as the neighbours have found each
# other again, which takes a minute where they believe in an address that is gone
works() {
	check "$1: all services answer" wait_for 90 all_answer
}

# silent: the servers are out of reach
silent() {
	! all_answer
}

# addresses: give the device towards the servers its addresses
addresses() {
	ns_addr director "$1" 10.3.0.1/24 fd03::1/64
}

down_and_up() {
	must ns_ip director link set lan down
	check "down: nothing answers" silent
	must ns_ip director link set lan up
	works "up again"
}

rename() {
	must ns_ip director link set lan down
	must ns_ip director link set lan name lan2
	must ns_ip director link set lan2 up
	works "renamed"
}

removal() {
	check "removal ends" timeout 20 ip -n "${NS_PREFIX}director" link del lan2
	check "removed: nothing answers" silent
	ns_veth router port0 director lan
	must ns_ip router link set port0 master lan
	addresses lan
	works "a new device"
}

main() {
	local proto family name

	module_load
	topo_lan nat
	ns_sysctl director net/ipv6/conf/all/keep_addr_on_down=1 \
		net/ipv6/conf/default/keep_addr_on_down=1 net/ipv6/conf/lan/keep_addr_on_down=1
	for name in $TOPO_REALS; do
		serve "$name" "$PORT"
	done
	for family in 4 6; do
		for proto in tcp udp; do
			topo_lan_service nat "$proto" "$family" "$PORT" rr
		done
	done
	works "before"
	flow_for_ever client "$PORT"
	down_and_up
	rename
	removal
}

main
