#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# module.sh RELEASE: the module builds with W=1 and sparse without a warning.
# It is built apart from the one that is tested, since warnings are errors here.
set -u

cd "$(dirname "$(readlink -f "$0")")/../.." || exit 1

main() {
	local out=build/lint/module-$1 log=build/lint/module-$1.log status

	mkdir -p "$out"
	make module KVER="$1" BUILD="$PWD/$out" W=1 C=2 KCFLAGS=-Werror >"$log" 2>&1
	status=$?
	# Paths are those of the mirror that is built; say where to look.
	sed -n "s|^$PWD/$out/[^/]*/||; /^[^ :]*\.[ch]:[0-9:]* *\(fatal \)\?\(warning\|error\):/p
		/^WARNING: modpost\|^ERROR: modpost/p" "$log" | sort -u | grep . && return 1
	[ "$status" -eq 0 ] || { tail -n 5 "$log" && return 1; }
}

main "$@"
