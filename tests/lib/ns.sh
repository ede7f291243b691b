# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Network namespaces. A test names them freely (client, director, real1); in the system
# they carry a prefix that belongs to this run of this test, and they end with it.

NS_PREFIX=lvs$$-

# Nothing here waits for duplicate address detection or obeys a router that is not there,
# every namespace may forward, and sources are not checked (direct routing, tunnels).
NS_SYSCTLS='
	net/ipv4/ip_forward=1
	net/ipv4/conf/all/rp_filter=0 net/ipv4/conf/default/rp_filter=0
	net/ipv6/conf/all/disable_ipv6=0 net/ipv6/conf/default/disable_ipv6=0
	net/ipv6/conf/all/accept_dad=0 net/ipv6/conf/default/accept_dad=0
	net/ipv6/conf/all/dad_transmits=0 net/ipv6/conf/default/dad_transmits=0
	net/ipv6/conf/all/accept_ra=0 net/ipv6/conf/default/accept_ra=0
	net/ipv6/conf/all/forwarding=1 net/ipv6/conf/default/forwarding=1'

# ns_new NAME...: make namespaces, lo up, forwarding on
ns_new() {
	local name

	for name in "$@"; do
		must ip netns add "$NS_PREFIX$name"
		defer ns_del "$name"
		must ip -n "$NS_PREFIX$name" link set lo up
		# shellcheck disable=SC2086
		ns_sysctl "$name" $NS_SYSCTLS
	done
}

# ns_del NAME: end every process in the namespace, then the namespace; harmless if it is gone
ns_del() {
	[ -e "/run/netns/$NS_PREFIX$1" ] || return 0
	ip netns pids "$NS_PREFIX$1" | xargs -r kill 2>/dev/null
	if ! wait_for 5 ns_empty "$1"; then
		ip netns pids "$NS_PREFIX$1" | xargs -r kill -KILL 2>/dev/null
		wait_for 5 ns_empty "$1"
	fi
	ip netns del "$NS_PREFIX$1"
}

# ns_empty NAME: no process is left in the namespace
ns_empty() {
	[ -z "$(ip netns pids "$NS_PREFIX$1")" ]
}

# ns_exec NAME COMMAND ARG...: run a program inside
ns_exec() {
	local name=$1

	shift
	ip netns exec "$NS_PREFIX$name" "$@"
}

# ns_spawn NAME COMMAND ARG...: run a program inside, in the background, until the test ends;
# its pid is in SPAWNED
ns_spawn() {
	local name=$1

	shift
	spawn ip netns exec "$NS_PREFIX$name" "$@"
}

# ns_ip NAME ARG...: ip(8) inside
ns_ip() {
	local name=$1

	shift
	ip -n "$NS_PREFIX$name" "$@"
}

# ns_sysctl NAME PATH=VALUE...: set sysctls inside, written net/ipv4/ip_forward=1
ns_sysctl() {
	local name=$1

	shift
	# shellcheck disable=SC2016
	must ns_exec "$name" sh -c 'for s; do echo "${s#*=}" >"/proc/sys/${s%%=*}" || exit 1; done' \
		sh "$@"
}

# ns_veth A DEVICE_A B DEVICE_B [MTU]: a cable between two namespaces, both ends up
ns_veth() {
	local a=$NS_PREFIX$1 b=$NS_PREFIX$3 mtu=${5:-1500}

	must ip link add "$2" netns "$a" mtu "$mtu" type veth peer name "$4" netns "$b" mtu "$mtu"
	must ip -n "$a" link set "$2" up
	must ip -n "$b" link set "$4" up
}

# ns_addr NAME DEVICE ADDRESS/LENGTH...: addresses of either family, usable at once
ns_addr() {
	local name=$1 device=$2 address

	shift 2
	for address in "$@"; do
		case $address in
		*:*) must ns_ip "$name" addr add "$address" dev "$device" nodad ;;
		*) must ns_ip "$name" addr add "$address" dev "$device" ;;
		esac
	done
}

# ns_route NAME ARG...: add a route, in the words of ip(8); the family is seen from the words
ns_route() {
	local name=$1

	shift
	case $* in
	*:*) must ip -6 -n "$NS_PREFIX$name" route add "$@" ;;
	*) must ip -n "$NS_PREFIX$name" route add "$@" ;;
	esac
}
