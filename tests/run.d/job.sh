# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# A job is one run of one test machine, in a folder of its own: what the machine needs is
# copied there before it starts, so that nobody's next build changes a run under way.
#
#	build/jobs/LABEL.PID/guest.sh	first program
#	                     env	settings it reads
#	                     tests	names of the tests, one a line
#	                     kselftest/	the installed tests and their runner
#	                     lvs.ko	the module under test
#	                     notes/	what its compiler tells gcov, if it counts its lines
#	                     packages/	Debian packages, if a test wants them
#	                     out/	what the machine writes: log, dmesg, done, coverage/
#	                     console	what its kernel says
#	                     counts	passed, failed, skipped

# job_folder LABEL: where this process keeps what the machine needs
job_folder() {
	echo "$BUILD/jobs/${1//\//-}.$$"
}

# job_prepare LABEL MODE: build what the machine needs; the folder is in JOB, what to boot in BOOT
job_prepare() {
	local label=$1 mode=$2 module=

	JOB=$(job_folder "$label")
	label=$(kernel_of "$label")
	BOOT=$(kernel_boot "$label") || return 1
	rm -rf "$JOB"
	mkdir -p "$JOB/out"
	cp "$TESTS/vm/guest.sh" "$JOB/guest.sh"
	if [ "$LVS_IMPL" = lvs ]; then
		module=$(locked kernel_module "$label" "$BOOT") || return 1
		strip --strip-debug -o "$JOB/lvs.ko" "$module" || return 1
		[ -z "${LVS_COVERAGE:-}" ] || coverage_notes "${module%/*}/kmod" || return 1
	fi
	locked job_programs || return 1
	job_env "$mode" >"$JOB/env"
}

# job_programs: the tools and the installed tests
job_programs() {
	if [ -e "$TOP/tools/Makefile" ]; then
		make -s -j"$(nproc)" -C "$TOP" tools >&2 || return 1
	fi
	make -s -C "$TOP" kselftest >&2 || return 1
	cp -a "$BUILD/kselftest" "$JOB/kselftest" && job_patience
}

# job_patience: tests that are told to go on for so long are given that much more time
job_patience() {
	local settings=$JOB/kselftest/lvs/settings seconds

	seconds=$(sed -n 's/^timeout=//p' "$settings")
	seconds=$((seconds + ${LVS_FUZZ_SECONDS:-0} + ${LVS_RACE_SECONDS:-0}))
	echo "timeout=$seconds" >"$settings"
}

job_env() {
	cat <<-END
		export LVS_MODE=$1
		export LVS_IMPL=$LVS_IMPL
		export LVS_UNTIL=${LVS_UNTIL:-}
		export LVS_FUZZ_SECONDS=${LVS_FUZZ_SECONDS:-} LVS_FUZZ_SEED=${LVS_FUZZ_SEED:-}
		export LVS_FUZZ_BLIND=${LVS_FUZZ_BLIND:-} LVS_COVERAGE=${LVS_COVERAGE:+1}
		export LVS_RACE_SECONDS=${LVS_RACE_SECONDS:-}
		export LVS_KMEMLEAK=${LVS_KMEMLEAK:-0}
		export LVS_TOP=${TOP@Q}
		export LVS_MODULE=${JOB@Q}/lvs.ko
		export LVS_PACKAGES=${JOB@Q}/packages
		export LVS_MODULE_PARAMS=$(printf %q "${LVS_MODULE_PARAMS:-}")
		export LVS_TTY=${JOB_TTY:-/dev/ttyS0}
		export LVS_COMMAND=$(printf %q "${JOB_COMMAND:-}")
		export HOME=/root TERM=${TERM:-linux} LC_ALL=C.UTF-8
		export PATH=${TOP@Q}/build/tools:${TOP@Q}/tools:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
	END
}

# job_boot LABEL: the command that runs the machine, in BOOTER
job_boot() {
	case $(kernel_of "$1") in
	uml | bench-*) BOOTER=("$TESTS/debug/uml.sh" "$BOOT" "$JOB") ;;
	*) BOOTER=("$TESTS/vm/qemu.sh" "$BOOT" "$JOB") ;;
	esac
}

# job_run LABEL: boot, follow, judge; the result is in JOB/counts
job_run() {
	job_boot "$1"
	"$TESTS/run.d/supervise.py" "$1" "$JOB" "${LVS_TIMEOUT:-3600}" "$TESTS/expected-skips" \
		"${BOOTER[@]}"
}

# job_prune: keep the folders of the last twenty runs
job_prune() {
	find "$BUILD/jobs" -mindepth 1 -maxdepth 1 -printf '%T@ %p\n' 2>/dev/null | sort -rn |
		tail -n +21 | cut -d' ' -f2- | xargs -r rm -rf
}

# locked COMMAND ARG...: one build at a time in this checkout
locked() {
	mkdir -p "$BUILD"
	(
		flock 7
		"$@" 7>&-
	) 7>"$BUILD/.lock"
}
