# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# A director in front of nothing: what it forwards leaves it, and vanishes.
#
#	client ------------------- director ------- sink (dummy)
#	   10.1.0.2       10.1.0.1     |     10.3.0.1     10.3.0.11
#	   fd01::2         fd01::1     |      fd03::1      fd03::11
#	                        VIP 10.9.0.1 fd09::1

# topo_sink: build it
topo_sink() {
	topo_programs
	ns_new client director
	ns_veth client eth0 director front
	ns_addr client eth0 10.1.0.2/24 fd01::2/64
	ns_route client default via 10.1.0.1
	ns_route client default via fd01::1
	topo_batch director <<-END
		addr add 10.1.0.1/24 dev front
		addr add fd01::1/64 dev front nodad
		addr add $VIP4/32 dev lo
		addr add $VIP6/128 dev lo nodad
		link add sink type dummy
		link set sink up
		addr add 10.3.0.1/24 dev sink
		addr add fd03::1/64 dev sink nodad
		neigh add 10.3.0.11 lladdr 02:00:00:00:00:11 nud permanent dev sink
		neigh add fd03::11 lladdr 02:00:00:00:00:11 nud permanent dev sink
	END
}

# sunk FAMILY: print the address of the server that what is forwarded is for
sunk() {
	if [ "$1" = 4 ]; then echo 10.3.0.11; else echo fd03::11; fi
}
