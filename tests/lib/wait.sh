# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Waiting for a condition with a deadline.

# What never comes can be waited for with a time limit, by the shell itself: starting a program
# to pause would cost more than what is waited for.
exec {WAIT_NEVER}<> <(:)

# wait_for SECONDS COMMAND ARG...: run COMMAND until it succeeds; fails when time is up.
# COMMAND's output is dropped. Give ample time: it is only used up when something is wrong,
# and the emulated machine is twenty times slower than yours.
wait_for() {
	local deadline=$((SECONDS + $1 + 1)) tries=0

	shift
	until "$@" >/dev/null 2>&1; do
		[ "$SECONDS" -lt "$deadline" ] || return 1
		wait_pause $((tries++))
	done
}

# wait_pause N: the pause after try N. What comes soon is seen soon; polling for what comes
# late must not take the machine away from the one who is waited for.
wait_pause() {
	local seconds=0.05

	[ "$1" -lt 10 ] || seconds=0.25
	read -r -t "$seconds" -u "$WAIT_NEVER"
	return 0
}

# holds_for SECONDS COMMAND ARG...: COMMAND keeps succeeding for that long (for «must not happen»)
holds_for() {
	local deadline=$((SECONDS + $1 + 1))

	shift
	while [ "$SECONDS" -lt "$deadline" ]; do
		"$@" >/dev/null 2>&1 || return 1
		wait_pause 0
	done
}
