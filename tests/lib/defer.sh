# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# A stack of clean-up commands, run in reverse order when the test ends.

DEFERRED=()

# defer COMMAND ARG...: run COMMAND when the test ends
defer() {
	DEFERRED+=("${*@Q}")
}

# defer_run: run what was deferred, last first; what fails does not keep the rest from running
defer_run() {
	local command

	while [ ${#DEFERRED[@]} -gt 0 ]; do
		command=${DEFERRED[-1]}
		unset 'DEFERRED[-1]'
		eval "$command" || ktap_note "clean-up failed: $command"
	done
}

# spawn COMMAND ARG...: run COMMAND in the background until the test ends; its pid is in SPAWNED
spawn() {
	"$@" &
	SPAWNED=$!
	defer reap "$SPAWNED"
}

# reap PID: end a child of this shell and wait for it; harmless if it is gone
reap() {
	kill "$1" 2>/dev/null || true
	if ! wait_for 5 process_gone "$1"; then
		kill -KILL "$1" 2>/dev/null
	fi
	wait "$1" 2>/dev/null || true
}

# process_gone PID: it does not exist, or only waits for its parent
process_gone() {
	local state

	state=$(ps -o stat= -p "$1" 2>/dev/null) || return 0
	[ "${state:0:1}" = Z ]
}

# scratch: make a directory that vanishes with the test; its path is in SCRATCH
scratch() {
	SCRATCH=$(mktemp -d "/tmp/$LVS_TEST.XXXXXX") || bail "no scratch directory"
	defer rm -rf "$SCRATCH"
}
