# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Adding up the lanes' last lines, «N passed, N failed, N skipped».

PASSED=0
FAILED=0
SKIPPED=0
FAILURES=

# counted NAME COMMAND ARG...: run a lane, show what it prints, add its last counts to the sum.
# A lane that fails without saying how often, or ends without counts, is one failure.
counted() {
	local name=$1 log status p=0 f=0 s=0 seconds=$SECONDS

	shift
	log=$(mktemp)
	echo "=== $name"
	"$@" 2>&1 | tee "$log"
	status=${PIPESTATUS[0]}
	read -r p f s < <(sed -nE \
		's/^([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped$/\1 \2 \3/p' "$log" |
		tail -n 1) || f=1
	FAILURES+=$(failures_in "$log")$'\n'
	rm -f "$log"
	[ "$status" -eq 0 ] || [ "$f" -gt 0 ] || f=1
	PASSED=$((PASSED + p)) FAILED=$((FAILED + f)) SKIPPED=$((SKIPPED + s))
	echo "=== $name: $p passed, $f failed, $s skipped in $((SECONDS - seconds)) s"
}

# failures_in LOG: programs, points and steps that failed, each once
failures_in() {
	grep -E '^\[[^]]*\] (FAIL |  # not ok )|^not ok ' "$1" | awk '!seen[$0]++' | head -n 50
}

# counted_all: what failed, once more, for whoever sees the end alone; then the sum, alone on the
# last line; fails if anything failed or nothing was tested
counted_all() {
	FAILURES=$(grep . <<<"$FAILURES")
	[ -z "$FAILURES" ] || printf 'what failed:\n%s\n' "$FAILURES"
	echo "$PASSED passed, $FAILED failed, $SKIPPED skipped"
	[ "$FAILED" -eq 0 ] && [ "$PASSED" -gt 0 ]
}
