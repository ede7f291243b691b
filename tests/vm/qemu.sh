#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# qemu.sh KERNEL JOB: boot a kernel in qemu, until the guest switches itself off. KERNEL is the
# release of an installed Debian kernel, or the folder of one that debug/build.sh has built. JOB is a
# folder with guest.sh, env and out/; the kernel's console goes to JOB/console, or to the terminal
# when JOB/env asks for a shell. The guest has no network.
set -eu

kernel=$1
job=$(readlink -f "$2")
here=$(dirname "$(readlink -f "$0")")
cache=${LVS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/lvs}

if [ -d "$kernel" ]; then
	release=$(cat "$kernel/include/config/kernel.release")
	linux=$kernel/linux
	modules=$kernel/root
	threads=multi
else
	release=$kernel
	linux=/boot/vmlinuz-$release
	modules=
	threads=single
fi
image=$cache/initramfs-$release

common=(-no-reboot -nic none -display none -no-user-config -kernel "$linux" -initrd "$image")
append="console=ttyS0 panic=-1 oops=panic loglevel=5 log_buf_len=4M slab_nomerge"
# The emulator translates code once per address: programs that lie elsewhere with every start
# are translated anew each time, which makes starting one two to three times as dear.
append+=" norandmaps"

# All of KASAN's reports, not the first alone. Where everything takes twenty times as long, KCSAN has to
# lie in wait for longer than 80 and 20 us until somebody comes by; and it looks at one access in 200,
# because one in 500 missed a counter that every packet raised without a lock. With one in 100, and
# longer still, what takes seconds takes minutes.
if [ "$kernel" != "$release" ]; then
	append+=" kasan_multi_shot"
	append+=" kcsan.skip_watch=200 kcsan.udelay_task=200 kcsan.udelay_interrupt=300"
fi

image_is_fresh() {
	[ "$image" -nt "$here/init" ] && [ "$image" -nt "$here/initramfs.sh" ] &&
		[ "$image" -nt "$modules/lib/modules/$release/modules.dep" ]
}

# accelerator: hardware virtualisation if a kernel really boots with it. The device may be
# there and the boot still hang, so try once per boot of this host, with a time limit.
accelerator() {
	local answer

	answer=$cache/kvm-$(cat /proc/sys/kernel/random/boot_id)
	if [ ! -e "$answer" ]; then
		if probe_kvm; then echo kvm; else echo tcg; fi >"$answer.$$"
		mv "$answer.$$" "$answer"
	fi
	cat "$answer"
}

probe_kvm() {
	[ -w /dev/kvm ] || return 1
	timeout -k 1 15 qemu-system-x86_64 -accel kvm -cpu host -m 512 "${common[@]}" \
		-serial stdio -append "$append lvs.probe" 2>/dev/null </dev/null |
		grep -q 'init: alive'
}

mkdir -p "$cache"
(
	flock 8
	image_is_fresh || "$here/initramfs.sh" "$release" "$image" "$modules/"
	accelerator >/dev/null
) 8>"$cache/vm.lock"

# One thread emulates all processors, in turns: with a thread each, older qemu goes on running code
# that the kernel has meanwhile patched on another processor, and a static key that is switched
# often enough ends in «Oops: int3», whatever is loaded. Kernels of our own patch nothing while they
# run, so that two processors are really at work at the same time.
# A machine that counts instructions is always emulated.
case ${LVS_ICOUNT:+icount}$(accelerator) in
icount*) machine=(-accel "tcg,thread=single" -icount "shift=0,sleep=off" -cpu max -M q35) ;;
kvm) machine=(-accel kvm -cpu host -M q35) ;;
*) machine=(-accel "tcg,thread=$threads" -cpu max -M q35) ;;
esac
if grep -q '^export LVS_MODE=shell' "$job/env"; then
	serial=(-serial mon:stdio)
else
	serial=(-serial "file:$job/console" -monitor none)
fi

exec qemu-system-x86_64 "${machine[@]}" -smp "${LVS_CPUS:-2}" -m "${LVS_MEMORY:-3G}" \
	"${common[@]}" "${serial[@]}" \
	-virtfs local,path=/,mount_tag=root,security_model=none,readonly=on,multidevs=remap \
	-virtfs "local,path=$job/out,mount_tag=out,security_model=none" \
	-append "$append lvs.job=$job${modules:+ lvs.modules=$modules/lib/modules}"
