# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# The library of the shell tests. A test starts with
#
#	set -u
#	. "$(dirname "$0")/lib/lvs.sh"
#
# and has from then on: a clean-up stack (defer), results in KTAP (check, ktap_*), waiting
# with a deadline (wait_for), network namespaces (ns_*), and the module under test
# (module_*). When the test ends, however it ends, guard_finish takes everything down again
# and fails the test over a dirty kernel log or a module that does not go.

LVS_LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
LVS_TEST=$(basename "$0")
LVS_TEST=${LVS_TEST%.sh}

for lvs_part in defer ktap wait dmesg ns module guard; do
	# shellcheck source=/dev/null
	. "$LVS_LIB/$lvs_part.sh"
done
unset lvs_part

guard_start
