#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The tool drives the kernel's own ip_vs as far as that goes, and says where it does not go further.

# shellcheck source-path=SCRIPTDIR/.. source=lib/lvs.sh
set -u
. "$(dirname "$0")/lib/lvs.sh"

SERVICE='-t 192.0.2.1:80'

# here ARG...: the tool, in the namespace
# shellcheck disable=SC2086 # options are words
here() {
	ns_exec host lvsadm "$@"
}

# refused OPTION VALUE: a service is not made, and it is said why
refused() {
	local said

	# shellcheck disable=SC2086
	said=$(here -A $SERVICE -s mh "$1" "$2" 2>&1) && return 1
	echo "$said"
	[[ $said == "this kernel's load balancer has no $1: lvs has it"* ]] && [ -z "$(here -S)" ]
}

main() {
	local option

	[ "$LVS_IMPL" = lvs ] || skip_all "loads ip_vs itself"
	must modprobe ip_vs
	defer wait_for 20 modprobe -r ip_vs_wlc ip_vs_rr ip_vs
	ns_new host
	for option in --tcp-timeout --tcpfin-timeout --udp-timeout --hash-seed --slow-start \
		--source-rate --source-burst; do
		check "$option is refused, and nothing changes" refused "$option" 30
	done
	check "--table-size is refused, and nothing changes" refused --table-size 251
	# shellcheck disable=SC2086
	check "a service is added" here -A $SERVICE -s rr
	# shellcheck disable=SC2086
	check "a server is added" here -a $SERVICE -r 192.0.2.2:80 -m
	check_eq "they are saved" "-A $SERVICE -s rr
-a $SERVICE -r 192.0.2.2:80 -m -w 1" "$(here -Sn)"
	check "show shows them" here show
	check "top has a frame" here top -b -c 1
	check_not "reasons are lvs's alone" here reasons
	# shellcheck disable=SC2086
	check "the service is edited" here -E $SERVICE -s wlc
	check "all goes" here -C
	ns_del host
}

main
