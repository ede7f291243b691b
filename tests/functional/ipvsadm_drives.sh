#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Debian's ipvsadm, unmodified, does a balancer's whole day: services and servers come, change and
# go with traffic on them; figures and connections are listed; rules are saved and restored.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
# shellcheck disable=SC2034 # for topo.sh
LVSADM=ipvsadm
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"

PORT=7000

# answers FAMILY COUNT: print which servers answer
answers() {
	quick client "$FLOW_CLIENT" who tcp "$(vip "$1")" "$PORT" "$2" | spread
}

# server N FAMILY: print the address and port of a server
server() {
	at "$(rip "$1" "$2")" "$PORT"
}

# day FAMILY: one service from its birth to its end
day() {
	local family=$1 service

	service=$(at "$(vip "$family")" "$PORT")
	check "v$family: add a service" adm -A -t "$service" -s rr
	check "v$family: add a server" adm -a -t "$service" -r "$(server 1 "$family")" -m
	check "v$family: add another" adm -a -t "$service" -r "$(server 2 "$family")" -m -w 2
	check_eq "v$family: rr shares evenly" "6 real1, 6 real2" "$(answers "$family" 12)"
	check "v$family: edit the service" adm -E -t "$service" -s wrr
	check_eq "v$family: wrr shares by weight" "4 real1, 8 real2" "$(answers "$family" 12)"
	check "v$family: edit a server" adm -e -t "$service" -r "$(server 1 "$family")" -m -w 0
	check_eq "v$family: weight 0 takes none" "6 real2" "$(answers "$family" 6)"
	check "v$family: remove a server" adm -d -t "$service" -r "$(server 2 "$family")"
	check_eq "v$family: and nobody is left" "2 refused" "$(answers "$family" 2)"
	check_eq "v$family: the listing shows what is left" "  -> $(server 1 "$family") Masq 0" \
		"$(adm -L -n -t "$service" | awk '/->/ && /Masq/ { print "  -> " $2, $3, $4 }')"
	check "v$family: remove the service" adm -D -t "$service"
	check_not "v$family: it is gone" adm -L -n -t "$service"
}

# listings: what is known of a connection and of traffic
listings() {
	topo_lan_service nat tcp 4 "$PORT" rr 1
	topo_lan_service nat udp 6 "$PORT" rr 1
	check "a connection is made" talk_connects tcp client tcp "$VIP4" "$PORT" 40001
	check "a flow is made" talk_connects udp client udp "$VIP6" "$PORT" 40002
	check "-L -c shows the connection" conn_state tcp 4 "$PORT" 40001 ESTABLISHED
	check "-L -c shows the flow" conn_state udp 6 "$PORT" 40002 UDP
	check_eq "its server is active" 1 "$(dest_field tcp 4 "$PORT" "$(server 1 4)" 5)"
	check "--stats counts it" wait_for 10 counted
	check "-Z" adm -Z
	check "--stats is zero" wait_for 10 fails counted
	check "--set" adm --set 901 121 301
	check_eq "--timeout" "Timeout (tcp tcpfin udp): 901 121 301" "$(adm -L --timeout)"
}

# counted: the TCP service has one connection and packets both ways
counted() {
	adm -L -n --stats --exact -t "$VIP4:$PORT" |
		awk -v who="$VIP4:$PORT" '$2 == who { n = $3 == 1 && $4 > 2 && $5 > 1 } END { exit !n }'
}

# save_and_restore: with the scripts that come with ipvsadm
save_and_restore() {
	local saved

	saved=$(adm -S -n)
	check_eq "rules are saved" 4 "$(echo "$saved" | wc -l)"
	check "the flow works before" talk_works udp before
	check "-C" adm -C
	check_eq "nothing is left" "" "$(adm -S -n)"
	check "-R takes what was saved" adm -R <<<"$saved"
	check_eq "and it is the same" "$saved" "$(adm -S -n)"
	check_eq "services work again" "3 real1" "$(answers 4 3)"
	quick director ipvsadm-save -n >"$SCRATCH/rules"
	check "ipvsadm-restore" quick director ipvsadm-restore <"$SCRATCH/rules"
	check_eq "it is still the same" "$saved" "$(adm -S -n)"
}

main() {
	local name family

	need ipvsadm
	module_load
	topo_lan nat
	scratch
	for name in $TOPO_REALS; do
		serve "$name" "$PORT"
	done
	for family in 4 6; do
		day "$family"
	done
	listings
	save_and_restore
}

main
