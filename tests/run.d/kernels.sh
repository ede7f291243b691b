# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# The kernels that tests run on, by label: 6.1 and 6.12 are Debian's, uml is our debug build of the
# newest, smp-kasan and smp-kcsan those of 6.12 for several processors, and bench-SERIES our build
# for benchmarks. A label may end in /K/N: of N machines with that
# kernel that share its tests, the K-th.

# kernel_of LABEL: the label without its share
kernel_of() {
	echo "${1%%/*}"
}

# kernel_release LABEL: the newest installed kernel of that series
kernel_release() {
	local release

	release=$(find /lib/modules -mindepth 1 -maxdepth 1 -name "$1.*-amd64" -printf '%f\n' |
		grep -v -e -rt- -e -cloud- | sort -V | tail -n 1)
	if [ -z "$release" ] || [ ! -r "/boot/vmlinuz-$release" ]; then
		echo "tests/run: no Debian kernel $1 is installed; run tests/deps" >&2
		return 1
	fi
	echo "$release"
}

# kernel_boot LABEL: what has to be known to boot it: a release, or the debug kernel's folder
kernel_boot() {
	case $1 in
	uml) "$TESTS/debug/kernel.sh" ;;
	smp-*) "$TESTS/debug/kernel.sh" "x86-${1#smp-}" ;;
	bench-*) "$TESTS/bench/kernel.sh" "${1#bench-}" ;;
	*) kernel_release "$1" ;;
	esac
}

# kernel_module LABEL BOOT: build lvs.ko for it and print its path. For Debian's kernels it is what
# lint builds, so that this takes no time where lint has been before. With LVS_COVERAGE it counts
# how often its lines run; else, in the debug kernel, it tells who asks for it where it goes.
kernel_module() {
	local arguments

	case $1 in
	uml | bench-*) arguments=(ARCH=um "KDIR=$2") ;;
	smp-*) arguments=("KDIR=$2" W=1 KCFLAGS=-Werror) ;;
	*) arguments=("KVER=$2" W=1 KCFLAGS=-Werror) ;;
	esac
	# What the detectors check between the lines would be counted as branches of ours, and a function
	# that is inlined before the counters are put in has none. Telling where it goes (KCOV) draws
	# other branches, too.
	if [ -n "${LVS_COVERAGE:-}" ]; then
		arguments+=(GCOV_PROFILE=y UBSAN_SANITIZE=n KASAN_SANITIZE=n
			KCFLAGS=-fno-early-inlining)
	elif [ "$1" = uml ]; then
		arguments+=(KCOV_INSTRUMENT=y)
	fi
	make -s -j"$(nproc)" -C "$TOP" module "${arguments[@]}" >&2 || return 1
	make -s -C "$TOP" module-path "${arguments[@]}"
}
