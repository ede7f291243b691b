#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# module.sh NAME MAKE-VARIABLE...: the module builds with W=1 and sparse without a warning against
# the kernel that the variables choose.
set -u

cd "$(dirname "$(readlink -f "$0")")/../.." || exit 1

main() {
	local log=build/lint/module-$1.log ignore='^$' status

	# a tree that was only configured knows no symbols
	[[ " $* " != *" KBUILD_MODPOST_WARN=1 "* ]] || ignore='undefined!$\|unresolved symbol warnings'
	shift
	mkdir -p build/lint
	flock build/.lock make -j"$(nproc)" module "$@" W=1 C=2 KCFLAGS=-Werror >"$log" 2>&1
	status=$?
	# Paths are those of the mirror that is built; say where to look.
	sed -n "s|^$PWD/build/[^/]*/||; /^[^ :]*\.[ch]:[0-9:]* *\(fatal \)\?\(warning\|error\):/p
		/^\(WARNING\|ERROR\): modpost/p" "$log" | sort -u | grep -v "$ignore" && return 1
	[ "$status" -eq 0 ] || { tail -n 5 "$log" && return 1; }
}

main "$@"
