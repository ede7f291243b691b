#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Services that nobody talks to cost nothing: with one for each port of an address no function of
# the module runs, as with none at all, once what traffic set to work has come to rest; listing all
# takes a bounded time. What runs is seen by the kernel's tracer, so the machine's speed does not
# matter.
#
#	director: services, and an address of its own that one flow goes to

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"

COUNT=65535
# seconds that nothing may run for
REST=5
# milliseconds that reading the services may take: an emulated machine that has a processor for
# itself takes less than four thousand
DUMP_MS=30000
TRACING=/sys/kernel/tracing
TRACE=$TRACING/instances/lvs_idle

# rules: services on the ports of one address, some with a server, the last one among them
rules() {
	awk -v count="$COUNT" -v vip="$VIP4" 'BEGIN {
		for (i = 1; i <= count; i++) {
			service = "-t " vip ":" i
			print "-A", service, i % 2 ? "-s rr" : "-s wlc"
			if (i % 50 == 0 || i == count)
				print "-a", service, "-r 127.0.0.1:" i, "-m"
		}
	}'
}

# dump: read all services by one netlink request; prints how many, and milliseconds
dump() {
	quick director /usr/bin/python3 -IB - <<-'END'
		import socket, struct, time
		def ask(sock, kind, flags, command, attributes):
		    body = struct.pack("BBH", command, 1, 0) + attributes
		    sock.send(struct.pack("IHHII", 16 + len(body), kind, flags, 1, 0) + body)
		def messages(data):
		    while data:
		        size, kind = struct.unpack_from("IH", data)
		        yield kind, data[16:size]
		        data = data[(size + 3) & ~3:]
		def attributes(data):
		    while data:
		        size, kind = struct.unpack_from("HH", data)
		        yield kind, data[4:size]
		        data = data[(size + 3) & ~3:]
		sock = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 16)
		sock.settimeout(60)
		ask(sock, 16, 1, 3, struct.pack("HH5s3x", 9, 2, b"IPVS\0"))
		reply = next(messages(sock.recv(65536)))[1]
		family, = struct.unpack("H", dict(attributes(reply[4:]))[1])
		begin, pieces = time.monotonic(), []
		ask(sock, family, 0x301, 4, b"")
		while not pieces or struct.unpack_from("IH", pieces[-1], len(pieces[-1]) - 20) != (20, 3):
		    pieces.append(sock.recv(65536))
		ms = int((time.monotonic() - begin) * 1000)
		found = [kind for piece in pieces for kind, body in messages(piece)]
		print(found.count(family), ms)
	END
}

# watch: from now on each call of a function of the module leaves a line; where the kernel has no
# tracer of functions, each run of any worker does, and has the module's name if it is one of its own
watch() {
	[ -d "$TRACING/instances" ] || must mount -t tracefs tracefs "$TRACING"
	must mkdir "$TRACE"
	defer rmdir "$TRACE"
	if grep -qw function "$TRACE/available_tracers"; then
		echo ":mod:lvs" >"$TRACE/set_ftrace_filter" || bail "no function of lvs can be traced"
		echo function >"$TRACE/current_tracer"
		OURS=
	else
		ktap_note "this kernel has no tracer of functions: only workers are watched"
		echo 1 >"$TRACE/events/workqueue/workqueue_execute_start/enable"
		OURS='[lvs]'
	fi
}

# calls: the lines that functions of the module have left, since forget
calls() {
	grep -v '^#' "$TRACE/trace" | grep -F "$OURS"
}

nothing_ran() {
	! calls
}

forget() {
	echo >"$TRACE/trace"
}

# rests SECONDS: nothing runs for that long
rests() {
	forget
	holds_for "$1" nothing_ran && return 0
	calls | head -n 20
	return 1
}

# worker_ran: since forget, in a worker's own thread
worker_ran() {
	calls | grep '^ *kworker'
}

# flow: one datagram to a service of UDP, which makes a connection of two seconds; the service stays
flow() {
	must adm --set 0 0 2
	must adm -A -u "$VIP4:53" -s rr
	must adm -a -u "$VIP4:53" -r 127.0.0.1:53 -m
	forget
	# shellcheck disable=SC2016
	must quick director bash -c 'echo hello >"/dev/udp/$1/53"' bash "$VIP4"
}

no_flows() {
	[ "$(adm -L -n -c | wc -l)" -eq 2 ]
}

# listed: all of them can be read, and soon
listed() {
	local count ms

	read -r count ms < <(dump)
	ktap_note "$count services in $ms ms"
	check_eq "all services are listed" $((COUNT + 1)) "$count"
	check "in a bounded time" test "$ms" -le "$DUMP_MS"
}

# programmed: all services are made at once
programmed() {
	local start=${EPOCHREALTIME/./}

	rules >"$GUARD_DIR/rules"
	check "$COUNT services are made" adm -R <"$GUARD_DIR/rules"
	ktap_note "made in $(((${EPOCHREALTIME/./} - start) / 1000)) ms"
}

# last_is_served: a connection to it finds its server
last_is_served() {
	serve director "$COUNT"
	[ "$(quick director timeout 10 "$FLOW_CLIENT" who tcp "$VIP4" "$COUNT" 1)" = director ]
}

# quiet: nothing runs, whatever there is to run for
quiet() {
	# namespaces of others may still be on their way out
	check "without services nothing runs" wait_for 60 rests "$REST"
	flow
	check "a flow sets a worker to work" wait_for 20 worker_ran
	programmed
	check "the flow expires" wait_for 60 no_flows
	# rates fade by a sample every two seconds
	check "workers come to rest" wait_for 120 rests "$REST"
	check "with all the services nothing runs" rests "$REST"
}

main() {
	[ "$LVS_IMPL" = lvs ] || skip_all "in-tree IPVS has threads of its own"
	! on_uml || COUNT=5000
	module_load
	topo_programs
	ns_new director
	topo_batch director <<<"addr add $VIP4/32 dev lo"
	watch
	quiet
	listed
	check "the last of them is served" last_is_served
	check "all are gone at once" adm -C
}

main
