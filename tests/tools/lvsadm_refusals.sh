#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# What the kernel or the tool itself refuses: lvsadm ends with ipvsadm's status, and what it
# says begins with what ipvsadm says. Topology: lib/two_tools.sh.

set -u
# shellcheck source-path=SCRIPTDIR/.. source=lib/lvs.sh
. "$(dirname "$0")/lib/lvs.sh"
# shellcheck source-path=SCRIPTDIR/.. source=lib/two_tools.sh
. "$LVS_LIB/two_tools.sh"

refusals() {
	must clear_both
	check "refusals: set up" both_all <<-'END'
		-A -t 192.0.2.1:80 -s rr
		-a -t 192.0.2.1:80 -r 192.0.2.10 -m
	END
	check "refusals have the same status and words" both_all <<-'END'
		-A -t 192.0.2.1:80
		-A -t 192.0.2.1:81 -s nosuch
		-A -t 192.0.2.1:81 -p --pe nosuch
		-E -t 192.0.2.1:81 -s rr
		-E -t 192.0.2.1:80 -s nosuch
		-D -t 192.0.2.1:81
		-Z -t 192.0.2.1:81
		-L -n -t 192.0.2.1:81
		-L -n -f 9
		-a -t 192.0.2.1:80 -r 192.0.2.10 -m
		-a -t 192.0.2.1:81 -r 192.0.2.10 -m
		-a -t 192.0.2.1:80 -r 192.0.2.11 -x 1 -y 2
		-a -t 192.0.2.1:80 -r 192.0.2.11 -y 2
		-a -t 192.0.2.1:80 -r 224.0.0.1 -m
		-a -t 192.0.2.1:80 -r 0.0.0.0 -m
		-a -t 192.0.2.1:80 -r 255.255.255.255 -g
		-e -t 192.0.2.1:80 -r 192.0.2.11 -m
		-e -t 192.0.2.1:81 -r 192.0.2.11 -m
		-d -t 192.0.2.1:80 -r 192.0.2.11
		-d -t 192.0.2.1:80 -r 192.0.2.10:81
		-d -t 192.0.2.1:81 -r 192.0.2.10
		--start-daemon master --mcast-interface nosuch
		--stop-daemon master
	END
	check "refusals change nothing" tables_equal
	check "wrong usage has the same status and words" both_all <<-'END'
		--nosuch
		-L --nosuch
		-t
		-A -t
		foo
		-L foo
		-A -A
		-A
		-A -t 192.0.2.1:80 -w 3
		-A -6
		-A -f 3 -t 1.2.3.4:80
		-A -t 80
		-A -t 192.0.2.1:99999
		-A -t 192.0.2.9
		-A -t 192.0.2.9:1 -o
		-A -u 192.0.2.1:53 -p 0
		-A -u [2001:db8::1]:53 -p 10 -M 130
		-A -u 192.0.2.1:53 -p 10 -M foo
		-A -f 0
		-A -t 192.0.2.1:80 -b foo
		-A -t 192.0.2.1:80 -s wlc -b sh-port
		-a -t 192.0.2.1:80
		-a -t 192.0.2.1:80 -r 192.0.2.10 -w x
		-a -t 192.0.2.1:80 -r 192.0.2.10 -m -g
		-a -t 192.0.2.1:80 -r [2001:db8::1]:80 -m
		-a -t 192.0.2.1:80 -r 192.0.2.10 --tun-type gre
		-a -t 192.0.2.1:80 -r 192.0.2.10 --tun-port 9
		-a -t 192.0.2.1:80 -r 192.0.2.10 -m --tun-csum
		-a -t 192.0.2.1:80 -r 192.0.2.10 -i --tun-type gue
		-a -t 192.0.2.1:80 -r 192.0.2.10 -i --tun-type gre --tun-csum --tun-nocsum
		-L --stats -c
		-L --timeout --daemon
		--set 1 2
		--set 1 2 x
		--start-daemon foo
		--start-daemon master --mcast-group 1.2.3.4
		--start-daemon master --syncid 256
		--start-daemon master --sync-maxlen 0
		--start-daemon master --sync-maxlen 65508
		--start-daemon master --mcast-port 0
		--start-daemon master --mcast-port 65536
		--start-daemon master --mcast-ttl 0
		--start-daemon master --mcast-ttl 256
		--stop-daemon foo
		--stop-daemon master --syncid -1
		-C -n
	END
}

unprivileged() {
	local message

	message=$(ns_exec ours setpriv --reuid 65534 --clear-groups lvsadm -L 2>&1)
	[ $? -eq 2 ] && [[ $message == "Can't initialize ipvs: Permission denied (you must be root)"* ]]
}

two_tools
refusals
check "who is not root is told so" unprivileged
