# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Flows that a test holds by the hand: opened, fed with lines, ended in a chosen way.

declare -A TALK_FD=()

# talk_open ID NAME PROTO ADDRESS PORT [SOURCE-PORT]: open a flow from a namespace
talk_open() {
	local id=$1 name=$2 fd

	shift 2
	rm -f "$GUARD_DIR/$id.in"
	must mkfifo "$GUARD_DIR/$id.in"
	exec {fd}<>"$GUARD_DIR/$id.in"
	TALK_FD[$id]=$fd
	# shellcheck disable=SC2016
	spawn nsenter --net="/run/netns/$NS_PREFIX$name" sh -c 'input=$1; shift; exec "$@" <"$input"' sh "$GUARD_DIR/$id.in" \
		"$FLOW_CLIENT" talk "$@" >"$GUARD_DIR/$id.out"
}

# talk_tell ID LINE: send a line
talk_tell() {
	echo "$2" >&"${TALK_FD[$1]}"
}

# talk_heard ID LINE: that line has come
talk_heard() {
	local all

	all=$(<"$GUARD_DIR/$1.out")
	echo "heard: $all"
	[[ $'\n'$all$'\n' == *$'\n'"$2"$'\n'* ]]
}

# talk_hears ID LINE: it comes, sooner or later
talk_hears() {
	wait_for 15 talk_heard "$1" "$2" || talk_heard "$1" "$2"
}

# talk_works ID WORD: send a word that was not sent before, and get it back
talk_works() {
	talk_tell "$1" "$2"
	talk_hears "$1" "$2"
}

# talk_connects ID NAME PROTO ADDRESS PORT [SOURCE-PORT]: open a flow; data must come back
talk_connects() {
	talk_open "$@"
	talk_hears "$1" connected && talk_works "$1" hello
}
