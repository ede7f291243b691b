#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# kernel.sh: build the debug kernel once and print the folder that holds it, as build.sh does. It is
# the newest kernel, in which User-Mode Linux is twice as fast too; where that cannot be had, 6.12.
set -eu

here=$(dirname "$(readlink -f "$0")")

source=$("$here/source.sh" newest) || source=$("$here/source.sh")
exec "$here/build.sh" "$here/uml.config" "$source"
