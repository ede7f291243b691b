#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The same configurations and packets, sound and broken, go through in-tree ip_vs and then through
# lvs in one kernel: what comes out, the connections, the counters and the listings agree, but for
# what docs/differences.md lists, and there each differs as it says. And lvs does the same with its
# fast tier and without.
#
#	client side  ---- wan [ director ] lan ----  server side
#
# Both sides are tap devices of one Python process; compare/plan.py has the addresses. The packets
# were made by scapy when the tests were built (compare/cases).

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"

HERE=$(dirname "$0")

# verdicts: a line of the comparison becomes a result, what follows it with # its explanation
verdicts() {
	local word name

	while IFS=$'\t' read -r word name; do
		case $word in
		ok) ktap_ok "$name" ;;
		"not ok") ktap_not_ok "$name" ;;
		*) printf '%s\n' "$word${name:+ $name}" ;;
		esac
	done <"$GUARD_DIR/verdicts"
}

main() {
	[[ $(uname -r) == 6.12.* ]] ||
		skip_all "what in-tree does otherwise is written down as 6.12 does it"
	need ipvsadm lvsadm nft stdbuf
	# with SCTP, or the local stack answers that there is none
	must modprobe -a tun sctp
	/usr/bin/python3 -B "$HERE/compare" "$HERE/scenarios" "$@" \
		>"$GUARD_DIR/verdicts" 2>"$GUARD_DIR/errors" ||
		ktap_not_ok "the comparison runs to its end" "$(cat "$GUARD_DIR/errors")"
	verdicts
}

main "$@"
