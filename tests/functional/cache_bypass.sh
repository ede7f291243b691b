#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A service by mark catches packets for other machines' addresses. While no server can take
# them, cache_bypass lets them go to where they were sent; those for the director itself, and
# everything without it, are refused.
# Drawing of the network: lib/topo_lan.sh. real1 is the origin, real2 the cache in front of it.

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"

MARK=6 PORT=7000
# the origin's addresses, and marked ones that are the director's own
ORIGIN4=10.8.0.1 ORIGIN6=fd08::1 OWN4=10.8.0.9 OWN6=fd08::9

marked() {
	quick director nft -f - <<-END
		table inet marks {
			chain before {
				type filter hook prerouting priority mangle;
				iifname front ip daddr 10.8.0.0/24 meta l4proto { tcp, udp } meta mark set $MARK
				iifname front ip6 daddr fd08::/64 meta l4proto { tcp, udp } meta mark set $MARK
			}
		}
	END
}

routes() {
	topo_batch router <<-END
		route add 10.8.0.0/16 via 10.2.0.1
		route add fd08::/16 via fd02::1
	END
	topo_batch real1 <<-END
		addr add $ORIGIN4/32 dev lo
		addr add $ORIGIN6/128 dev lo nodad
	END
	topo_batch director <<-END
		addr add $OWN4/32 dev lo
		addr add $OWN6/128 dev lo nodad
		route add 10.8.0.0/16 via 10.3.0.11
		route add fd08::/16 via fd03::11
	END
	marks_are_local "$MARK"
}

# names FAMILY: set what the tests say of a family
names() {
	if [ "$1" = 4 ]; then
		ORIGIN=$ORIGIN4 OWN=$OWN4 NOBODY=0.0.0.0:0 SIX=()
	else
		ORIGIN=$ORIGIN6 OWN=$OWN6 NOBODY='[::]:0' SIX=(-6)
	fi
}

# cache FAMILY WEIGHT: the one server of the marked flows
cache() {
	must adm -e -f "$MARK" "${SIX[@]}" -r "$(at "$(rip 2 "$1")" 0)" -m -w "$2"
}

# ask PROTO ADDRESS: who answers
ask() {
	quick client "$FLOW_CLIENT" who "$1" "$2" "$PORT" 2 | spread
}

# entry PROTO SOURCE-PORT: print "STATE SERVER" of a flow to the origin
entry() {
	adm -L -n -c | awk -v proto="${1^^}" -v service="$(at "$ORIGIN" "$PORT")" -v from=":$2\$" \
		'$1 == proto && $5 == service && $4 ~ from { print $3, $6 }'
}

# flows_counted: print how many flows the service has had
flows_counted() {
	adm -L -n --stats -f "$MARK" "${SIX[@]}" | awk '$1 == "FWM" { print $(NF - 4) }'
}

# stopped FAMILY: nothing passes while the knob is off. The refusal itself would have to come from an
# address that is not the director's, which IPv4 does not do.
stopped() {
	local proto

	for proto in tcp udp; do
		check "$proto$1: no server, no answer" nobody_answers "$proto"
	done
	check_eq "IPv$1: and no entry" 0 "$(adm -L -n -c | grep -cF "$(at "$ORIGIN" "$PORT")")"
}

nobody_answers() {
	local answer

	answer=$(ask "$1" "$ORIGIN")
	echo "$answer"
	[[ $answer =~ ^2\ (refused|timeout)$ ]]
}

# passes FAMILY: flows of both protocols, with an entry that names no server
passes() {
	local before proto

	before=$(flows_counted)
	for proto in tcp udp; do
		check_eq "$proto$1: the origin answers" "2 real1" "$(ask "$proto" "$ORIGIN")"
		check_eq "$proto$1: what is for the director itself is refused" "2 refused" \
			"$(ask "$proto" "$OWN")"
	done
	check_eq "flows of IPv$1 are counted" $((before + 4)) "$(flows_counted)"
	check "tcp$1: a flow lives" talk_connects "tcp$1" client tcp "$ORIGIN" "$PORT" "400$1"
	check_eq "tcp$1: its entry names no server" "ESTABLISHED $NOBODY" "$(entry tcp "400$1")"
}

# returns FAMILY: a server takes new flows; those that passed it by go on
returns() {
	cache "$1" 1
	check_eq "tcp$1: a server that returns takes new flows" "2 real2" "$(ask tcp "$ORIGIN")"
	check "tcp$1: a flow that bypasses it goes on" talk_works "tcp$1" "again"
	cache "$1" 0
}

# once FAMILY: datagrams pass one by one
once() {
	must adm -E -f "$MARK" "${SIX[@]}" -s rr -o
	check_eq "udp$1: single datagrams reach the origin" "2 real1" "$(ask udp "$ORIGIN")"
	must adm -E -f "$MARK" "${SIX[@]}" -s rr
}

# lasting FAMILY: without a server, a persistent service has nothing to remember
lasting() {
	must adm -E -f "$MARK" "${SIX[@]}" -s rr -p 100
	check_eq "udp$1: a persistent service lets pass too" "2 real1" "$(ask udp "$ORIGIN")"
	check_eq "udp$1: and remembers nothing" 0 "$(adm -L -n -c | grep -c '^IP ')"
	must adm -E -f "$MARK" "${SIX[@]}" -s rr
}

main() {
	local family

	need nft
	module_load
	topo_lan nat
	must serve real1 "$PORT"
	must serve real2 "$PORT"
	must marked
	routes
	for family in 4 6; do
		names "$family"
		# while any service lives, flows are looked after
		must adm -A -f 77 "${SIX[@]}" -s rr
		must adm -A -f "$MARK" "${SIX[@]}" -s rr
		must adm -a -f "$MARK" "${SIX[@]}" -r "$(at "$(rip 2 "$family")" 0)" -m -w 0
		stopped "$family"
		ns_sysctl director net/ipv4/vs/cache_bypass=1
		passes "$family"
		returns "$family"
		once "$family"
		lasting "$family"
		ns_sysctl director net/ipv4/vs/cache_bypass=0
		must adm -D -f "$MARK" "${SIX[@]}"
		check "tcp$family: its flow outlives the service" talk_works "tcp$family" "still"
	done
	check_eq "no wrong checksum" 0 "$(checksum_errors client real1 real2)"
}

main
