#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# SYNs that go through a tunnel announce what fits inside, so that TCP works at once where nobody is told
# of narrow links; and so do the SYN-ACKs that come by.
#
# Drawing of the network: lib/topo_lan.sh. Here the servers' way out leads through the director, which
# knows that the way to them is narrow. The router's link to the client is as narrow, the client does
# not know that, and nobody hears ICMP errors.

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/tunnel.sh"

KINDS=(- ipip gue:csum gre:nocsum)
NARROW=1400

# deaf NAME...: no ICMP error about size is heard
deaf() {
	local name

	for name; do
		must quick "$name" nft -f - <<-END
			table inet deaf {
				chain input {
					type filter hook input priority 0;
					icmp type destination-unreachable drop
					icmpv6 type packet-too-big drop
				}
			}
		END
	done
}

narrow_network() {
	local n

	must ns_ip router link set wan mtu "$NARROW"
	deaf client real1 real2 real3
	# servers answer from the virtual address, which is the director's too
	ns_sysctl director net/ipv4/conf/lan/accept_local=1 net/ipv4/conf/all/send_redirects=0 \
		net/ipv4/conf/lan/send_redirects=0
	for n in 1 2 3; do
		topo_batch "real$n" <<-END
			route replace default via 10.3.0.1
			route replace default via fd03::1
		END
		topo_batch director <<-END
			route add $(rip "$n" 4) dev lan mtu $NARROW
			route add $(rip "$n" 6) dev lan mtu $NARROW
		END
		serve_web "real$n" "70${n}0" "$SCRATCH"
	done
	topo_batch real3 < <(tunnel_real gre_ gre:nocsum "$(rip 3 4)" "$(rip 3 6)")
	tunnel_listen real2
}

# services: of each family, with the server of each kind in the other family
services() {
	local n inner

	for n in 1 2 3; do
		for inner in 4 6; do
			# shellcheck disable=SC2046
			must adm -A $(svc tcp "$inner" "70${n}0") -s rr
			# shellcheck disable=SC2046
			must adm -a $(svc tcp "$inner" "70${n}0") \
				-r "$(at "$(rip "$n" $((10 - inner)))" "70${n}0")" $(tunnel_options "${KINDS[n]}")
		done
	done
}

# downloads N FAMILY SECONDS
downloads() {
	rm -f "$SCRATCH/got"
	quick client curl -sS --fail --max-time "$3" -o "$SCRATCH/got" \
		"http://$(at "$(vip "$2")" "70${1}0")/files/blob" && same_file "$SCRATCH/files/blob" "$SCRATCH/got"
}

# uploads N FAMILY SECONDS
uploads() {
	rm -f "$SCRATCH/up/blob"
	quick client curl -sS --fail --max-time "$3" -T "$SCRATCH/files/blob" \
		"http://$(at "$(vip "$2")" "70${1}0")/up/blob" && same_file "$SCRATCH/files/blob" "$SCRATCH/up/blob"
}

main() {
	local n family

	need nginx curl nft
	module_load
	topo_lan tun
	scratch
	chmod 755 "$SCRATCH"
	mkdir "$SCRATCH/files"
	head -c 200000 /dev/urandom >"$SCRATCH/files/blob"
	narrow_network
	services
	for n in 1 2 3; do
		for family in 4 6; do
			check "${KINDS[n]}, IPv$family in IPv$((10 - family)): a download works" \
				downloads "$n" "$family" 30
			check "${KINDS[n]}, IPv$family in IPv$((10 - family)): an upload works" \
				uploads "$n" "$family" 30
		done
	done
	ns_sysctl director net/ipv4/vs/mss_clamp=0
	for family in 4 6; do
		check_not "mss_clamp=0, IPv$family: a download gets stuck" downloads 1 "$family" 3
		check_not "mss_clamp=0, IPv$family: an upload gets stuck" uploads 1 "$family" 3
	done
}

main
