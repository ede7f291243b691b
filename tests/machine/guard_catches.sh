#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The guard itself: small tests that must fail, and what they leave behind.

set -u
# shellcheck source-path=SCRIPTDIR/.. source=lib/lvs.sh
. "$(dirname "$0")/lib/lvs.sh"

on_uml || skip_all "it is about the shell library, and quick in the debug kernel"
scratch
dmesg_allow 'lvs-guard-test'

# never ends by itself, and is called like nothing else here
HANGS='tail --pid=1 -f /dev/null'

# inner BODY: run BODY as a test of its own, in this test's folder of the library
inner() {
	cat >"$SCRIPT" <<-END
		set -u
		. "$LVS_LIB/lvs.sh"
		$1
	END
	bash "$SCRIPT" >"$SCRATCH/out" 2>&1
}

# verdict STATUS TEXT BODY: the inner test ends with STATUS and says TEXT
verdict() {
	local status=0

	inner "$3" || status=$?
	cat "$SCRATCH/out"
	[ "$status" -eq "$1" ] && grep -qE -- "$2" "$SCRATCH/out"
}

# no_trace: neither processes nor namespaces of inner tests are left
no_trace() {
	! pgrep -f "^$HANGS" && [ -z "$(ip netns list)" ] && fails module_loaded
}

SCRIPT=$SCRATCH/inner.sh
check "a good test passes" verdict 0 '^1\.\.1$' 'check fine true'
check "a failing check fails the test" verdict 1 '^not ok 1 bad' 'check bad false'
check "no result is a failure" verdict 1 '^not ok 1 test has a result' ':'
check "an early end is a failure" verdict 1 '^not ok 2 test runs to its end' \
	'check fine true; exit 3'
# shellcheck disable=SC2016
check "an unset variable is a failure" verdict 1 '^not ok 2 test runs to its end' \
	'check fine true; echo $nobody_set_this'
check "a skip is a skip" verdict 4 '^1\.\.0 # SKIP' 'skip_all "not today"'
check "a warning of the kernel is a failure" verdict 1 'kernel log is clean' \
	'check fine true; echo "WARNING: CPU: 0 lvs-guard-test" >/dev/kmsg'
check "an allowed warning is not" verdict 0 '^1\.\.1$' \
	'dmesg_allow lvs-guard-test; check fine true
	echo "WARNING: CPU: 0 lvs-guard-test" >/dev/kmsg'
check "what came before is not this test's doing" verdict 0 '^1\.\.1$' 'check fine true'
check "a module in use is a failure" verdict 1 'module unloads' \
	'module_load; check fine true; rmmod() { echo busy; return 1; }'
check "the next test gets rid of it" verdict 0 '^1\.\.1$' 'check fine true'
check "a failed set-up is a failure" verdict 1 '^not ok 1 set up' 'must false'
check "a killed test is a failure" verdict 1 'exit status 143' \
	"check fine true; module_load; ns_new a; ns_spawn a $HANGS; kill \$\$; $HANGS"
check "nothing is left of it" no_trace
