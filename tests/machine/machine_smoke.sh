#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The test machine itself: the module comes and goes, namespaces reach each other.
#
#	left --------- right
#	   10.0.0.1/24    10.0.0.2/24
#	   fd00::1/64     fd00::2/64

set -u
# shellcheck source-path=SCRIPTDIR/.. source=lib/lvs.sh
. "$(dirname "$0")/lib/lvs.sh"

check "module loads" module_try_load
check "module is there" module_loaded
check "module unloads" module_unload
check "module loads again" module_try_load

ns_new left right
ns_veth left eth0 right eth0
ns_addr left eth0 10.0.0.1/24 fd00::1/64
ns_addr right eth0 10.0.0.2/24 fd00::2/64
check "IPv4 passes" wait_for 5 ns_exec left ping -c 1 -W 1 10.0.0.2
check "IPv6 passes" wait_for 5 ns_exec left ping -c 1 -W 1 fd00::2
