#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# guard_run.sh PROGRAM ARG...: run a C test with the module loaded, in the guard of the shell
# tests. The program prints its own plan and results; what the guard adds comes after them.
set -u

program=$1
# shellcheck source-path=SCRIPTDIR source=lvs.sh
. "$(dirname "$0")/lvs.sh"
LVS_TEST=$(basename "$program")

module_load
export LVS_GUARDED=1
"$@"
GUARD_PROGRAM=$?
exit "$GUARD_PROGRAM"
