#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# FTP through NAT, with real programs: whoever calls whom, data connections reach the client and
# the server that announced them, and the control connection survives that replies change length.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"
. "$LVS_LIB/ftp.sh"

# Two servers have the same port for data, which is that of a service as well. That makes every
# passive reply change its length: the service's port is not announced, but the one after it.
DATA=9999
LOCAL=7777
# neither a server nor the virtual address
STRANGER=10.3.0.254

# The first server calls from port 20, the second from any.
servers() {
	ftp_serve real1 "pasv_min_port=$DATA" "pasv_max_port=$DATA" connect_from_port_20=YES
	ftp_serve real2 "pasv_min_port=$DATA" "pasv_max_port=$DATA" connect_from_port_20=NO
}

# ftp_service FAMILY SERVER...: port 21, with these servers
ftp_service() {
	local family=$1 n

	shift
	# shellcheck disable=SC2046
	adm -D $(svc tcp "$family" 21) 2>/dev/null
	# shellcheck disable=SC2046
	must adm -A $(svc tcp "$family" 21) -s rr
	for n; do
		# shellcheck disable=SC2046
		must adm -a $(svc tcp "$family" 21) -r "$(at "$(rip "$n" "$family")" 21)" -m
	done
}

# ways FAMILY: every way to announce a data connection, to both kinds of server
ways() {
	local family=$1 n

	for n in 1 2; do
		ftp_service "$family" "$n"
		check "tcp$family real$n: passive" ftp_session "$family" "real$n"
		check "tcp$family real$n: active" ftp_session "$family" "real$n" -P -
		[ "$family" = 4 ] || continue
		check "tcp4 real$n: passive, by PASV" ftp_session 4 "real$n" --disable-epsv
		check "tcp4 real$n: active, by PORT" ftp_session 4 "real$n" -P - --disable-eprt
	done
	check "tcp$family: every announcement came true, and is gone" ftp_expects "$family" ''
}

# helps_all AT-LEAST: the helper counts the control connections that are listed, so many or more
helps_all() {
	wait_for 10 helps_all_now "$1" || helps_all_now "$1"
}

helps_all_now() {
	local line listed

	line=$(quick director tail -n +2 /proc/net/ip_vs_app)
	listed=$(adm -L -n -c | awk '$5 ~ /:21$/ && $3 != "LISTEN" { n++ } END { print n + 0 }')
	echo "listed: $listed, wanted: $1 at least; seen: '$line'"
	[ "$listed" -ge "$1" ] &&
		[ "$line" = "$(printf '%-3s  %-7u %-6d %-17s' TCP 21 "$listed" ftp)" ]
}

# by_hand FAMILY: what is announced, and what is not taken for an announcement
by_hand() {
	local family=$1 client=10.1.0.2 number=1 call

	[ "$family" = 4 ] || client=fd01::2 number=2
	call="$(at "$(vip "$family")" 20) $(at "$(rip 1 "$family")" 0)"
	ftp_service "$family" 1
	check "tcp$family: a session by hand" ftp_login "a$family" "$family" "4000$family"
	check "tcp$family: its control connection has the helper" helps_all 1
	ftp_tell "a$family" "EPRT |$number|$client|41000|"
	check "tcp$family: an announced call of the server is listed" \
		ftp_expects "$family" "$(at $client 41000) $call"
	ftp_tell "a$family" "EPRT |$number|$client|41001|"
	check "tcp$family: another announcement takes its place" \
		ftp_expects "$family" "$(at $client 41001) $call"
	ftp_tell "a$family" "EPRT |$number|$(rip 3 "$family")|41002|"
	ftp_tell "a$family" "X EPRT |$number|$client|41003|"
	ftp_tell "a$family" 'STAT'
	check "tcp$family: the server goes on" ftp_hears "a$family" '211 End of status*'
	check "tcp$family: others than the client are not called" \
		ftp_expects "$family" "$(at $client 41001) $call"
	ftp_tell "a$family" EPSV
	check "tcp$family: the port of a service is not announced" \
		ftp_hears "a$family" "229 *\\(|||$((DATA + 1))|\\)*"
	two_servers "$family" "$client"
	extended_only "$family" "$client" "$number"
}

# two_servers FAMILY CLIENT: both announce the same port to one client
two_servers() {
	local family=$1 client=$2 virtual

	virtual=$(vip "$family")
	# shellcheck disable=SC2046
	must adm -e $(svc tcp "$family" 21) -r "$(at "$(rip 1 "$family")" 21)" -m -w 0
	# shellcheck disable=SC2046
	must adm -a $(svc tcp "$family" 21) -r "$(at "$(rip 2 "$family")" 21)" -m
	check "tcp$family: a session with another server" ftp_login "b$family" "$family" "4010$family"
	ftp_tell "b$family" EPSV
	check "tcp$family: two servers do not get the same port" \
		ftp_hears "b$family" "229 *\\(|||$((DATA + 2))|\\)*"
	check "tcp$family: both are listed" ftp_expects "$family" \
		"$(at "$client" 0) $(at "$virtual" $((DATA + 1))) $(at "$(rip 1 "$family")" $DATA)
$(at "$client" 0) $(at "$virtual" $((DATA + 2))) $(at "$(rip 2 "$family")" $DATA)"
	check "tcp$family: they are listed for two minutes" short_lived "$family"
	talk_tell "b$family" '!rst'
}

# short_lived FAMILY: some wait, and all have been for less than a minute
short_lived() {
	adm -L -n -c | awk -v six="$(($1 == 6))" '
		$3 == "LISTEN" && ($4 ~ /^\[/) == six { print; split($2, t, ":"); n++
			left = t[1] * 60 + t[2]; bad += left > 120 || left < 60 }
		END { exit !n || bad }'
}

# extended_only FAMILY CLIENT NUMBER: the rest of the first session
extended_only() {
	local family=$1

	ftp_tell "a$family" 'EPSV ALL'
	check "tcp$family: EPSV ALL is accepted" ftp_hears "a$family" '200 EPSV ALL*'
	ftp_tell "a$family" "EPRT |$3|$2|41004|"
	ftp_tell "a$family" FEAT
	check "tcp$family: the server goes on after it" ftp_hears "a$family" '211 End'
	check_not "tcp$family: nothing else is listened to then" called_at "$family" 41004
	talk_tell "a$family" '!rst'
	check_not "tcp$family: sessions that are given up leave nothing open" keeps_data_open
}

# keeps_data_open: a server still waits for a data connection, even after a while
keeps_data_open() {
	! wait_for 15 gave_up real1 || ! wait_for 15 gave_up real2
}

gave_up() {
	! listens "$1" "$DATA"
}

# told_port ID ADDRESS: the client was told of DATA at that address
told_port() {
	ftp_hears "$1" "227 *\\(${2//./,},$((DATA / 256)),$((DATA % 256))\\)*"
}

# names ADDRESS: a server of IPv4 alone that tells that address for its own
names() {
	ftp_serve real3 "pasv_min_port=$DATA" "pasv_max_port=$DATA" listen_ipv6=NO listen=YES \
		"pasv_address=$1"
}

# announces PATTERN: a connection to such an address is
announces() {
	ftp_announced 4 | grep " \($1\):"
}

# named: a server may tell the virtual address for its own, but nobody else's
named() {
	names "$VIP4"
	ftp_service 4 3
	check "tcp4: a server that tells the virtual address itself" ftp_session 4 real3 --disable-epsv
	reap "$SPAWNED"
	names "$STRANGER"
	check "tcp4: a session with one that tells somebody else's" ftp_login other 4 40200
	ftp_tell other PASV
	check "tcp4: its reply is left as it is" told_port other "$STRANGER"
	check_not "tcp4: and announces nothing" announces "$(rip 3 4)\|$STRANGER"
	talk_tell other '!rst'
}

called_at() {
	ftp_announced "$1" | grep -q ":$2 "
}

# slow FAMILY: the control connection outlives its time-out while data moves
slow() {
	local family=$1

	ftp_service "$family" 1
	must adm --set 2 0 0
	check "tcp$family: a silent control connection lasts as long as its data" \
		ftp_session "$family" real1 --limit-rate 400K
	must adm --set 900 0 0
}

# seen_from FAMILY "VIRTUAL SERVER": that is where the connection to the called port comes from
seen_from() {
	local seen

	seen=$(adm -L -n -c | awk -v client="$(at "$CALLED" 41100)" '$4 == client { print $5, $6 }')
	echo "wanted: $2; seen: $seen"
	[ "$seen" = "$2" ]
}

# fetch FAMILY: a file, for which the server calls that port
fetch() {
	quick client curl -gsS --max-time 60 -P "$(at "$CALLED" 41100)" -o "$SCRATCH/got1" \
		"ftp://$(at "$(vip "$1")" 21)/blob" && same_file "$SCRATCH/blob" "$SCRATCH/got1"
}

# called_again FAMILY: one server after the other calls the same port of the client, which knows
# nothing of there being two
called_again() {
	local family=$1 n CALLED=10.1.0.2

	[ "$family" = 4 ] || CALLED=fd01::2
	for n in 1 3; do
		ftp_service "$family" "$n"
		check "tcp$family real$n: calls the one port of the client" fetch "$family"
		check "tcp$family real$n: is seen to call from port 20" seen_from "$family" \
			"$(at "$(vip "$family")" 20) $(at "$(rip "$n" "$family")" 20)"
	done
}

# called_by_two: by two servers that call from port 20
called_by_two() {
	ftp_serve real3 "pasv_min_port=$DATA" "pasv_max_port=$DATA" connect_from_port_20=YES
	called_again 4
	called_again 6
	reap "$SPAWNED"
}

# not_data FAMILY: what looks like a data connection and is none
not_data() {
	local family=$1

	check_eq "tcp$family: what nobody announced is for this machine itself" director \
		"$(quick client "$FLOW_CLIENT" who tcp "$(vip "$family")" "$LOCAL" 1)"
	check_not "tcp$family: what comes from port 20 begins no flow" \
		quick client "$FLOW_CLIENT" talk tcp "$(vip "$family")" 21 20
}

main() {
	local family

	need vsftpd curl
	module_load
	topo_lan nat
	scratch
	servers
	serve director "$LOCAL"
	check_eq "FTP has port 21 unless told otherwise" 21 "$(cat /sys/module/lvs/parameters/ftp_ports)"
	for family in 4 6; do
		# shellcheck disable=SC2046
		must adm -A $(svc tcp "$family" "$DATA") -s rr
		ways "$family"
		by_hand "$family"
		slow "$family"
		not_data "$family"
	done
	called_by_two
	named
	# shellcheck disable=SC2086
	check_eq "no wrong checksum" 0 "$(checksum_errors client $TOPO_REALS)"
}

main
