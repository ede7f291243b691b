#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# kernel.sh [NAME]: build a debug kernel once and print the folder that holds it, as build.sh does.
# Without a name it is User-Mode Linux, of the newest kernel, in which that is twice as fast too; where
# that cannot be had, of 6.12. x86-kasan and x86-kcsan are for several processors, of 6.12.
set -eu

here=$(dirname "$(readlink -f "$0")")

if [ $# -gt 0 ]; then
	source=$("$here/source.sh")
	exec "$here/build.sh" "$here/$1.config" "$source"
fi
source=$("$here/source.sh" newest) || source=$("$here/source.sh")
exec "$here/build.sh" "$here/uml.config" "$source"
