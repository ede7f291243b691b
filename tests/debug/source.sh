#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Extract the kernel source of the installed linux-source package once, into the cache,
# and print where it is. Both kselftest's machinery and the debug kernel come from it.
set -eu

tarball=${LVS_KERNEL_TARBALL:-/usr/src/linux-source-6.12.tar.xz}
cache=${LVS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/lvs}

if [ ! -e "$tarball" ]; then
	echo "source.sh: $tarball is missing; run tests/deps first" >&2
	exit 1
fi
# What User-Mode Linux keeps of a process's floating-point registers has room for those that
# processors had before AMX; on a newer one the host refuses to take back what was cut short, and
# the first process dies. Newer kernels than this ask the host how large they are.
REGISTERS_BYTES=11264

# Size and time of the tarball stand for its version: hashing 150 MB takes longer than make.
key=$({ stat -L -c '%n %s %Y' "$tarball"; echo "$REGISTERS_BYTES"; } | sha256sum | cut -c1-12)
dir=$cache/source-$key

mkdir -p "$cache"
exec 9>"$cache/source.lock"
flock 9
if [ ! -e "$dir/.complete" ]; then
	echo "source.sh: extracting $tarball (once)" >&2
	rm -rf "$dir" "$dir.new"
	mkdir "$dir.new"
	tar -xf "$tarball" -C "$dir.new" --strip-components=1 9>&-
	sed -i "s/\(DEFINE_LONGS(HOST_FP_SIZE, \)2696)/\1$REGISTERS_BYTES)/" \
		"$dir.new/arch/x86/um/user-offsets.c"
	touch "$dir.new/.complete"
	mv "$dir.new" "$dir"
fi
echo "$dir"
