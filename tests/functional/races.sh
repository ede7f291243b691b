#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Everything changes at once while traffic flows by NAT and direct routing: servers, services,
# schedulers, counters, knobs, devices, rules, namespaces, processors, and in the end the module itself
# goes and comes back. Whoever reads sees something, and when all is quiet again, new flows are served.
# LVS_RACE_SECONDS is how long it goes on before the module goes.
#
# Drawing of the network: lib/topo_lan.sh, where real1 is masqueraded, and real2 and real3 are
# reached by direct routing. The device «spare» of the director, with a server behind it that is not
# there, comes and goes.

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/traffic.sh"

PORT=7000
FLOODED=7001
SHORT_LIVED=7100
RACE_S=${LVS_RACE_SECONDS:-10}
UNLOADS=3
SECOND=/sys/devices/system/cpu/cpu1/online
SCHEDULERS='rr wrr lc wlc sh mh dh lblc lblcr sed nq fo ovf twos'
KNOBS=/proc/sys/net/ipv4/vs

# name | values, of which the last is not always the default: what was there is written back
TURNED='fastpath 0 1
conntrack 1 0
conn_max 50 0 100000
conn_lfactor 4 -8 -4
svc_lfactor 4 -3
drop_entry 3 1 0
drop_packet 3 1 0
secure_tcp 3 1 0
source_rate 1 1000 0
source_burst 5 0
run_estimation 0 1
est_nice 10 0
expire_nodest_conn 0 1
expire_quiescent_template 0 1
conn_reuse_mode 0 1
sloppy_tcp 1 0
snat_reroute 0 1
pmtu_disc 0 1
mss_clamp 0 1
schedule_icmp 1 0
lblc_expiration 1 86400
cache_bypass 1 0'

# spare FAMILY: the server that is not there
spare() {
	if [ "$1" = 4 ]; then echo 10.4.0.11; else echo fd04::11; fi
}

# each_service COMMAND...: that command for each service; SERVICE stands for the words that name
# it, RIPn for the address of a server
each_service() {
	local proto family line

	for family in 4 6; do
		for proto in tcp udp; do
			for line; do
				line=${line/SERVICE/$(svc "$proto" "$family" "$PORT")}
				line=${line/RIP2/$(at "$(rip 2 "$family")" "$PORT")}
				line=${line/RIP3/$(at "$(rip 3 "$family")" "$PORT")}
				line=${line/RIP1/$(at "$(rip 1 "$family")" "$PORT")}
				echo "$line"
			done
		done
	done
}

# flooded COMMAND...: the same for the services that are flooded
flooded() {
	local family line

	for family in 4 6; do
		for line; do
			line=${line/SERVICE/$(svc udp "$family" "$FLOODED")}
			line=${line/SPARE/$(at "$(spare "$family")" "$FLOODED")}
			line=${line/RIP2/$(at "$(rip 2 "$family")" "$FLOODED")}
			echo "$line"
		done
	done
}

# What the tables hold at the start and in the end
rules() {
	each_service '-A SERVICE -s rr' '-a SERVICE -r RIP1 -m' '-a SERVICE -r RIP2 -g' \
		'-a SERVICE -r RIP3 -g'
	flooded '-A SERVICE -s wlc' '-a SERVICE -r SPARE -g' '-a SERVICE -r RIP2 -g'
}

# Each of these is the input of a tool that runs again and again. What it is refused, because
# another one was faster, does not keep it from the rest.

changes_servers() {
	each_service '-d SERVICE -r RIP2' '-e SERVICE -r RIP3 -g -w 0' '-a SERVICE -r RIP2 -g -w 3' \
		'-e SERVICE -r RIP1 -m -w 0' '-e SERVICE -r RIP3 -g -w 7' '-e SERVICE -r RIP1 -m -w 2' \
		'-e SERVICE -r RIP2 -g -w 1 -x 5 -y 2' '-d SERVICE -r RIP3' '-a SERVICE -r RIP3 -g'
	flooded '-d SERVICE -r SPARE' '-e SERVICE -r RIP2 -g -w 5' '-a SERVICE -r SPARE -g -w 9'
}

changes_schedulers() {
	local scheduler

	for scheduler in $SCHEDULERS; do
		each_service "-E SERVICE -s $scheduler"
		flooded "-E SERVICE -s $scheduler -o"
	done
	each_service '-E SERVICE -s wlc -p 30' '-E SERVICE -s rr'
	flooded '-E SERVICE -s wlc'
}

changes_services() {
	local i

	for ((i = SHORT_LIVED; i < SHORT_LIVED + 5; i++)); do
		echo "-A $(svc tcp 4 "$i") -s wrr"
		echo "-a $(svc tcp 4 "$i") -r $(rip 2 4):$i -g"
		echo "-A $(svc udp 6 "$i") -s lc"
		echo "-a $(svc udp 6 "$i") -r $(at "$(rip 1 6)" "$i") -m"
		echo "-A -f $i -s mh"
		echo "-a -f $i -r $(rip 1 4):0 -m"
		echo "-Z $(svc tcp 4 "$i")"
	done
	for ((i = SHORT_LIVED; i < SHORT_LIVED + 5; i++)); do
		echo "-D $(svc tcp 4 "$i")"
		echo "-D $(svc udp 6 "$i")"
		echo "-D -f $i"
	done
	flooded '-D SERVICE' '-A SERVICE -s rr' '-a SERVICE -r SPARE -g' '-a SERVICE -r RIP2 -g'
}

clears_tables() {
	echo -Z
	echo -C
	rules
	echo -Z
}

lists_tables() {
	printf '%s\n' '-L -n' '-L -n --stats' '-L -n --rate' '-L -n -c' '-S -n' '-L --timeout' \
		'--set 100 10 30' '-L --daemon' '-Z' '-L -n --thresholds' '--set 900 120 300'
}

# What follows runs in shells of its own, which know nothing but what is exported: until STOP is
# there, each of them does its work again and again, and adds a line to its file after every round.

# goes_on NAME: another round?
goes_on() {
	echo >>"$SCRATCH/rounds-$1"
	[ ! -e "$STOP" ]
}

# rules_again NAME: the commands of that name
rules_again() {
	while goes_on "$1"; do
		"$LVSADM" -R <"$SCRATCH/$1"
	done
}

reads_files() {
	while goes_on reads_files; do
		cat /proc/net/ip_vs* /proc/sys/net/ipv4/vs/*
	done
}

turns_knobs() {
	local name values value

	while goes_on turns_knobs; do
		while read -r name values; do
			for value in $values; do
				[ -e "$KNOBS/$name" ] && echo "$value" >"$KNOBS/$name"
			done
		done <<<"$TURNED"
	done
}

# A device with a server behind it; and the one that leads to all others blinks.
moves_devices() {
	while goes_on moves_devices; do
		ip -force -batch - <<-END
			link add spare type dummy
			link set spare up
			addr add 10.4.0.1/24 dev spare
			addr add fd04::1/64 dev spare nodad
			neigh add 10.4.0.11 lladdr 02:00:00:00:00:11 nud permanent dev spare
			neigh add fd04::11 lladdr 02:00:00:00:00:11 nud permanent dev spare
			link set spare mtu 1280
			link set spare down
			link set spare name spare2
			link set spare2 up
			link set lan down
			link set lan up
			link del spare2
		END
	done
}

# Who has a rule sees first packets; who looks at connections makes them, too.
sets_rules() {
	local hooks=(prerouting input forward output postrouting) n=0
	local rules=(counter 'ct state new counter' 'counter accept')

	while goes_on sets_rules; do
		nft -f - <<-END
			table inet races {
				chain only {
					type filter hook ${hooks[n % 5]} priority 10;
					${rules[n % 3]}
				}
			}
		END
		nft delete table inet races
		n=$((n + 1))
	done
}

# others_went_on ROUNDS: the flood has had more than these, or all are to end
others_went_on() {
	[ -e "$STOP" ] || [ "$(wc -l <"$SCRATCH/rounds-floods")" -gt "$1" ]
}

# The second processor goes, with all that was under way on it, and comes back. Both are at work for a
# while before it goes again.
turns_processors() {
	local rounds

	while goes_on turns_processors; do
		echo 0 >"$SECOND"
		echo 1 >"$SECOND"
		rounds=$(wc -l <"$SCRATCH/rounds-floods") || rounds=0
		wait_for 60 others_went_on "$rounds"
	done
}

# second_back: however it was left
second_back() {
	echo 1 >"$SECOND"
}

# A namespace whose own client asks its own server.
passes_namespaces() {
	local name=${NS_PREFIX}passing

	while goes_on passes_namespaces; do
		ip netns add "$name"
		ip -n "$name" -batch - <<-END
			link set lo up
			addr add $VIP4/32 dev lo
		END
		"$NS_RUN" "/run/netns/$name" "$LVSADM" -R <<-END
			-A -u $VIP4:$PORT -s rr
			-a -u $VIP4:$PORT -r 127.0.0.1:$FLOODED -m
		END
		# shellcheck disable=SC2016
		"$NS_RUN" "/run/netns/$name" bash -c '
			for i in 1 2 3 4 5 6 7 8; do
				echo who >"/dev/udp/$1/$2"
			done' asks "$VIP4" "$PORT"
		ip netns del "$name"
	done
}

# More flows than anybody asked for, each of one packet
floods() {
	while goes_on floods; do
		"$FLOW_FLOOD" "$VIP4" "$FLOODED" 10.1.128.0 128
		"$FLOW_FLOOD" "$VIP6" "$FLOODED" fd01:1:: 128
		"$FLOW_FLOOD" "$VIP4" "$PORT" 10.1.128.0 128 syn
	done
}

# make_trouble NAMESPACE NAME [FUNCTION]: start one of those; FUNCTION is told the name
make_trouble() {
	local function=${3:-$2}

	spawn quick "$1" bash -c ". '$LVS_LIB/wait.sh'
		$(declare -f goes_on others_went_on "$function"); $function $2" trouble \
		>>"$SCRATCH/said-$2" 2>&1
	TROUBLE[$2]=$SPAWNED
}

declare -A TROUBLE

# all_trouble: start all of it
all_trouble() {
	local name

	export STOP=$SCRATCH/stop
	export SCRATCH LVSADM NS_RUN NS_PREFIX FLOW_FLOOD VIP4 VIP6 PORT FLOODED TURNED KNOBS SECOND
	for name in changes_servers changes_schedulers changes_services clears_tables lists_tables; do
		"$name" >"$SCRATCH/$name"
		make_trouble director "$name" rules_again
	done
	for name in reads_files turns_knobs moves_devices sets_rules passes_namespaces; do
		make_trouble director "$name"
	done
	make_trouble client floods
	if [ -w "$SECOND" ]; then
		defer second_back
		make_trouble director turns_processors
	fi
}

# at_work: nobody has ended
at_work() {
	local name

	for name in "${!TROUBLE[@]}"; do
		kill -0 "${TROUBLE[$name]}" || return 1
	done
}

# all_have_done ROUNDS: and more than that
all_have_done() {
	local name

	for name in "${!TROUBLE[@]}"; do
		[ "$(wc -l <"$SCRATCH/rounds-$name")" -gt "$1" ] || return 1
	done
}

# all_ended: none is left
all_ended() {
	local name

	for name in "${!TROUBLE[@]}"; do
		process_gone "${TROUBLE[$name]}" || return 1
	done
}

# told: how often each has done its work
told() {
	local name

	for name in "${!TROUBLE[@]}"; do
		echo "$name $(($(wc -l <"$SCRATCH/rounds-$name") - 1))"
	done | sort | paste -sd, | sed 's/,/, /g'
}

# unload: whoever lists at this moment holds the module
unload() {
	wait_for 60 module_unload
}

# reload_often: the module goes and comes back, whatever is under way
reload_often() {
	local i

	for ((i = 1; i <= UNLOADS; i++)); do
		echo "round $i of $UNLOADS"
		unload || return 1
		module_try_load || return 1
		adm -R <"$SCRATCH/rules" || true
	done
}

# remember_knobs, restore_knobs: what they were before
remember_knobs() {
	# shellcheck disable=SC2016
	quick director bash -c 'cd "$1" && grep -H . *' knobs "$KNOBS" >"$SCRATCH/knobs"
}

restore_knobs() {
	local name

	while read -r name _; do
		[ -n "$name" ] || continue
		ns_sysctl director "net/ipv4/vs/$name=$(sed -n "s/^$name://p" "$SCRATCH/knobs")"
	done < <(grep -f <(sed 's/:.*/ /; s/^/^/' "$SCRATCH/knobs") <<<"$TURNED")
}

# calm: everybody ends what is begun
calm() {
	touch "$STOP"
	wait_for 120 all_ended
}

# as_before: what was turned and cleared is as it was
as_before() {
	restore_knobs
	adm -C && adm -R <"$SCRATCH/rules"
}

# all_answer: every service, three times, so that every server has its turn
all_answer() {
	local family proto answer

	for family in 4 6; do
		for proto in tcp udp; do
			answer=$(quick client timeout 10 "$FLOW_CLIENT" who "$proto" "$(vip "$family")" "$PORT" 3)
			echo "$proto$family: ${answer//$'\n'/ }"
			[[ $answer =~ ^(real[123].?){3}$ ]] || return 1
		done
	done
}

# is_watchful: does this kernel watch memory, locks or races; those that do are our own
is_watchful() {
	on_uml || [[ $(uname -r) == *-lvs-* ]]
}

main() {
	local name

	[ -n "${LVS_RACE_SECONDS:-}" ] || is_watchful || skip_all "it belongs to the debug kernels"
	need nft
	module_load
	topo_lan dr
	topo_masqueraded 1
	ns_sysctl director net/ipv6/conf/all/keep_addr_on_down=1 \
		net/ipv6/conf/default/keep_addr_on_down=1 net/ipv6/conf/lan/keep_addr_on_down=1
	for name in $TOPO_REALS; do
		serve "$name" "$PORT"
	done
	scratch
	rules >"$SCRATCH/rules"
	must adm -R <"$SCRATCH/rules"
	must remember_knobs
	check "all services answer" wait_for 60 all_answer
	flow_for_ever client "$PORT"
	all_trouble
	defer ns_del passing
	check "everything changes for $RACE_S s" holds_for "$RACE_S" at_work
	check "everybody has had a turn" wait_for 600 all_have_done 1
	[ "$LVS_IMPL" != ip_vs ] || { calm && adm -C; }
	check "the module goes and comes back $UNLOADS times meanwhile" reload_often
	check "everybody comes to an end" calm
	ktap_note "rounds: $(told)"
	check "the tables are filled again" as_before
	check "new flows are served" wait_for 90 all_answer
}

main
