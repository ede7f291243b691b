#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Every listing of lvsadm as JSON, and flows in all listings. Topology: lib/two_tools.sh; flows
# go from a program in «ours» to a service in «ours», one server of which is local.

set -u
# shellcheck source-path=SCRIPTDIR/.. source=lib/lvs.sh
. "$(dirname "$0")/lib/lvs.sh"
# shellcheck source-path=SCRIPTDIR/.. source=lib/two_tools.sh
. "$LVS_LIB/two_tools.sh"

a_table() {
	cat <<-'END'
		-A -t 192.0.2.1:80 -s wrr -p 300 -M 255.255.255.0
		-a -t 192.0.2.1:80 -r 192.0.2.10:80 -m -w 7
		-a -t 192.0.2.1:80 -r 198.51.100.1:80 -g -w 0
		-A -u [2001:db8::1]:53 -s lc -o
		-a -u [2001:db8::1]:53 -r [2001:db8::10]:53 -i -w 1 --tun-type gue --tun-port 6080 --tun-csum
		-A -f 7 -6 -s rr
	END
}

# json FILTER ARG...: the listing is JSON of the first schema, of which the filter holds
json() {
	local filter=$1

	shift
	ours -L --json "$@" | tee "$GUARD_DIR/json" | tee -a "$GUARD_DIR/all.json" | jq -e ".schema == 1 and ($filter)" >/dev/null ||
		{
			cat "$GUARD_DIR/json"
			return 1
		}
}

json_listings() {
	must clear_both
	check "JSON of an empty table" json '.services == [] and .info.ipvs_version == "1.2.1"'
	must ours -R < <(a_table)
	check "JSON of all services" json '(.services | length) == 3 and
		.services[0].servers[0].weight == 7 and
		.services[0].persistence == {timeout_s: 300, netmask: "255.255.255.0"} and
		.services[1].servers[0].tunnel == {type: "gue", port: 6080, checksum: "full"} and
		.services[1].one_packet and
		(.services[2] | .fwmark == 7 and .family == "ipv6" and .servers == [])'
	check "JSON of one service" json '(.services | length) == 1 and
		(.services[0].servers | map(.address)) == ["192.0.2.10", "198.51.100.1"]' -t 192.0.2.1:80
	check "JSON of stats" json '.services[0].stats.in_bytes == 0' --stats
	check "JSON of rates" json '.services[0].rates.in_bytes_per_s == 0' --rate
	check "JSON of thresholds" json '.services[0].servers[0].upper_threshold == 0' --thresholds
	check "JSON of persistent connections" json '.services[0].servers[0].persistent_conns == 0' \
		--persistent-conn
	check "JSON of timeouts" json '.timeouts.udp_s > 0' --timeout
	check "JSON of daemons" json '.daemons == []' --daemon
	check "JSON of info" json '.info.ipvs_version == "1.2.1"' --info
	check "JSON of no connections" json '.connections == []' -c
}

# send HOST PORT: a datagram with 20 bytes of data
send() {
	ns_exec ours bash -c "printf 'twenty bytes of data' >/dev/udp/$1/$2"
}

flows() {
	must clear_both
	must ours -A -u 192.0.2.1:53 -p 100
	must ours -a -u 192.0.2.1:53 -r 192.0.2.10 -m
	must ours -A -u '[2001:db8::1]:53'
	must ours -a -u '[2001:db8::1]:53' -r '2001:db8::10' -m
	must send 192.0.2.1 53
	must send 192.0.2.1 53
	must send 2001:db8::1 53
	# shellcheck disable=SC2016 # jq's own variable
	check "flows are there" json '(.connections | map(select(.state == "UDP"))) as $flows |
		($flows | length) == 3 and
		($flows | map(.virtual.address) | unique) == ["192.0.2.1", "2001:db8::1"] and
		($flows | all(.protocol == "udp" and .expires_s > 0 and .virtual.port == 53))' -c
	check "templates are there" json '.connections | any(.client.port == 0)' -c
	check "flows are counted" wait_for 10 json '.services[0].stats | .conns == 2 and
		.in_packets == 2 and .in_bytes == 96'
	check "flows: listings are equal" listings_equal "${LISTINGS[@]}" "${MORE_LISTINGS[@]}"
	must ns_exec ours cp /proc/net/ip_vs_conn "$GUARD_DIR/conns"
	check "flows: connections are equal" conns_equal "$GUARD_DIR/conns"
	must ours -Z
	check "zero resets the counters" wait_for 10 json '.services[0].stats.conns == 0'
}

two_tools
json_listings
flows
check "all of it is as the schema says" "$LVS_TOP/tests/tools/schema.py" \
	"$LVS_TOP/tools/lvsadm/schema.json" "$GUARD_DIR/all.json"
