#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Established flows go by the fast tier, which the rules after the raw table do not see; the raw
# table sees everything. What rules refuse stays refused, changed routes are followed, and without
# fastpath each packet meets each rule.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"

PORT=7000
FROM=41000
SILENCES=0
# words that a flow says to be counted, and packets that may meet the later tables until then
WORDS=8
FEW=6

# watch: count requests and replies of the service before and behind the fast tier
watch() {
	quick director nft -f - <<-END
		table inet watch {
			counter raw_in {}
			counter raw_out {}
			counter later_in {}
			counter later_out {}
			chain raw {
				type filter hook prerouting priority raw - 10;
				iifname front meta l4proto { tcp, udp } th dport $PORT counter name raw_in
				iifname lan meta l4proto { tcp, udp } th sport $PORT counter name raw_out
			}
			chain later {
				type filter hook prerouting priority mangle;
				iifname front meta l4proto { tcp, udp } th dport $PORT counter name later_in
				iifname lan meta l4proto { tcp, udp } th sport $PORT counter name later_out
			}
			chain refuse_raw { type filter hook prerouting priority raw; }
			chain refuse_input { type filter hook input priority filter; }
			chain refuse_forward { type filter hook forward priority filter; }
			chain refuse_output { type filter hook output priority filter; }
			chain refuse_last { type filter hook postrouting priority mangle; }
		}
	END
}

# counted NAME: packets that a counter has seen since it was asked last
counted() {
	quick director nft -j reset counter inet watch "$1" | jq '.nftables[] | .counter? // empty | .packets'
}

# agree in|out: the raw table and the later one have seen as many packets of the flow. They are asked
# at once, since TCP may send a late acknowledgement at any time.
agree() {
	quick director nft -j list counters table inet watch |
		jq -e --arg raw "raw_$1" --arg later "later_$1" '
			[.nftables[].counter? // empty | { key: .name, value: .packets }] | from_entries |
			.[$raw] == .[$later] and .[$raw] > 0'
}

count_anew() {
	quick director nft reset counters table inet watch >/dev/null
}

# fastpath 0|1
fastpath() {
	ns_sysctl director "net/ipv4/vs/fastpath=$1"
}

# flow PROTO FAMILY: open one, from a new port
flow() {
	FROM=$((FROM + 1))
	ID=flow$FROM
	talk_connects "$ID" client "$1" "$(vip "$2")" "$PORT" "$FROM"
}

# speaks: the open flow carries some words, and their echoes
speaks() {
	local n

	for n in $(seq "$WORDS"); do
		talk_works "$ID" "word$FROM-$n" || return 1
	done
}

# new_flow_speaks PROTO FAMILY
new_flow_speaks() {
	flow "$@" && speaks
}

# few NAME RAW: only the flow's first packets have met the later table
few() {
	local later

	later=$(counted "$1")
	echo "later table: $later, raw table: $2"
	[ "$later" -le "$FEW" ] && [ "$2" -ge "$WORDS" ]
}

# tiers METHOD PROTO FAMILY: who sees the packets of a flow, with the fast tier and without
tiers() {
	local name="$1 $2$3" raw

	fastpath 1
	count_anew
	check "$name: a flow speaks" new_flow_speaks "$2" "$3"
	raw=$(counted raw_in)
	check "$name: requests go by the fast tier" few later_in "$raw"
	if [ "$1" = nat ]; then
		raw=$(counted raw_out)
		check "$name: replies go by the fast tier" few later_out "$raw"
	fi
	fastpath 0
	count_anew
	check "$name: the flow goes on without the fast tier" speaks
	check "$name: every request meets every table" wait_for 10 agree in
	[ "$1" != nat ] || check "$name: every reply meets every table" wait_for 10 agree out
	fastpath 1
}

# every FAMILY WHAT: though the fast tier is on, all packets of a new flow meet every table
every() {
	check "nat udp$1, $2: every request meets every table" wait_for 10 agree in
	check "nat udp$1, $2: every reply meets every table" wait_for 10 agree out
}

# large_words: as speaks, in datagrams that have to be cut
large_words() {
	local n pad

	printf -v pad '%3000s' ''
	for n in 1 2 3; do
		talk_works "$ID" "${pad// /x}$n" || return 1
	done
}

# marked FAMILY: the flows of the service are those of one by mark, too
marked() {
	local six=()

	[ "$1" = 4 ] || six=(-6)
	must quick director nft add chain inet watch marks \
		'{ type filter hook prerouting priority raw - 20; }'
	must quick director nft add rule inet watch marks "udp dport $PORT meta mark set 5"
	must adm -A -f 5 "${six[@]}" -s rr
	must adm -a -f 5 "${six[@]}" -r "$(at "$(rip 1 "$1")" "$PORT")" -m
	count_anew
	check "nat udp$1, by mark: a flow speaks" new_flow_speaks udp "$1"
	every "$1" "by mark"
	must adm -D -f 5 "${six[@]}"
	must quick director nft flush chain inet watch marks
}

# extraordinary FAMILY: flows that the fast tier leaves alone
extraordinary() {
	ns_sysctl director net/ipv4/vs/conntrack=1
	count_anew
	check "nat udp$1, conntrack=1: a flow speaks" new_flow_speaks udp "$1"
	every "$1" conntrack=1
	ns_sysctl director net/ipv4/vs/conntrack=0
	check "nat udp$1: a flow speaks" new_flow_speaks udp "$1"
	count_anew
	check "nat udp$1, in parts: it goes on" large_words
	every "$1" "in parts"
	marked "$1"
}

# come N: so many requests have come to the director since the counters began anew
come() {
	[ "$(quick director nft -j list counter inet watch raw_in |
		jq '.nftables[] | .counter? // empty | .packets')" -ge "$1" ]
}

# silent: what the flow says comes to the director and is not echoed, however often
silent() {
	local n

	SILENCES=$((SILENCES + 1))
	count_anew
	for n in 1 2 3 4 5; do
		talk_tell "$ID" "lost$SILENCES-$n"
	done
	wait_for 20 come 5 || return 1
	# another flow's echo comes later than theirs would
	quick client "$FLOW_CLIENT" who udp "$(vip 4)" "$PORT" 1 >/dev/null
	! grep -q "^lost$SILENCES-" "$GUARD_DIR/$ID.out"
}

# refuses HOOK FAMILY: a rule that was there before the flow keeps refusing its packets; once
# it is gone they pass
refuses() {
	local match="meta l4proto udp th dport $PORT" side=$1

	FROM=$((FROM + 1))
	ID=flow$FROM
	[ "$1" != forward ] || match="meta l4proto udp th sport $PORT th dport $FROM"
	[ "$1" = forward ] || match="$match th sport $FROM"
	must quick director nft add rule inet watch "refuse_$side" "$match" drop
	talk_open "$ID" client udp "$(vip "$2")" "$PORT" "$FROM"
	check "udp$2: refused at $1 from the beginning, it stays so" silent
	must quick director nft flush chain inet watch "refuse_$side"
	check "udp$2: without that rule it speaks" speaks
	must quick director nft add rule inet watch refuse_raw \
		"meta l4proto udp th sport $FROM" drop
	check "udp$2: the raw table refuses it at any time" silent
	must quick director nft flush chain inet watch refuse_raw
}

# reroutes FAMILY: the way back to the client changes under a flow
reroutes() {
	local client=10.1.0.2 flag=-4

	[ "$1" = 4 ] || client=fd01::2 flag=-6
	check "udp$1: a flow speaks" new_flow_speaks udp "$1"
	must ns_ip director "$flag" route add blackhole "$client"
	check "udp$1: replies follow a route into nowhere" silent
	must ns_ip director "$flag" route del blackhole "$client"
	check "udp$1: and the way back" speaks
	count_anew
	check "udp$1: it still speaks" speaks
	check "udp$1: by the fast tier again" few later_out "$(counted raw_out)"
}

# detour FAMILY: the director can send what is marked to real1 by way of real2, who counts it
detour() {
	must ns_ip director "-$1" rule add fwmark 77 table 77
	must ns_ip director "-$1" route add "$(rip 1 "$1")" via "$(rip 2 "$1")" dev lan table 77
	[ "$1" = 4 ] || return 0
	ns_sysctl real2 net/ipv4/conf/all/send_redirects=0 net/ipv4/conf/eth0/send_redirects=0 \
		net/ipv4/ip_forward=1 net/ipv6/conf/all/forwarding=1
	must quick real2 nft -f - <<-END
		table inet via {
			counter passed {}
			chain through {
				type filter hook forward priority filter;
				meta l4proto udp th dport $PORT counter name passed
			}
		}
	END
	must quick director nft add chain inet watch steer \
		'{ type route hook output priority mangle; }'
}

# passed: packets that came through real2 since it was asked last
passed() {
	quick real2 nft -j reset counter inet via passed | jq '.nftables[] | .counter? // empty | .packets'
}

# steers FAMILY: what a rule marks goes the way of its mark, also when other flows of the server
# have gone another
steers() {
	detour "$1"
	check "udp$1: a flow speaks" new_flow_speaks udp "$1"
	check_eq "udp$1: straight to its server" 0 "$(passed)"
	must quick director nft add rule inet watch steer \
		"meta l4proto udp th sport $((FROM + 1)) th dport $PORT meta mark set 77"
	count_anew
	check "udp$1: a flow that a rule sends another way speaks" new_flow_speaks udp "$1"
	check_eq "udp$1: all of it goes there" "$(counted raw_in)" "$(passed)"
	must quick director nft flush chain inet watch steer
}

# removes DEVICE: flows that know it as their way do not hold it
removes() {
	timeout 30 ip -n "${NS_PREFIX}director" link del "$1"
}

main() {
	local family proto method name

	need nft jq
	module_load
	for method in nat dr; do
		topo_lan "$method"
		must watch
		serve real1 "$PORT"
		for family in 4 6; do
			for proto in tcp udp; do
				topo_lan_service "$method" "$proto" "$family" "$PORT" rr 1
				tiers "$method" "$proto" "$family"
			done
		done
		if [ "$method" = nat ]; then
			for family in 4 6; do
				refuses input "$family"
				refuses output "$family"
				refuses last "$family"
				refuses forward "$family"
				reroutes "$family"
				steers "$family"
				extraordinary "$family"
			done
		fi
		check_eq "$method: no wrong checksum" 0 "$(checksum_errors client real1)"
		check "$method: the device of replies can be removed" removes front
		check "$method: the device of requests can be removed" removes lan
		must adm -C
		for name in client router director $TOPO_REALS; do
			ns_del "$name"
		done
	done
}

main
