#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The Debian packages: they install, dkms puts the module where modprobe finds it, tool, unit and
# library work, and nothing is left of them when they are purged.
#
# All of it happens in a layer over the machine's root (inside), which goes with the test. There,
# the machine's kernel is the only one, and has few modules. To compile the whole module would take
# a quarter of an hour in an emulated machine: dkms compiles one file of it as the package's
# dkms.conf says, and takes the module that was built before, of the same sources.

# shellcheck source-path=SCRIPTDIR/.. source=lib/lvs.sh
set -u
. "$(dirname "$0")/lib/lvs.sh"

RELEASE=$(uname -r)
NAMES=(lvs-dkms lvsadm lvsadm-ipvsadm liblvs1 liblvs-dev)
RULES=/etc/lvs/rules

# What the kernel's own has, and the machine needs
MODULES=(ip_vs ip_vs_rr xt_ipvs)

inside() {
	chroot "$ROOT" "$@"
}

mounted() {
	must mkdir -p "${!#}"
	must mount "$@"
	defer umount "${!#}"
}

# build_root: the layer, in ROOT; what is written to it, in UPPER
build_root() {
	ROOT=$SCRATCH/root UPPER=$SCRATCH/layer/upper
	mounted -t tmpfs layer "$SCRATCH/layer"
	must mkdir -p "$UPPER" "$SCRATCH/layer/work"
	mounted -t overlay -o "lowerdir=/,upperdir=$UPPER,workdir=$SCRATCH/layer/work" overlay "$ROOT"
	mounted -t proc proc "$ROOT/proc"
	mounted --bind /sys "$ROOT/sys"
	mounted --bind /dev "$ROOT/dev"
	mounted -t tmpfs tmp "$ROOT/tmp"
	mounted -t tmpfs run "$ROOT/run"
	mounted --bind "$(dirname "$LVS_PACKAGES")" "$ROOT/mnt"
	# indexing all manual pages is not what is tested
	rm -f "$ROOT/var/lib/man-db/auto-update"
	module_tree
}

# module_tree: a small one in place of the machine's
module_tree() {
	local dir=$ROOT/usr/lib/modules/$RELEASE from=/lib/modules/$RELEASE name file

	mounted -t tmpfs modules "$ROOT/usr/lib/modules"
	must mkdir -p "$dir/kernel"
	for name in "${MODULES[@]}"; do
		modprobe --show-depends "$name" 2>/dev/null
	done | awk '$1 == "insmod" { print $2 }' | sort -u >"$SCRATCH/files"
	while read -r file; do
		must cp "$file" "$dir/kernel"
	done <"$SCRATCH/files"
	must cp -a "$from/modules.order" "$from/modules.builtin" "$from/build" "$dir"
	must inside depmod "$RELEASE"
}

# compile_little: what dkms is told besides the package's own words
compile_little() {
	local build="\$dkms_tree/\$PACKAGE_NAME/\$PACKAGE_VERSION/build"

	must mkdir -p "$ROOT/etc/dkms"
	sed -n "s|^\(MAKE\[0\]=\".*\) modules\"$|\1 kmod/base/addr.o \&\& cp /mnt/lvs.ko $build\"|p" \
		"$LVS_PACKAGES/dkms.conf" >"$ROOT/etc/dkms/lvs.conf"
	must [ -s "$ROOT/etc/dkms/lvs.conf" ]
	must cp "$LVS_PACKAGES/mok.key" "$LVS_PACKAGES/mok.pub" "$ROOT/var/lib/dkms"
}

# installed PACKAGE
installed() {
	# shellcheck disable=SC2016
	inside dpkg-query -W -f '${db:Status-Status}\n' "$1" | grep -qx installed
}

install_all() {
	local files=()

	mapfile -t files < <(cd "$LVS_PACKAGES" && printf '/mnt/packages/%s\n' *.deb)
	check "there are five packages" [ "${#files[@]}" -eq ${#NAMES[@]} ]
	check "they install" inside dpkg --force-unsafe-io -i "${files[@]}"
	check_not "ipvsadm's own package is gone" installed ipvsadm
}

# dkms_says STATE: what it says of the module, in one line
dkms_says() {
	inside dkms status lvs | grep -q "^lvs/[0-9.]*, $RELEASE, x86_64: $1"
}

# compiled: dkms has compiled its file for this kernel
compiled() {
	grep -q 'CC \[M\] .*/kmod/base/addr\.o$' "$ROOT"/var/lib/dkms/lvs/*/"$RELEASE"/x86_64/log/make.log
}

loaded() {
	[ -d "/sys/module/$1" ]
}

only_lvs() {
	loaded lvs && ! loaded ip_vs
}

# of_dkms: modprobe finds the module where dkms puts it, compressed or not
of_dkms() {
	[[ $(inside modinfo -n lvs) == "/lib/modules/$RELEASE/updates/dkms/lvs.ko"* ]]
}

module_comes() {
	check_eq "lvs-dkms has the sources of the module" "" "$(cat "$LVS_PACKAGES/difference")"
	check "dkms compiles by its dkms.conf" compiled
	check "dkms has the module installed" dkms_says installed
	check "modprobe ip_vs succeeds" inside modprobe ip_vs
	check "and brings lvs, not ip_vs" only_lvs
	check "which is dkms's" of_dkms
}

# listing TOOL: the table as commands
listing() {
	inside "$1" -Sn
}

RULE='-A -t 192.0.2.1:80 -s wlc'
SERVER='-a -t 192.0.2.1:80 -r 10.0.0.1:80 -m -w 1'

tools_work() {
	# shellcheck disable=SC2086
	check "lvsadm adds a service" inside lvsadm $RULE
	# shellcheck disable=SC2086
	check "ipvsadm adds a server" inside ipvsadm $SERVER
	check_eq "lvsadm lists them" "$RULE"$'\n'"$SERVER" "$(listing lvsadm)"
	check_eq "ipvsadm is the same program" /usr/sbin/lvsadm \
		"$(inside readlink -f /usr/sbin/ipvsadm)"
}

# unit KEY: do what the unit says of it
unit() {
	local command

	command=$(sed -n "s/^$1=//p" "$ROOT/lib/systemd/system/lvs.service")
	# shellcheck disable=SC2086
	[ -n "$command" ] && inside $command
}

saved() {
	cat "$ROOT$RULES"
}

unit_works() {
	check_eq "systemd understands the unit" "" "$(cat "$LVS_PACKAGES/unit")"
	check_not "it is not enabled" inside systemctl -q is-enabled lvs.service
	check "it starts without rules" unit ExecStart
	check_eq "and leaves the table as it is" "$RULE"$'\n'"$SERVER" "$(listing lvsadm)"
	check "it stops" unit ExecStop
	check_eq "and has saved the table" "$(listing lvsadm)" "$(saved)"
	check_eq "for root alone" 600 "$(stat -c %a "$ROOT$RULES")"
	must inside lvsadm -C
	check "it starts" unit ExecStart
	check_eq "and the table is back" "$(saved)" "$(listing lvsadm)"
	must inside lvsadm -E -t 192.0.2.1:80 -s rr
	check "it reloads" unit ExecReload
	check_eq "and the table is the file's" "$(saved)" "$(listing lvsadm)"
	unit_is_careful
}

unit_is_careful() {
	local before

	before=$(saved)
	must rmmod lvs
	check "it stops without a module" unit ExecStop
	check_not "which loads none" loaded lvs
	check_eq "and keeps the rules" "$before" "$(saved)"
	echo '-A -f 1 -s nonsense' >"$ROOT$RULES"
	check_not "rules that are refused let it fail" unit ExecStart
	must inside lvsadm -C
	echo "$before" >"$ROOT$RULES"
	check "an empty table is saved, too" unit ExecStop
	check_eq "in an empty file" "" "$(saved)"
	check_eq "and the rules of before are kept" "$before" "$(cat "$ROOT$RULES.old")"
	echo LVS_SAVE=no >>"$ROOT/etc/default/lvs"
	echo "$before" >"$ROOT$RULES"
	check "with LVS_SAVE=no it stops" unit ExecStop
	check_eq "and writes nothing" "$before" "$(saved)"
}

# library_works: a program that was built with the library runs with the installed one
library_works() {
	check "the library's example runs" inside /mnt/kselftest/lvs/liblvs/services
}

# in_tree_again: names mean the kernel's own module, and that alone
in_tree_again() {
	inside modprobe --show-depends ip_vs | grep -q '/kernel/ip_vs\.ko' &&
		fails inside modprobe -n lvs && fails grep -r lvs "$ROOT/usr/lib/modules/$RELEASE"/modules.dep
}

# written: files that came into the layer, but for what dpkg, ldconfig, dkms and this test keep
written() {
	(cd "$UPPER" && find . -type f -o -type l) | grep -v -e '^./var/lib/dpkg/' -e '^./var/log/' \
		-e '^./etc/ld.so.cache' -e '^./var/cache/' -e '^./var/lib/dkms/mok\.' -e '^./etc/dkms/lvs.conf'
}

# forget HOW: take the packages away, even if one on this machine needs an ipvsadm
forget() {
	inside dpkg --force-unsafe-io --force-depends "$1" "${NAMES[@]}"
}

remove_all() {
	must rmmod lvs
	check "they are removed" forget --remove
	check "ip_vs is the kernel's own again" in_tree_again
	check "dkms knows nothing of it" [ -z "$(inside dkms status lvs)" ]
	check "they are purged" forget --purge
	check_eq "nothing is left" "" "$(written | grep -v -x -F -f "$SCRATCH/before")"
	check_eq "nor in the modules' folder" "" \
		"$(find "$ROOT/usr/lib/modules" -name '*lvs*' -o -name '*dkms*')"
}

main() {
	[ "$LVS_IMPL" = lvs ] || skip_all "about lvs.ko only"
	[ -d "${LVS_PACKAGES:-}" ] || skip_all "packages are for the kernels that Debian builds"
	need dkms dpkg
	scratch
	for name in xt_ipvs ip_vs_ftp ip_vs_rr ip_vs; do
		! loaded "$name" || must modprobe -r "$name"
	done
	build_root
	compile_little
	{ echo nothing; written; } >"$SCRATCH/before"
	install_all
	module_comes
	tools_work
	unit_works
	library_works
	remove_all
}

main
