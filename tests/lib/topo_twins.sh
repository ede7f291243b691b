# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Two networks that know nothing of each other and use the same addresses.
#
#	client1 ------------ director1 ------------ real1
#	   10.1.0.2   10.1.0.1 | 10.3.0.1     10.3.0.11
#	   fd01::2     fd01::1 | fd03::1       fd03::11
#	                VIP 10.9.0.1 fd09::1
#
#	client2 ------------ director2 ------------ real2
#	   (the same)

# twin_rip FAMILY: print the address of the real server, the same in both networks
twin_rip() {
	if [ "$1" = 4 ]; then echo 10.3.0.11; else echo fd03::11; fi
}

# topo_twins: build both, with a server that tells its name at port 7000 of each
topo_twins() {
	local n

	topo_programs
	for n in 1 2; do
		ns_new "client$n" "director$n" "real$n"
		ns_veth "client$n" eth0 "director$n" front
		ns_veth "director$n" lan "real$n" eth0
		ns_addr "client$n" eth0 10.1.0.2/24 fd01::2/64
		ns_addr "director$n" front 10.1.0.1/24 fd01::1/64
		ns_addr "director$n" lan 10.3.0.1/24 fd03::1/64
		ns_addr "director$n" lo "$VIP4/32" "$VIP6/128"
		ns_addr "real$n" eth0 10.3.0.11/24 fd03::11/64
		ns_route "client$n" default via 10.1.0.1
		ns_route "client$n" default via fd01::1
		ns_route "real$n" default via 10.3.0.1
		ns_route "real$n" default via fd03::1
		serve "real$n" 7000
	done
}
