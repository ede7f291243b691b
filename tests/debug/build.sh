#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# build.sh CONFIG SOURCE: build a kernel once, into the cache, and print the folder that holds it:
# `linux`, the tree to build modules against, and its own modules below root/lib/modules. Whoever
# comes second waits for the first. CONFIG is what it has beside tests/config, SOURCE the kernel's
# sources, as source.sh makes them. It is User-Mode Linux, or, if CONFIG is called x86-*, a kernel
# for a machine with several processors, of which x86.config tells the rest.
set -eu

here=$(dirname "$(readlink -f "$0")")
cache=${LVS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/lvs}
wishes=("$here/../config" "$1")
source=$2
kind=uml arch=um base=defconfig image=linux
if [[ ${1##*/} == x86-* ]]; then
	kind=x86 arch=x86_64 base=allnoconfig image=bzImage
	wishes=("$here/../config" "$here/x86.config" "$1")
fi
! grep -q '^VERSION = 7' "$source/Makefile" || wishes+=("$here/uml-7.config")
key=$(cat "${wishes[@]}" <(basename "$source") <(gcc -dumpfullversion) | sha256sum | cut -c1-12)
dir=$cache/$kind-$key

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

	make -s -C "$source" ARCH="$arch" O="$dir" "$base" >&2
	cat "${wishes[@]}" >"$dir/wishes"
	"$source/scripts/kconfig/merge_config.sh" -m -O "$dir" "$dir/.config" "$dir/wishes" >/dev/null
	make -s -C "$source" ARCH="$arch" O="$dir" olddefconfig >&2
	refused=$(every_option_held "$dir/wishes")
	if [ -n "$refused" ]; then
		printf 'build.sh: not granted by this kernel:\n%s\n' "$refused" >&2
		return 1
	fi
}

# The kernel's own code is not watched by KCSAN: its races are not ours to mend, and it starts
# several times faster. What our module, which is watched, sees change under its eyes, is reported
# even if nobody knows who did it.
compile() {
	make -s -C "$source" ARCH="$arch" O="$dir" -j"$(nproc)" KCSAN_SANITIZE=n "$image" modules \
		>"$dir/build.log" 2>&1 || {
		tail -n 40 "$dir/build.log" >&2
		return 1
	}
	make -s -C "$source" ARCH="$arch" O="$dir" INSTALL_MOD_PATH="$dir/root" INSTALL_MOD_STRIP=1 \
		modules_install >>"$dir/build.log" 2>&1
	[ "$kind" = uml ] || cp "$dir/arch/x86/boot/bzImage" "$dir/linux"
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
