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
# that timeout, and its one server counts it so; the listing and the file agree
state_is() {
	wait_for 15 state_seen "$@" || state_seen "$@"
}

# state_seen: what state_is waits for, from one look at everything
state_seen() {
	local low=$(($5 > 30 ? $5 - 20 : 1)) seen service from

	service=$(at "$(vip "$2")" "$PORT")
	seen=$(quick director sh -c "$LVSADM -L -n -c; echo; cat /proc/net/ip_vs_conn; echo
		$LVSADM -L -n $(svc "$1" "$2" "$PORT")")
	if [ "$2" = 4 ]; then
		from=$(printf '0A010002 %04X 0A090001 %04X' "$3" "$PORT")
	else
		from=$(printf 'fd01:%s:0002 %04X fd09:%s:0001 %04X' 0000:0000:0000:0000:0000:0000 "$3" \
			0000:0000:0000:0000:0000:0000 "$PORT")
	fi
	echo "$seen"
	echo "wanted: ${1^^} $service from port $3, $4, $low to $5 s, active $6"
	echo "$seen" | awk -v proto="${1^^}" -v service="$service" -v port=":$3\$" -v from="$from" \
		-v state="$4" -v low="$low" -v high="$5" -v active="$6" '
		function right(left) { return left >= low && left <= high }
		$1 == proto && $5 == service && $4 ~ port {
			split($2, t, ":")
			listed += $3 == state && right(t[1] * 60 + t[2])
		}
		index($0, proto " " from " ") == 1 { filed += $8 == state && right($9) }
		$1 == "->" && $2 != "RemoteAddress:Port" { counted += $5 == active && $6 == 1 - active }
		END { exit !(listed == 1 && filed == 1 && counted == 1) }'
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
