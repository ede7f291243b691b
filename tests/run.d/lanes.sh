# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# shellcheck disable=SC2034 # variables cross the files of run.d
# One function per lane of tests/run.

# lane_external NAME ARG...: a lane with a script of its own, tests/NAME/run
lane_external() {
	local script=$TESTS/$1/run

	if [ ! -x "$script" ]; then
		echo "tests/run: there is no lane $1 yet"
		echo "0 passed, 0 failed, 0 skipped"
		return 0
	fi
	shift
	"$script" "$@"
}

# tests_matching [PATTERN]: names of the installed tests, one a line; fails if there is none
tests_matching() {
	local pattern=${1:-*} name found=1

	while read -r name; do
		# shellcheck disable=SC2053
		if [[ $name == $pattern || $name == $pattern.sh ]]; then
			echo "$name"
			found=0
		fi
	done < <(cut -d: -f2 "$BUILD/kselftest/kselftest-list.txt")
	return "$found"
}

lane_list() {
	locked make -s -C "$TOP" kselftest >&2 || return 1
	tests_matching "$@"
}

# tests_shared LABEL PATTERN: those of the tests that fall to this machine
tests_shared() {
	local k=1 n=1

	[[ $1 != */* ]] || IFS=/ read -r _ k n <<<"$1"
	tests_matching "$2" | awk -v k="$k" -v n="$n" 'NR % n == k % n'
	return "${PIPESTATUS[0]}"
}

# machine LABEL PATTERN: one machine from building to counting, in a process of its own. One of
# the two kernels gets by with one processor: emulating a second one costs half as much again.
machine() {
	[ "$1" != 6.1 ] || export LVS_CPUS=${LVS_CPUS:-1}
	job_prepare "$1" tests || return 1
	if ! tests_shared "$1" "$2" >"$JOB/tests"; then
		echo "tests/run: no test is called $2" >&2
		return 1
	fi
	if packages_wanted "$1"; then
		job_packages "$BOOT" || return 1
	fi
	job_run "$1"
}

# machines PATTERN LABEL...: machines side by side, and the summary of all of them
machines() {
	local pattern=$1 label pid pids=() labels=() passed=0 failed=0 skipped=0 p f s

	shift
	job_prune
	for label in "$@"; do
		rm -rf "$(job_folder "$label")"
		machine "$label" "$pattern" &
		pids+=($!)
		labels+=("$label")
	done
	# shellcheck disable=SC2064
	trap "kill ${pids[*]} 2>/dev/null; wait; exit 130" INT TERM
	for pid in "${pids[@]}"; do
		wait "$pid"
	done
	for label in "${labels[@]}"; do
		if read -r p f s 2>/dev/null <"$(job_folder "$label")/counts"; then
			passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
		else
			echo "[$label] FAIL did not start"
			failed=$((failed + 1))
		fi
	done
	echo "$passed passed, $failed failed, $skipped skipped"
	[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

# lane_check: what has to pass before anything is merged
lane_check() {
	counted lint lane_external lint
	counted unit lane_external unit
	counted fuzz lane_external fuzz 20
	counted vm lane_vm
	counted demo lane_demo
	counted_all
}

# lane_demo: what `make demo` shows, counted
lane_demo() {
	local log status good bad

	log=$(mktemp)
	"$TESTS/demo/run" 2>&1 | tee "$log"
	status=${PIPESTATUS[0]}
	good=$(grep -c '^ *✔' "$log")
	bad=$(grep -c '^ *✘' "$log")
	rm -f "$log"
	[ "$status" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
	echo "$good passed, $bad failed, 0 skipped"
	[ "$bad" -eq 0 ]
}

# lane_vm [-k LABEL] [PATTERN]: stock kernels, side by side
lane_vm() {
	local labels=(6.1 6.12)

	if [ "${1:-}" = -k ]; then
		labels=("$2")
		shift 2
	fi
	machines "${1:-*}" "${labels[@]}"
}

lane_uml() {
	machines "${1:-*}" uml
}

# lane_debug [PATTERN]: as uml, with a search for leaked memory at the end, which takes its time.
# Such a machine has one processor, so that two of them share the tests.
lane_debug() {
	local labels=(uml/1/2 uml/2/2)

	[ $# -eq 0 ] || labels=(uml)
	LVS_KMEMLEAK=1 machines "${1:-*}" "${labels[@]}"
}

# What the kernels for several processors run when they are not told what: everything changes while
# traffic flows.
RACES='@(server_changes_under_load|module_unloads_under_load|device_changes_under_load|netns_isolation|races|state_races)'

# lane_debug_smp [PATTERN]: on two processors, watched by KASAN and lockdep, then by KCSAN; one machine
# after the other, for a race wants both processors of the host
lane_debug_smp() {
	local label

	for label in smp-kasan smp-kcsan; do
		counted "$label" machines "${1:-$RACES}" "$label"
	done
	counted_all
}

# lane_shell [LABEL]: a prompt, with the module built but not loaded
lane_shell() {
	local label=${1:-6.12} saved

	JOB_TTY=/dev/ttyS0
	[ "$label" != uml ] || JOB_TTY=/dev/tty0
	job_prepare "$label" shell || return 1
	job_boot "$label"
	saved=$(stty -g 2>/dev/null)
	stty raw -echo 2>/dev/null
	"${BOOTER[@]}"
	[ -z "$saved" ] || stty "$saved"
}

# lane_exec LABEL COMMAND...: one command; what it prints and its status are ours
lane_exec() {
	local label=$1 status

	shift
	JOB_COMMAND=$*
	job_prepare "$label" command || return 1
	job_boot "$label"
	timeout "${LVS_TIMEOUT:-3600}" "${BOOTER[@]}" </dev/null
	cat "$JOB/out/log"
	if ! status=$(cat "$JOB/out/status" 2>/dev/null); then
		echo "tests/run: the machine died; $JOB/console ends so:" >&2
		tail -n 40 "$JOB/console" >&2
		return 1
	fi
	return "$status"
}
