# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# The workloads of a benchmark. A name is KIND-ARGUMENTS: workload_KIND IMPL ARGUMENTS prints one
# measurement. COUNT packets make one.

COUNT=${COUNT:-1000000}
NEW=${NEW:-300000}
PICKS=${PICKS:-100000}

# peers WORKLOAD: who is measured
peers() {
	case $1 in
	floor-*) echo none ;;
	forward-*) echo "none lvs ip_vs" ;;
	idle-*) echo "none lvs ip_vs" ;;
	nat-* | natr-*) echo "lvs ip_vs nft" ;;
	# in-tree's table has fewer entries than that, and it refuses
	pick-mh-10000) echo lvs ;;
	*) echo "lvs ip_vs" ;;
	esac
}

# service FAMILY PROTO FLAG OPTION...: one service with one server; FLAG is ipvsadm's for the method,
# options are the service's
service() {
	local vip=VIP$1 server=SERVER$1 to=$PORT

	if [ "$1" = 6 ]; then
		vip="[${!vip}]:$PORT" server="[${!server}]:$to"
	else
		vip="${!vip}:$PORT" server="${!server}:$to"
	fi
	if ! in_dir ipvsadm -A "-${2:0:1}" "$vip" -s rr "${@:4}" ||
		! in_dir ipvsadm -a "-${2:0:1}" "$vip" -r "$server" "-$3"; then
		die "no service"
	fi
}

# translation FAMILY PROTO: what masquerading does, by nft with a flowtable for flows that it knows
translation() {
	local vip=VIP$1 server=SERVER$1 ip=ip

	[ "$1" = 4 ] || ip=ip6
	in_dir nft -f - <<-END || die "no flowtable"
		table $ip bench {
			flowtable known {
				hook ingress priority 0; devices = { in0, out0 };
			}
			chain first {
				type nat hook prerouting priority dstnat;
				$ip daddr ${!vip} $2 dport $PORT dnat to ${!server}
			}
			chain onward {
				type filter hook forward priority 0;
				meta l4proto $2 flow add @known
			}
		}
	END
}

# floor-FAMILY-FLOWS: packets that are made, received and dropped at once
workload_floor() {
	local family=${2%%-*} flows=${2##*-}

	in_dir tc qdisc add dev in0 clsact
	in_dir tc filter add dev in0 ingress matchall action drop
	# shellcheck disable=SC2046
	gen dev=in0 count="$COUNT" flows="$flows" $(flows "$family") kind=udp
	in_dir tc qdisc del dev in0 clsact
}

# forward-FAMILY-SERVICES: packets that are routed and belong to no service
workload_forward() {
	local family=${2%%-*} services=${2##*-} n

	if [ "$1" != none ] && [ "$services" -gt 0 ]; then
		for n in $(seq "$services"); do
			echo "-A -u 10.9.$((n / 256 % 256)).$((n % 256)):$((1000 + n / 65536)) -s rr"
		done | in_dir ipvsadm -R || die "no services"
	fi
	# shellcheck disable=SC2046
	gen dev=out0 out=in0 count="$COUNT" flows=1 $(flows "$family") reply=1 server=10.2.9.9 \
		sport=9999 kind=udp
	[ "$1" = none ] || in_dir ipvsadm -C
}

# established IMPL FAMILY FLAG FLOWS REPLY: UDP flows that exist
established() {
	local family=$2 flag=$3 flows=$4 reply=$5 server=SERVER$2
	local way=(dev=in0 out=out0)

	if [ "$1" = nft ]; then
		translation "$family" udp
	else
		service "$family" udp "$flag"
	fi
	# shellcheck disable=SC2046
	gen dev=in0 out=out0 count="$flows" flows="$flows" $(flows "$family") kind=udp >/dev/null
	[ "$reply" = 0 ] || way=(dev=out0 out=in0 reply=1 "server=${!server}")
	# What is done for the first packets of a flow alone is done before the clock starts.
	# shellcheck disable=SC2046
	gen count="$flows" flows="$flows" $(flows "$family") kind=udp "${way[@]}" >/dev/null
	# shellcheck disable=SC2046
	gen count="$COUNT" flows="$flows" $(flows "$family") kind=udp "${way[@]}"
}

# dr, nat, natr, tun-FAMILY-FLOWS
workload_dr() {
	established "$1" "${2%%-*}" g "${2##*-}" 0
}

workload_nat() {
	established "$1" "${2%%-*}" m "${2##*-}" 0
}

workload_natr() {
	established "$1" "${2%%-*}" m "${2##*-}" 1
}

workload_tun() {
	established "$1" "${2%%-*}" i "${2##*-}" 0
}

# with nf_conntrack loaded, as on a machine with a stateful firewall
workload_ctdr() {
	watched "$1" "${2%%-*}" g "${2##*-}" 0
}

workload_ctnat() {
	watched "$1" "${2%%-*}" m "${2##*-}" 0
}

watched() {
	in_dir nft 'add table inet watch; add chain inet watch in { type filter hook input priority 0; }; add rule inet watch in ct state invalid drop'
	established "$@"
	in_dir nft delete table inet watch
}

# big-FAMILY-FLAG: TCP segments that came put together
workload_big() {
	local family=${2%%-*} flag=${2##*-}

	service "$family" tcp "$flag"
	# shellcheck disable=SC2046
	gen dev=in0 out=out0 count=1 $(flows "$family") kind=syn bytes=0 >/dev/null
	# shellcheck disable=SC2046
	gen dev=in0 out=out0 count=2 $(flows "$family") kind=ack bytes=0 >/dev/null
	# shellcheck disable=SC2046
	gen dev=in0 out=out0 count=$((COUNT / 4)) $(flows "$family") kind=ack bytes=63712 segment=1448
}

# begin FAMILY PROTO FIRST: so many flows begin, from a number on
begin() {
	local words=(kind=udp)

	[ "$2" = udp ] || words=(kind=life bytes=0)
	# shellcheck disable=SC2046
	gen dev=in0 out=out0 count="$NEW" flows="$NEW" first="$3" $(flows "$1") "${words[@]}"
}

# new-FAMILY-PROTO-FLAG: flows that begin, beside twice as many that are there
workload_new() {
	local family=${2%%-*} rest=${2#*-} proto flag

	proto=${rest%%-*} flag=${rest##*-}
	service "$family" "$proto" "$flag"
	begin "$family" "$proto" 0 >/dev/null
	begin "$family" "$proto" "$NEW" >/dev/null
	begin "$family" "$proto" $((2 * NEW))
}

# grow-FAMILY-PROTO-FLAG: the same into an empty table
workload_grow() {
	local family=${2%%-*} rest=${2#*-}

	service "$family" "${rest%%-*}" "${rest##*-}"
	begin "$family" "${rest%%-*}" 0
}

# pick-SCHEDULER-SERVERS[-HOW]: datagrams that are scheduled one by one, and leave no flow; the first
# server weighs as much as a thousand others. Or all but the last one are closed, or all are equal
# and have two flows each, which count for whoever does not ask for idle servers.
workload_pick() {
	local scheduler=${2%%-*} rest=${2#*-} servers busy

	servers=${rest%%-*} busy=$((2 * ${rest%%-*}))
	case ${rest#"$servers"} in
	-closed) pick_pool "$servers" 0 0 ;;
	-busy) pick_pool "$servers" 1 1 ;;
	*) pick_pool "$servers" 1000 1 ;;
	esac | in_dir ipvsadm -R || die "no service of $servers servers"
	# shellcheck disable=SC2046
	[[ $rest != *-busy ]] || gen dev=in0 out=out0 count="$busy" flows="$busy" first=100000 \
		$(flows 4) kind=udp >/dev/null
	in_dir ipvsadm -E -u "$VIP4:$PORT" -s "$scheduler" -o || die "no service by $scheduler"
	# shellcheck disable=SC2046
	gen dev=in0 out=out0 count="$PICKS" flows=10000 $(flows 4) kind=udp
}

# pick_pool SERVERS FIRST OTHERS: a service whose servers have these weights, and the last one 1
pick_pool() {
	local n

	echo "-A -u $VIP4:$PORT -s rr"
	pick_server 1 "$2"
	for n in $(seq 2 $(($1 - 1))); do
		pick_server "$n" "$3"
	done
	pick_server "$1" 1
}

# pick_server NUMBER WEIGHT
pick_server() {
	echo "-a -u $VIP4:$PORT -r 10.3.$(($1 / 250)).$(($1 % 250 + 1)):$PORT -m -w $2"
}
