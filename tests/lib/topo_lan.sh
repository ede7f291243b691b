# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# shellcheck disable=SC2034 # variables are for the tests
# The local network: one director, three real servers, a client behind a router.
#
#             client
#               | eth0   10.1.0.2     fd01::2
#               |
#               | wan    10.1.0.1     fd01::1
#             router -------------------------.
#               | front  10.2.0.254   fd02::fe \ lan (bridge)  10.3.0.254  fd03::fe
#               |                               \
#               | front  10.2.0.1     fd02::1    \
#            director ------------------------+---+-------+-------.
#      VIP 10.9.0.1 fd09::1   lan  10.3.0.1   |   |       |       |
#                                  fd03::1    | real1   real2   real3
#                                             |  10.3.0.11 .12 .13
#                                             |  fd03::11  ::12 ::13
#
# The router sends what is for the virtual address to the director. With NAT the servers'
# way back leads through the director; with direct routing and tunnels they hold the
# virtual address themselves and answer through the router.

TOPO_REALS='real1 real2 real3'
TOPO_DEVICES='client/eth0 router/wan router/front router/port0 router/port1 router/port2
	router/port3 director/front director/lan real1/eth0 real2/eth0 real3/eth0'

# rip N FAMILY: print the address of real server N
rip() {
	if [ "$2" = 4 ]; then echo "10.3.0.1$1"; else echo "fd03::1$1"; fi
}

# topo_lan METHOD: build it for nat, dr or tun, and wait until every server can be reached
topo_lan() {
	local method=$1 n

	topo_programs
	# shellcheck disable=SC2086
	ns_new client router director $TOPO_REALS
	topo_cables
	topo_batch client < <(topo_client)
	topo_batch router < <(topo_router)
	topo_batch director < <(topo_director)
	for n in 1 2 3; do
		# the servers do not tell the network of an address that is not its own
		ns_sysctl "real$n" net/ipv4/conf/all/arp_ignore=1 net/ipv4/conf/all/arp_announce=2
		topo_batch "real$n" < <(topo_real "$n" && "topo_real_$method" "$n")
	done
	for n in 1 2 3; do
		wait_for 20 topo_reaches "$(rip "$n" 6)" || bail "real$n cannot be reached"
	done
}

# topo_reaches ADDRESS: a packet finds its way there, and the answer (nobody listens) back
topo_reaches() {
	[ "$(quick client "$FLOW_CLIENT" who udp "$1" 9 1)" = refused ]
}

# topo_cables: all of them by one call of ip(8), which is what takes time
topo_cables() {
	must ip -batch - <<-END
		$(cable client eth0 router wan)
		$(cable router front director front)
		$(cable router port0 director lan)
		$(cable router port1 real1 eth0)
		$(cable router port2 real2 eth0)
		$(cable router port3 real3 eth0)
	END
}

# cable A DEVICE_A B DEVICE_B: print the command that makes it
cable() {
	echo "link add $2 netns $NS_PREFIX$1 type veth peer name $4 netns $NS_PREFIX$3"
}

topo_client() {
	cat <<-END
		link set eth0 up
		addr add 10.1.0.2/24 dev eth0
		addr add fd01::2/64 dev eth0 nodad
		route add default via 10.1.0.1
		route add default via fd01::1
	END
}

topo_router() {
	cat <<-END
		link set wan up
		link set front up
		addr add 10.1.0.1/24 dev wan
		addr add fd01::1/64 dev wan nodad
		addr add 10.2.0.254/24 dev front
		addr add fd02::fe/64 dev front nodad
		link add lan type bridge forward_delay 0 stp_state 0 mcast_snooping 0
		link set port0 master lan up
		link set port1 master lan up
		link set port2 master lan up
		link set port3 master lan up
		link set lan up
		addr add 10.3.0.254/24 dev lan
		addr add fd03::fe/64 dev lan nodad
		route add $VIP4 via 10.2.0.1
		route add $VIP6 via fd02::1
	END
}

topo_director() {
	cat <<-END
		link set front up
		link set lan up
		addr add 10.2.0.1/24 dev front
		addr add fd02::1/64 dev front nodad
		addr add 10.3.0.1/24 dev lan
		addr add fd03::1/64 dev lan nodad
		addr add $VIP4/32 dev lo
		addr add $VIP6/128 dev lo nodad
		route add default via 10.2.0.254
		route add default via fd02::fe
	END
}

# topo_real N: addresses of a server
topo_real() {
	cat <<-END
		link set eth0 up
		addr add $(rip "$1" 4)/24 dev eth0
		addr add $(rip "$1" 6)/64 dev eth0 nodad
	END
}

# topo_real_nat N: the director is the way back
topo_real_nat() {
	cat <<-END
		route add default via 10.3.0.1
		route add default via fd03::1
	END
}

# topo_real_dr N: the server holds the virtual address
topo_real_dr() {
	cat <<-END
		addr add $VIP4/32 dev lo
		addr add $VIP6/128 dev lo nodad
		route add default via 10.3.0.254
		route add default via fd03::fe
	END
}

# topo_real_tun N: the same, behind a device for each kind of tunnel: t44 unwraps IPv4 from IPv4,
# t64 IPv6 from IPv4, tx6 both from IPv6
topo_real_tun() {
	topo_real_dr "$1"
	cat <<-END
		link add t44 type ipip local $(rip "$1" 4) remote 0.0.0.0
		link add t64 type sit local $(rip "$1" 4) remote 0.0.0.0
		link add tx6 type ip6tnl local $(rip "$1" 6) remote :: mode any
		link set t44 up
		link set t64 up
		link set tx6 up
	END
}

# topo_masqueraded N: after topo_lan dr or tun: this server is behind the director, and knows nothing
# of the virtual address
topo_masqueraded() {
	topo_batch "real$1" <<-END
		addr del $VIP4/32 dev lo
		addr del $VIP6/128 dev lo
		route replace default via 10.3.0.1
		route replace default via fd03::1
	END
}

# topo_lan_service METHOD PROTO FAMILY PORT SCHEDULER [WEIGHT...]: a service with a server for each
# weight (1 1 1); METHOD is nat, dr or tun
topo_lan_service() {
	local method=$1 proto=$2 family=$3 port=$4 scheduler=$5 flag n=0 weight service rules

	shift 5
	[ $# -gt 0 ] || set -- 1 1 1
	case $method in
	nat) flag=-m ;;
	dr) flag=-g ;;
	tun) flag=-i ;;
	esac
	service=$(svc "$proto" "$family" "$port")
	rules="-A $service -s $scheduler"
	for weight; do
		n=$((n + 1))
		rules+=$'\n'"-a $service -r $(at "$(rip "$n" "$family")" "$port") $flag -w $weight"
	done
	must adm -R <<<"$rules"
}

# topo_by_director add|del FAMILY: the router's way to the first server leads through the director
topo_by_director() {
	local via=10.2.0.1

	[ "$2" = 4 ] || via=fd02::1
	must ns_ip router "-$2" route "$1" "$(rip 1 "$2")" via "$via"
}

# topo_track: somebody wants conntrack on the director, for what is forwarded
topo_track() {
	must quick director nft -f - <<-END
		table inet track {
			chain forward {
				type filter hook forward priority filter;
				ct state established counter
			}
		}
	END
}

# topo_untrack: nobody does any more
topo_untrack() {
	must quick director nft delete table inet track
}
