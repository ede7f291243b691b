#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# First program of the debug machine: makes the host's root file system, read-only below a
# layer in memory, the root of this machine, and hands over to guest.sh there.
set -eu

mount -t proc proc /proc
read -r cmdline </proc/cmdline
job=${cmdline##*lvs.job=}
job=${job%% *}
modules=${cmdline##*lvs.modules=}
modules=${modules%% *}

mount -t tmpfs upper /run
mkdir -p /run/{new,work,root,host}
mount -t hostfs -o ro host /run/host
mount -t overlay -o lowerdir=/run/host,upperdir=/run/new,workdir=/run/work root /run/root
mkdir -p "/run/root/lib/modules/$(uname -r)"
mount --bind "/run/host$modules/$(uname -r)" "/run/root/lib/modules/$(uname -r)"
mount -t hostfs out "/run/root$job/out" -o "$job/out"
mkdir -p /run/root/oldroot
cd /run/root
pivot_root . oldroot
exec chroot . /bin/bash "$job/guest.sh" "$job" <>dev/console >&0 2>&0
