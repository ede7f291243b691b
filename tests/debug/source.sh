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
# Size and time of the tarball stand for its version: hashing 150 MB takes longer than make.
key=$(stat -L -c '%n %s %Y' "$tarball" | sha256sum | cut -c1-12)
dir=$cache/source-$key

mkdir -p "$cache"
exec 9>"$cache/source.lock"
flock 9
if [ ! -e "$dir/.complete" ]; then
	echo "source.sh: extracting $tarball (once)" >&2
	rm -rf "$dir" "$dir.new"
	mkdir "$dir.new"
	tar -xf "$tarball" -C "$dir.new" --strip-components=1 9>&-
	touch "$dir.new/.complete"
	mv "$dir.new" "$dir"
fi
echo "$dir"
