# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# What every test is wrapped in: it begins with a mark in the kernel log and ends, however
# it ends, by taking everything down and looking at what it leaves behind.

# guard_start: called once, by lvs.sh
guard_start() {
	if [ "$(id -u)" -ne 0 ]; then
		echo "1..0 # SKIP needs root"
		exit 4
	fi
	if [ -n "${LVS_UNTIL:-}" ] && [ "$EPOCHSECONDS" -ge "$LVS_UNTIL" ]; then
		echo "1..0 # SKIP no time left"
		exit 4
	fi
	GUARD_DIR=$(mktemp -d "/tmp/lvs-guard.XXXXXX") || exit 1
	echo "TAP version 13"
	dmesg_mark
	trap guard_finish EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	# A module left over by a test that was killed would make every later test fail.
	if module_loaded; then
		module_unload || bail "$LVS_IMPL is already loaded and does not go"
	fi
}

# guard_finish: clean up, judge, print the plan, exit with the verdict
guard_finish() {
	local status=$?

	trap - EXIT
	trap '' INT TERM HUP
	set +e
	defer_run
	guard_module
	guard_log
	rm -rf "$GUARD_DIR"
	guard_verdict "$status"
}

# guard_module: the module must go, and take everything with it
guard_module() {
	local problem

	module_loaded || return 0
	if ! problem=$(module_unload 2>&1); then
		ktap_not_ok "module unloads" "$problem"
	elif problem=$(module_leftovers); then
		ktap_not_ok "module leaves nothing behind" "$problem"
	fi
}

# guard_log: the kernel log must be clean
guard_log() {
	dmesg_splats >/dev/null || return 0
	ktap_not_ok "kernel log is clean" "$(dmesg_since | tail -n 200)"
}

# guard_verdict STATUS: kselftest's exit codes, from the results and how the test ended.
# A C test (GUARD_PROGRAM, see guard_run.sh) has printed its plan and decides, if nothing failed here.
guard_verdict() {
	if [ -n "${GUARD_PROGRAM:-}" ] && [ "$KTAP_FAILED" -eq 0 ]; then
		exit "$GUARD_PROGRAM"
	fi
	if [ "$1" -eq 4 ] && [ "$KTAP_FAILED" -eq 0 ] && [ "$KTAP_COUNT" -eq 0 ]; then
		exit 4
	fi
	if [ "$1" -ne 0 ] && [ "$KTAP_FAILED" -eq 0 ]; then
		ktap_not_ok "test runs to its end" "exit status $1"
	fi
	if [ "$KTAP_COUNT" -eq 0 ]; then
		ktap_not_ok "test has a result"
	fi
	echo "1..$KTAP_COUNT"
	[ "$KTAP_FAILED" -eq 0 ] || exit 1
	[ "$KTAP_SKIPPED" -lt "$KTAP_COUNT" ] || exit 4
	exit 0
}
