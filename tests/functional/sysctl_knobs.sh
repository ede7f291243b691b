#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The knobs of net.ipv4.vs: names, defaults, what they accept and refuse, who may write; each
# network namespace has its own.
#
#	one, two: namespaces without any network

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"

# name | default (* depends on the machine) | accepted | refused; a value may have words
KNOBS='
am_droprate|10|-5,0,2147483647|x,2147483648
amemthresh|1024|-1,4096|1.5
backup_only|0|1,-3|x
cache_bypass|0|1,7|x
conn_lfactor|-4|-8,8|-9,9,x
conn_max|67108864|0,1,1073741824|-1,1073741825,x
conn_reuse_mode|1|0,2,-1|x
conntrack|0|1,-1|x
drop_entry|0|3,0|-1,4,x
drop_packet|0|3,0|-1,4,x
est_cpulist|*|0|0-100000,-1,x
est_nice|0|-20,19|-21,20,x
expire_nodest_conn|1|0,2|x
expire_quiescent_template|1|0,2|x
fastpath|1|0,2|x
ignore_tunneled|0|1,-1|x
lblc_expiration|86400|0,60,86400|x
lblcr_expiration|86400|0,60,86400|x
mss_clamp|1|0,2|x
nat_icmp_send|0|1,-1|x
pmtu_disc|1|0,-1|x
run_estimation|1|0,5|x
schedule_icmp|0|1,-1|x
secure_tcp|0|3,0|-1,4,x
sloppy_sctp|0|1,-1|x
sloppy_tcp|0|1,-1|x
snat_reroute|1|0,-1|x
source_burst|0|1,1000000|-1,1000001,x
source_rate|0|1,1000000,0|-1,1000001,x
svc_lfactor|-3|-8,8|-9,9,x
sync_persist_mode|0|1,-1|x
sync_ports|1|2,64,128|0,-1,3,x
sync_qlen_max|*|0,100,18446744073709551615|-1,x
sync_refresh_period|0|10,-10|x
sync_retries|0|3,0|-1,4,x
sync_sock_size|0|65536,-1|x
sync_threshold|3 50|0 0,7 0,9 10,5,49 50|-1 50,3 -1,50 50,51 50,60,x
sync_version|1|0|-1,2,x'

# Knobs that in-tree IPVS lacks, as far as the oldest kernel goes; and those whose defaults differ.
ONLY_OURS='conn_lfactor conn_max est_cpulist est_nice lblc_expiration lblcr_expiration mss_clamp source_burst source_rate svc_lfactor'
OTHER_DEFAULT='expire_nodest_conn expire_quiescent_template'
# Refused to whoever owns just the namespace
HOST_ONLY='conn_max est_cpulist est_nice run_estimation sync_qlen_max sync_sock_size'

# Runs inside a namespace, with the rows of KNOBS as input and nothing but builtins, for
# processes are dear: prints «name default», «name accepts value», «name refuses value»,
# for what is seen to be so.
# shellcheck disable=SC2016
PROBE='
	cd /proc/sys/net/ipv4/vs || exit
	value() { read -r got <"$1"; got=${got//$'"'\t'"'/ }; }
	try() { [ "$( { echo "$2" >"$1"; } 2>&1)" = "" ]; }
	while IFS="|" read -r name default good bad; do
		[ -e "$name" ] || continue
		value "$name"
		[ "$default" = "*" ] && got="*"
		echo "$name $got"
		IFS=,
		for v in $good; do
			try "$name" "$v" && value "$name"
			# one number leaves the second of a pair alone
			case $got in "$v" | "$v "*) echo "$name accepts $v" ;; esac
		done
		value "$name"
		before=$got
		for v in $bad; do
			what=$( { echo "$v" >"$name"; } 2>&1)
			value "$name"
			case $what in
			*"Invalid argument") [ "$got" = "$before" ] && echo "$name refuses $v" ;;
			esac
		done
	done'

# rows: the rows of KNOBS that this implementation has
rows() {
	local row name

	while IFS= read -r row; do
		name=${row%%|*}
		[ -n "$name" ] || continue
		[ "$LVS_IMPL" = lvs ] || has "$name" "$ONLY_OURS" || has "$name" "$OTHER_DEFAULT" ||
			echo "$row"
		[ "$LVS_IMPL" != lvs ] || echo "$row"
	done <<<"$KNOBS"
}

# has WORD WORDS
has() {
	case " $2 " in *" $1 "*) return 0 ;; esac
	return 1
}

# promised: what PROBE is to print
promised() {
	local name default good bad value IFS

	while IFS='|' read -r name default good bad; do
		echo "$name $default"
		IFS=,
		for value in $good; do echo "$name accepts $value"; done
		for value in $bad; do echo "$name refuses $value"; done
	done < <(rows)
}

probe() {
	rows | ns_exec one bash -c "$PROBE"
}

# names NAMESPACE: files that are there, but for those that only some builds of in-tree have
names() {
	local name

	for name in $(ns_exec "$1" ls /proc/sys/net/ipv4/vs); do
		[ "$LVS_IMPL" = lvs ] || ! has "$name" "$ONLY_OURS debug_level lblc_expiration" || continue
		echo "$name"
	done
}

expected_names() {
	local name

	sed -n 's/|.*//p' <<<"$KNOBS" | while read -r name; do
		[ "$LVS_IMPL" = lvs ] || ! has "$name" "$ONLY_OURS" || continue
		echo "$name"
	done
}

# both NAME: the values in the two namespaces
both() {
	local name

	for name in one two; do ns_exec "$name" cat "/proc/sys/net/ipv4/vs/$1"; done | xargs
}

# in_user_ns COMMAND...: run by root of a user namespace, in a network namespace of that
in_user_ns() {
	unshare --user --map-root-user --net "$@"
}

# read_only: names of files that the owner of a namespace cannot write
read_only() {
	# shellcheck disable=SC2016
	in_user_ns bash -c 'cd /proc/sys/net/ipv4/vs && for f in *; do [ -w "$f" ] || echo "$f"; done' |
		xargs
}

other_owner() {
	in_user_ns true || { ktap_skip "user namespaces" "this kernel has none" && return; }
	check_eq "the owner of a namespace may not write what costs the machine" "$HOST_ONLY" \
		"$(read_only)"
	check "but writes the others" in_user_ns sh -c 'echo 1 >/proc/sys/net/ipv4/vs/conntrack'
	check_not "and not these" in_user_ns sh -c 'echo 0 >/proc/sys/net/ipv4/vs/run_estimation'
}

empty_cpus() {
	check "no CPU at all is a list, too" ns_exec one sh -c 'echo >/proc/sys/net/ipv4/vs/est_cpulist'
	check_eq "and reads back empty" "" "$(ns_exec one cat /proc/sys/net/ipv4/vs/est_cpulist)"
}

main() {
	module_load
	ns_new one two
	check_eq "the files are IPVS's and ours" "$(expected_names)" "$(names one)"
	check_eq "defaults, what is accepted, what is refused" "$(promised)" "$(probe)"
	must ns_exec two sh -c 'echo 77 >/proc/sys/net/ipv4/vs/am_droprate'
	must ns_exec one sh -c 'echo 5 >/proc/sys/net/ipv4/vs/am_droprate'
	check_eq "each namespace has its own" "5 77" "$(both am_droprate)"
	[ "$LVS_IMPL" = lvs ] || return
	empty_cpus
	other_owner
}

main
