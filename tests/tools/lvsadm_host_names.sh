#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Names of hosts on the command line: a name means its first IPv4 address, or its first IPv6 address if
# it has no other; in brackets it means its first IPv6 address.
#
#	director: services only, no traffic; its own file of hosts is HOSTS below

set -u
# shellcheck source-path=SCRIPTDIR/.. source=lib/lvs.sh
. "$(dirname "$0")/lib/lvs.sh"

HOSTS='192.0.2.4 four
2001:db8::6 six
192.0.2.1 both
192.0.2.2 both
2001:db8::1 both
2001:db8::2 both'

# named ARG...: lvsadm, where these names are known and no others
named() {
	# shellcheck disable=SC2016
	ns_exec director unshare -m bash -c '
		mount --bind "$0/hosts" /etc/hosts &&
			mount --bind "$0/nsswitch.conf" /etc/nsswitch.conf && exec lvsadm "$@"' \
		"$SCRATCH" "$@"
}

# means SERVICE OPTION... SAVED: what the words name is saved so
means() {
	local saved=${*: -1}

	named -A "${@:1:$#-1}" -s rr || return 1
	echo "saved: $(ns_exec director lvsadm -S -n)"
	[ "$(ns_exec director lvsadm -S -n)" = "-A $saved -s rr" ] && ns_exec director lvsadm -C
}

# server NAME SAVED: the same for the server of a service
server() {
	named -a -f 1 ${3:+"$3"} -r "$1" -m &&
		ns_exec director lvsadm -S -n | tee /dev/stderr | grep -qF -- " -r $2 -m"
}

main() {
	need lvsadm
	module_load
	ns_new director
	scratch
	echo "$HOSTS" >"$SCRATCH/hosts"
	printf 'hosts: files\nservices: files\n' >"$SCRATCH/nsswitch.conf"
	check "a name with an IPv4 address" means -t four:80 '-t 192.0.2.4:80'
	check "a name with an IPv6 address alone" means -t six:80 '-t [2001:db8::6]:80'
	check "a name with several of both is its first IPv4 one" means -t both:80 '-t 192.0.2.1:80'
	check "in brackets, its first IPv6 one" means -t '[both]:80' '-t [2001:db8::1]:80'
	check "and so for UDP" means -u '[six]:53' '-u [2001:db8::6]:53'
	check_not "in brackets, one without is nobody" named -A -t '[four]:80' -s rr
	check_not "nor is a name that is not known" named -A -t none:80 -s rr
	must ns_exec director lvsadm -A -f 1 -s rr
	check "a server by name" server four:80 192.0.2.4:80
	must ns_exec director lvsadm -C
	must ns_exec director lvsadm -A -f 1 -6 -s rr
	check "a server by a name in brackets" server '[both]:80' '[2001:db8::1]:80' -6
	ns_exec director lvsadm -C
}

main
