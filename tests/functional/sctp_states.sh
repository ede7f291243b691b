#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The life of an SCTP association as the director tells it: each state with its timeout and
# whether it counts as active; ports that are used again; associations that began elsewhere.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"
. "$LVS_LIB/states.sh"

LAST_SERVED=7012
CLOSED_PORT=7099
AGAIN_PORT=7000

# association METHOD FAMILY SOURCE-PORT: a fresh service and an association that has carried data
association() {
	state_service "$1" sctp "$2"
	talk_connects "$3" client sctp "$(vip "$2")" "$PORT" "$3" ||
		bail "no association: $(cat "$GUARD_DIR/$3.out")"
}

# becomes WHAT FAMILY SOURCE-PORT STATE TIMEOUT ACTIVE
becomes() {
	local what=$1

	shift
	check "sctp$1: $what is $3" state_is sctp "$@"
}

# ends FAMILY: by the client or the server, politely or not
ends() {
	local family=$1

	association nat "$family" "4010$family"
	becomes "data both ways" "$family" "4010$family" ESTABLISHED 900 1
	talk_tell "4010$family" '!fin'
	becomes "what the client has shut down" "$family" "4010$family" CLOSED 61 0
	association nat "$family" "4020$family"
	talk_tell "4020$family" '!close'
	check "sctp$family: the client sees the server's end" talk_hears "4020$family" closed
	becomes "what the server has shut down" "$family" "4020$family" CLOSED 61 0
	association nat "$family" "4030$family"
	talk_tell "4030$family" '!rst'
	becomes "what the client has aborted" "$family" "4030$family" CLOSED 61 0
	association nat "$family" "4040$family"
	talk_tell "4040$family" '!reset'
	check "sctp$family: the client sees the server's ABORT" talk_hears "4040$family" reset
	becomes "what the server has aborted" "$family" "4040$family" CLOSED 61 0
}

# refused FAMILY: nobody listens on the server, whose ABORT is translated
refused() {
	local answer

	topo_lan_service nat sctp "$1" "$CLOSED_PORT" rr 1
	answer=$(quick client "$FLOW_CLIENT" who sctp "$(vip "$1")" "$CLOSED_PORT" 1)
	check_eq "sctp$1: a client hears that it is refused" refused "$answer"
}

# again FAMILY: a closed association's port goes to the scheduler in the same packet
again() {
	local family=$1 from=4060$1 first second

	PORT=$AGAIN_PORT
	topo_lan_service nat sctp "$family" "$PORT" rr 1 1
	talk_connects "$from" client sctp "$(vip "$family")" "$PORT" "$from"
	first=$(server_of "$from")
	talk_tell "$from" '!rst'
	wait_for 15 conn_state sctp "$family" "$PORT" "$from" CLOSED
	talk_open "again$from" client sctp "$(vip "$family")" "$PORT" "$from"
	second=$(server_of "again$from")
	check_eq "sctp$family: a port that is used again goes to the next server" \
		"real1 real2" "$(printf '%s\n' "$first" "$second" | sort | xargs)"
}

# server_of ID: print the name of the server that an association goes to
server_of() {
	talk_tell "$1" who
	wait_for 15 grep -q real "$GUARD_DIR/$1.out"
	grep -m1 real "$GUARD_DIR/$1.out"
}

# removed FAMILY: the server is taken out under an association
removed() {
	association nat "$1" "4090$1"
	# shellcheck disable=SC2046
	must adm -d $(svc sctp "$1" "$PORT") -r "$(at "$(rip 1 "$1")" "$PORT")"
	talk_tell "4090$1" more
	check "sctp$1: the client hears that its server was removed" talk_hears "4090$1" reset
}

# one_sided FAMILY: direct routing shows the client's half
one_sided() {
	local family=$1

	association dr "$family" "4070$family"
	becomes "what the client says alone" "$family" "4070$family" ESTABLISHED 900 1
	talk_tell "4070$family" '!fin'
	becomes "what the client has shut down, alone" "$family" "4070$family" CLOSED 61 0
}

# way_to HOP FAMILY: the router sends there what is for the virtual address
way_to() {
	if [ "$2" = 4 ]; then
		must ns_ip router route replace "$VIP4" via "$1"
	else
		must ns_ip router -6 route replace "$VIP6" via "$1"
	fi
}

# elsewhere FAMILY: an association that the director has not seen begin goes on through it
elsewhere() {
	local family=$1 from=4080$1 director=10.2.0.1

	[ "$family" = 4 ] || director=fd02::1
	state_service dr sctp "$family"
	way_to "$(rip 1 "$family")" "$family"
	talk_connects "$from" client sctp "$(vip "$family")" "$PORT" "$from"
	ns_sysctl director net/ipv4/vs/sloppy_sctp=1
	way_to "$director" "$family"
	check "sctp$family: sloppy_sctp takes an association over" talk_works "$from" onwards
	becomes "what was taken over" "$family" "$from" ESTABLISHED 900 1
	ns_sysctl director net/ipv4/vs/sloppy_sctp=0
	state_service dr sctp "$family"
	way_to "$(rip 1 "$family")" "$family"
	talk_connects "strict$from" client sctp "$(vip "$family")" "$PORT"
	way_to "$director" "$family"
	talk_tell "strict$from" onwards
	check "sctp$family: without it the director's own stack aborts it" \
		talk_hears "strict$from" reset
}

# with_nat: both directions pass
with_nat() {
	local family

	topo_lan nat
	serve real1 "$AGAIN_PORT" "$LAST_SERVED" "$(rip 1 4)" "$(rip 1 6)"
	serve real2 "$AGAIN_PORT" "$AGAIN_PORT" "$(rip 2 4)" "$(rip 2 6)"
	for family in 4 6; do
		again "$family"
		refused "$family"
		ends "$family"
		removed "$family"
	done
}

# with_dr: only requests pass
with_dr() {
	local family

	topo_lan dr
	serve real1 "$AGAIN_PORT" "$LAST_SERVED" "$VIP4" "$VIP6"
	for family in 4 6; do
		one_sided "$family"
		elsewhere "$family"
	done
}

main() {
	local name

	module_load
	modprobe -q sctp || skip_all "this kernel has no SCTP"
	with_nat
	must adm -C
	# shellcheck disable=SC2086
	for name in client router director $TOPO_REALS; do
		ns_del "$name"
	done
	PORT=$AGAIN_PORT
	with_dr
}

main
