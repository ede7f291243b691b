#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The time of day jumps ten years ahead, and twenty back: no connection ends early or lives longer, new
# ones are made, and figures go on.
# Drawing of the network: lib/topo_sink.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_sink.sh"

PORT=7000
YEAR=$((365 * 86400))
# seconds that connections live, and that a step of this test may take
LIFE=600
STEP=60
# flows of one step, which is what flow_flood makes at least
EACH=64

# uptime: seconds since the machine was started, which nobody can set
uptime() {
	cut -d. -f1 /proc/uptime
}

# Whoever comes later finds the time as if nothing had been done.
remember_time() {
	BEGUN_AT=$(date +%s)
	BEGUN_UP=$(uptime)
	defer set_time 0
}

# set_time SECONDS: to so many before or after what it would be
set_time() {
	must date -s "@$((BEGUN_AT + $(uptime) - BEGUN_UP + $1))"
}

# is_away YEARS: the time of day is that far from what it was, give or take a tenth
is_away() {
	local away=$(($(date +%s) - BEGUN_AT))

	echo "away: $away s"
	[ $((away / (9 * YEAR))) -eq $(($1 / 9)) ]
}

# lives: seconds that the connection which ends first still has
lives() {
	quick director sed 1d /proc/net/ip_vs_conn | awk '{ print $NF }' | sort -n | head -n 1
}

# lives_on LEAST: no connection is near its end, or far from it
lives_on() {
	local left

	left=$(lives)
	echo "left: $left of $LIFE, wanted $1 at least"
	[ "$left" -ge "$1" ] && [ "$left" -le "$LIFE" ]
}

# flow: new ones of each family; how often is kept in FLOWS
flow() {
	local family from

	for family in 4 6; do
		from=10.100.$FLOWS.1
		[ "$family" = 4 ] || from=fd64:$FLOWS::1
		must quick client "$FLOW_FLOOD" "$(vip "$family")" "$PORT" "$from" "$EACH"
	done
	FLOWS=$((FLOWS + 1))
}

# has_flows FAMILY COUNT: the server has so many
has_flows() {
	local count

	count=$(dest_field udp "$1" "$PORT" "$(at "$(sunk "$1")" "$PORT")" 6)
	echo "wanted: $2, are: $count"
	[ "$count" = "$2" ]
}

# rate: new connections a second of all services, as they are told
rate() {
	adm -L -n --rate | awk '$1 == "UDP" { n += $3 } END { print n + 0 }'
}

# modest_rate: some were seen to begin, and no more than there are
modest_rate() {
	local rate

	rate=$(rate)
	echo "rate: $rate"
	[ "$rate" -ge 1 ] && [ "$rate" -le $((2 * EACH)) ]
}

# after YEARS: the time has jumped that far from what it would be
after() {
	local family

	set_time $(($1 * YEAR))
	check "$1 years: the time of day has jumped" is_away "$1"
	check "$1 years: connections live as long as before" lives_on $((LIFE - STEP))
	flow
	for family in 4 6; do
		check "$1 years, IPv$family: there are old and new connections" \
			wait_for 20 has_flows "$family" $((FLOWS * EACH))
	done
	check "$1 years: rates stay what they are" wait_for 20 modest_rate
}

main() {
	local family

	FLOWS=0
	module_load
	topo_sink
	remember_time
	must adm --set 0 0 "$LIFE"
	for family in 4 6; do
		# shellcheck disable=SC2046
		must adm -A $(svc udp "$family" "$PORT") -s rr
		# shellcheck disable=SC2046
		must adm -a $(svc udp "$family" "$PORT") -r "$(at "$(sunk "$family")" "$PORT")" -g
	done
	flow
	after 10
	after -10
}

main
