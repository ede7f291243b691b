#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# kernel.sh SERIES: build the kernel of benchmarks once and print the folder that holds it, as
# debug/build.sh does. SERIES is 6.12 (the installed linux-source), 7.3 (fetched from backports), or
# the path of a kernel's source tree.
set -eu

here=$(dirname "$(readlink -f "$0")")
debug=$here/../debug

case $1 in
6.12) source=$("$debug/source.sh") ;;
7.*) source=$("$debug/source.sh" newest) ;;
*) source=$1 ;;
esac
exec "$debug/build.sh" "$here/uml.config" "$source"
