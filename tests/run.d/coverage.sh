# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Which lines of the module the tests come to: the functional tests in User-Mode Linux, with a
# module that counts, and the unit tests. tests/coverage/report.py adds up what they have counted.
#
#	build/coverage/unit/	the unit tests' programs, built to count
#	               lines	places that nothing came to
#	               functions	functions that nothing called

# coverage_notes FOLDER: keep what gcov has to know of the objects there, from whose next build it
# would differ
coverage_notes() {
	rsync -a --prune-empty-dirs --include='*/' --include='*.gcno' --exclude='*' \
		"$1/" "$JOB/notes/"
}

# lane_coverage [PATTERN]: as debug, two machines share the tests. With a pattern, no bound is asked
# for, and the unit tests do not count.
lane_coverage() {
	local labels=(uml/1/2 uml/2/2) unit=$BUILD/coverage/unit

	if [ "$LVS_IMPL" != lvs ]; then
		echo "tests/run: coverage is for the module of ours" >&2
		return 2
	fi
	rm -rf "$BUILD/coverage"
	mkdir -p "$unit"
	[ $# -eq 0 ] || labels=(uml)
	LVS_COVERAGE=$unit counted functional machines "${1:-*}" "${labels[@]}"
	[ $# -gt 0 ] || LVS_COVERAGE=$unit counted unit lane_external unit
	counted coverage coverage_report $# "${labels[@]}"
	counted_all
}

# coverage_report PART LABEL...: add up what the machines and the unit tests have counted; PART is 0
# if these were all tests
coverage_report() {
	local arguments=() label job

	[ "$1" -eq 0 ] || arguments=(--part)
	shift
	for label in "$@"; do
		job=$(job_folder "$label")
		[ ! -d "$job/out/coverage" ] || cp -r "$job/out/coverage/." "$job/notes" || return 1
		arguments+=("$job/notes")
	done
	"$TESTS/coverage/report.py" "${arguments[@]}" "$BUILD/coverage"
}
