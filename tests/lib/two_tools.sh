# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# ipvsadm and lvsadm side by side, each in a namespace of its own.
#
#	theirs: programmed with ipvsadm        ours: programmed with lvsadm
#	   lo 192.0.2.1 192.0.2.10                lo 192.0.2.1 192.0.2.10
#	      2001:db8::1 2001:db8::10               2001:db8::1 2001:db8::10

two_tools() {
	local ns

	need ipvsadm lvsadm jq
	module_load
	ns_new theirs ours
	# in-tree schedulers are modules, in use until the last service is gone
	defer clear_both
	for ns in theirs ours; do
		ns_addr "$ns" lo 192.0.2.1/32 192.0.2.10/32 2001:db8::1/128 2001:db8::10/128
	done
}

theirs() {
	ns_exec theirs ipvsadm "$@"
}

ours() {
	ns_exec ours lvsadm "$@"
}

clear_both() {
	theirs -C && ours -C
}

# Kernels order what two namespaces hold differently, so lines are sorted.
rules_of() {
	ns_exec "$1" bash -c 'ipvsadm -S -n; ipvsadm -L -n --thresholds' | sort
}

# tables_equal: ipvsadm sees the same services and servers in both namespaces
tables_equal() {
	diff -u <(rules_of theirs) <(rules_of ours)
}

# transcript TOOL: run the tool on each line of standard input; print what it says and its
# status, joined to one line. One of ipvsadm's messages ends in an empty line: it is dropped.
transcript() {
	local line words said

	while read -r line; do
		read -ra words <<<"$line"
		said=$("$1" "${words[@]}" 2>&1 </dev/null)
		printf '[%s] %s\n' "$?" "${said//$'\n'/ | }"
	done
}
export -f transcript

# begin_alike LINES A B: names of arrays; each of B begins with that of A
begin_alike() {
	local -n lines_=$1 a_=$2 b_=$3
	local i words status=0

	[ ${#a_[@]} -eq ${#b_[@]} ] || status=1
	for i in "${!a_[@]}"; do
		words=${a_[i]//ipvsadm/lvsadm}
		[ "${b_[i]:0:${#words}}" = "$words" ] && continue
		printf '%s\n' "${lines_[i]:-}" "   ipvsadm: ${a_[i]}" "   lvsadm:  ${b_[i]}"
		status=1
	done
	return "$status"
}

# both_restore: each tool restores the lines of standard input, which is faster than command by
# command; what is refused is refused to both
both_restore() {
	local lines a b

	lines=$(cat)
	mapfile -t a < <(theirs -R 2>&1 <<<"$lines")
	mapfile -t b < <(ours -R 2>&1 <<<"$lines")
	# shellcheck disable=SC2034
	begin_alike a a b
}

# both_all: each tool runs the lines of standard input in its namespace; the statuses agree,
# and what lvsadm says begins with what ipvsadm says
both_all() {
	local lines a b

	mapfile -t lines < <(grep -v '^[[:space:]]*$')
	mapfile -t a < <(printf '%s\n' "${lines[@]}" | ns_exec theirs bash -c 'transcript ipvsadm')
	mapfile -t b < <(printf '%s\n' "${lines[@]}" | ns_exec ours bash -c 'transcript lvsadm')
	begin_alike lines a b
}

# Used by the tests.
# shellcheck disable=SC2034
LISTINGS=(
	'-L -n'
	'-L --nosort'
	'-L -n --stats'
	'-L -n --stats --exact'
	'-L -n --rate'
	'-L -n --rate -X'
	'-L -n --thresholds'
	'-L -n --persistent-conn'
	'-L -n --tun-info'
	'-S'
	'-S -n'
)
# shellcheck disable=SC2034
MORE_LISTINGS=(
	''
	'-l'
	'-l --sort -n --stats --rate --thresholds'
	'-L --timeout'
	'-L --daemon'
)
CONN_LISTINGS=(
	'-L -c -n'
	'-L -c'
	'-Lcn --persistent-conn'
)

# listing_of TOOL ARG...: one listing of «ours», without the thresholds that only lvsadm saves
listing_of() {
	ns_exec ours "$@" 2>&1 | sed -E '/^-a/s/ -[xy] [0-9]+//g'
}

listing_equal_now() {
	[ "$(listing_of ipvsadm "$@")" = "$(listing_of lvsadm "$@")" ]
}

# listings_equal LISTING...: to the byte. A counter may have moved between the two tools: what
# differs is looked at again.
listings_equal() {
	local listings=("$@") a b i words status=0

	mapfile -t a < <(printf '%s\n' "$@" | ns_exec ours bash -c 'transcript ipvsadm')
	mapfile -t b < <(printf '%s\n' "$@" | ns_exec ours bash -c 'transcript lvsadm')
	for i in "${!a[@]}"; do
		[ "${a[i]}" = "${b[i]}" ] && continue
		read -ra words <<<"${listings[i]}"
		wait_for 20 listing_equal_now "${words[@]}" && continue
		echo "differs: ${words[*]}"
		diff -u <(listing_of ipvsadm "${words[@]}") <(listing_of lvsadm "${words[@]}")
		status=1
	done
	return "$status"
}

# all_listings_equal: LISTINGS, each tool in one process: restore carries out any command
all_listings_equal() {
	local tool listed=()

	for tool in ipvsadm lvsadm; do
		listed+=("$(printf '%s\n' "${LISTINGS[@]}" | listing_of "$tool" -R)")
	done
	[ "${listed[0]}" = "${listed[1]}" ] || listings_equal "${LISTINGS[@]}"
}

# conns_equal FILE: listings of the connections in this file, in the form of the kernel's, are
# equal. The clock does not stand still between two tools, so neither sees the kernel's own.
conns_equal() {
	local proc=$GUARD_DIR/proc

	mkdir -p "$proc/net" && cp "$1" "$proc/net/ip_vs_conn" || return 1
	diff -u <(conns_of ipvsadm "$proc") <(conns_of lvsadm "$proc")
}

# conns_of TOOL PROC: the listings, PROC standing for /proc
conns_of() {
	# shellcheck disable=SC2016
	printf '%s\n' "${CONN_LISTINGS[@]}" | ns_exec ours unshare -m bash -c \
		'mount --bind "$1" /proc && transcript "$0"' "$1" "$2" | sed 's/ | /\n/g'
}
