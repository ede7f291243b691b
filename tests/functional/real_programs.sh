#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Programs that people run, through the director: long-lived HTTP connections and big downloads,
# DNS over both transports, a bandwidth test in both directions, and a shell on a server.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/forward.sh"

BIG_BYTES=100M
NAME=www.example.test

# host FAMILY: the virtual address as a URL has it
host() {
	if [ "$1" = 4 ]; then echo "$VIP4"; else echo "[$VIP6]"; fi
}

# big FAMILY: a download that takes many round trips and full-size packets
big() {
	quick client curl -sS --fail --max-time 120 -o "$SCRATCH/got" "http://$(host "$1")/files/big" &&
		same_file "$SCRATCH/files/big" "$SCRATCH/got" && rm -f "$SCRATCH/got"
}

# keep_alive FAMILY: twenty requests on one connection stay with one server
keep_alive() {
	local out

	out=$(quick client curl -sS --fail --max-time 60 -w '%{num_connects} connects\n' \
		"http://$(host "$1")/[1-20]") || return 1
	echo "$out"
	[ "$(grep -c '^1 connects' <<<"$out")" = 1 ] && [ "$(grep -c '^0 connects' <<<"$out")" = 19 ] &&
		[ "$(grep '^real' <<<"$out" | sort -u | wc -l)" = 1 ]
}

# resolves FAMILY OPTION...: the answer is the one that the servers have, and comes from the VIP
resolves() {
	local address answer

	address=$(vip "$1")
	shift
	answer=$(quick client dig +short +tries=2 +time=10 "$@" "@$address" "$NAME" A)
	echo "answer: $answer"
	[ "$answer" = 192.0.2.53 ]
}

# bandwidth FAMILY OPTION...: iperf3 ends well and has moved data
bandwidth() {
	local address bytes

	address=$(vip "$1")
	shift
	quick client iperf3 -c "$address" -t 1 -J "$@" >"$SCRATCH/iperf" || {
		cat "$SCRATCH/iperf"
		return 1
	}
	bytes=$(jq '.end | (.sum_received // .sum).bytes' "$SCRATCH/iperf")
	echo "bytes: $bytes"
	[ "$bytes" -gt 100000 ]
}

# shell FAMILY: a file goes there and back through ssh
shell() {
	rm -f "$SCRATCH/got"
	quick client ssh -F none -i "$SCRATCH/key" -o StrictHostKeyChecking=no \
		-o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o ConnectTimeout=60 \
		"root@$(vip "$1")" cat <"$SCRATCH/files/blob" >"$SCRATCH/got" &&
		same_file "$SCRATCH/files/blob" "$SCRATCH/got"
}

serve_dns() {
	ns_spawn "$1" dnsmasq --no-daemon --conf-file=/dev/null --no-resolv --no-hosts --user=root \
		--pid-file= --address="/$NAME/192.0.2.53"
	wait_for 20 listens "$1" 53 || bail "dnsmasq does not start in $1"
}

serve_shell() {
	must ssh-keygen -q -t ed25519 -N '' -f "$SCRATCH/key"
	must ssh-keygen -q -t ed25519 -N '' -f "$SCRATCH/host_key"
	chmod 700 "$SCRATCH"
	mkdir -p /run/sshd
	cat >"$SCRATCH/sshd" <<-END
		HostKey $SCRATCH/host_key
		PidFile none
		AuthorizedKeysFile $SCRATCH/key.pub
		StrictModes no
		UsePAM no
		PermitRootLogin prohibit-password
	END
	ns_spawn "$1" "$(command -v sshd)" -D -f "$SCRATCH/sshd"
	wait_for 20 listens "$1" 22 || bail "sshd does not start in $1"
}

serve_all() {
	scratch
	mkdir "$SCRATCH/files"
	head -c "$BIG_BYTES" /dev/zero | tr '\0' 'l' >"$SCRATCH/files/big"
	dd if=/dev/urandom of="$SCRATCH/files/big" bs=1M count=4 conv=notrunc status=none
	head -c 1M /dev/urandom >"$SCRATCH/files/blob"
	serve_web real1 80 "$SCRATCH"
	serve_web real2 80 "$SCRATCH"
	serve_dns real1
	serve_dns real2
	ns_spawn real1 iperf3 -s
	wait_for 20 listens real1 5201 || bail "iperf3 does not start"
	serve_shell real1
}

services() {
	topo_lan_service nat tcp "$1" 80 rr 1 1
	topo_lan_service nat udp "$1" 53 rr 1 1
	topo_lan_service nat tcp "$1" 53 rr 1 1
	topo_lan_service nat tcp "$1" 5201 rr 1
	topo_lan_service nat udp "$1" 5201 rr 1
	topo_lan_service nat tcp "$1" 22 rr 1
}

main() {
	local family

	need nginx curl dig dnsmasq iperf3 ssh sshd ssh-keygen jq
	module_load
	topo_lan nat
	serve_all
	# shellcheck disable=SC2086
	offload on $TOPO_DEVICES
	for family in 4 6; do
		services "$family"
		check "http$family: one connection, twenty requests, one server" keep_alive "$family"
		check "http$family: $BIG_BYTES arrive whole" big "$family"
		check "dns$family: over udp" resolves "$family"
		check "dns$family: over tcp" resolves "$family" +tcp
		check "iperf3 over tcp$family: upload" bandwidth "$family"
		check "iperf3 over tcp$family: download" bandwidth "$family" -R
		check "iperf3 over udp$family" bandwidth "$family" -u -b 20M
		check "ssh$family: a megabyte there and back" shell "$family"
	done
	# shellcheck disable=SC2086
	check_eq "no wrong checksum" 0 "$(checksum_errors client $TOPO_REALS)"
}

main
