# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Debian packages for the test of them, and what the host can tell of them.

# packages_wanted LABEL: one of the job's tests installs them, on a kernel of Debian's
packages_wanted() {
	[ "$LVS_IMPL" = lvs ] && [[ $1 == 6.* ]] && grep -qx 'packages_install.sh' "$JOB/tests"
}

# job_packages RELEASE: build the packages into JOB/packages. There, `difference` tells how the
# sources in lvs-dkms differ from those that the module under test was built from, `unit` what
# systemd finds wrong with the unit; `dkms.conf` is that of lvs-dkms, and `mok` a key for it,
# since an emulated machine takes long to find one.
job_packages() {
	local into=$JOB/packages root=$JOB/packages/root

	mkdir -p "$root"
	if ! locked make -s -C "$TOP" deb DEB_BUILD_OPTIONS=noautodbgsym >"$into/log" 2>&1; then
		tail -n 20 "$into/log" >&2
		return 1
	fi
	cp "$BUILD"/deb/*.deb "$into"
	dpkg-deb -x "$into"/lvs-dkms_*.deb "$root"
	dpkg-deb -x "$into"/lvsadm_*.deb "$root"
	packages_difference "$root"/usr/src/lvs-* \
		"$(dirname "$(make -s -C "$TOP" module-path "KVER=$1")")" >"$into/difference" 2>&1
	sed "s|/usr/libexec|$root&|" "$root/lib/systemd/system/lvs.service" >"$into/lvs.service"
	systemd-analyze verify --man=no "$into/lvs.service" 2>&1 | grep lvs.service >"$into/unit"
	cp "$root"/usr/src/lvs-*/dkms.conf "$into"
	openssl req -new -x509 -nodes -days 100 -subj /CN=lvs-test -newkey rsa:2048 \
		-keyout "$into/mok.key" -outform DER -out "$into/mok.pub" 2>/dev/null || return 1
	rm -rf "$root"
}

# packages_difference PACKAGED BUILT: sources on one side only, or not the same; nothing that
# the compiler has made
packages_difference() {
	diff -rq -x '.*' -x '*.o' -x '*.ko' -x '*.mod' -x '*.mod.c' -x 'modules.order' \
		-x 'Module.symvers' -x dkms.conf "$1" "$2"
}
