#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# iptables -m ipvs: every option of the match counts the packets of translated, directly routed
# and tunnelled flows; SNAT and filters of matched packets work as Docker Swarm and kube-proxy
# want them; rules hold the module.
# Drawing of the network: lib/topo_lan.sh. The director is the way back of real1 alone.

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/talk.sh"
. "$LVS_LIB/ftp.sh"

# ports of services by method; the translated one is another on the server
declare -A PORT_OF=([nat]=7000 [dr]=7001 [tun]=7002 [lasting]=7003 [gue]=7004 [gre]=7005)
NAT_PORT=8000
REAL_PORT=8000
SNAT_PORT=7010
MARK=7

# cases FAMILY METHOD: print "WHICH OPTIONS..." a line: which packets of a flow by METHOD a rule with
# these options sees: all, in (requests), out (replies), none, or plain (those that are not balanced)
cases() {
	local family=$1 method=$2 port=${PORT_OF[$2]} vaddr wide other fwd control=none others=all

	vaddr=$(vip "$family")
	wide=10.9.0.0/16 other=10.8.0.1
	[ "$family" = 4 ] || wide=fd09::/32 other=fd08::1
	fwd=$(method_name "$method")
	[ "$method" != lasting ] || control=all others=none
	cat <<-END
		all -m ipvs --ipvs
		plain -p udp -m ipvs ! --ipvs
		all -m ipvs --vproto udp
		none -m ipvs ! --vproto udp
		none -m ipvs --vproto tcp
		all -m ipvs ! --vproto tcp
		all -m ipvs --vaddr $vaddr
		none -m ipvs ! --vaddr $vaddr
		all -m ipvs --vaddr $wide
		none -m ipvs --vaddr $other
		all -m ipvs ! --vaddr $other
		all -m ipvs --vport $port
		none -m ipvs ! --vport $port
		none -m ipvs --vport $NAT_PORT
		all -m ipvs ! --vport $NAT_PORT
		in -m ipvs --vdir ORIGINAL
		out -m ipvs --vdir REPLY
		$(method_cases "$fwd")
		$control -m ipvs --vportctl $port
		$others -m ipvs ! --vportctl $port
		in -m ipvs --vproto udp --vaddr $vaddr --vport $port --vdir ORIGINAL --vmethod $fwd
		none -m ipvs --vproto udp --vaddr $vaddr ! --vport $port --vdir ORIGINAL --vmethod $fwd
	END
}

# method_name METHOD: print what the match calls it
method_name() {
	case $1 in
	nat | lasting) echo MASQ ;;
	dr) echo GATE ;;
	*) echo IPIP ;;
	esac
}

# method_cases NAME: print the cases of --vmethod
method_cases() {
	local name

	for name in MASQ GATE IPIP; do
		if [ "$name" = "$1" ]; then
			echo "all -m ipvs --vmethod $name"
			echo "none -m ipvs ! --vmethod $name"
		else
			echo "none -m ipvs --vmethod $name"
			echo "all -m ipvs ! --vmethod $name"
		fi
	done
}

# packets WHICH METHOD: print how many packets of a flow of one datagram and its answer these are
packets() {
	local replies=0 balanced=1

	case $2 in
	nat | lasting) replies=1 ;;
	own) balanced=0 ;;
	esac
	case $1 in
	all) echo $((balanced + replies)) ;;
	in) echo "$balanced" ;;
	out) echo "$replies" ;;
	plain) echo $((1 - balanced)) ;;
	none) echo 0 ;;
	esac
}

# tables FAMILY ARG...: iptables of that family, on the director
tables() {
	local program=iptables

	[ "$1" = 4 ] || program=ip6tables
	shift
	quick director "${IPTABLES:-$program}" -w 10 "$@"
}

# rules FAMILY: the cases of the standard input become rules, counters at zero
rules() {
	local program=iptables-restore

	[ "$1" = 4 ] || program=ip6tables-restore
	{
		echo "*mangle"
		echo ":POSTROUTING ACCEPT [0:0]"
		sed 's/^[a-z]* /-A POSTROUTING /'
		echo COMMIT
	} | must quick director "$program"
}

# counted FAMILY: print how many packets each rule has seen, one a line
counted() {
	tables "$1" -t mangle -nvxL POSTROUTING | awk 'NR > 2 { print $1 }'
}

# compare FAMILY METHOD CASES: what was seen is what should have been
compare() {
	local family=$1 method=$2 which options seen

	while read -r seen && read -r -u 3 which options; do
		check_eq "$method udp$family: $which: $options" "$(packets "$which" "$method")" "$seen"
	done < <(counted "$family") 3<<<"$3"
}

# ask FAMILY PORT: a datagram to the virtual address, and its answer
ask() {
	quick client "$FLOW_CLIENT" who udp "$(vip "$1")" "$2" 1 | grep '^real'
}

# options FAMILY METHOD: every option, over one flow
options() {
	local all

	all=$(cases "$1" "$2")
	rules "$1" <<<"$all"
	check "$2 udp$1: a server answers" ask "$1" "${PORT_OF[$2]}"
	check_eq "$2 udp$1: every rule is there" "$(wc -l <<<"$all")" "$(counted "$1" | wc -l)"
	compare "$1" "$2" "$all"
}

# own FAMILY: packets of the director that are nobody's but its own
own() {
	local all

	all=$(cases "$1" nat)
	rules "$1" <<<"$all"
	check_eq "own udp$1: a server answers" real1 \
		"$(quick director "$FLOW_CLIENT" who udp "$(rip 1 "$1")" "$REAL_PORT" 1)"
	compare "$1" own "$all"
}

# wrapped INNER OUTER METHOD: a request inside a tunnel of OUTER is known by what it carries
wrapped() {
	local all

	all=$(printf '%s\n' "in -m ipvs --vmethod IPIP --vport ${PORT_OF[$3]} --vdir ORIGINAL" \
		"none -m ipvs ! --vproto udp" "none -m ipvs --vaddr $(other_vip "$1" "$2")")
	rules "$2" <<<"$all"
	quick client bash -c "echo hello >/dev/udp/$(vip "$1")/${PORT_OF[$3]}"
	wait_for 10 seen_one "$2"
	compare "$2" "$3" "$all"
}

# other_vip INNER OUTER: print addresses of family OUTER that are not the packet's virtual one
other_vip() {
	case $1$2 in
	44) echo 10.8.0.1 ;;
	66) echo fd08::1 ;;
	64) echo 0.0.0.0/0 ;;
	46) echo ::/0 ;;
	esac
}

# seen_one FAMILY: the first rule has seen a packet
seen_one() {
	[ "$(counted "$1" | head -n 1)" -gt 0 ]
}

# server PROTO FAMILY PORT N SERVER-PORT OPTION...: one more server of a service
server() {
	local words

	words=$(svc "$1" "$2" "$3")
	# shellcheck disable=SC2086
	must adm -a $words -r "$(at "$(rip "$4" "$2")" "$5")" "${@:6}"
}

# service PROTO FAMILY PORT OPTION...
service() {
	local words

	words=$(svc "$1" "$2" "$3")
	# shellcheck disable=SC2086
	must adm -A $words -s rr "${@:4}"
}

services() {
	local method family

	for family in 4 6; do
		for method in nat dr tun gue gre; do
			service udp "$family" "${PORT_OF[$method]}"
		done
		service udp "$family" "${PORT_OF[lasting]}" -p 100
		server udp "$family" "${PORT_OF[nat]}" 1 "$REAL_PORT" -m
		server udp "$family" "${PORT_OF[lasting]}" 1 "$REAL_PORT" -m
		server udp "$family" "${PORT_OF[dr]}" 2 "${PORT_OF[dr]}" -g
		server udp "$family" "${PORT_OF[tun]}" 3 "${PORT_OF[tun]}" -i
		# nobody takes these apart
		server udp "$family" "${PORT_OF[gre]}" 3 "${PORT_OF[gre]}" -i --tun-type gre
	done
	# the outer family is the other one
	server udp 4 "${PORT_OF[gue]}" 3 "${PORT_OF[gue]}" -i --tun-type gue --tun-port 6080
	must adm -a -u "$(at "$VIP6" "${PORT_OF[gue]}")" -r "$(at "$(rip 3 4)" "${PORT_OF[gue]}")" \
		-i --tun-type gue --tun-port 6080
}

# other_program: the older iptables sees the same
other_program() {
	local IPTABLES=iptables-legacy seen

	command -v "$IPTABLES" || return 0
	tables 4 -t mangle -A POSTROUTING -m ipvs --vproto udp --vport "${PORT_OF[nat]}" --vdir REPLY ||
		return 1
	ask 4 "${PORT_OF[nat]}"
	seen=$(counted 4)
	tables 4 -t mangle -F POSTROUTING
	echo "seen: $seen"
	[ "$seen" = 1 ]
}

# ftp_data: data connections are known by the control connection's port
ftp_data() {
	printf '%s\n' "all -m ipvs --vproto tcp --vportctl 21 ! --vport 21" \
		"none -m ipvs --vportctl 21 --vport 21" "none -m ipvs --vportctl 22" | rules 4
	ftp_session 4 real1 || return 1
	counted 4
	[[ $(counted 4 | tr '\n' ' ') =~ ^[1-9][0-9]*\ 0\ 0\ $ ]]
}

# sees ID PROTO FAMILY ADDRESS PORT CLIENT: the server takes CLIENT for the sender
sees() {
	talk_open "$1" client "$2" "$4" "$5"
	talk_tell "$1" peer
	talk_hears "$1" "$6"
}

# swarm FAMILY: a service by mark, and SNAT of all balanced packets to the servers' network
swarm() {
	local family=$1 inner=10.3.0.1 net=10.3.0.0/24 six=()

	[ "$family" = 4 ] || inner=fd03::1 net=fd03::/64 six=(-6)
	must tables "$family" -t mangle -A PREROUTING -d "$(vip "$family")" -p tcp --dport "$SNAT_PORT" \
		-j MARK --set-mark "$MARK"
	must tables "$family" -t nat -A POSTROUTING -m ipvs --ipvs -d "$net" -j SNAT --to-source "$inner"
	must adm -A -f "$MARK" "${six[@]}" -s rr
	must adm -a -f "$MARK" "${six[@]}" -r "$(at "$(rip 1 "$family")" 0)" -m
	check "tcp$family: SNAT of all that is balanced" \
		sees "swarm$family" tcp "$family" "$(vip "$family")" "$SNAT_PORT" "$inner"
	must tables "$family" -t nat -F POSTROUTING
}

# proxy FAMILY: SNAT of the flows of one service, which others keep out of
proxy() {
	local family=$1 inner=10.3.0.1 client=10.1.0.2 virtual

	[ "$family" = 4 ] || inner=fd03::1 client=fd01::2
	virtual=$(vip "$family")
	must tables "$family" -t nat -A POSTROUTING -m ipvs --vaddr "$virtual" --vproto udp \
		--vport "${PORT_OF[nat]}" --vmethod MASQ -j MASQUERADE
	check "udp$family: SNAT of one service" \
		sees "proxy$family" udp "$family" "$virtual" "${PORT_OF[nat]}" "$inner"
	check "udp$family: and of no other" \
		sees "other$family" udp "$family" "$virtual" "${PORT_OF[lasting]}" "$client"
	must tables "$family" -t nat -F POSTROUTING
}

# refuses FAMILY: a filter by the virtual address of what is balanced already
refuses() {
	local family=$1

	must tables "$family" -A OUTPUT -m ipvs --vaddr "$(vip "$family")" --vproto udp \
		--vport "${PORT_OF[lasting]}" -j REJECT
	check_eq "udp$family: a filter refuses one service" refused \
		"$(quick client "$FLOW_CLIENT" who udp "$(vip "$family")" "${PORT_OF[lasting]}" 1)"
	check "udp$family: and no other" ask "$family" "${PORT_OF[nat]}"
}

# unused: no rule holds the module
unused() {
	[ "$(cat /sys/module/lvs/refcnt)" -eq 0 ]
}

# holds: the module does not go while there are rules
holds() {
	check_not "rules hold the module" unused
	check_not "it does not go while they do" rmmod lvs
	quick director nft flush ruleset
	check "without rules it is free" wait_for 20 unused
}

network() {
	topo_lan tun
	topo_batch real1 <<-END
		route replace default via 10.3.0.1
		route replace default via fd03::1
	END
	serve real1 "$REAL_PORT"
	ns_spawn real1 "$FLOW_SERVE" real1 "$SNAT_PORT"
	wait_for 20 listens real1 "$SNAT_PORT" || bail "flow_serve does not start"
	serve real2 "${PORT_OF[dr]}"
	serve real3 "${PORT_OF[tun]}"
}

# clear: leave no rule behind, since rules hold the module
clear() {
	quick director nft flush ruleset
	wait_for 20 unused
}

main() {
	local family method

	[ "$LVS_IMPL" = lvs ] || skip_all "in-tree's match knows of requests alone, and none in tunnels"
	need iptables ip6tables nft vsftpd curl
	# what comes later is not noticed
	must modprobe x_tables
	module_load
	network
	defer clear
	# every packet is to meet the rules
	ns_sysctl director net/ipv4/vs/fastpath=0
	services
	for family in 4 6; do
		for method in nat dr tun lasting; do
			options "$family" "$method"
		done
		own "$family"
		wrapped "$family" "$family" gre
		wrapped "$family" 4 gue
	done
	must tables 4 -t mangle -F POSTROUTING
	check "the older iptables, too" other_program
	scratch
	ftp_serve real1 pasv_min_port=9999 pasv_max_port=9999
	service tcp 4 21
	server tcp 4 21 1 21 -m
	check "tcp4: FTP's data is known by its control connection" ftp_data
	ns_sysctl director net/ipv4/vs/conntrack=1
	for family in 4 6; do
		swarm "$family"
		proxy "$family"
		refuses "$family"
	done
	holds
}

main
