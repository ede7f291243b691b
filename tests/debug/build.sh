#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# build.sh CONFIG SOURCE: build a User-Mode Linux kernel once, into the cache, and print the folder
# that holds it: `linux`, the tree to build modules against, and its own modules below
# root/lib/modules. Whoever comes second waits for the first. CONFIG is what it has beside
# tests/config, SOURCE the kernel's sources, as source.sh makes them.
set -eu

here=$(dirname "$(readlink -f "$0")")
cache=${LVS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/lvs}
wishes=("$here/../config" "$1")
source=$2
! grep -q '^VERSION = 7' "$source/Makefile" || wishes+=("$here/uml-7.config")
key=$(cat "${wishes[@]}" <(basename "$source") <(gcc -dumpfullversion) | sha256sum | cut -c1-12)
dir=$cache/uml-$key

# every_option_held FILE: the wishes of FILE which the configured kernel does not grant
every_option_held() {
	local line name

	grep -hE '^(CONFIG_|# CONFIG_.* is not set)' "$1" | while read -r line; do
		case $line in
		CONFIG_*)
			grep -qxF -- "$line" "$dir/.config" || echo "$line"
			;;
		*)
			name=${line#\# }
			name=${name%% *}
			grep -q "^$name=" "$dir/.config" && echo "$line"
			;;
		esac
	done
	return 0
}

configure() {
	local refused

	make -s -C "$source" ARCH=um O="$dir" defconfig >&2
	cat "${wishes[@]}" >"$dir/wishes"
	"$source/scripts/kconfig/merge_config.sh" -m -O "$dir" "$dir/.config" "$dir/wishes" >/dev/null
	make -s -C "$source" ARCH=um O="$dir" olddefconfig >&2
	refused=$(every_option_held "$dir/wishes")
	if [ -n "$refused" ]; then
		printf 'build.sh: not granted by this kernel:\n%s\n' "$refused" >&2
		return 1
	fi
}

compile() {
	make -s -C "$source" ARCH=um O="$dir" -j"$(nproc)" linux modules >"$dir/build.log" 2>&1 || {
		tail -n 40 "$dir/build.log" >&2
		return 1
	}
	make -s -C "$source" ARCH=um O="$dir" INSTALL_MOD_PATH="$dir/root" INSTALL_MOD_STRIP=1 \
		modules_install >>"$dir/build.log" 2>&1
}

mkdir -p "$cache"
exec 9>"$dir.lock"
flock 9
if [ ! -e "$dir/.complete" ]; then
	echo "build.sh: building the kernel of $1 in $dir (once, a quarter of an hour)" >&2
	mkdir -p "$dir"
	configure 9>&-
	compile 9>&-
	touch "$dir/.complete"
fi
echo "$dir"
