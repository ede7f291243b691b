# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# shellcheck disable=SC2034 # variables are for the tests
# Servers behind tunnels of every kind, on the local network (topo_lan.sh).
#
# A kind is what the tool calls it: "ipip", "gue:PORT:nocsum", "gre:csum", ...

TUNNEL_BYTES=300K
# what belongs to each: what the largest packet is smaller by, without the outer IP header
declare -A TUNNEL_BYTES_OF=([ipip]=0 [gue:nocsum]=12 [gue:csum]=12 [gue:remcsum]=20 [gre:nocsum]=4
	[gre:csum]=8)
GUE_PORT=6080

# tunnel_options KIND: print the tool's options
tunnel_options() {
	local type=${1%%:*} csum=${1##*:}

	case $type in
	ipip) echo "-i" ;;
	gue) echo "-i --tun-type gue --tun-port $GUE_PORT --tun-$csum" ;;
	gre) echo "-i --tun-type gre --tun-$csum" ;;
	esac
}

# tunnel_real NAME KIND ADDRESS4 ADDRESS6: print what ip(8) has to do that a server unwraps what
# comes to these addresses; GUE needs tunnel_listen besides
tunnel_real() {
	local name=$1 kind=$2 four=$3 six=$4 check=

	if [[ $kind == gre* ]]; then
		[ "${kind#*:}" = nocsum ] || check=icsum
		cat <<-END
			link add ${name}4 type gre local $four remote 0.0.0.0 $check
			link add ${name}6 type ip6gre local $six remote :: $check
			link set ${name}4 up
			link set ${name}6 up
		END
		return
	fi
	cat <<-END
		link add ${name}44 type ipip local $four remote 0.0.0.0
		link add ${name}64 type sit local $four remote 0.0.0.0
		link add ${name}6 type ip6tnl local $six remote :: mode any
		link set ${name}44 up
		link set ${name}64 up
		link set ${name}6 up
	END
}

# tunnel_listen NAME: the server takes GUE
tunnel_listen() {
	local family

	# nothing fetches it when it is asked for
	must modprobe -a fou fou6
	for family in -4 -6; do
		must quick "$1" ip "$family" fou add port "$GUE_PORT" gue
	done
}

# tunnel_service PROTO INNER OUTER PORT KIND...: a service whose server N is reached by the Nth kind
tunnel_service() {
	local proto=$1 inner=$2 outer=$3 port=$4 n=0 kind

	shift 4
	# shellcheck disable=SC2046
	must adm -A $(svc "$proto" "$inner" "$port") -s rr
	for kind; do
		n=$((n + 1))
		# shellcheck disable=SC2046
		must adm -a $(svc "$proto" "$inner" "$port") -r "$(at "$(rip "$n" "$outer")" "$port")" \
			$(tunnel_options "$kind")
	done
}

# tunnel_services KIND...: of both protocols, in all four pairs; the port tells the outer family
tunnel_services() {
	local proto inner outer

	for outer in 4 6; do
		for inner in 4 6; do
			for proto in tcp udp; do
				tunnel_service "$proto" "$inner" "$outer" "700$outer" "$@"
			done
		done
	done
}

# tunnel_carries PROTO INNER OUTER COUNT [segments]: each of COUNT servers gets a file and returns it
tunnel_carries() {
	local n

	for ((n = 1; n <= $4; n++)); do
		forward_copy "$1" "$(vip "$2")" "700$3" ${5:+"$5"} || return 1
	done
}

# tunnel_carry COUNT MODE: the same in all pairs, with offloads set to MODE
tunnel_carry() {
	local count=$1 mode=$2 segments=segments inner outer proto

	# older kernels send no segmented datagrams where checksums are not offloaded
	[ "$mode" != off ] || segments=
	for inner in 4 6; do
		for outer in 4 6; do
			for proto in tcp udp; do
				check "$proto$inner in IPv$outer, offloads $mode" \
					tunnel_carries "$proto" "$inner" "$outer" "$count" "$segments"
			done
		done
	done
}

# tunnel_watch FILTER FLOWS: capture FLOWS short flows of each pair; WIRE says of each packet which
# server it went to: "OUTER-FAMILY SERVER HEX"
tunnel_watch() {
	local inner outer

	capture_start director lan "$1"
	for inner in 4 6; do
		for outer in 4 6; do
			quick client "$FLOW_CLIENT" who tcp "$(vip "$inner")" "700$outer" "$2"
		done
	done
	capture_stop
	WIRE=$(capture_payloads | sed 's/^\([46]\) [01]\([b-d]\|[1-3]\) /\1 \2 /; s/^4 b/4 1/; s/^4 c/4 2/; s/^4 d/4 3/')
}

# tunnel_wire OUTER SERVER PATTERN: some packet went to that server, and every one looks so (awk)
tunnel_wire() {
	awk -v outer="$1" -v server="$2" -v pattern="$3" '
		$1 == outer && $2 == server { if ($3 ~ pattern) good++; else { bad++; print "bad:", $0 } }
		END { print good + 0, "good", bad + 0, "bad"; exit !(good && !bad) }' <<<"$WIRE"
}
