#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Whatever packets clients, servers and the director's own programs send, sound or not, to services of
# every kind, while these are edited: nothing breaks, no more is remembered than may be, and
# afterwards ordinary flows work as ever.
# It belongs to the debug kernel, and runs elsewhere when LVS_FUZZ_SECONDS says how long (20 s);
# LVS_FUZZ_SEED repeats a run whose seed was printed.
# Drawing of the network: lib/topo_lan.sh. real1 is masqueraded, real2 and real3 hold the virtual
# address; real2 takes all tunnels but GRE, which real3 takes. What clients send comes by the
# router's device before the director, what servers send by real1's.

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/tunnel.sh"
. "$LVS_LIB/fuzz.sh"

# kinds of services by port; fuzz/traffic.c knows how many
NAT=7001 DR=7002 IPIP=7003 GUE=7004 GUE_CSUM=7005 GUE_REMCSUM=7006 GRE=7007 PERSIST=7008 ONCE=7009
SIP=7010 MARKED=7011 LOCAL=7012 CROSS=7013 SCTP=7014 MIXED=7015 HASHED=7016 FTP=21
MARK=7
# entries that are allowed in the part that fills the table
FEW=500

# service PROTO FAMILY PORT "OPTION..." SERVER "OPTION..." [SERVER "OPTION..."]...: print its rules
service() {
	local name

	name=$(svc "$1" "$2" "$3")
	echo "-A $name ${4:--s rr}"
	shift 4
	while [ $# -gt 0 ]; do
		echo "-a $name -r $1 $2"
		shift 2
	done
}

# rules FAMILY: print all services of a family
rules() {
	local f=$1 o proto one two three
	local options=("-s rr -p 5" "-s mh -b mh-port,mh-fallback" "-s wlc")

	o=$((10 - f))
	one=$(rip 1 "$f") two=$(rip 2 "$f") three=$(rip 3 "$f")
	for proto in tcp udp; do
		service "$proto" "$f" "$NAT" "" "$(at "$one" "$NAT")" -m
		service "$proto" "$f" "$DR" "" "$(at "$two" "$DR")" -g
		service "$proto" "$f" "$IPIP" "-s lc" "$(at "$two" "$IPIP")" "$(tunnel_options ipip)"
		service "$proto" "$f" "$GUE" "-s wrr" "$(at "$two" "$GUE")" "$(tunnel_options gue:nocsum)"
		service "$proto" "$f" "$GUE_CSUM" "-s sed" "$(at "$two" "$GUE_CSUM")" \
			"$(tunnel_options gue:csum)"
		service "$proto" "$f" "$GUE_REMCSUM" "-s nq" "$(at "$two" "$GUE_REMCSUM")" \
			"$(tunnel_options gue:remcsum)"
		service "$proto" "$f" "$GRE" "-s lblcr" "$(at "$three" "$GRE")" "$(tunnel_options gre:nocsum)"
		service "$proto" "$f" "$PERSIST" "${options[0]}" "$(at "$one" "$PERSIST")" -m
		service "$proto" "$f" "$LOCAL" "" "$(at "$(inner "$f")" "$LOCAL")" -m
		service "$proto" "$f" "$CROSS" "" "$(at "$(rip 2 "$o")" "$CROSS")" "$(tunnel_options ipip)"
		service "$proto" "$f" "$MIXED" "${options[2]}" "$(at "$one" "$MIXED")" -m \
			"$(at "$two" "$MIXED")" -g "$(at "$three" "$MIXED")" "$(tunnel_options gre:nocsum)"
		service "$proto" "$f" "$HASHED" "${options[1]}" "$(at "$one" "$HASHED")" -m
	done
	service udp "$f" "$ONCE" "-s rr -o" "$(at "$one" "$ONCE")" -m
	service udp "$f" "$SIP" "-s rr -p 5 --pe sip" "$(at "$one" "$SIP")" -m
	service tcp "$f" "$FTP" "" "$(at "$one" "$FTP")" -m
	service sctp "$f" "$SCTP" "" "$(at "$one" "$SCTP")" -m
	service sctp "$f" "$NAT" "" "$(at "$one" "$SCTP")" -m
	service sctp "$f" "$DR" "" "$(at "$two" "$DR")" -g
	echo "-A -f $MARK$([ "$f" = 4 ] || echo " -6") -s dh"
	echo "-a -f $MARK$([ "$f" = 4 ] || echo " -6") -r $(at "$one" "$MARKED") -m"
}

inner() {
	if [ "$1" = 4 ]; then echo 10.3.0.1; else echo fd03::1; fi
}

marked() {
	must quick director nft -f - <<-END
		table inet marks {
			chain before {
				type filter hook prerouting priority mangle;
				meta l4proto { tcp, udp } th dport $MARKED meta mark set $MARK
			}
		}
	END
}

# unwrapped: the director unwraps some of what comes to it, too
unwrapped() {
	topo_batch director <<-END
		link add e44 type ipip local 10.2.0.1 remote 0.0.0.0
		link add e64 type sit local 10.2.0.1 remote 0.0.0.0
		link add e6 type ip6tnl local fd02::1 remote :: mode any
		link add g4 type gre local 10.2.0.1 remote 0.0.0.0
		link set e44 up
		link set e64 up
		link set e6 up
		link set g4 up
	END
}

network() {
	local n

	topo_lan tun
	topo_masqueraded 1
	tunnel_listen real2
	topo_batch real3 < <(tunnel_real r gre:nocsum "$(rip 3 4)" "$(rip 3 6)")
	for n in 1 2 3; do
		serve "real$n" "$NAT" "$((SCTP - 1))"
		serve "real$n" "$((SCTP + 1))" "$HASHED"
	done
	serve real1 "$FTP"
	serve real1 "$SCTP" "$SCTP" "$(rip 1 4)" "$(rip 1 6)"
	serve director "$LOCAL"
	marked
	unwrapped
}

# restore: all services as they were to be
restore() {
	adm -C && adm -R <"$GUARD_DIR/rules"
}

# edits: change services again and again, until a file appears
edits() {
	local family port

	for family in 4 6; do
		for port in "$NAT" "$MIXED" "$HASHED"; do
			service tcp "$family" "$port" "" "$(at "$(rip 1 "$family")" "$port")" "-m -w 0"
			service udp "$family" "$port" "" "$(at "$(rip 1 "$family")" "$port")" "-m -w 0"
		done
	done >"$GUARD_DIR/some"
	while [ ! -e "$GUARD_DIR/edits-end" ]; do
		sed -n 's/^-a/-e/p' "$GUARD_DIR/some" | adm -R
		sed -n 's/^-a/-e/p' "$GUARD_DIR/some" | sed 's/-w 0/-w 2/' | adm -R
		sed -n 's/^-a \(.*\) -m.*/-d \1/p' "$GUARD_DIR/some" | adm -R
		sed -n 's/^-a/&/p' "$GUARD_DIR/some" | sed 's/-w 0/-w 1/' | adm -R
		sed -n 's/^-A \(.*\) -s.*/-D \1/p' "$GUARD_DIR/some" | tail -n 2 | adm -R
		adm -R <"$GUARD_DIR/rules"
		wait_pause 0
	done >/dev/null 2>&1
}

# mac DEVICE: print the address of one of the director's
mac() {
	ns_ip director -o link show dev "$1" | sed 's/.*ether \([0-9a-f:]*\).*/\1/'
}

entries() {
	quick director cat /proc/net/ip_vs_conn | tail -n +2 | wc -l
}

# total: print how many connections there have been
total() {
	local line

	mapfile -t line < <(quick director cat /proc/net/ip_vs_stats)
	read -r line <<<"${line[2]}"
	echo "$((16#${line%% *}))"
}

# storm NAME KNOB=VALUE...: a third of the time, with these knobs
storm() {
	local name=$1 netns=/run/netns/$NS_PREFIX

	shift
	must ns_sysctl director "${@/#/net/ipv4/vs/}"
	check "$name: packets are sent" "$FUZZ_PROGRAM" "$FUZZ_SEED" "$(((FUZZ_SECONDS + 2) / 3))" \
		"${netns}director" "${netns}router" front "$(mac front)" \
		"${netns}real1" eth0 "$(mac lan)" || return
	ktap_note "$name: $(<"$GUARD_DIR/check.log"); $(total) connections, $(entries) entries"
	FUZZ_SEED=$((FUZZ_SEED + 1))
}

# storms: with different knobs; the second fills the table
storms() {
	storm "as it comes" schedule_icmp=1 expire_nodest_conn=1
	storm "tracked, few entries" conntrack=1 nat_icmp_send=1 sloppy_tcp=1 sloppy_sctp=1 \
		"conn_max=$FEW"
	check "no more entries than conn_max" test "$(entries)" -le "$FEW"
	storm "defended, no fast tier" conntrack=0 fastpath=0 secure_tcp=3 cache_bypass=1 pmtu_disc=0 \
		expire_nodest_conn=0 conn_reuse_mode=1 conn_max=67108864
	must ns_sysctl director net/ipv4/vs/{nat_icmp_send,sloppy_tcp,sloppy_sctp,secure_tcp}=0 \
		net/ipv4/vs/cache_bypass=0 net/ipv4/vs/{fastpath,pmtu_disc,expire_nodest_conn}=1
}

# drops: print which reasons were counted
drops() {
	quick director grep -v '^ *0 ' /proc/net/ip_vs_drops
}

# no_datagrams: the choices of persistent services, of client port 0, may stay a while
no_datagrams() {
	# shellcheck disable=SC2016
	quick director awk '$1 == "UDP" && $3 != "0000" { print; n++ } END { exit n > 0 }' \
		/proc/net/ip_vs_conn
}

# entries_end: the longest time-out is that of an association of SCTP
entries_end() {
	# shellcheck disable=SC2016
	quick director awk 'NR > 1 && ($9 < 0 || $9 > 900) { print; n++ } END { exit n > 0 }' \
		/proc/net/ip_vs_conn
}

slabs() {
	awk '/^lvs_/ && $3 > 0 { printf "%s %d of %d, %d bytes; ", $1, $2, $3, $3 * $4 }' /proc/slabinfo
}

# ordinary PROTO FAMILY PORT NAME: a new flow gets that server; a pattern may stand for several
ordinary() {
	local answer

	answer=$(quick client "$FLOW_CLIENT" who "$1" "$(vip "$2")" "$3" 1)
	echo "$1$2 port $3: $answer"
	# shellcheck disable=SC2053
	[[ $answer == $4 ]]
}

# flows FAMILY PROTO: one of each kind
flows() {
	local port

	for port in "$NAT" "$PERSIST" "$HASHED" "$MARKED"; do
		ordinary "$2" "$1" "$port" real1 || return 1
	done
	for port in "$DR" "$IPIP" "$GUE" "$GUE_CSUM" "$GUE_REMCSUM" "$CROSS"; do
		ordinary "$2" "$1" "$port" real2 || return 1
	done
	ordinary "$2" "$1" "$GRE" real3 && ordinary "$2" "$1" "$LOCAL" director &&
		ordinary "$2" "$1" "$MIXED" "real[123]"
}

# others FAMILY: kinds of one protocol
others() {
	ordinary tcp "$1" "$FTP" real1 && ordinary udp "$1" "$ONCE" real1 &&
		ordinary sctp "$1" "$SCTP" real1 &&
		[ "$(quick client "$SIP_CLIENT" who "$(vip "$1")" "$SIP" 0 a@b)" = real1 ]
}

judge() {
	local family proto

	restore
	for family in 4 6; do
		for proto in tcp udp; do
			check "$proto$family: ordinary flows work" flows "$family" "$proto"
		done
		check "ipv$family: and those of one protocol" others "$family"
	done
	ktap_note "dropped: $(drops)"
	ktap_note "memory: $(slabs)"
	check "connections were made" test "$(total)" -gt 100
	must adm -C
	wait_for 40 no_datagrams
	check "datagrams' entries leave when they are over" no_datagrams
	check "no entry has longer to live than it may" entries_end
}

main() {
	[ "$LVS_IMPL" = lvs ] || skip_all "it looks for defects of lvs alone"
	need nft
	FUZZ_PROGRAM=$(topo_program fuzz_packets) || bail "no fuzz_packets"
	SIP_CLIENT=$(topo_program sip_client) || bail "no sip_client"
	must modprobe sctp
	fuzz_seed
	module_load
	network
	{ rules 4 && rules 6; } >"$GUARD_DIR/rules"
	must restore
	must adm --set 60 10 5
	check "ordinary flows work" flows 4 tcp
	spawn edits
	storms
	touch "$GUARD_DIR/edits-end"
	wait "$SPAWNED"
	judge
}

main
