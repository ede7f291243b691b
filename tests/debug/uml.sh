#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# uml.sh KERNEL JOB: boot the debug kernel (KERNEL is what build.sh printed), until the guest
# switches itself off. JOB is a folder with guest.sh, env and out/, as for the emulated machines.
set -eu

kernel=$1
job=$(readlink -f "$2")
here=$(dirname "$(readlink -f "$0")")

# Where the kernel knows how to, its programs are watched by seccomp, which is faster than tracing.
append=(mem="${LVS_MEMORY:-2G}" rootfstype=hostfs root=/dev/root ro panic=-1 loglevel=5
	init="$here/uml-init.sh" lvs.job="$job" lvs.modules="$kernel/root/lib/modules"
	seccomp=auto con=null "con0=fd:0,fd:1" slab_nomerge kasan_multi_shot)

if grep -q '^export LVS_MODE=shell' "$job/env"; then
	exec "$kernel/linux" "${append[@]}"
fi
exec "$kernel/linux" "${append[@]}" </dev/null >"$job/console" 2>&1
