#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# kernel.sh SERIES: build the kernel of benchmarks once and print the folder that holds it, as
# debug/build.sh does. SERIES is 6.12 (the installed linux-source), 7.3 (fetched from backports), or
# the path of a kernel's source tree.
set -eu

here=$(dirname "$(readlink -f "$0")")
cache=${LVS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/lvs}

# newest: a clean copy of the tree that the newest kernel's lint uses
newest() {
	local clean=$cache/newest/clean

	"$here/../lint/newest" --tree >&2 || return 1
	exec 8>"$cache/newest/clean.lock"
	flock 8
	if [ ! -e "$clean" ]; then
		rm -rf "$clean.new"
		cp -a "$cache/newest/tree" "$clean.new"
		make -s -C "$clean.new" ARCH=um mrproper >&2
		mv "$clean.new" "$clean"
	fi
	echo "$clean"
}

# configuration SERIES SOURCE: the file of wishes for a kernel
configuration() {
	local more=() file=$cache/bench-${1//\//_}.config

	! grep -q '^VERSION = 7' "$2/Makefile" || more=("$here/uml-7.config")
	cat "$here/uml.config" "${more[@]}" >"$file"
	echo "$file"
}

mkdir -p "$cache"
case $1 in
6.12) source=$("$here/../debug/source.sh") ;;
7.*) source=$(newest) ;;
*) source=$1 ;;
esac
exec "$here/../debug/build.sh" "$(configuration "$1" "$source")" "$source"
