#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# initramfs.sh RELEASE FILE [ROOT]: pack busybox, the modules that reach the host's file system,
# and init into FILE. Nothing else is needed: the rest of the system is the host's own. ROOT is what
# lib/modules of that kernel is below.
set -eu -o pipefail

release=$1
image=$2
modules=${3:-/}
here=$(dirname "$(readlink -f "$0")")
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

# unpack FILE TARGET: a module as the small system can load it, not compressed
unpack() {
	case $1 in
	*.xz) xz -dc "$1" >"$2" ;;
	*.zst) zstd -qdc "$1" >"$2" ;;
	*.gz) gzip -dc "$1" >"$2" ;;
	*) cp "$1" "$2" ;;
	esac
}

mkdir -p "$root"/{bin,mods,proc,sys,dev,host,upper,root}
cp "$(command -v busybox)" "$root/bin/busybox"
install -m 755 "$here/init" "$root/init"

/sbin/modprobe -d "$modules" -S "$release" --show-depends -a virtio_pci 9p 9pnet_virtio overlay |
	awk '$1 == "insmod" && !seen[$2]++ { print $2 }' |
	while read -r file; do
		name=${file##*/}
		name=${name%%.ko*}.ko
		unpack "$file" "$root/mods/$name"
		echo "$name" >>"$root/mods/order"
	done
touch "$root/mods/order"

(cd "$root" && find . | cpio -o -H newc --quiet) | gzip -1 >"$image.$$"
mv "$image.$$" "$image"
