#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# ldirectord, unmodified, checks servers of all three methods and has Debian's ipvsadm program the
# balancer by what it finds: who fails loses the weight or the place, without any there is the
# director's own page, a changed configuration is taken over, and in the end nothing is left.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/checkers.sh"

CONFIG=lvs-test

# brackets ADDRESS: print it as the configuration has it
brackets() {
	case $1 in
	*:*) echo "[$1]" ;;
	*) echo "$1" ;;
	esac
}

# block FAMILY QUIESCENT SCHEDULER WEIGHT...: print the configuration of a service whose servers
# have a method each, "-" for none
block() {
	local family=$1 quiescent=$2 scheduler=$3 six='' own=127.0.0.1 n=0 weight
	local methods=(- masq gate ipip)

	[ "$family" = 4 ] || six=6 own='[::1]'
	shift 3
	echo "virtual$six = $(at "$(vip "$family")" 80)"
	for weight; do
		n=$((n + 1))
		[ "$weight" = - ] ||
			echo "	real$six = $(at "$(rip "$n" "$family")" 80) ${methods[n]} $weight"
	done
	echo "	fallback$six = $own:80 gate
	scheduler = $scheduler
	quiescent = $quiescent"
	page_check
}

# page_check: print how servers are checked
page_check() {
	echo '	protocol = tcp
	checktype = negotiate
	service = http
	request = "files/alive"
	receive = "alive"'
}

# mark_block: a service by mark
mark_block() {
	echo "virtual = $MARK
	real = $(rip 1 4):80 masq 1
	scheduler = rr"
	page_check | sed 's/tcp/fwm/'
}

# configure: write the file anew, with the blocks of the standard input. By readdquiescent servers
# are not put in, and taken out again, before they are checked.
configure() {
	{
		echo 'supervised = yes
readdquiescent = yes
checkinterval = 1
negotiatetimeout = 30'
		cat
	} >"$SCRATCH/$CONFIG"
}

start() {
	defer rm -f "/run/ldirectord.$CONFIG.pid"
	ns_spawn director ldirectord "$SCRATCH/$CONFIG" start >"$SCRATCH/log" 2>&1
	LDIRECTORD=$SPAWNED
}

# web_rules SCHEDULER WEIGHT...: what the tables hold then: a server without weight is there by
# IPv4, and not by IPv6
web_rules() {
	local scheduler=$1

	shift
	rules_of 4 80 "$scheduler" mgi "$@"
	rules_of 6 80 "$scheduler" mgi "${@/#0/-}"
}

# fallback_rules: the director's own page
fallback_rules() {
	echo "-a $(svc tcp 4 80) -r 127.0.0.1:80 -g -w 1"
	echo "-a $(svc tcp 6 80) -r [::1]:80 -g -w 1"
}

# shared DESCRIPTION SPREAD COUNT: who answers, in both families
shared() {
	check_eq "$1, IPv4" "$2" "$(web_answers 4 "$3")"
	check_eq "$1, IPv6" "$2" "$(web_answers 6 "$3")"
}

# begins: a server that is ill from the beginning is not used until it is well
begins() {
	web_ill 2
	configure < <(block 4 yes rr 1 1 1; block 6 no rr 1 1 1)
	start
	rules_become "services and servers are there, but for the one that is ill" \
		< <(web_rules rr 1 0 1)
	web_well 2
	rules_become "it comes when it is well" < <(web_rules rr 1 1 1)
	shared "all three methods have their share" "1 real1, 1 real2, 1 real3" 3
}

# failing: one server answers otherwise, one is gone; then all fail, and return
failing() {
	web_ill 2
	web_die 3
	rules_become "servers that fail lose their weight, or their place" < <(web_rules rr 1 0 0)
	shared "the one that is left serves all" "3 real1" 3
	web_ill 1
	rules_become "without any there is the director's own page" \
		< <(web_rules rr 0 0 0; fallback_rules)
	shared "it is shown" "2 director" 2
	web_well 1
	web_well 2
	web_start 3
	rules_become "all return when they are well" < <(web_rules rr 1 1 1)
	shared "and have their share" "1 real1, 1 real2, 1 real3" 3
}

# reload: services are edited, come, and lose a server
reload() {
	marked
	configure < <(block 4 yes wrr - 1 3; block 6 no wrr - 1 3; mark_block)
	kill -HUP "$LDIRECTORD"
	rules_become "a changed configuration is taken over" \
		< <(web_rules wrr - 1 3; mark_rules)
	shared "new scheduler and weights count" "1 real2, 3 real3" 4
	check_eq "the mark leads to its server" "2 real1" "$(web_answers 4 2 8080)"
}

# stops: everything that it made goes with it
stops() {
	kill -TERM "$LDIRECTORD"
	check "it ends" wait_for 60 process_gone "$LDIRECTORD"
	check_eq "no service is left" "" "$(rules)"
}

main() {
	! on_uml || skip_all "its programs by the thousand take minutes there; they ask what ipvsadm_drives asks"
	need ldirectord ipvsadm nginx curl nft
	checked_network
	serve_web director 80 "$SCRATCH/director"
	begins
	failing
	reload
	stops
}

main
