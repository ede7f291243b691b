#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# guard_run.sh PROGRAM ARG...: run a C test with the module loaded, in the guard of the shell
# tests. The program prints its own plan and results; what the guard adds comes after them.
set -u

program=$1
# shellcheck source-path=SCRIPTDIR source=lvs.sh
. "$(dirname "$0")/lvs.sh"
LVS_TEST=$(basename "$program")

# what the kernel says when it gets no memory; a warning of ours would have a first line besides
case $LVS_TEST in
faults_*)
	dmesg_allow 'Call Trace:'
	dmesg_allow 'ref_tracker: memory allocation failure, unreliable'
	# the kernel's own copy of what is written to a file of /proc/sys
	[ "$LVS_TEST" != faults_views_test ] || dmesg_allow 'vmalloc error'
	;;
esac
module_load
export LVS_GUARDED=1
"$@"
GUARD_PROGRAM=$?
exit "$GUARD_PROGRAM"
