#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A service has time-outs of its own, which hold for its flows from their next packet on; all that is
# said of them comes back in listings and by save and restore.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"
. "$LVS_LIB/states.sh"

# left FAMILY SOURCE-PORT SECONDS: what the flow has left, after one more packet
left() {
	talk_works "$3" "word$4" >/dev/null
	expires_within "$1" "$2" "$3" $(($4 - 20)) "$4"
}

edit() {
	# shellcheck disable=SC2046
	must adm -E $(svc "$1" "$2" "$PORT") "${@:3}"
}

rule() {
	adm -S -n | grep -F -- "-A $(svc "$1" "$2" "$PORT") "
}

tcp_service() {
	local family=$1 from=4010$1

	state_flow nat "$family" "$from"
	edit tcp "$family" --tcp-timeout 1000 --tcpfin-timeout 50
	check "tcp$family: a flow obeys with its next packet" left tcp "$family" "$from" 1000
	check_eq "tcp$family: the service shows them" \
		"-A $(svc tcp "$family" "$PORT") -s rr --tcp-timeout 1000 --tcpfin-timeout 50" \
		"$(rule tcp "$family")"
	edit tcp "$family" -s wrr
	check "tcp$family: another edit keeps them" left tcp "$family" "$from" 1000
	# shellcheck disable=SC2046
	must quick director ipvsadm -E $(svc tcp "$family" "$PORT") -s rr
	check "tcp$family: and so does one by ipvsadm" left tcp "$family" "$from" 1000
	edit tcp "$family" --tcp-timeout 0
	check "tcp$family: 0 gives the common one back" left tcp "$family" "$from" 900
	talk_tell "$from" '!close'
	talk_hears "$from" closed >/dev/null
	check "tcp$family: after the server's FIN the other holds" \
		expires_within tcp "$family" "$from" 30 50
}

udp_service() {
	local family=$1 from=4020$1

	PORT=$((PORT + 1))
	# shellcheck disable=SC2046
	must adm -A $(svc udp "$family" "$PORT") -s rr --udp-timeout 77
	# shellcheck disable=SC2046
	must adm -a $(svc udp "$family" "$PORT") -r "$(at "$(rip 1 "$family")" "$PORT")" -m
	talk_connects "$from" client udp "$(vip "$family")" "$PORT" "$from" || bail "no flow"
	check "udp$family: a service begins with one" expires_within udp "$family" "$from" 57 77
	# shellcheck disable=SC2046
	check_not "udp$family: a time-out that nothing would obey is refused" \
		adm -E $(svc udp "$family" "$PORT") --tcp-timeout 5
	# shellcheck disable=SC2046
	check "udp$family: and stands in the JSON listing" \
		shows adm -L -n --json $(svc udp "$family" "$PORT")
}

shows() {
	"$@" | grep -F '"timeouts":{"tcp_s":0,"tcp_fin_s":0,"udp_s":77}'
}

restored() {
	local before

	before=$(adm -S -n)
	must adm -C
	must quick director sh -c "echo '$before' | $LVSADM -R"
	check_eq "save and restore keep all" "$before" "$(adm -S -n)"
}

main() {
	local family

	[ "$LVS_IMPL" = lvs ] || skip_all "in-tree has none"
	need ipvsadm
	module_load
	topo_lan nat
	must adm --set 900 120 300
	serve real1 "$PORT" "$LAST_PORT"
	for family in 4 6; do
		tcp_service "$family"
		udp_service "$family"
	done
	restored
}

main
