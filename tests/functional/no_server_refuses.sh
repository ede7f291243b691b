#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A service without a usable server refuses at once; a quiesced server keeps what it has and
# gets nothing new.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"

PORT=7000

# unreachables FAMILY: print how many «destination unreachable» the client has got
unreachables() {
	if [ "$1" = 4 ]; then
		quick client nstat -asz IcmpInDestUnreachs
	else
		quick client nstat -asz Icmp6InDestUnreachs
	fi | awk '/DestUnreachs/ { print $2 }'
}

# refused PROTO FAMILY: by the director's ICMP message, not by a server's RST
refused() {
	local before after answer

	before=$(unreachables "$2")
	answer=$(quick client "$FLOW_CLIENT" who "$1" "$(vip "$2")" "$PORT" 1)
	after=$(unreachables "$2")
	echo "answer: $answer; unreachable messages: $before -> $after"
	[ "$answer" = refused ] && [ "$after" -gt "$before" ]
}

# no_server PROTO FAMILY SCHEDULER
no_server() {
	# shellcheck disable=SC2046
	must adm -A $(svc "$1" "$2" "$PORT") -s "$3"
	check "$1$2, $3: no server at all: refused" refused "$1" "$2"
	# shellcheck disable=SC2046
	must adm -D $(svc "$1" "$2" "$PORT")
}

# quiesced PROTO FAMILY SCHEDULER: weight 0 for all, while a connection exists
quiesced() {
	local proto=$1 family=$2 scheduler=$3 id=$1$2$3 n

	topo_lan_service nat "$proto" "$family" "$PORT" "$scheduler" 1 1
	talk_open "$id" client "$proto" "$(vip "$family")" "$PORT"
	check "$proto$family, $scheduler: a connection works" talk_works "$id" before
	for n in 1 2; do
		# shellcheck disable=SC2046
		must adm -e $(svc "$proto" "$family" "$PORT") \
			-r "$(at "$(rip "$n" "$family")" "$PORT")" -m -w 0
	done
	check "$proto$family, $scheduler: it survives weight 0" talk_works "$id" after
	check "$proto$family, $scheduler: a new one is refused" refused "$proto" "$family"
	check "$proto$family, $scheduler: the old one still works" talk_works "$id" last
	# shellcheck disable=SC2046
	must adm -D $(svc "$proto" "$family" "$PORT")
}

main() {
	local proto family scheduler

	need nstat
	module_load
	topo_lan nat
	# every refusal counts; the kernel's limit on such messages is not the subject
	ns_sysctl director net/ipv4/icmp_ratelimit=0 net/ipv6/icmp/ratelimit=0
	serve real1 "$PORT"
	serve real2 "$PORT"
	for family in 4 6; do
		for proto in tcp udp; do
			for scheduler in rr wlc; do
				no_server "$proto" "$family" "$scheduler"
			done
			quiesced "$proto" "$family" wrr
		done
		quiesced tcp "$family" lc
	done
}

main
