# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Load that never pauses: a client that asks web servers, each time by a new connection, and
# writes down every answer and every failure.

# load_start NAME URL...: start a loop for each URL in the namespace; answers go to a file each
load_start() {
	local name=$1 url

	shift
	LOAD_FILES=()
	LOAD_MARK=()
	rm -f "$GUARD_DIR/load-stop"
	for url; do
		LOAD_FILES+=("$GUARD_DIR/load-${#LOAD_FILES[@]}")
		LOAD_MARK+=(0)
		: >"${LOAD_FILES[-1]}"
		# shellcheck disable=SC2016
		spawn nsenter --net="/run/netns/$NS_PREFIX$name" bash -c '
			while [ ! -e "$2" ]; do
				curl -sS --fail --max-time 20 -H "Connection: close" "$1/[1-10]" || echo "FAILED $?"
			done >>"$3" 2>&1
			echo ended >>"$3"' load "$url" "$GUARD_DIR/load-stop" "${LOAD_FILES[-1]}"
	done
	wait_for 30 load_goes_on || bail "no load: $(cat "${LOAD_FILES[@]}")"
}

# load_stop: let every loop finish what it has begun
load_stop() {
	local file

	touch "$GUARD_DIR/load-stop"
	for file in "${LOAD_FILES[@]}"; do
		wait_for 30 grep -qx ended "$file" || bail "the load does not end"
	done
}

# load_mark: remember how much has been answered
load_mark() {
	local i lines

	for i in "${!LOAD_FILES[@]}"; do
		mapfile -t lines <"${LOAD_FILES[i]}"
		LOAD_MARK[i]=${#lines[@]}
	done
}

# load_since I: put what came in loop I since the mark into LOAD_NEW
load_since() {
	mapfile -t -s "${LOAD_MARK[$1]}" LOAD_NEW <"${LOAD_FILES[$1]}"
}

# load_goes_on: since the mark, or the start, every loop has got ten answers more
load_goes_on() {
	local i

	for i in "${!LOAD_FILES[@]}"; do
		load_since "$i"
		[ ${#LOAD_NEW[@]} -ge 10 ] || return 1
	done
}

# load_has ANSWER: since the mark, that answer has come in every loop
load_has() {
	local i

	for i in "${!LOAD_FILES[@]}"; do
		load_since "$i"
		[[ " ${LOAD_NEW[*]} " == *" $1 "* ]] || return 1
	done
}

# load_lacks ANSWER: since the mark, that answer has come in no loop
load_lacks() {
	local i

	for i in "${!LOAD_FILES[@]}"; do
		load_since "$i"
		[[ " ${LOAD_NEW[*]} " != *" $1 "* ]] || return 1
	done
}

# load_failures: print every line that is no answer of a server; succeeds if there is none
load_failures() {
	! cat "${LOAD_FILES[@]}" | grep -vxE 'real[123]|ended'
}
