# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# What passes a device, as it is on the wire.

# capture_start NAME DEVICE FILTER: write down what passes from now on
capture_start() {
	CAPTURE=$GUARD_DIR/capture.pcap
	rm -f "$CAPTURE"
	spawn nsenter --net="/run/netns/$NS_PREFIX$1" tcpdump -Z root -U --immediate-mode -s 160 -i "$2" \
		-w "$CAPTURE" "$3" 2>"$GUARD_DIR/capture.log"
	CAPTURE_PID=$SPAWNED
	wait_for 30 grep -q 'listening on' "$GUARD_DIR/capture.log" ||
		bail "tcpdump does not start: $(cat "$GUARD_DIR/capture.log")"
}

# capture_stop: no more
capture_stop() {
	kill -INT "$CAPTURE_PID"
	wait "$CAPTURE_PID" 2>/dev/null
	return 0
}

# capture_payloads: print "FAMILY LAST-BYTE HEX" for each packet that was written down: the last byte
# of its receiver's address, and what follows its IP header
capture_payloads() {
	tcpdump -nn -t -x -r "$CAPTURE" 2>/dev/null | awk '
		function flush() {
			if (hex ~ /^45/)
				print 4, substr(hex, 39, 2), substr(hex, 41, 160)
			else if (hex ~ /^6/)
				print 6, substr(hex, 79, 2), substr(hex, 81, 160)
			hex = ""
		}
		/^\t0x/ { sub(/^[^:]*: */, ""); gsub(/ /, ""); hex = hex $0; next }
		{ flush() }
		END { flush() }'
}
