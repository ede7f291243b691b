#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# headers.sh RELEASE: each header of the module compiles alone, by the flags of that kernel. After
# module.sh, of whose build the flags are taken.
set -u

cd "$(dirname "$(readlink -f "$0")")/../.." || exit 1

# flags FILE: the compiler's command line of one object, without what it reads and writes
flags() {
	sed -n '1s/^\(saved\)\?cmd_[^ ]* := *//p' "$1" | sed 's/ -c -o .*//; s/ -Wp,-MMD,[^ ]*//'
}

# compiles HEADER: with nothing before it
compiles() {
	local header=$1 errors

	errors=$(cd "$KERNEL" && eval "$FLAGS -fsyntax-only -x c -" <<<"#include \"${header#kmod/}\"" 2>&1) &&
		return 0
	echo "$errors" | grep -m1 'error:' | sed 's|.*/kmod/|kmod/|'
	return 1
}

main() {
	local mirror=$PWD/build/$1

	KERNEL=$(readlink -f "/lib/modules/$1/build")
	FLAGS=$(flags "$mirror/kmod/base/.addr.o.cmd")
	FLAGS=${FLAGS//$mirror\//$PWD/}
	[ -n "$FLAGS" ] || { echo "kmod/: the module for $1 was not built" && return 1; }
	export KERNEL FLAGS
	export -f compiles
	git ls-files -co --exclude-standard 'kmod/*.h' ':!kmod/compat' |
		xargs -P"$(nproc)" -I{} bash -c 'compiles {}'
}

main "$@"
