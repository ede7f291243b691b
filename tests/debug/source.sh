#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# source.sh [newest]: make a kernel's sources once, in the cache, fit for User-Mode Linux, and print
# where they are: those of the installed linux-source package, from which kselftest's machinery
# comes too, or those of the newest kernel that can be had, if it can.
set -eu

here=$(dirname "$(readlink -f "$0")")
cache=${LVS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/lvs}
tarball=${LVS_KERNEL_TARBALL:-/usr/src/linux-source-6.12.tar.xz}
tree=$cache/newest/tree

# key: stands for what the sources are made of. Size and time of a tarball stand for its contents:
# hashing 150 MB takes longer than make.
key() {
	{
		stat -L -c '%n %s %Y' "$1"
		cat "$here/mend.sh"
	} | sha256sum | cut -c1-12
}

installed() {
	echo "source.sh: extracting $tarball (once)" >&2
	mkdir "$1"
	tar -xf "$tarball" -C "$1" --strip-components=1
}

# newest: lint builds the module against a tree that is configured; a kernel's build wants a clean one
newest() {
	cp -a "$tree" "$1"
	make -s -C "$1" ARCH=um mrproper >&2
}

# once KIND DIR: make the sources, unless they are there
once() {
	exec 9>"$cache/source.lock"
	flock 9
	if [ ! -e "$2/.complete" ]; then
		rm -rf "$2" "$2.new"
		"$1" "$2.new" 9>&-
		"$here/mend.sh" "$2.new"
		touch "$2.new/.complete"
		mv "$2.new" "$2"
	fi
	echo "$2"
}

mkdir -p "$cache"
if [ "${1:-}" = newest ]; then
	"$here/../lint/newest" --tree >&2
	once newest "$cache/source-newest-$(key "$tree/include/config/kernel.release")"
elif [ -e "$tarball" ]; then
	once installed "$cache/source-$(key "$tarball")"
else
	echo "source.sh: $tarball is missing; run tests/deps first" >&2
	exit 1
fi
