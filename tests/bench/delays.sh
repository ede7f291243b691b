# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# The workloads of a benchmark that are about more than the cost of a packet: how long packets wait
# while something else goes on, memory, and what a table costs that does nothing. They print figures
# of their own, which report.py knows by name.

CLIENTS=${CLIENTS:-100000}
FLOOD_MAX=${FLOOD_MAX:-262144}
EXPIRE=${EXPIRE:-300000}
TABLE=${TABLE:-1000000}
CALM_S=${CALM_S:-5}
IDLE_S=${IDLE_S:-10}
KNOWN=1000
PULSE_US=100
# UDP entries live that long
LIFE_S=4

# figure KEY WORD...: the number behind a key
figure() {
	local key=$1

	shift
	while [ $# -gt 1 ] && [ "$1" != "$key" ]; do
		shift 2
	done
	echo "${2:-0}"
}

# named PREFIX WORD...: figures with their keys prefixed
named() {
	local prefix=$1

	shift
	while [ $# -gt 1 ]; do
		printf ' %s_%s %s' "$prefix" "$1" "$2"
		shift 2
	done
}

# each_ns WORD...: what one packet or flow took of all that a line tells of
each_ns() {
	echo $(($(figure cpu_ns "$@") / $(figure sent "$@")))
}

# memory_used: bytes that the kernel keeps for itself
memory_used() {
	awk '$1 == "MemTotal:" { kb += $2 }
		$1 == "MemFree:" || $1 == "Buffers:" || $1 == "Cached:" { kb -= $2 }
		END { printf "%d\n", 1024 * kb }' /proc/meminfo
}

# pulses WORD...: packets of interrupts begin to come, or with count=0 time is taken
pulses() {
	# shellcheck disable=SC2016
	in_dir sh -c 'echo "$*" >/proc/lvs_pulse' pulses "$@"
}

# watched_s SECONDS WORD...: packets of interrupts for that long, and what came of them
watched_s() {
	local seconds=$1

	shift
	pulses "every=$PULSE_US" "count=$((seconds * 1000000 / PULSE_US))" "$@"
	sleep "$seconds"
	cat /proc/lvs_pulse
}

# idle_ns SECONDS: time that the kernel computes while nothing is asked of it
idle_ns() {
	local line

	pulses dev=lo count=0
	sleep "$1"
	read -r line </proc/lvs_pulse
	# shellcheck disable=SC2086
	figure cpu_ns $line
}

# persist-FAMILY: datagrams that begin flows of clients who have a server already
workload_persist() {
	local family=$2 begun first again line
	local words=(dev=in0 out=out0 kind=udp)

	service "$family" udp g -p 300
	# shellcheck disable=SC2207
	words+=($(flows "$family") "spread=$CLIENTS" "count=$CLIENTS" "flows=$CLIENTS")
	begun=$(memory_used)
	line=$(gen "${words[@]}")
	first=$(memory_used)
	gen "${words[@]}" first="$CLIENTS" >/dev/null
	again=$(memory_used)
	# shellcheck disable=SC2086
	echo "$(gen "${words[@]}" first=$((2 * CLIENTS)))$(named first $line)" \
		"first_ns $(each_ns $line)" \
		"client_bytes $(((first - begun) / CLIENTS))" \
		"flow_bytes $(((again - first) / CLIENTS))"
}

# short_flows FAMILY FIRST COUNT WORD...: datagrams that begin flows
short_flows() {
	# shellcheck disable=SC2046
	gen dev=in0 out=out0 $(flows "$1") kind=udp first="$2" flows="$3" count="$3" "${@:4}"
}

# expired_s ENTRIES: seconds until both modules have let go of short flows for sure
expired_s() {
	local late=$(($1 / 100000))

	echo $((LIFE_S + 3 + (late < 8 ? late : 8)))
}

# expire-FAMILY: packets of a known flow while EXPIRE others expire. A kernel for one processor frees
# what has waited for a grace period in one softirq, however much that is: packets wait for it, with
# both modules.
workload_expire() {
	local family=$2 seconds calm storm idle spent
	local known=(dev=in0 out=out0 kind=udp)

	# shellcheck disable=SC2207
	known+=($(flows "$family") "first=$EXPIRE")
	seconds=$(expired_s "$EXPIRE")
	service "$family" udp g
	in_dir ipvsadm --set 0 0 "$LIFE_S" || die "no time-outs"
	calm=$(watched_s "$seconds" "${known[@]}")
	sleep $((LIFE_S + 1))
	idle=$(idle_ns "$seconds")
	short_flows "$family" 0 "$EXPIRE" >/dev/null
	spent=$(idle_ns "$seconds")
	short_flows "$family" 0 "$EXPIRE" >/dev/null
	storm=$(watched_s "$seconds" "${known[@]}")
	# shellcheck disable=SC2086
	echo "$(named calm $calm)$(named storm $storm)" \
		"idle_ns $idle spent_ns $spent entry_ns $(((spent - idle) / EXPIRE))"
}

# table-FAMILY: a table grows by TABLE entries, each timed; then once more while packets of known
# flows are timed, and while it shrinks
workload_table() {
	local impl=$1 family=$2 each calm grow shrink
	local known=(dev=in0 out=out0 kind=udp)

	# shellcheck disable=SC2207
	known+=($(flows "$family") "first=$TABLE" "flows=$KNOWN")
	service "$family" udp g
	each=$(short_flows "$family" 0 "$TABLE" burst=1)
	unload "$impl"
	load "$impl"
	service "$family" udp g
	in_dir ipvsadm --set 0 0 "$((2 * LIFE_S))" || die "no time-outs"
	calm=$(watched_s "$CALM_S" "${known[@]}")
	pulses every="$PULSE_US" count=1000000 "${known[@]}"
	short_flows "$family" 0 "$TABLE" burst=1 >/dev/null
	grow=$(cat /proc/lvs_pulse)
	shrink=$(watched_s $(($(expired_s "$TABLE") + LIFE_S)) "${known[@]}")
	# shellcheck disable=SC2086
	echo "$each$(named calm $calm)$(named grow $grow)$(named shrink $shrink)"
}

# flood-FAMILY: openings from everywhere, at the bound on entries; packets of a thousand connections
# that go another way have to arrive all the same
workload_flood() {
	local family=$2 begun memory fill line dropped known=() flood=()

	second_service "$family"
	service "$family" tcp g
	in_dir sysctl -qw "net.ipv4.vs.conn_max=$FLOOD_MAX" 2>/dev/null
	# shellcheck disable=SC2207
	known=(dev=in0 out=in0 $(flows "$family") sport=81 flows="$KNOWN" bytes=0)
	# shellcheck disable=SC2207
	flood=(dev=in0 out=out0 $(flows "$family") spread=1048576 flows=4000000000 kind=syn bytes=0)
	gen "${known[@]}" count="$KNOWN" kind=syn >/dev/null
	gen "${known[@]}" count="$KNOWN" kind=ack >/dev/null
	begun=$(memory_used)
	fill=$(gen "${flood[@]}" count="$((FLOOD_MAX - 2 * KNOWN))")
	line=$(gen "${flood[@]}" count="$COUNT" first=1)
	memory=$(memory_used)
	pulses every="$PULSE_US" count=1000000 "${known[@]}" kind=ack
	gen "${flood[@]}" count="$COUNT" first=2 burst=1 >/dev/null
	# shellcheck disable=SC2086
	dropped=$(($(figure sent $line) - $(figure left $line)))
	# shellcheck disable=SC2046,SC2086
	echo "$line$(named fill $fill)$(named known $(cat /proc/lvs_pulse))" \
		"fill_ns $(each_ns $fill)" \
		"dropped $((dropped > 0 ? dropped : 0))" \
		"memory_bytes $((memory - begun))"
}

# second_service FAMILY: a service whose server lies where clients do
second_service() {
	local vip="$VIP4" server=10.1.0.11

	[ "$1" = 4 ] || vip="[$VIP6]" server="[fd01::11]"
	if ! in_dir ipvsadm -A -t "$vip:81" -s rr ||
		! in_dir ipvsadm -a -t "$vip:81" -r "$server:81" -g; then
		die "no second service"
	fi
}

# many_services COUNT: of one server each, as ipvsadm restores them
many_services() {
	local n service

	for n in $(seq "$1"); do
		service=10.9.$((n / 256 % 256)).$((n % 256)):$((1000 + n / 65536))
		echo "-A -u $service -s rr"
		echo "-a -u $service -r $SERVER4 -g"
	done
}

# idle-SERVICES: services that nobody uses, and all of their statistics read
workload_idle() {
	local impl=$1 services=$2 begun memory idle line lines

	begun=$(memory_used)
	if [ "$impl" != none ]; then
		many_services "$services" | in_dir ipvsadm -R || die "no services"
	fi
	memory=$(($(memory_used) - begun))
	sleep "$CALM_S"
	idle="idle_us $(($(idle_ns "$IDLE_S") / IDLE_S / 1000))"
	if [ "$impl" = none ]; then
		echo "$idle"
		return
	fi
	pulses dev=lo count=0
	lines=$(in_dir ipvsadm -ln --stats | wc -l)
	read -r line </proc/lvs_pulse
	# shellcheck disable=SC2086
	echo "$idle lines $lines dump_us $(($(figure cpu_ns $line) / 1000))" \
		"dump_wall_us $(($(figure wall_ns $line) / 1000)) service_bytes $((memory / services))"
	in_dir ipvsadm -C
}
