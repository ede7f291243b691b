#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# net.ipv4.vs.conntrack: whether netfilter's connections follow the balanced flows, so that SNAT
# towards the servers works; and net.ipv4.vs.snat_reroute.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"

PORT=7000
WRAPPED=7001
ROUTED=7002
SHORT=7003
ALONE=7004

# inner FAMILY: print the director's address that faces the servers
inner() {
	if [ "$1" = 4 ]; then echo 10.3.0.1; else echo fd03::1; fi
}

client() {
	if [ "$1" = 4 ]; then echo 10.1.0.2; else echo fd01::2; fi
}

# tracked FAMILY PORT: print conntrack's view of the flows to a service
tracked() {
	quick director conntrack -L -f "ipv$1" -d "$(vip "$1")" 2>/dev/null | grep "dport=$2 "
}

# sees ID PROTO FAMILY ADDRESS: the server takes that address for the client's
sees() {
	talk_open "$1" client "$2" "$(vip "$3")" "$PORT"
	talk_tell "$1" peer
	talk_hears "$1" "$4"
}

# follows FAMILY PORT SERVER CLIENT: the one entry's replies come from SERVER and go to CLIENT
follows() {
	local lines

	lines=$(tracked "$1" "$2" | grep "src=$3 dst=$4 ")
	tracked "$1" "$2"
	[ "$(grep -c . <<<"$lines")" = 1 ]
}

# sent_twice: print how many segments the client has sent again
sent_twice() {
	quick client nstat -asz TcpRetransSegs | awk '/Retrans/ { print $2 }'
}

# same_port PROTO FAMILY: a port is used again while its entry is closing, and served at once
same_port() {
	local id=again$1$2 before

	talk_open "$id" client "$1" "$(vip "$2")" "$PORT" 5005
	talk_works "$id" first || return 1
	talk_tell "$id" '!rst'
	wait_for 10 conn_state "$1" "$2" "$PORT" 5005 CLOSE || return 1
	before=$(sent_twice)
	talk_connects "$id-2" client "$1" "$(vip "$2")" "$PORT" 5005 &&
		talk_tell "$id-2" peer && talk_hears "$id-2" "$(inner "$2")" || return 1
	echo "retransmissions: $before, then $(sent_twice)"
	[ "$LVS_IMPL" = ip_vs ] || [ "$(sent_twice)" = "$before" ]
}

# moves FAMILY: the server of a flow of datagrams is removed; the next one goes to another
moves() {
	local id=moves$1

	talk_open "$id" client udp "$(vip "$1")" "$PORT" 5006
	talk_tell "$id" who
	talk_hears "$id" real1 || return 1
	# shellcheck disable=SC2046
	adm -a $(svc udp "$1" "$PORT") -r "$(at "$(rip 2 "$1")" "$PORT")" -m &&
		adm -d $(svc udp "$1" "$PORT") -r "$(at "$(rip 1 "$1")" "$PORT")" || return 1
	talk_tell "$id" who
	talk_hears "$id" real2 || return 1
	talk_tell "$id" peer
	talk_hears "$id" "$(inner "$1")" && moved "$1"
}

# moved FAMILY: conntrack knows the new server and has forgotten the old one
moved() {
	local all

	all=$(tracked "$1" "$PORT" | grep "sport=5006 ")
	echo "$all"
	[ "$(grep -c . <<<"$all")" = 1 ] && [[ $all == *"src=$(rip 2 "$1") dst=$(inner "$1") "* ]]
}

# forgotten FAMILY PORT: conntrack has no flow to the service
forgotten() {
	[ -z "$(tracked "$1" "$2")" ]
}

# datagram FAMILY PORT: send one that nobody answers
datagram() {
	quick client bash -c "echo hello >/dev/udp/$(vip "$1")/$2"
}

# sent DEVICE: print how many packets the director has sent there
sent() {
	# shellcheck disable=SC2016
	quick director awk -v device="$1:" '$1 == device { print $11 }' /proc/net/dev
}

# leaves_by DEVICE: the answers of servers leave the director there
leaves_by() {
	local before after

	before=$(sent front)
	for _ in 1 2 3; do
		quick client "$FLOW_CLIENT" who udp "$VIP4" "$ROUTED" 5 >/dev/null || return 1
		after=$(sent front)
		echo "front: $before -> $after"
		# a neighbour may be asked for meanwhile, but not fifteen times
		[ "$1" = front ] || [ $((after - before)) -lt 5 ] || return 1
		[ "$1" = lan ] || [ $((after - before)) -ge 5 ] || return 1
		before=$after
	done
}

# reroutes: with a rule for what the virtual address sends
reroutes() {
	topo_batch director <<-END
		rule add from $VIP4 lookup 100
		route add 10.1.0.0/24 via 10.3.0.254 dev lan table 100
	END
	topo_lan_service nat udp 4 "$ROUTED" rr 1
	check "snat_reroute=1: replies obey a rule for the virtual address" leaves_by lan
	ns_sysctl director net/ipv4/vs/snat_reroute=0
	check "snat_reroute=0: they leave where they would have left" leaves_by front
}

services() {
	local family proto

	for family in 4 6; do
		for proto in tcp udp; do
			topo_lan_service nat "$proto" "$family" "$PORT" rr 1
		done
		topo_lan_service tun udp "$family" "$WRAPPED" rr 1
	done
}

# asked_for: nobody else wants conntrack in this namespace: the knob alone brings it
asked_for() {
	local family

	for family in 4 6; do
		topo_lan_service nat udp "$family" "$ALONE" rr 1
	done
	ns_sysctl director net/ipv4/vs/conntrack=1
	for family in 4 6; do
		check "conntrack=1 alone, udp$family: a datagram is sent" datagram "$family" "$ALONE"
		check "conntrack=1 alone, udp$family: and tracked" \
			wait_for 10 fails forgotten "$family" "$ALONE"
	done
	ns_sysctl director net/ipv4/vs/conntrack=0
}

untracked() {
	local family

	for family in 4 6; do
		check "conntrack=0, udp$family: the server sees the client" \
			sees "bare$family" udp "$family" "$(client "$family")"
		check_eq "conntrack=0, udp$family: conntrack sees nothing" "" "$(tracked "$family" "$PORT")"
	done
}

followed() {
	local family=$1 proto

	for proto in tcp udp; do
		check "conntrack=1, $proto$family: SNAT works" \
			sees "snat$proto$family" "$proto" "$family" "$(inner "$family")"
	done
	check "conntrack=1, tcp$family: a port is used again at once" same_port tcp "$family"
	check "conntrack=1, udp$family: a flow moves to another server" moves "$family"
	check "conntrack=1, udp$family, tunnel: a datagram is sent" datagram "$family" "$WRAPPED"
	check "conntrack=1, udp$family, tunnel: its flow is confirmed and as it was" wait_for 10 \
		follows "$family" "$WRAPPED" "$(vip "$family")" "$(client "$family")"
}

# short_flows: both begin before either is waited for, and last long enough to be seen on a
# machine that others use too
short_flows() {
	local family

	must adm --set 0 0 12
	ns_sysctl director net/netfilter/nf_conntrack_udp_timeout=300
	for family in 4 6; do
		topo_lan_service dr udp "$family" "$SHORT" rr 1
		check "conntrack=1, udp$family: a short flow" datagram "$family" "$SHORT"
		check "conntrack=1, udp$family: it is tracked" fails forgotten "$family" "$SHORT"
	done
	for family in 4 6; do
		check "conntrack=1, udp$family: and forgotten with its entry" \
			wait_for 30 forgotten "$family" "$SHORT"
	done
}

main() {
	local family

	need conntrack iptables ip6tables nstat
	module_load
	topo_lan nat
	serve real1 "$PORT" "$ROUTED"
	serve real2 "$PORT"
	[ "$LVS_IMPL" != lvs ] || asked_for
	must quick director iptables -t nat -A POSTROUTING -o lan -j MASQUERADE
	must quick director ip6tables -t nat -A POSTROUTING -o lan -j MASQUERADE
	services
	untracked
	ns_sysctl director net/ipv4/vs/conntrack=1
	for family in 4 6; do
		followed "$family"
	done
	short_flows
	ns_sysctl director net/ipv4/vs/conntrack=0
	reroutes
}

main
