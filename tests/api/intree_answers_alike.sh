#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What these programs demand of lvs, request by request (replies, errnos, what is changed and what
# is not), the kernel's own ip_vs does too: they are right about IPVS. Where it answers otherwise,
# they say so themselves, and docs/differences.md has a row.
#
# Two programs are left out: that of the sync daemons, which ip_vs would really start, and that of
# the files in /proc, since what ip_vs shows there depends on how large the reader's pieces are.

# shellcheck source-path=SCRIPTDIR/.. source=lib/lvs.sh
set -u
. "$(dirname "$0")/lib/lvs.sh"

PROGRAMS=(access_test config_requests_test dest_requests_test listings_test replies_test
	service_requests_test sockopt_listings_test sockopt_requests_test)

main() {
	local name

	[ "$LVS_IMPL" = lvs ] || skip_all "is this very thing"
	[[ $(uname -r) == 6.12.* ]] || skip_all "the differences are written down as 6.12 has them"
	for name in "${PROGRAMS[@]}"; do
		check "$name of ip_vs" env LVS_IMPL=ip_vs "$(dirname "$0")/$name"
	done
}

main
