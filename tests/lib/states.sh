# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# shellcheck disable=SC2034 # variables are for the tests
# The life of a connection as the listing and /proc/net/ip_vs_conn tell it.

# Each service gets a port of its own: a server that comes back to a port where it was before
# finds its old connections there.
PORT=7000
LAST_PORT=7040

# expires_within PROTO FAMILY SOURCE-PORT LOW HIGH: seconds that a connection has left
expires_within() {
	local left

	left=$(conn_of "$1" "$2" "$PORT" "$3" | awk '{ n = split($3, t, ":")
		print n == 3 ? t[1] * 3600 + t[2] * 60 + t[3] : t[1] * 60 + t[2] }')
	echo "left: $left, wanted: $4 to $5"
	[ -n "$left" ] && [ "$left" -ge "$4" ] && [ "$left" -le "$5" ]
}

# in_proc PROTO FAMILY SOURCE-PORT STATE LOW HIGH: the file says the same; addresses in hex
in_proc() {
	local from to line hex_from hex_port left

	if [ "$2" = 4 ]; then
		from=0A010002 to=0A090001
	else
		from=fd01:0000:0000:0000:0000:0000:0000:0002
		to=fd09:0000:0000:0000:0000:0000:0000:0001
	fi
	hex_from=$(printf '%04X' "$3")
	hex_port=$(printf '%04X' "$PORT")
	line=$(quick director grep "^${1^^} $from $hex_from $to $hex_port " /proc/net/ip_vs_conn)
	echo "line: $line"
	left=$(echo "$line" | awk -v state="$4" '$8 == state { print $9 }')
	[ -n "$left" ] && [ "$left" -ge "$5" ] && [ "$left" -le "$6" ]
}

# counts PROTO FAMILY N ACTIVE INACTIVE: the columns of server N
counts() {
	local server

	server=$(at "$(rip "$3" "$2")" "$PORT")
	echo "active $(dest_field "$1" "$2" "$PORT" "$server" 5)" \
		"inactive $(dest_field "$1" "$2" "$PORT" "$server" 6), wanted $4 $5"
	[ "$(dest_field "$1" "$2" "$PORT" "$server" 5)" = "$4" ] &&
		[ "$(dest_field "$1" "$2" "$PORT" "$server" 6)" = "$5" ]
}

# state_is PROTO FAMILY SOURCE-PORT STATE TIMEOUT ACTIVE: the connection comes to that state, with
# that timeout, and the server counts it so; the timeout may be shorter by what a slow machine needs
state_is() {
	local low=$(($5 > 30 ? $5 - 20 : 1))

	wait_for 15 conn_state "$1" "$2" "$PORT" "$3" "$4" ||
		conn_state "$1" "$2" "$PORT" "$3" "$4" || return 1
	expires_within "$1" "$2" "$3" "$low" "$5" &&
		in_proc "$1" "$2" "$3" "$4" "$low" "$5" &&
		counts "$1" "$2" 1 "$6" $((1 - $6))
}

# state_service METHOD PROTO FAMILY: a fresh service with one server, and nothing counted
state_service() {
	PORT=$((PORT + 1))
	topo_lan_service "$1" "$2" "$3" "$PORT" rr 1
}

# state_flow METHOD FAMILY SOURCE-PORT: a fresh TCP service and an established flow
state_flow() {
	state_service "$1" tcp "$2"
	talk_connects "$3" client tcp "$(vip "$2")" "$PORT" "$3" || bail "no flow: $(cat "$GUARD_DIR/$3.out")"
}
