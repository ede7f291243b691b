# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# A service whose server swallows everything, beside one that answers; for floods. On top of
# lib/topo_lan.sh: the hole's server is 10.3.0.99 fd03::99, which nobody has.

HOLE=7001

# hole_server FAMILY: print its address
hole_server() {
	if [ "$1" = 4 ]; then echo 10.3.0.99; else echo fd03::99; fi
}

# hole_services PORT: of either family, TCP and UDP: to real1 at PORT, and to the hole
hole_services() {
	local family proto

	topo_batch director <<-END
		neigh add 10.3.0.99 lladdr 02:00:00:00:00:99 nud permanent dev lan
		neigh add fd03::99 lladdr 02:00:00:00:00:99 nud permanent dev lan
	END
	for family in 4 6; do
		for proto in tcp udp; do
			topo_lan_service nat "$proto" "$family" "$1" rr 1
			# shellcheck disable=SC2046
			must adm -A $(svc "$proto" "$family" "$HOLE") -s rr
			# shellcheck disable=SC2046
			must adm -a $(svc "$proto" "$family" "$HOLE") \
				-r "$(at "$(hole_server "$family")" "$HOLE")" -m
		done
	done
}

# hole_knobs NAME=VALUE...: of net.ipv4.vs, on the director
hole_knobs() {
	ns_sysctl director "${@/#/net/ipv4/vs/}"
}

# hole_answered FAMILY PORT: all of 20 new connections to real1 get through
hole_answered() {
	[ "$(quick client "$FLOW_CLIENT" who tcp "$(vip "$1")" "$2" 20 | spread)" = "20 real1" ]
}
