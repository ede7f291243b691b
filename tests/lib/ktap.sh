# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Results in KTAP. The plan is printed last, when the number of results is known.

KTAP_COUNT=0
KTAP_FAILED=0
KTAP_SKIPPED=0

# ktap_note TEXT...: a diagnostic line (each line of TEXT becomes one)
ktap_note() {
	printf '%s\n' "$*" | sed 's/^/# /'
}

# ktap_ok DESCRIPTION
ktap_ok() {
	KTAP_COUNT=$((KTAP_COUNT + 1))
	echo "ok $KTAP_COUNT $1"
}

# ktap_not_ok DESCRIPTION [REASON...]
ktap_not_ok() {
	KTAP_COUNT=$((KTAP_COUNT + 1))
	KTAP_FAILED=$((KTAP_FAILED + 1))
	echo "not ok $KTAP_COUNT $1"
	shift
	[ $# -eq 0 ] || ktap_note "$@"
}

# ktap_skip DESCRIPTION REASON: must be listed in tests/expected-skips, or counts as a failure
ktap_skip() {
	KTAP_COUNT=$((KTAP_COUNT + 1))
	KTAP_SKIPPED=$((KTAP_SKIPPED + 1))
	echo "ok $KTAP_COUNT $1 # SKIP $2"
}

# check DESCRIPTION COMMAND ARG...: passes if COMMAND does; its output is shown if it does not.
# COMMAND runs in this shell, so it may be a function that sets variables.
check() {
	local description=$1 status=0 log=$GUARD_DIR/check.log

	shift
	"$@" >"$log" 2>&1 || status=$?
	if [ "$status" -eq 0 ]; then
		ktap_ok "$description"
	else
		ktap_not_ok "$description" "exit status $status: $*"
		sed 's/^/#   /' "$log"
	fi
	return "$status"
}

# check_not DESCRIPTION COMMAND ARG...: passes if COMMAND fails
check_not() {
	local description=$1

	shift
	check "$description" fails "$@"
}

# check_eq DESCRIPTION EXPECTED ACTUAL: both texts agree; the difference is shown otherwise
check_eq() {
	if [ "$2" = "$3" ]; then
		ktap_ok "$1"
		return 0
	fi
	ktap_not_ok "$1" "expected (-) and actual (+) differ"
	diff -u <(printf '%s\n' "$2") <(printf '%s\n' "$3") | tail -n +3 | sed 's/^/#   /'
	return 1
}

# fails COMMAND ARG...: the opposite of COMMAND, for use where a command is expected
fails() {
	! "$@"
}

# skip_all REASON: this test cannot run here
skip_all() {
	echo "1..0 # SKIP $1"
	KTAP_SKIPPED=1
	exit 4
}

# bail REASON: give up; what was set up is still taken down
bail() {
	ktap_not_ok "set up" "$1"
	exit 1
}

# must COMMAND ARG...: for setting up: bail out, with its output, if COMMAND fails
must() {
	"$@" >"$GUARD_DIR/must.log" 2>&1 && return 0
	bail "failed: $*: $(cat "$GUARD_DIR/must.log")"
}

# need PROGRAM...: skip the test where one of these programs is missing
need() {
	local program

	for program in "$@"; do
		command -v "$program" >/dev/null || skip_all "$program is not installed"
	done
}
