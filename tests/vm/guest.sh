#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# guest.sh JOB: process 1 of a test machine, emulated or User-Mode Linux, once its root is in
# place. Does what JOB/env says and tells the host through JOB/out, the one place that the
# host sees: `log` grows while tests run, `done` appears when all of them have ended.
set -u

job=$1
out=$job/out

mount_all() {
	mount -t proc proc /proc
	mount -t sysfs sys /sys
	mountpoint -q /dev || mount -t devtmpfs dev /dev
	mkdir -p /dev/pts /dev/shm
	mount -t devpts devpts /dev/pts
	mount -t tmpfs -o mode=1777 shm /dev/shm
	mount -t tmpfs -o mode=755 run /run
	# Faster than the layered root, but it would hide a checkout that lies below.
	[[ $job == /tmp/* ]] || mount -t tmpfs -o mode=1777 tmp /tmp
	mount -t debugfs debugfs /sys/kernel/debug 2>/dev/null
	mount -t cgroup2 cgroup /sys/fs/cgroup 2>/dev/null
	mkdir -p /run/netns /run/lock
	ln -sfn /proc/self/fd /dev/fd
	ln -sfn /proc/self/fd/0 /dev/stdin
	ln -sfn /proc/self/fd/1 /dev/stdout
	ln -sfn /proc/self/fd/2 /dev/stderr
}

# The kernel says all it has to say, dies at once over an oops, and finds hung tasks early.
set_up_kernel() {
	hostname lvs-test
	ip link set lo up
	dmesg --console-level warn
	echo 1 >/proc/sys/kernel/panic_on_oops
	echo 0 >/proc/sys/kernel/printk_ratelimit
	if [ -e /proc/sys/kernel/hung_task_timeout_secs ]; then
		echo 60 >/proc/sys/kernel/hung_task_timeout_secs
	fi
	forget_leaks
}

# What the machine itself lost while it started is not a test's doing: what is found once it is as
# old as find_leaks() waits for is not looked at again.
forget_leaks() {
	local leaks=/sys/kernel/debug/kmemleak

	[ "${LVS_KMEMLEAK:-0}" = 1 ] && [ -w "$leaks" ] || return 0
	scan_for 7
	echo clear >"$leaks"
}

run_tests() {
	local arguments=() name installed

	installed=$(mktemp -d /tmp/kselftest.XXXXXX)
	cp -a "$job/kselftest/." "$installed"
	while read -r name; do
		arguments+=(-t "lvs:$name")
	done <"$job/tests"
	# Through a pipe: the runner opens its output anew for each writer.
	{
		"$installed/run_kselftest.sh" "${arguments[@]}"
		find_leaks
	} 2>&1 | cat >"$out/log"
	dmesg >"$out/dmesg"
}

# keep_coverage: how often each line of the module ran, if it was built to count that. The kernel
# keeps what an unloaded module has counted. Its files claim to be empty, so that cp copies nothing.
keep_coverage() {
	local file to

	find /sys/kernel/debug/gcov -path '*/kmod/*.gcda' 2>/dev/null | while read -r file; do
		to=$out/coverage/${file##*/kmod/}
		mkdir -p "${to%/*}"
		cat "$file" >"$to"
	done
}

# scan_for SECONDS: look for leaks again and again
scan_for() {
	local deadline=$((SECONDS + $1))

	while [ "$SECONDS" -lt "$deadline" ]; do
		echo scan >/sys/kernel/debug/kmemleak
	done
}

# kmemleak reports only what is older than five seconds, and may take a stale word on a stack
# for a pointer: so scan until that time has passed. Any leak counts: the names of an unloaded
# module's functions are gone from the report.
find_leaks() {
	local leaks=/sys/kernel/debug/kmemleak

	[ "${LVS_KMEMLEAK:-0}" = 1 ] && [ -w "$leaks" ] || return 0
	echo "# selftests: lvs: kmemleak"
	scan_for 7
	sed 's/^/# /' "$leaks"
	if grep -q '^unreferenced object' "$leaks"; then
		echo "not ok 1 selftests: lvs: kmemleak"
	else
		echo "ok 1 selftests: lvs: kmemleak"
	fi
}

mount_all
cd "$job" || exit 1
# shellcheck source=/dev/null
. "$job/env"
set_up_kernel
case $LVS_MODE in
tests)
	run_tests </dev/null
	keep_coverage
	touch "$out/done"
	;;
shell)
	echo "Kernel $(uname -r), LVS_IMPL=$LVS_IMPL, module $LVS_MODULE; exit ends the machine."
	cd "$LVS_TOP" || exit 1
	PS1='\h \w # ' setsid --ctty --wait bash --norc -i <>"$LVS_TTY" >&0 2>&0
	;;
command)
	# shellcheck disable=SC2153
	(cd "$LVS_TOP" && eval "$LVS_COMMAND") >"$out/log" 2>&1 </dev/null
	echo $? >"$out/status"
	touch "$out/done"
	;;
esac
sync
busybox poweroff -f
