# SPDX-License-Identifier: GPL-2.0
# `make help` says what there is. Everything that is built goes below build/.

KVER ?= $(shell uname -r)
KDIR ?= /lib/modules/$(KVER)/build
BUILD := $(CURDIR)/build
CACHE := $(or $(LVS_CACHE),$(or $(XDG_CACHE_HOME),$(HOME)/.cache)/lvs)
PREFIX ?= /usr/local
VERSION := $(shell cat VERSION)

# One folder per kernel, named by its release, because several are built side by side. (In
# Debian, kernel.release may hold another name than the one the kernel gives itself.)
RELEASE = $(shell sed -n 's/.*UTS_RELEASE "\(.*\)"/\1/p' $(KDIR)/include/generated/utsrelease.h \
	2>/dev/null)
# What counts its lines (GCOV_PROFILE=y is the kernel's own word for that) has another one.
OBJ = $(BUILD)/$(RELEASE)$(if $(GCOV_PROFILE),-gcov)
KBUILD = $(MAKE) -C $(KDIR) M=$(OBJ) $(if $(ARCH),ARCH=$(ARCH)) $(if $(W),W=$(W)) $(if $(C),C=$(C))

.PHONY: all module module-path tools kselftest install install-tools \
	install-aliases install-dkms deb demo check check-debug check-debug-smp coverage lint unit fuzz \
	bench bench-quick bench-count deps clean help need-kernel need-programs

all: module tools

need-programs:
	@for p in $(CC) rsync flock; do command -v $$p >/dev/null || \
		{ echo "$$p is missing: run tests/deps (as root) to install what is needed"; exit 1; }; \
	done

need-kernel: need-programs
	@test -n "$(RELEASE)" || { \
		echo "No kernel headers in $(KDIR)."; \
		echo "Install them (apt install linux-headers-$(KVER)), or give KVER= or KDIR=."; \
		exit 1; }

# mirror FOLDER: the module's sources, and nothing else that may lie there
MIRROR = rsync -a --delete --include='*/' --include='*.[chS]' --include='*.sh' --include='*.mk' \
	--include='Kbuild*' --include='Makefile*' --include='*.txt' --exclude='*' \
	$(wildcard Kbuild) include kmod

# The sources are mirrored into the kernel's folder: kbuild wants its objects beside them.
module: need-kernel
	@mkdir -p $(OBJ)
	@echo "$(KDIR) $(ARCH)" | cmp -s - $(OBJ)/.kernel || \
		{ rm -rf $(OBJ) && mkdir -p $(OBJ) && echo "$(KDIR) $(ARCH)" >$(OBJ)/.kernel; }
	@$(MIRROR) $(OBJ)/
	+$(KBUILD) modules

# Where the module of the chosen kernel is
module-path:
	@echo $(OBJ)/lvs.ko

tools: need-programs
	$(MAKE) -C tools

install: all install-tools install-aliases
	install -D -m 644 $(OBJ)/lvs.ko $(DESTDIR)/lib/modules/$(RELEASE)/updates/lvs.ko
	$(if $(DESTDIR),,depmod $(RELEASE))

# Who asks for ip_vs gets lvs
MODPROBEDIR ?= /etc/modprobe.d
install-aliases:
	install -D -m 644 packaging/modprobe.d/lvs.conf $(DESTDIR)$(MODPROBEDIR)/lvs.conf

# The tools, the library, and the unit that keeps the table over a reboot
SBINDIR ?= $(PREFIX)/sbin
LIBEXECDIR ?= $(PREFIX)/libexec
UNITDIR ?= $(PREFIX)/lib/systemd/system
FILL = sed -e 's|@SBINDIR@|$(SBINDIR)|' -e 's|@LIBEXECDIR@|$(LIBEXECDIR)|'
install-tools: tools
	$(MAKE) -C tools install PREFIX=$(PREFIX) SBINDIR=$(SBINDIR) DESTDIR=$(DESTDIR)
	mkdir -p $(DESTDIR)$(UNITDIR) $(DESTDIR)$(LIBEXECDIR)/lvs
	$(FILL) packaging/systemd/lvs.service.in >$(DESTDIR)$(UNITDIR)/lvs.service
	$(FILL) packaging/systemd/rules.in >$(DESTDIR)$(LIBEXECDIR)/lvs/rules
	chmod 755 $(DESTDIR)$(LIBEXECDIR)/lvs/rules
	test -e $(DESTDIR)/etc/default/lvs || \
		install -D -m 644 packaging/default/lvs $(DESTDIR)/etc/default/lvs

# What `dkms add lvs/VERSION` takes from there
DKMS_SOURCE = $(DESTDIR)/usr/src/lvs-$(VERSION)
install-dkms:
	mkdir -p $(DKMS_SOURCE)
	$(MIRROR) $(DKMS_SOURCE)/
	sed 's/#MODULE_VERSION#/$(VERSION)/' packaging/dkms/dkms.conf >$(DKMS_SOURCE)/dkms.conf

# Debian packages, in build/deb, of what is here, with packaging/debian on top
DEB := $(BUILD)/deb/lvs-$(VERSION)
DEB_SOURCES = $(shell find . \( -path ./build -o -path ./.git -o -name __pycache__ \) -prune -o \
	-type f -print)
deb: $(BUILD)/deb/done
$(BUILD)/deb/done: $(if $(filter deb,$(MAKECMDGOALS)),$(DEB_SOURCES))
	@command -v dpkg-buildpackage >/dev/null && command -v dh_dkms >/dev/null || \
		{ echo "Install debhelper and dh-dkms, or run tests/deps (as root)."; exit 1; }
	test "$$(dpkg-parsechangelog -l packaging/debian/changelog -S Version)" = $(VERSION)
	rm -rf $(BUILD)/deb
	mkdir -p $(DEB)
	rsync -a --exclude=/build --exclude=/.git --exclude=__pycache__ ./ $(DEB)/
	cp -a packaging/debian $(DEB)/
	cd $(DEB) && env -u MAKEFLAGS -u MAKELEVEL dpkg-buildpackage -us -uc
	touch $@

# The tests through kselftest's own Makefile, of which build/selftests is a view: its files
# from the installed kernel source package, our tests/ as its one target.
KSFT_FILES := Makefile lib.mk run_kselftest.sh kselftest kselftest.h kselftest_harness.h
kselftest: need-programs
	@source=$$(tests/debug/source.sh) && \
	ksft=$$source/tools/testing/selftests && \
	mkdir -p $(BUILD)/selftests $(BUILD)/ksft-obj && \
	for f in $(KSFT_FILES); do ln -sfn $$ksft/$$f $(BUILD)/selftests/$$f; done && \
	ln -sfn $(CURDIR)/tests $(BUILD)/selftests/lvs && \
	rm -rf $(BUILD)/kselftest && \
	$(MAKE) -s -C $(BUILD)/selftests install TARGETS=lvs INSTALL_DEP_TARGETS= FORCE_TARGETS=1 \
		top_srcdir=$$source KSFT=$$ksft KBUILD_OUTPUT=$(BUILD)/ksft-obj \
		KSFT_INSTALL_PATH=$(BUILD)/kselftest >/dev/null

deps:
	tests/deps

demo: deps
	tests/demo/run

lint unit fuzz: deps
	tests/run $@

check: deps
	tests/run check

check-debug: deps
	tests/run debug

check-debug-smp: deps
	tests/run debug-smp

coverage: deps
	tests/run coverage

bench: deps
	tests/run bench all
	tests/run bench sched

bench-quick: deps
	tests/run bench quick

bench-count: deps
	tests/run bench -i quick

clean:
	rm -rf $(BUILD)
	@test ! -e tools/Makefile || $(MAKE) -C tools clean

help:
	@echo 'make                build the module and the tools for the running kernel'
	@echo '  module            only the module: KVER=release or KDIR=tree, ARCH=um for a UML tree'
	@echo '  tools             only lvsadm and its library'
	@echo 'make install        install both, so that who asks for ip_vs gets lvs'
	@echo '  install-dkms      only the module, as sources for dkms, which builds it for each kernel'
	@echo 'make deb            Debian packages of all of it, in build/deb'
	@echo 'make demo           see it balance (HOST=1: on this kernel, not in a virtual machine)'
	@echo 'make check          lint, unit, fuzz and functional tests on stock kernels, and the demo'
	@echo 'make check-debug    functional tests under KASAN, lockdep and kmemleak'
	@echo '  check-debug-smp   those that race, on two processors, under KASAN, lockdep and KCSAN'
	@echo 'make coverage       which lines of the module functional and unit tests come to'
	@echo 'make bench          packets, delays, memory and schedulers beside in-tree ip_vs, in User-Mode Linux (KSERIES=7.3: a newer one)'
	@echo '  bench-quick       the most telling of them'
	@echo '  bench-count       the same in instructions, on a stock kernel (KSERIES=6.1: the older one), and'
	@echo '                    how long packets wait while connections expire'
	@echo '  lint, unit, fuzz  only these; more lanes and single tests: tests/run help'
	@echo 'make deps           install the Debian packages that demo and check need'
	@echo 'make clean          remove what was built (not the cache: $(CACHE))'
