# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Building host programs from the pure files of kmod/: the unit tests and the fuzz targets.
# Whoever uses it has set TOP, the folder of the checkout.

HOST_UNIT=$TOP/tests/unit
HOST_FLAGS=(-std=gnu11 -O1 -g -Wall -Wextra -Wno-unused-parameter -Wno-sign-compare
	-Wno-missing-field-initializers -Werror -fno-sanitize-recover=all -fno-omit-frame-pointer
	-pthread -include "$HOST_UNIT/host/prelude.h" -I "$HOST_UNIT/host" -I "$HOST_UNIT"
	-I "$TOP/kmod" -I "$TOP/include")

# host_named KEY FILE: what the lines "KEY: ..." of the first comment say
host_named() {
	sed -n '/\*\//q; s/^ \* '"$1"': //p' "$2"
}

# host_build COMPILER SOURCE PROGRAM FLAG...: SOURCE with the files that its first comment
# names: "units:" from kmod/, "with:" from tests/unit/
host_build() {
	local compiler=$1 source=$2 program=$3 file sources=()

	shift 3
	for file in $(host_named units "$source"); do
		sources+=("$TOP/kmod/$file")
	done
	for file in $(host_named with "$source"); do
		sources+=("$HOST_UNIT/$file")
	done
	"$compiler" "${HOST_FLAGS[@]}" "$@" -o "$program" "$source" "${sources[@]}" \
		"$HOST_UNIT"/host/*.c
}
