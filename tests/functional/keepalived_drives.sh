#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# keepalived, unmodified, checks servers of all three methods and programs the balancer by what it
# finds: servers fall ill, die and return, too few of them give way to the sorry server, the
# configuration changes under held connections, services of UDP are checked by datagrams, and in the
# end nothing is left.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"
. "$LVS_LIB/checkers.sh"

ECHO=7000
SORRY=7900
METHODS=(- NAT DR TUN)
declare -A ECHO_PID=() HELD=()

# web_block FAMILY SCHEDULER WEIGHT...: print the configuration of the web servers' service, each
# by a method of its own, "-" for none; checked by a page, and not in before that was seen
web_block() {
	local family=$1 n=0 weight

	echo "virtual_server $(vip "$family") 80 {"
	echo "	protocol TCP
		lvs_sched $2
		delay_loop 0.5
		alpha"
	shift 2
	for weight; do
		n=$((n + 1))
		[ "$weight" != - ] || continue
		echo "real_server $(rip "$n" "$family") 80 {
			weight $weight
			lvs_method ${METHODS[n]}"
		page_check
		echo "}"
	done
	echo "}"
}

page_check() {
	echo "HTTP_GET {
			url {
				path /files/alive
				status_code 200
			}
			connect_timeout 15
			retry 0
		}"
}

# echo_block FAMILY WEIGHT...: the echo servers' service, checked by a connection; who fails keeps
# its place without weight, and with less than a weight of two the sorry server steps in
echo_block() {
	local family=$1 n=0 weight

	echo "virtual_server $(vip "$family") $ECHO {
		protocol TCP
		lvs_sched rr
		lvs_method NAT
		delay_loop 0.5
		inhibit_on_failure
		quorum 2
		sorry_server $(rip 1 "$family") $SORRY"
	shift
	for weight; do
		n=$((n + 1))
		echo "real_server $(rip "$n" "$family") $ECHO {
			weight $weight
			lvs_method ${METHODS[n]}
			TCP_CHECK {
				connect_timeout 15
				retry 0
			}
		}"
	done
	echo "}"
}

# datagram_block FAMILY: the echo servers' service by datagrams, checked by one that has to be
# answered; who fails is taken out
datagram_block() {
	local family=$1 n

	echo "virtual_server $(vip "$family") $ECHO {
		protocol UDP
		lvs_sched rr
		delay_loop 0.5"
	for n in 1 2 3; do
		echo "real_server $(rip "$n" "$family") $ECHO {
			weight 1
			lvs_method ${METHODS[n]}
			UDP_CHECK {
				payload 616c697665
				require_reply
				connect_timeout 15
				retry 0
			}
		}"
	done
	echo "}"
}

# group_block: one set of servers for a mark and for an address
group_block() {
	echo "virtual_server_group both {
			fwmark $MARK
			$VIP4 8090
		}
		virtual_server group both {
			protocol TCP
			lvs_sched rr
			lvs_method NAT
			delay_loop 0.5
			real_server $(rip 1 4) 80 {"
	page_check
	echo "	}
		}"
}

# configure: write the file anew, with the blocks of the standard input
configure() {
	{
		echo "global_defs {
			lvs_timeouts tcp 901 tcpfin 121 udp 301
		}"
		cat
	} >"$SCRATCH/keepalived.conf"
}

start() {
	ns_spawn director keepalived -n -G -f "$SCRATCH/keepalived.conf" -p "$SCRATCH/pid" \
		-c "$SCRATCH/checkers" -r "$SCRATCH/vrrp" -b "$SCRATCH/bfd" >"$SCRATCH/log" 2>&1
	KEEPALIVED=$SPAWNED
}

# web_rules SCHEDULER WEIGHT..., echo_rules WEIGHT..., datagram_rules WEIGHT...: what the tables hold then, in both families
web_rules() {
	rules_of 4 80 "$1" mgi "${@:2}"
	rules_of 6 80 "$1" mgi "${@:2}"
}

echo_rules() {
	rules_of 4 "$ECHO" rr mgi "$@"
	rules_of 6 "$ECHO" rr mgi "$@"
}

datagram_rules() {
	rules_of 4 "$ECHO" rr mgi "$@" | sed 's/ -t / -u /'
	rules_of 6 "$ECHO" rr mgi "$@" | sed 's/ -t / -u /'
}

# sorry_rules: the sorry server of both families
sorry_rules() {
	local family

	for family in 4 6; do
		echo "-a $(svc tcp "$family" "$ECHO") -r $(at "$(rip 1 "$family")" "$SORRY") -m -w 1"
	done
}

# group_rules: the services that the group makes
group_rules() {
	mark_rules
	echo "-A -t $VIP4:8090 -s rr"
	echo "-a -t $VIP4:8090 -r $(rip 1 4):80 -m -w 1"
}

# answers PROTO FAMILY COUNT: print which echo servers answer
answers() {
	quick client "$FLOW_CLIENT" who "$1" "$(vip "$2")" "$ECHO" "$3" | spread
}

# web_shared DESCRIPTION SPREAD COUNT, echo_shared ..., datagrams_shared ...: who answers, in both
# families
web_shared() {
	check_eq "$1, IPv4" "$2" "$(web_answers 4 "$3")"
	check_eq "$1, IPv6" "$2" "$(web_answers 6 "$3")"
}

echo_shared() {
	check_eq "$1, IPv4" "$2" "$(answers tcp 4 "$3")"
	check_eq "$1, IPv6" "$2" "$(answers tcp 6 "$3")"
}

datagrams_shared() {
	check_eq "$1, IPv4" "$2" "$(answers udp 4 "$3")"
	check_eq "$1, IPv6" "$2" "$(answers udp 6 "$3")"
}

# echo_start N
echo_start() {
	serve "real$1" "$ECHO"
	ECHO_PID[$1]=$SPAWNED
}

# hold FAMILY: a connection to each echo server; HELD[FAMILY,N] is the one of server N
hold() {
	local family=$1 turn id server

	for turn in 1 2 3; do
		id=held$family$turn
		talk_connects "$id" client tcp "$(vip "$family")" "$ECHO" "4${family}00$turn" >/dev/null ||
			bail "no connection to hold"
		read -r _ server _ < <(conn_of tcp "$family" "$ECHO" "4${family}00$turn")
		server=${server%:*}
		server=${server%]}
		HELD[$family,${server: -1}]=$id
	done
}

# held_work N WORD: connections that server N had from the beginning still carry data
held_work() {
	talk_works "${HELD[4,$1]}" "$2" && talk_works "${HELD[6,$1]}" "$2"
}

# begins: a server that is ill from the beginning is not let in until it is well
begins() {
	web_ill 2
	configure < <(web_block 4 rr 1 1 1; web_block 6 rr 1 1 1; echo_block 4 1 1 1; echo_block 6 1 1 1)
	TIMEOUTS=$(adm -L --timeout)
	TIMEOUTS=${TIMEOUTS##*: }
	start
	rules_become "services and servers are there, but for the one that is ill" \
		< <(web_rules rr 1 - 1; echo_rules 1 1 1)
	check "the time-outs are set" timeouts_are "901 121 301"
	web_well 2
	rules_become "it comes when it is well" < <(web_rules rr 1 1 1; echo_rules 1 1 1)
	web_shared "all three methods have their share" "2 real1, 2 real2, 2 real3" 6
	echo_shared "the echo servers too" "2 real1, 2 real2, 2 real3" 6
}

# failing: one web server answers otherwise, one is gone
failing() {
	web_ill 2
	web_die 3
	rules_become "web servers that fail are taken out" < <(web_rules rr 1 - -; echo_rules 1 1 1)
	web_shared "the one that is left serves all" "4 real1" 4
	web_well 2
	web_start 3
	rules_become "they return when they are well" < <(web_rules rr 1 1 1; echo_rules 1 1 1)
	web_shared "and have their share" "2 real1, 2 real2, 2 real3" 6
}

# reload: services are edited, come, and lose a server
reload() {
	hold 4
	hold 6
	marked
	configure < <(web_block 4 wrr 3 - 1; web_block 6 wrr 3 - 1; echo_block 4 1 2 1
		echo_block 6 1 2 1; group_block)
	kill -HUP "$KEEPALIVED"
	rules_become "a changed configuration is taken over" \
		< <(web_rules wrr 3 - 1; echo_rules 1 2 1; group_rules)
	web_shared "new scheduler and weights count" "6 real1, 2 real3" 8
	check_eq "the group's mark leads to its server" "2 real1" "$(web_answers 4 2 8080)"
	check_eq "its address too" "2 real1" "$(web_answers 4 2 8090)"
	all_held reloaded
	configure < <(web_block 4 wrr 3 - 1; echo_block 4 1 2 1; echo_block 6 1 2 1)
	kill -HUP "$KEEPALIVED"
	rules_become "services that are not in the configuration any more go" \
		< <(rules_of 4 80 wrr mgi 3 - 1; echo_rules 1 2 1)
	all_held again
}

# all_held WORD: no held connection has suffered
all_held() {
	local n

	for n in 1 2 3; do
		check "held connections to real$n go on" held_work "$n" "$1"
	done
}

# checker_changed PID: another process checks now
checker_changed() {
	local pid

	pid=$(<"$SCRATCH/checkers") && [ "$pid" != "$1" ] && [ -d "/proc/$pid" ]
}

# timeouts_are TEXT
timeouts_are() {
	[ "$(adm -L --timeout)" = "Timeout (tcp tcpfin udp): $1" ]
}

# killed: the checking process dies without a word; the next one finds the tables full, and sets the
# time-outs anew
killed() {
	local before

	before=$(rules)
	# shellcheck disable=SC2086
	must adm --set $TIMEOUTS
	kill -KILL "$(<"$SCRATCH/checkers")"
	check "a killed checker is followed by another" wait_for 60 timeouts_are "901 121 301"
	check_eq "which leaves everything in place" "$before" "$(rules)"
	all_held killed
}

# quorum: echo servers go, one by one, until they are too few
quorum() {
	reap "${ECHO_PID[3]}"
	rules_become "a dead echo server has no weight" < <(rules_of 4 80 wrr mgi 3 - 1; echo_rules 1 2 0)
	echo_shared "the others serve" "2 real1, 2 real2" 4
	reap "${ECHO_PID[2]}"
	rules_become "below the quorum there is the sorry server alone" \
		< <(rules_of 4 80 wrr mgi 3 - 1; echo_rules 0 0 0; sorry_rules)
	echo_shared "it serves" "3 sorry" 3
	check "connections of the server that had to step back go on" held_work 1 stepped-back
	echo_start 2
	rules_become "with the quorum the sorry server goes" < <(rules_of 4 80 wrr mgi 3 - 1; echo_rules 1 2 0)
	echo_shared "those that are well serve" "2 real1, 2 real2" 4
	echo_start 3
	rules_become "all are back" < <(rules_of 4 80 wrr mgi 3 - 1; echo_rules 1 2 1)
	echo_shared "and serve" "1 real1, 1 real2, 1 real3" 3
}

# datagrams: a server of UDP dies and returns; a connection's server with it
datagrams() {
	configure < <(echo_block 4 1 1 1; datagram_block 4; datagram_block 6)
	kill -HUP "$KEEPALIVED"
	rules_become "services of UDP come" < <(rules_of 4 "$ECHO" rr mgi 1 1 1; datagram_rules 1 1 1)
	datagrams_shared "all three methods have their share" "2 real1, 2 real2, 2 real3" 6
	reap "${ECHO_PID[3]}"
	rules_become "a server that leaves datagrams unanswered is taken out" \
		< <(rules_of 4 "$ECHO" rr mgi 1 1 0; datagram_rules 1 1 -)
	datagrams_shared "the others serve" "2 real1, 2 real2" 4
	echo_start 3
	rules_become "it returns when it answers" \
		< <(rules_of 4 "$ECHO" rr mgi 1 1 1; datagram_rules 1 1 1)
	datagrams_shared "and serves" "1 real1, 1 real2, 1 real3" 3
}

# stops: everything that it made goes with it
stops() {
	kill -TERM "$KEEPALIVED"
	check "it ends" wait_for 30 process_gone "$KEEPALIVED"
	check_eq "no service is left" "" "$(rules)"
	check "the time-outs are what they were" timeouts_are "$TIMEOUTS"
}

main() {
	local n

	need keepalived nginx curl nft
	checked_network
	for n in 1 2 3; do
		echo_start "$n"
	done
	ns_spawn real1 "$FLOW_SERVE" sorry "$SORRY"
	wait_for 20 listens real1 "$SORRY" || bail "the sorry server does not start"
	begins
	failing
	reload
	killed
	quorum
	datagrams
	stops
}

main
