#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# mend.sh TREE: what User-Mode Linux needs mended in a kernel's sources to be of use for tests.
set -eu

# What User-Mode Linux keeps of a process's floating-point registers has room for those that
# processors had before AMX; on a newer one the host refuses to take back what was cut short, and
# the first process dies. Newer kernels than 6.12 ask the host how large they are.
REGISTERS_BYTES=11264

# room_for_registers TREE
room_for_registers() {
	sed -i "s/\(DEFINE_LONGS(HOST_FP_SIZE, \)2696)/\1$REGISTERS_BYTES)/" \
		"$1/arch/x86/um/user-offsets.c"
}

# frames_only TREE: the detectors note down who asked for every piece of memory. Each word of the
# stack is taken for a return address then, looked up among the modules', and dropped unless the chain
# of frames leads there; lockdep watches every look-up. To ask the chain first, where the others
# would not be kept, takes a fifth off the time that tests run in 6.12, and two thirds in 7.3. What
# prints a stack goes on showing all it finds.
frames_only() {
	local file=$1/arch/um/kernel/stacktrace.c

	sed -i -e 's/^void dump_trace(struct task_struct \*tsk,/static const struct stacktrace_ops dump_ops;\n\n&/' \
		-e 's/if (__kernel_text_address(addr)) {/if ((ops != \&dump_ops || (unsigned long)sp == bp + sizeof(long)) \&\& __kernel_text_address(addr)) {/' \
		"$file"
	grep -q 'ops != &dump_ops' "$file"
}

# What the tests do not ask about is not watched word by word: to compile that for the detectors takes
# as long as all the rest.
UNWATCHED=(arch/um block crypto drivers/base drivers/block drivers/char drivers/tty fs init mm security)

# watch_network TREE: KASAN and UBSAN look at what the network, its helpers and the core do
watch_network() {
	local makefile

	(cd "$1" && find "${UNWATCHED[@]}" -name Makefile) | while read -r makefile; do
		printf '\nKASAN_SANITIZE := n\nUBSAN_SANITIZE := n\n' >>"$1/$makefile"
	done
}

# percpu_can_fail TREE: what every processor has a copy of is not asked for as slabs or pages, so that
# no fault is injected there. It counts as a page here.
percpu_can_fail() {
	local file=$1/mm/percpu.c

	sed -i -e '/^void __percpu \*pcpu_alloc_noprof(/,/^}/ s/^\tdo_warn = .*/&\n\n\tif (should_fail_alloc_page(gfp, 0))\n\t\treturn NULL;/' \
		-e '0,/^#include/ s/^#include/#include <linux\/fault-inject.h>\n&/' "$file"
	grep -q 'should_fail_alloc_page(gfp, 0)' "$file"
}

room_for_registers "$1"
frames_only "$1"
percpu_can_fail "$1"
watch_network "$1"
