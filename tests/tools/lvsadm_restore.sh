#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# A table that one tool saves, the other restores; lvsadm loses nothing by it, and changes only
# what it is told to change. Topology: lib/two_tools.sh.

set -u
# shellcheck source-path=SCRIPTDIR/.. source=lib/lvs.sh
. "$(dirname "$0")/lib/lvs.sh"
# shellcheck source-path=SCRIPTDIR/.. source=lib/two_tools.sh
. "$LVS_LIB/two_tools.sh"

a_table() {
	cat <<-'END'
		-A -t 192.0.2.1:80 -s wrr -p 300 -M 255.255.255.0
		-a -t 192.0.2.1:80 -r 192.0.2.10:80 -m -w 7
		-a -t 192.0.2.1:80 -r 198.51.100.1:80 -g -w 0
		-A -u [2001:db8::1]:53 -s lc -o
		-a -u [2001:db8::1]:53 -r [2001:db8::10]:53 -i -w 1 --tun-type gue --tun-port 6080 --tun-csum
		-A -f 7 -6 -s rr
	END
}

# round_trip SAVER RESTORER: one tool saves «theirs», the other makes «ours» of it
round_trip() {
	ns_exec ours "$2" -C &&
		ns_exec theirs "$1" -S -n | ns_exec ours "$2" -R &&
		tables_equal
}

# lossless: lvsadm also saves what ipvsadm forgets
lossless() {
	local before

	ours -C && ours -A -t 192.0.2.1:80 &&
		ours -a -t 192.0.2.1:80 -r 192.0.2.10 -m -x 9 -y 3 &&
		ours -A -f 4294967295 || return 1
	before=$(ours -S -n)
	ours -C && ours -R <<<"$before" && [ "$(ours -S -n)" = "$before" ] &&
		[[ $before == *"-x 9 -y 3"* && $before == *"-f 4294967295"* ]]
}

# A mistake anywhere in the file, named by its line, keeps all of it from being carried out.
restore_is_checked() {
	local message

	ours -C
	message=$(printf -- '-A -t 192.0.2.1:80\n# fine\n\n-A -t 192.0.2.1:81 -w 1\n' | ours -R 2>&1)
	[ $? -eq 2 ] && [[ $message == "Illegal 'weight' option"*"(line 4)" ]] &&
		[ -z "$(ours -S -n)" ]
}

restore_reports_refusals() {
	local message

	ours -C
	message=$(printf -- '-A -t 192.0.2.1:80\n-A -t 192.0.2.1:80\n-A -t 192.0.2.1:81' | ours -R 2>&1)
	[ $? -eq 255 ] && [ "$(ours -S -n | wc -l)" -eq 2 ] &&
		[[ $message == "Service already exists"*"(line 2)" ]]
}

save_and_restore() {
	must clear_both
	must theirs -R < <(a_table)
	check "lvsadm restores what ipvsadm saved" round_trip ipvsadm lvsadm
	check "ipvsadm restores what lvsadm saved" round_trip lvsadm ipvsadm
	check "lvsadm restores what lvsadm saved" round_trip lvsadm lvsadm
	check "thresholds and large marks survive" lossless
	check "a wrong line stops restore before it begins" restore_is_checked
	check "refusals name the line, the rest is done" restore_reports_refusals
}

edit_keeps() {
	ours -C && ours -A -t 192.0.2.1:80 -s rr -p 50 -M 24 &&
		ours -a -t 192.0.2.1:80 -r 192.0.2.10:8080 -m -w 5 -x 9 &&
		ours -E -t 192.0.2.1:80 -s wrr &&
		ours -e -t 192.0.2.1:80 -r 192.0.2.10:8080 -w 2 || return 1
	diff - <(ours -S -n) <<-'END'
		-A -t 192.0.2.1:80 -s wrr -p 50 -M 255.255.255.0
		-a -t 192.0.2.1:80 -r 192.0.2.10:8080 -m -w 2 -x 9
	END
}

edit_as_ipvsadm_resets() {
	ln -sf "$(command -v lvsadm)" "$GUARD_DIR/ipvsadm" &&
		ns_exec ours "$GUARD_DIR/ipvsadm" -E -t 192.0.2.1:80 -s rr &&
		[ "$(ours -S -n | head -n 1)" = "-A -t 192.0.2.1:80 -s rr" ]
}

# restores_as NAME TEXT: called so, the tool makes of TEXT the table of «ours»
restores_as() {
	ln -sf "$(command -v lvsadm)" "$GUARD_DIR/$1" &&
		ns_exec ours "$GUARD_DIR/$1" <<<"$2" 2>/dev/null
}

restore_replaces() {
	local name

	for name in lvsadm-restore ipvsadm-restore; do
		ours -C && ours -A -t 192.0.2.1:80 &&
			restores_as "$name" "-A -t 192.0.2.1:81 -s rr" &&
			[ "$(ours -S -n)" = "-A -t 192.0.2.1:81 -s rr" ] || return 1
		restores_as "$name" "-A -t 192.0.2.1:82 -w 1" && return 1
		[ "$(ours -S -n)" = "-A -t 192.0.2.1:81 -s rr" ] || return 1
	done
}

save_is_a_program() {
	ln -sf "$(command -v lvsadm)" "$GUARD_DIR/lvsadm-save" &&
		[ "$(ns_exec ours "$GUARD_DIR/lvsadm-save" -n)" = "-A -t 192.0.2.1:81 -s rr" ]
}

two_tools
save_and_restore
check "edit keeps what it does not name" edit_keeps
check "edit called as ipvsadm resets it" edit_as_ipvsadm_resets
check "called as -restore it replaces the table, unless a line is wrong" restore_replaces
check "called as lvsadm-save it saves" save_is_a_program
