#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Whatever is asked by netlink, socket options and files, sound or not, by several at once and while
# packets come, is done or refused; nothing breaks, and afterwards everything works and can go.
# It belongs to the debug kernel, and runs elsewhere when LVS_FUZZ_SECONDS says how long (20 s);
# LVS_FUZZ_SEED repeats a run whose seed was printed. In the debug kernel the module tells where
# requests lead to, unless it counts its lines, and what led to something new is sent again, changed:
# what is made anew is the same in each run with a seed, what is changed differs as soon as processes
# take turns otherwise. LVS_FUZZ_BLIND=1 leaves the changed ones out, and counts places all the same.
#
#	one, two: services 10.9.0.N fd09::N, servers 10.9.1.N fd09::1NN, all their own
#	   sink   servers 10.3.N.N fd03::N, behind a device that swallows what it gets

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/fuzz.sh"

PROCESSES=3
# percent of the requests that have to be done, or the rest proves little
SHARE=15
# places in the module that the processes of a namespace come to in seconds, and percent of the
# requests that are made of others: with less, the module does not tell all, or nobody listens
PLACES=2000
CHANGED=5

network() {
	ns_new "$1"
	topo_batch "$1" <<-END
		link add sink type dummy
		link set sink up
		addr add 10.3.0.1/16 dev sink
		addr add fd03::1/64 dev sink nodad
		route add local 10.9.0.0/16 dev lo
		route add local fd09::/64 dev lo
	END
}

# result NAME WORD: what the program in the namespace has printed of it
result() {
	sed -n "s/^$2 *//p" "$GUARD_DIR/fuzz-$1"
}

# works NAME: what a namespace is for still goes: a service, a server, a listing
works() {
	local DIRECTOR=$1

	adm -C && adm -A -t 10.9.0.1:80 -s rr && adm -a -t 10.9.0.1:80 -r 10.9.1.1:80 -m &&
		adm -L -n && [ "$(adm -S -n | wc -l)" -eq 2 ] && adm -C && [ -z "$(adm -S -n)" ]
}

# judge_guide NAME: the processes saw where they came to and made use of it
judge_guide() {
	local name=$1

	check_eq "$name: each process sees where it comes to" "$PROCESSES" \
		"$(result "$name" traced)"
	check "$name: $(result "$name" places) places in the module were reached" \
		test "$(result "$name" places)" -ge "$PLACES"
	[ -z "${LVS_FUZZ_BLIND:-}" ] || return 0
	check "$name: $(result "$name" changed)% of the requests were made of others" \
		test "$(result "$name" changed)" -ge "$CHANGED"
}

judge() {
	local name=$1

	ktap_note "$(result "$name" note | sed "s/^/$name: /")"
	check_eq "$name: every command was done, or refused as a sound one is" "" \
		"$(result "$name" never)"
	check "$name: $(result "$name" share)% of the requests were done" \
		test "$(result "$name" share)" -ge "$SHARE"
	check_eq "$name: every answer is well formed" 0 "$(result "$name" malformed)"
	! on_uml || [ -n "${LVS_COVERAGE:-}" ] || judge_guide "$name"
	check "$name: it can still be configured" works "$name"
}

main() {
	local name seed pids=() program

	[ "$LVS_IMPL" = lvs ] || skip_all "it looks for defects of lvs alone"
	program=$(topo_program fuzz_netlink) || bail "no fuzz_netlink"
	fuzz_seed
	module_load
	seed=$FUZZ_SEED
	for name in one two; do
		network "$name"
		quick "$name" "$program" "$seed" "$FUZZ_SECONDS" "$PROCESSES" \
			${LVS_FUZZ_BLIND:+blind} >"$GUARD_DIR/fuzz-$name" 2>&1 &
		pids+=($!)
		seed=$((seed + 1))
	done
	for name in one two; do
		check "$name: no process came to grief" wait "${pids[0]}" || cat "$GUARD_DIR/fuzz-$name"
		pids=("${pids[@]:1}")
	done
	for name in one two; do
		judge "$name"
	done
}

main
