# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# The kernel log of this test: everything since a mark that it wrote itself.

# What a healthy kernel does not print. Extended regular expressions, any one is enough.
DMESG_SPLATS='WARNING: |BUG: |kernel BUG at|Oops|general protection fault|Call Trace:|KASAN|KFENCE'
DMESG_SPLATS+='|UBSAN|possible (recursive|circular|irq lock|deadlock)|inconsistent lock state'
DMESG_SPLATS+='|suspicious RCU usage|sleeping function called|scheduling while atomic'
DMESG_SPLATS+='|bad unlock balance|held lock freed|lock held when returning|DEBUG_LOCKS_WARN'
DMESG_SPLATS+='|ODEBUG|Objects remaining|still has objects|refcount_t: |ref_tracker: '
DMESG_SPLATS+='|unregister_netdevice: waiting|kmemleak: [1-9]|soft lockup|hard LOCKUP|blocked for more'
DMESG_SPLATS+='|enqueued on deprecated'
DMESG_SPLATS+='|detected stalls|self-detected stall|list_(add|del) corruption|page allocation failure'
DMESG_SPLATS+='|vmalloc error'
DMESG_SPLATS+='|Unable to handle kernel|unable to handle|stack-protector|Bad page state|segfault at'

DMESG_ALLOWED=()

# dmesg_mark: what follows belongs to this test
dmesg_mark() {
	DMESG_MARK="lvs-test: $LVS_TEST ${BASHPID} ${EPOCHREALTIME}"
	echo "$DMESG_MARK" >/dev/kmsg
}

# dmesg_since: the kernel log since the mark (all of it, if the mark has been overwritten)
dmesg_since() {
	dmesg | awk -v mark="$DMESG_MARK" '
		index($0, mark) { found = 1; n = 0; next }
		{ line[n++] = $0 }
		END { for (i = 0; i < n; i++) print line[i] }'
}

# dmesg_has REGEX: this test's part of the kernel log has such a line (use with wait_for)
dmesg_has() {
	dmesg_since | grep -qE -- "$1"
}

# dmesg_allow REGEX: this test provokes such a line on purpose
dmesg_allow() {
	DMESG_ALLOWED+=(-e "$1")
}

# dmesg_splats: print the lines of this test's log that should not be there; succeeds if there are any
dmesg_splats() {
	if [ ${#DMESG_ALLOWED[@]} -gt 0 ]; then
		dmesg_since | grep -vE "${DMESG_ALLOWED[@]}" | grep -E "$DMESG_SPLATS"
	else
		dmesg_since | grep -E "$DMESG_SPLATS"
	fi
}
