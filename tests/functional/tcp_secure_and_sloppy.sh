#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# secure_tcp: nothing counts as established that the client alone can claim. sloppy_tcp: a flow that
# the director has forgotten goes on. And a server that has the virtual address itself, but the
# director as its router, lets the director see both directions.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"
. "$LVS_LIB/states.sh"

vs() {
	ns_sysctl director "net/ipv4/vs/$1"
}

# server_has_vip: real3 takes direct routing; what it says goes back through the director
server_has_vip() {
	ns_addr real3 lo "$VIP4/32" "$VIP6/128"
	ns_sysctl director net/ipv4/conf/lan/accept_local=1
}

# dr_service FAMILY: a fresh one, with real3 alone
dr_service() {
	PORT=$((PORT + 1))
	# shellcheck disable=SC2046
	must adm -A $(svc tcp "$1" "$PORT") -s rr
	# shellcheck disable=SC2046
	must adm -a $(svc tcp "$1" "$PORT") -r "$(at "$(rip 3 "$1")" "$PORT")" -g
}

# past_director FAMILY add|del: real3's way to the client does not lead through the director
past_director() {
	if [ "$1" = 4 ]; then
		must ns_ip real3 route "$2" 10.1.0.0/24 via 10.3.0.254
	else
		must ns_ip real3 -6 route "$2" fd01::/64 via fd03::fe
	fi
}

secure_nat() {
	local family=$1 from=4010$1

	state_service nat tcp "$family"
	talk_open "$from" client tcp "$(vip "$family")" "$PORT" "$from"
	talk_hears "$from" connected >/dev/null
	check "tcp$family: the client's ACK does not establish a flow" \
		state_is tcp "$family" "$from" SYNACK 120 1
	check "tcp$family: the flow works" talk_works "$from" hello
	check "tcp$family: what the server sends after it does" \
		state_is tcp "$family" "$from" ESTABLISHED 900 1
	talk_tell "$from" '!rst'
	check "tcp$family: the client's RST makes it CLOSE" state_is tcp "$family" "$from" CLOSE 10 0
}

secure_dr() {
	local family=$1 from=4020$1

	dr_service "$family"
	past_director "$family" add
	quick real3 nft -f - <<-END
		table inet silence {
			chain input {
				type filter hook input priority 0
				tcp dport $PORT drop
			}
		}
	END
	talk_open "$from" client tcp "$(vip "$family")" "$PORT" "$from"
	check "tcp$family: a SYN alone is SYNACK, replies unseen" \
		state_of tcp "$family" "$from" SYNACK
	must quick real3 nft delete table inet silence
	check "tcp$family: the flow works, replies unseen" talk_hears "$from" connected
	check "tcp$family: the client's ACK must do" state_of tcp "$family" "$from" ESTABLISHED
	past_director "$family" del
}

# state_of PROTO FAMILY SOURCE-PORT STATE: sooner or later
state_of() {
	wait_for 15 conn_state "$1" "$2" "$PORT" "$3" "$4" || conn_state "$1" "$2" "$PORT" "$3" "$4"
}

# seen_replies FAMILY: the server's FIN shows
seen_replies() {
	local family=$1 from=4030$1

	dr_service "$family"
	talk_connects "$from" client tcp "$(vip "$family")" "$PORT" "$from" ||
		bail "no flow: $(cat "$GUARD_DIR/$from.out")"
	talk_tell "$from" '!close'
	talk_hears "$from" closed >/dev/null
	check "tcp$family: with direct routing the server's FIN is seen as it passes" \
		state_of tcp "$family" "$from" FIN_WAIT
	talk_tell "$from" '!fin'
	check "tcp$family: and both FINs are known" state_of tcp "$family" "$from" TIME_WAIT
}

gone() {
	[ -z "$(conn_of tcp "$1" "$PORT" "$2")" ]
}

# forgotten FAMILY SOURCE-PORT: a flow that works, but not for the director
forgotten() {
	state_flow nat "$1" "$2"
	must adm --set 1 0 0
	talk_works "$2" last >/dev/null
	wait_for 12 gone "$1" "$2" || bail "the entry stays"
	must adm --set 900 120 300
}

sloppy() {
	local family=$1

	forgotten "$family" "4040$family"
	talk_tell "4040$family" lost
	check "tcp$family: what belongs to no entry is reset" talk_hears "4040$family" reset
	forgotten "$family" "4050$family"
	vs sloppy_tcp=1
	check "tcp$family: but goes on with sloppy_tcp" talk_works "4050$family" again
	check "tcp$family: and is established" state_is tcp "$family" "4050$family" ESTABLISHED 900 1
	vs sloppy_tcp=0
}

main() {
	local family

	need nft
	module_load
	topo_lan nat
	server_has_vip
	must adm --set 900 120 300
	serve real1 "$PORT" "$LAST_PORT"
	serve real3 "$PORT" "$LAST_PORT"
	for family in 4 6; do
		seen_replies "$family"
		sloppy "$family"
		vs secure_tcp=3
		secure_nat "$family"
		secure_dr "$family"
		vs secure_tcp=0
	done
}

main
