#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The example of liblvs, which is built with an installed tree, drives the kernel through the
# shared library.

set -u
# shellcheck source-path=SCRIPTDIR/.. source=lib/lvs.sh
. "$(dirname "$0")/lib/lvs.sh"

LIBRARY=$(dirname "$0")/liblvs

# services: what the example prints
services() {
	LD_LIBRARY_PATH=$LIBRARY/usr/lib "$LIBRARY/services"
}

# by_service: what services prints, each server behind its service, sorted
by_service() {
	services 2>&1 | awk '/^ / { print service $0; next } { service = $1; print }' | sort
}

# wanted: what it has to be, of what main() sets up
wanted() {
	sort <<-END
		mark 7 wlc, 0 conns/s, 0 B/s in, 0 B/s out
		[fd00::1]:53 rr, 0 conns/s, 0 B/s in, 0 B/s out
		[fd00::1]:53  [fd01::1]:53 weight 3, 0 conns/s, 0 B/s in, 0 B/s out
		192.0.2.1:80 rr, 0 conns/s, 0 B/s in, 0 B/s out
		192.0.2.1:80  10.0.0.1:8080 weight 1, 0 conns/s, 0 B/s in, 0 B/s out
		192.0.2.1:80  10.0.0.2:80 weight 0, 0 conns/s, 0 B/s in, 0 B/s out
	END
}

main() {
	check_not "without a module it fails" services
	module_load
	check_eq "an empty table is empty" "" "$(services 2>&1)"
	must lvsadm -R <<-END
		-A -t 192.0.2.1:80 -s rr
		-a -t 192.0.2.1:80 -r 10.0.0.1:8080 -m
		-a -t 192.0.2.1:80 -r 10.0.0.2:80 -g -w 0
		-A -u [fd00::1]:53 -s rr
		-a -u [fd00::1]:53 -r [fd01::1]:53 -g -w 3
		-A -f 7 -s wlc
	END
	check_eq "services and servers are listed" "$(wanted)" "$(by_service)"
}

main
