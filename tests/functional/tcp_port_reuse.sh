#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A client uses its port again while the old entry is there: conn_reuse_mode says which entries make
# way, and a SYN is served in the same packet, without a retransmission.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"
. "$LVS_LIB/states.sh"

vs() {
	ns_sysctl director "$@"
}

# reuse METHOD FAMILY: a service of two servers, and a flow from a port that the server ends first
used_once() {
	PORT=$((PORT + 1))
	FROM=$((FROM + 1))
	topo_lan_service "$1" tcp "$2" "$PORT" rr 1 1
	talk_connects "$FROM" client tcp "$(vip "$2")" "$PORT" "$FROM" || bail "no flow"
	FIRST=$(conn_of tcp "$2" "$PORT" "$FROM" | awk '{ print $2 }')
	talk_tell "$FROM" '!close'
	talk_hears "$FROM" closed >/dev/null
	talk_tell "$FROM" '!fin'
	wait_for 15 conn_state tcp "$2" "$PORT" "$FROM" "$3" || bail "no $3"
}

retransmissions() {
	quick client nstat -asz TcpRetransSegs | awk '/Retrans/ { print $2 }'
}

# again FAMILY same|other: a new flow from the same port, and who serves it; nothing was sent twice
again() {
	local before after server same=other

	before=$(retransmissions)
	talk_connects "again$FROM" client tcp "$(vip "$1")" "$PORT" "$FROM" || return 1
	after=$(retransmissions)
	server=$(conn_of tcp "$1" "$PORT" "$FROM" | awk '{ print $2 }')
	echo "server $FIRST, then $server; retransmissions $before, then $after"
	[ "$server" != "$FIRST" ] || same=same
	[ "$same" = "$2" ] && [ "$before" = "$after" ]
}

# leaves FAMILY WEIGHT: the server of the first flow takes nothing new, or is gone
leaves() {
	if [ "$2" = gone ]; then
		# shellcheck disable=SC2046
		must adm -d $(svc tcp "$1" "$PORT") -r "$FIRST"
	else
		# shellcheck disable=SC2046
		must adm -e $(svc tcp "$1" "$PORT") -r "$FIRST" "$METHOD" -w "$2"
	fi
}

case_is() {
	local description=$1 state=$2 mode=$3 nodest=$4 weight=$5 want=$6 family

	for family in 4 6; do
		vs net/ipv4/vs/conn_reuse_mode="$mode" net/ipv4/vs/expire_nodest_conn="$nodest"
		used_once "$KIND" "$family" "$state"
		[ "$weight" = 1 ] || leaves "$family" "$weight"
		check "tcp$family $KIND: $description" again "$family" "$want"
	done
}

main() {
	FROM=41000
	need nstat
	module_load
	topo_lan "${KIND:=nat}"
	METHOD=-m
	serve real1 "$PORT" "$LAST_PORT"
	serve real2 "$PORT" "$LAST_PORT"
	case_is "mode 1: an entry that is closed makes way" TIME_WAIT 1 0 1 other
	case_is "mode 0: it goes to the old server" TIME_WAIT 0 0 1 same
	case_is "mode 0: but not if that one is leaving" TIME_WAIT 0 1 0 other
	case_is "mode 0: nor if it is gone" TIME_WAIT 0 1 gone other
	case_is "mode 0: unless flows outlive their server" TIME_WAIT 0 0 0 same
	half_seen
}

# half_seen: the servers answer past the director now
half_seen() {
	local n

	KIND=dr METHOD=-g
	for n in 1 2; do
		ns_addr "real$n" lo "$VIP4/32" "$VIP6/128"
		must ns_ip "real$n" route replace default via 10.3.0.254
		must ns_ip "real$n" -6 route replace default via fd03::fe
	done
	case_is "mode 1: FIN_WAIT does not make way" FIN_WAIT 1 0 1 same
	case_is "mode 3: it does if no reply was seen" FIN_WAIT 3 0 1 other
	case_is "mode 1: and if the server is leaving" FIN_WAIT 1 1 0 other
}

main
