#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A one-packet service chooses a server for each datagram and remembers nothing; what a NAT server
# answers comes from the virtual address all the same, errors and large datagrams included.
# Drawing of the network: lib/topo_lan.sh; with NAT, the servers' way back leads over the director

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"

PORT=7000
CLOSED=7009
MARK=5

# once METHOD FAMILY PORT OPTION...: a one-packet service with three servers
once() {
	local flag=-m family=$2 port=$3 n

	[ "$1" = nat ] || flag=-g
	[ "$1" != tun ] || flag=-i
	shift 3
	# shellcheck disable=SC2046
	must adm -A $(svc udp "$family" "$port") -s rr -o "$@"
	for n in 1 2 3; do
		# shellcheck disable=SC2046
		must adm -a $(svc udp "$family" "$port") -r "$(at "$(rip "$n" "$family")" "$port")" "$flag"
	done
}

remove() {
	# shellcheck disable=SC2046
	must adm -D $(svc udp "$1" "$2")
}

# ask FAMILY: six datagrams from one socket; print who answered, and how often
ask() {
	quick client "$SIP_CLIENT" who "$(vip "$1")" "$PORT" 0 1 2 3 4 5 6 | spread
}

# counted FAMILY CONNS IN OUT: what the service counted
counted() {
	# shellcheck disable=SC2046
	adm -L -n --stats $(svc udp "$1" "$PORT") | awk -v want="$2 $3 $4" '
		$1 == "UDP" { got = $3 " " $4 " " $5 }
		END { print "got " got ", wanted " want; exit got != want }'
}

# a choice that is remembered, of client port 0, does not count
no_datagrams() {
	# shellcheck disable=SC2016
	quick director awk '$1 == "UDP" && $3 != "0000" { print; n++ } END { exit n > 0 }' \
		/proc/net/ip_vs_conn
}

# spreads METHOD FAMILY OUT: OUT packets of the servers pass the director
spreads() {
	once "$1" "$2" "$PORT"
	check_eq "$1 udp$2: each datagram goes to the next server" \
		"2 real1, 2 real2, 2 real3" "$(ask "$2")"
	check "$1 udp$2: each counts as a connection" counted "$2" 6 6 "$3"
	check "$1 udp$2: nothing is remembered" no_datagrams
	remove "$2" "$PORT"
}

who() {
	quick "$1" "$FLOW_CLIENT" who udp "$2" "$3" 1
}

copies() {
	quick client "$FLOW_CLIENT" copy udp "$(vip "$1")" "$PORT" "$GUARD_DIR/blob" \
		"$GUARD_DIR/got" segments && same_file "$GUARD_DIR/blob" "$GUARD_DIR/got"
}

# answers of masqueraded servers
translates() {
	local family=$1

	once nat "$family" "$PORT"
	once nat "$family" "$CLOSED"
	check_eq "nat udp$family: the client learns that a server's port is closed" refused \
		"$(who client "$(vip "$family")" "$CLOSED")"
	check "nat udp$family: large buffers, there and back" copies "$family"
	check_eq "nat udp$family: who asks the server itself gets its answer too" real1 \
		"$(who director "$(rip 1 "$family")" "$PORT")"
	check "nat udp$family: nothing is remembered of all that" no_datagrams
	remove "$family" "$PORT"
	remove "$family" "$CLOSED"
}

# asks_server FAMILY: through the director, which cannot tell the answer from one of the service's
asks_server() {
	once nat "$1" "$PORT"
	topo_by_director add "$1"
	check_eq "nat udp$1: who asks the server itself through the director does not know the answer" \
		timeout "$(who client "$(rip 1 "$1")" "$PORT")"
	topo_track
	check_eq "nat udp$1: but does where conntrack is at work" real1 \
		"$(who client "$(rip 1 "$1")" "$PORT")"
	topo_untrack
	topo_by_director del "$1"
	remove "$1" "$PORT"
}

# strangers: print how many datagrams the client got that no socket of it waits for
strangers() {
	if [ "$1" = 4 ]; then
		quick client nstat -asz UdpNoPorts
	else
		quick client nstat -asz Udp6NoPorts
	fi | awk '/NoPorts/ { print $2 }'
}

# nameless FAMILY: a service by mark has no address that answers could come from
nameless() {
	local family=$1 six="" before

	[ "$family" = 4 ] || six=-6
	# shellcheck disable=SC2086
	must adm -A -f $MARK $six -s rr -o
	# shellcheck disable=SC2086
	must adm -a -f $MARK $six -r "$(at "$(rip 1 "$family")" 0)" -m
	before=$(strangers "$family")
	check_eq "nat udp$family: by mark: the client does not know the answer" timeout \
		"$(who client "$(vip "$family")" "$PORT")"
	check_eq "nat udp$family: by mark: which it got from somebody else" $((before + 1)) \
		"$(strangers "$family")"
	# shellcheck disable=SC2086
	must adm -D -f $MARK $six
}

# the choice of a persistent service is all that stays
persists() {
	local family=$1

	once nat "$family" "$PORT" -p 60
	check "nat udp$family: persistent: all go to one server" one_server "$(ask "$family")"
	check_eq "nat udp$family: persistent: only the choice is remembered" "1 0" \
		"$(adm -L -n -c | awk -v vip="$(at "$(vip "$family")" "$PORT")" '
			/^UDP/ && $5 == vip { n++; flows += $4 !~ /:0$/ }
			END { print n + 0, flows + 0 }')"
	remove "$family" "$PORT"
}

one_server() {
	echo "got: $1"
	[[ $1 =~ ^6\ real[123]$ ]]
}

# a service by mark, whose TCP is as ever
by_mark() {
	local family=$1 six="" n

	[ "$family" = 4 ] || six=-6
	# shellcheck disable=SC2086
	must adm -A -f $MARK $six -s rr -o
	for n in 1 2 3; do
		# shellcheck disable=SC2086
		must adm -a -f $MARK $six -r "$(at "$(rip "$n" "$family")" 0)" -g
	done
	check_eq "dr udp$family: by mark: each datagram goes to the next server" \
		"2 real1, 2 real2, 2 real3" "$(ask "$family")"
	check_eq "dr tcp$family: by mark: is as ever" real \
		"$(quick client "$FLOW_CLIENT" who tcp "$(vip "$family")" "$PORT" 1 | tr -d 0-9)"
	check_eq "dr $family: by mark: of all that, the connection is remembered" 1 \
		"$(adm -L -n -c | awk -v vip="$(at "$(vip "$family")" "$PORT")" '$5 == vip' | wc -l)"
	# shellcheck disable=SC2086
	must adm -D -f $MARK $six
}

marks() {
	quick director nft -f - <<-END
		table inet marks {
			chain in {
				type filter hook prerouting priority mangle;
				th dport $PORT meta mark set $MARK
			}
		}
	END
}

main() {
	local family method n

	need nft nstat
	module_load
	topo_lan tun
	SIP_CLIENT=$(topo_program sip_client) || bail "no sip_client"
	for n in 1 2 3; do
		serve "real$n" "$PORT"
	done
	for family in 4 6; do
		for method in dr tun; do
			spreads "$method" "$family" 0
		done
	done
	must marks
	for family in 4 6; do
		by_mark "$family"
	done
	for n in 1 2 3; do
		topo_batch "real$n" <<-END
			route replace default via 10.3.0.1
			route replace default via fd03::1
		END
	done
	head -c 1M /dev/urandom >"$GUARD_DIR/blob"
	for family in 4 6; do
		spreads nat "$family" 6
		translates "$family"
		persists "$family"
		asks_server "$family"
		nameless "$family"
	done
}

main
