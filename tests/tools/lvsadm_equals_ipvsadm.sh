#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# lvsadm does what ipvsadm does, whatever the kernel's module can: the same commands make the
# same table, and every listing is the same to the byte. Topology: lib/two_tools.sh.

set -u
# shellcheck source-path=SCRIPTDIR/.. source=lib/lvs.sh
. "$(dirname "$0")/lib/lvs.sh"
# shellcheck source-path=SCRIPTDIR/.. source=lib/two_tools.sh
. "$LVS_LIB/two_tools.sh"

# configuration NAME [HOW]: the commands on standard input make the same table, listed alike
configuration() {
	local lines

	lines=$(cat)
	must clear_both
	check "$1: commands end alike" "${2:-both_restore}" <<<"$lines"
	check "$1: tables are equal" tables_equal
	check "$1: listings are equal" all_listings_equal
}

configurations() {
	configuration "IPv4" <<-'END'
		-A -t 192.0.2.1:80 -s rr
		-a -t 192.0.2.1:80 -r 192.0.2.10 -m
		-a -t 192.0.2.1:80 -r 198.51.100.1:8080 -m -w 0
		-a -t 192.0.2.1:80 -r 198.51.100.1:81 -m -w 2147483647 -x 100 -y 10
		-a -t 192.0.2.1:80 -r 203.0.113.200:8080 -g -w 65535
		-a -t 192.0.2.1:80 -r 203.0.113.201:8080 -i -x 5
		-A -t 192.0.2.1:65535
		-A -u 192.0.2.1:53 -s wrr -o
		-A -u 192.0.2.1:5060 -s lc -p
		-A --sctp-service 192.0.2.1:80 -s wlc
		-A -t 192.0.2.2 -p 50 -M 255.255.255.0
		-A -t 192.0.2.3:443 -p 2678400 -M 255.255.255.255
		-a -t 192.0.2.2:0 -r 192.0.2.10 -m
	END
	configuration "IPv6" <<-'END'
		-A -t [2001:db8::1]:80 -s rr
		-a -t [2001:db8::1]:80 -r 2001:db8::10 -m
		-a -t [2001:db8::1]:80 -r [2001:db8:1234:5678:9abc:def0:1234:5678]:8080 -m -w 7
		-a -t [2001:db8::1]:80 -r 2001:db8::20 -g
		-a -t [2001:db8::1]:80 -r [2001:db8::21]:9 -i
		-A -u [2001:db8::1]:53 -s wlc -p 60 -M 64
		-A -u [2001:db8::1]:54 -s wlc -o
		-A -t 2001:db8::2 -p
	END
	configuration "marks" <<-'END'
		-A -f 1 -s rr
		-A -f 1 -6 -s wrr
		-A -f 2147483647 -p 10 -M 255.255.0.0
		-A -f 7 -6 -p 10 -M 48 -o
		-a -f 1 -r 192.0.2.10:80 -g
		-a -f 1 -r 198.51.100.1 -m
		-a -f 1 -r 198.51.100.2:8080 -i -w 3
		-a -f 1 -6 -r [2001:db8::10]:80 -g
	END
	configuration "tunnels" <<-'END'
		-A -t 192.0.2.1:80
		-a -t 192.0.2.1:80 -r 198.51.100.1 -i --tun-type ipip
		-a -t 192.0.2.1:80 -r 198.51.100.2 -i --tun-type gue --tun-port 6080
		-a -t 192.0.2.1:80 -r 198.51.100.3 -i --tun-type gue --tun-port 65535 --tun-csum
		-a -t 192.0.2.1:80 -r 198.51.100.4 -i --tun-type gue --tun-port 1 --tun-remcsum
		-a -t 192.0.2.1:80 -r 198.51.100.5 -i --tun-type gre
		-a -t 192.0.2.1:80 -r 198.51.100.6 -i --tun-type gre --tun-csum
		-a -t 192.0.2.1:80 -r 2001:db8::9 -i
		-A -t [2001:db8::1]:80
		-a -t [2001:db8::1]:80 -r 198.51.100.6 -i --tun-type gre --tun-nocsum
		-a -t 192.0.2.1:80 -r 198.51.100.7 -m
	END
	configuration "schedulers" <<-'END'
		-A -t 192.0.2.1:1 -s rr
		-A -t 192.0.2.1:2 -s wrr
		-A -t 192.0.2.1:3 -s lc
		-A -t 192.0.2.1:4 -s wlc
		-A -t 192.0.2.1:5 -s sh
		-A -t 192.0.2.1:6 -s sh -b sh-port
		-A -t 192.0.2.1:7 -b sh-fallback,sh-port -s sh
		-A -t 192.0.2.1:8 -s mh -b mh-fallback,mh-port
		-A -t 192.0.2.1:9 -s rr -b flag-1,flag-2,flag-3
		-A -t 192.0.2.1:10 -s wlc -b flag-3 -p 9
		-A -u 192.0.2.1:11 -s lblc -o
		-A -t 192.0.2.1:12 -s lblcr
		-A -t 192.0.2.1:13 -s dh
		-A -t 192.0.2.1:14 -s sed
		-A -t 192.0.2.1:15 -s nq
		-A -t 192.0.2.1:16 -s fo
		-A -t 192.0.2.1:17 -s ovf
		-A -u 192.0.2.1:18 -p --pe sip
		-A -u 192.0.2.1:19 --pe sip
		-A -t 192.0.2.1:20 -s nosuch
	END
	configuration "life cycle" both_all <<-'END'
		-A -t 192.0.2.1:80 -s rr
		-A -t 192.0.2.1:81 -s rr
		-E -t 192.0.2.1:80 -s wrr -p 10 -M 255.255.255.0
		-a -t 192.0.2.1:80 -r 192.0.2.10 -m
		-a -t 192.0.2.1:80 -r 192.0.2.11 -g
		-e -t 192.0.2.1:80 -r 192.0.2.10 -m -w 5 -x 20 -y 10
		-e -t 192.0.2.1:80 -r 192.0.2.11 -i -w 0
		-a -t 192.0.2.1:81 -r 192.0.2.11 -g
		-d -t 192.0.2.1:81 -r 192.0.2.11
		-D -t 192.0.2.1:81
		-Z
		-Z -t 192.0.2.1:80
		-L -n -t 192.0.2.1:80
		--set 100 0 200
		-L --timeout
		--set 0 50 0
		-L --timeout
		--start-daemon master --mcast-interface lo --syncid 7
		--start-daemon backup --mcast-interface lo --mcast-group 224.0.0.99 --mcast-port 9 --mcast-ttl 3 --sync-maxlen 1400
		-L --daemon
		--stop-daemon master
		--stop-daemon backup --syncid 7
		-L --daemon
	END
}

# Addresses more than 2^31 apart sort in a way that only the original could invent.
odd_order() {
	local address

	must clear_both
	must ours -R < <(for address in 10.0.0.1 192.0.2.1 127.0.0.1 128.0.0.1 64.0.0.1; do
		echo "-A -t $address:80"
		echo "-a -t 10.0.0.1:80 -r $address -m"
	done)
	check "odd order: listings are equal" listings_equal "${LISTINGS[@]}" "${MORE_LISTINGS[@]}"
}

# What no module shows today it may show tomorrow: data of persistence engines, other protocols.
connections() {
	local v6=2001:0db8:0000:0000:0000:0000:0000:000

	cat >"$GUARD_DIR/conns" <<-END
		Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData
		TCP C6336463 D431 C0000210 01BB C6336407 01BB ESTABLISHED     874
		TCP C6336463 0000 C0000210 01BB C6336407 01BB ASSURED         251
		UDP 7F000001 0035 7F000001 0035 7F000001 0035 UDP               0
		SCT C6336463 D431 C0000210 01BB C6336407 01BB ESTABLISHED     874
		IP  C6336400 0000 00000007 0000 C6336407 0000 NONE             59
		TCP ${v6}1 D431 ${v6}2 01BB ${v6}3 01BB FIN_WAIT        60
		TCP ${v6}1 D431 ${v6}2 01BB C6336407 01BB SYN_RECV       6000
		UDP C6336463 13C4 C0000210 13C4 C6336407 13C4 UDP             300 sip 1@client
		UDP ${v6}1 13C4 ${v6}2 13C4 ${v6}3 13C4 UDP             300 sip a_longer-call.id@192.0.2.99
	END
	check "connections: listings are equal" conns_equal "$GUARD_DIR/conns"
}

two_tools
configurations
odd_order
connections
