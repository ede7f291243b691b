#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Debian's ipvsadm, unmodified, says the same of lvs as of the kernel's own ip_vs: the commands of
# data/ipvsadm, which use each of its options rightly and wrongly, are carried out with each of
# both modules in one kernel. What every command says and its status agree to the byte, and so do
# the listings, but for DIFFERENCES below, each of which is a row of docs/differences.md and has
# to occur. lvsadm lists what lvs holds as ipvsadm does.
#
#	director
#	   lo    192.0.2.1 192.0.2.10 2001:db8::1 2001:db8::10
#	   sink  198.51.100.254/24 2001:db8:1::254/64, a dummy: what is forwarded vanishes there
#
# A line of data/ipvsadm is one of these:
#	== TITLE	begins a group: the table is empty before it, and listed after it
#	! WORDS		calls a function of this test
#	WORDS		are given to ipvsadm; '' is an empty word
#	WORDS << A ; B	the same, with lines to read

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/talk.sh"
. "$LVS_LIB/two_tools.sh"

# Row of docs/differences.md; command, a shell pattern; the part of what is said with ip_vs that
# differs, an extended regular expression; what is said in its place with lvs. As to the last rows:
# ip_vs refuses servers of the other family while a daemon runs, and daemons while there are such.
SYNC='replication between directors'
NO_SYNC='Operation not supported with IPv6'
DIFFERENCES=(
	'connection table' '*' 'size=[0-9]+' 'size=1024'
	'time-out of established TCP flows' '-L -n --timeout' ': 900 ' ': 8100 '
	"$SYNC" '--start-daemon*' '\[0\]' "$NO_SYNC | [255]"
	"$SYNC" '--start-daemon*' 'Daemon has already run' "$NO_SYNC"
	"$SYNC" '-L --daemon' '(master|backup) sync daemon [^|]*\| ' ''
	"$SYNC" '--stop-daemon*' '\[0\]' 'No daemon is running | [255]'
	"$SYNC" '-a -t 192.0.2.1:80 -r 2001:db8::10 -i' 'Invalid operation\..*\[255\]' '[0]'
	"$SYNC" '--start-daemon master --mcast-interface lo' 'Invalid operation\..*\.\.\.' "$NO_SYNC"
)

# What happened, by number: the group, the command, and what was said with each module and tool
GROUPS_=() COMMANDS=() SAID_IP_VS=() SAID_LVS=() SAID_LVSADM=()
# by number of a difference: how often it occurred
declare -A OCCURRED=()

topology() {
	topo_programs
	ns_new director
	topo_batch director <<-END
		addr add 192.0.2.1/32 dev lo
		addr add 192.0.2.10/32 dev lo
		addr add 2001:db8::1/128 dev lo nodad
		addr add 2001:db8::10/128 dev lo nodad
		link add sink type dummy
		link set sink up
		addr add 198.51.100.254/24 dev sink
		addr add 2001:db8:1::254/64 dev sink nodad
	END
}

# settled: what of a listing of connections depends on the moment is made constant: when they
# expire, and their order
settled() {
	sed -E 's/ [0-9][0-9]:[0-9][0-9] / MM:SS /' | sort
}

# told TOOL COMMAND: carry it out; leaves all that it says, and its status, in TOLD, newlines as bars
told() {
	local words input=

	read -ra words <<<"${2%% << *}"
	words=("${words[@]/#\'\'/}")
	[[ $2 != *' << '* ]] || input=${2#* << }
	TOLD=$(quick director "$1" "${words[@]}" 2>&1 <<<"${input// ; /$'\n'}"
		echo "[$?]")
	[[ ! $2 =~ ^-L(c|.*\ -(c|-connection)($|\ )) ]] ||
		TOLD=$(settled <<<"${TOLD%$'\n'*}")$'\n'${TOLD##*$'\n'}
	TOLD=${TOLD//$'\n'/ | }
}

# flow ADDRESS PORT SOURCE-PORT: a datagram to a service of UDP, and it is counted
flow() {
	local id=flow$3

	talk_open "$id" director udp "$1" "$2" "$3"
	talk_tell "$id" hello
	wait_for 20 counted "$(at "$1" "$2")" || ktap_not_ok "$1 counts its flow"
	reap "$SPAWNED"
}

# counted SERVICE: ip_vs adds its counters up every two seconds
counted() {
	quick director ipvsadm -L -n --stats -u "$1" | awk -v who="$1" '
		$2 == who { found = $3 == 1 && $4 == 1 }
		END { exit !found }'
}

# is_listing COMMAND
is_listing() {
	[[ $1 == -[Ll]* || $1 == -S* || $1 == --list* || $1 == --save* || $1 == "''" || $1 == "$LISTED" ]]
}

# happened GROUP COMMAND: note what is said
happened() {
	local -n all=SAID_${LVS_IMPL^^}
	local number=${#all[@]}

	GROUPS_[number]=$1
	COMMANDS[number]=$2
	told ipvsadm "$2"
	all+=("$TOLD")
	if [ "$LVS_IMPL" = lvs ] && is_listing "$2"; then
		told lvsadm "$2"
		SAID_LVSADM[number]=$TOLD
	fi
}

# every_listing: the command that lists a table in all forms; restoring carries out any command
every_listing() {
	local listing text=

	for listing in "${LISTINGS[@]}"; do
		[[ $listing == *--nosort ]] || text+=" ; $listing"
	done
	LISTED="-R <<${text# ;}"
}

# end_group GROUP: what it has left is listed, and nothing is left of it
end_group() {
	[ -n "$1" ] || return 0
	happened "$1" "$LISTED"
	must quick director ipvsadm -C
}

# commands: all of them, but for what an ip_vs without the scheduler twos, as Debian's 6.1, cannot do
commands() {
	local without='x^'

	modprobe -qn ip_vs_twos || without='-s twos$'
	grep -hve "$without" "$(dirname "$0")"/data/ipvsadm/*
}

# carry_out: all commands, with the module of LVS_IMPL
carry_out() {
	local line words group=

	module_load
	while IFS= read -r line; do
		case $line in
		'' | '#'*) ;;
		'== '*)
			end_group "$group"
			group=${line#== }
			;;
		'! '*)
			read -ra words <<<"${line#! }"
			"${words[@]}"
			;;
		*) happened "$group" "$line" ;;
		esac
	done < <(commands)
	end_group "$group"
	must module_unload
}

# as_lvs NUMBER: what ip_vs made ipvsadm say there, with the differences that are written down
as_lvs() {
	local i said=${SAID_IP_VS[$1]}

	for ((i = 0; i < ${#DIFFERENCES[@]}; i += 4)); do
		# shellcheck disable=SC2053
		[[ ${COMMANDS[$1]} == ${DIFFERENCES[i + 1]} ]] || continue
		[[ $said =~ ${DIFFERENCES[i + 2]} ]] || continue
		said=$(sed -E "s/${DIFFERENCES[i + 2]}/${DIFFERENCES[i + 3]}/g" <<<"$said")
		OCCURRED[$i]=1
	done
	AS_LVS=$said
}

# differ COMMAND EXPECTED SAID: print what differs
differ() {
	echo "ipvsadm $1"
	diff -u <(echo "${2// | /$'\n'}") <(echo "${3// | /$'\n'}") | tail -n +3
	return 1
}

# group_alike GROUP: ip_vs and lvs
group_alike() {
	local i status=0

	for i in "${!COMMANDS[@]}"; do
		[ "${GROUPS_[i]}" = "$1" ] || continue
		as_lvs "$i"
		[ "$AS_LVS" = "${SAID_LVS[i]}" ] ||
			differ "${COMMANDS[i]}" "$AS_LVS" "${SAID_LVS[i]}" || status=1
	done
	return "$status"
}

# lists_alike GROUP: ipvsadm and lvsadm, which alone saves thresholds and all flags of sh; wrong usage
# is not compared here, as lvsadm then says more
lists_alike() {
	local i status=0 said

	for i in "${!SAID_LVSADM[@]}"; do
		[[ ${GROUPS_[i]} == "$1" && ${SAID_LVS[i]} == *'[0]' ]] || continue
		said=$(sed -E 's/ -[xy] [0-9]+//g; s/( -s sh -b )flag-3/\1/g' \
			<<<"${SAID_LVSADM[i]}")
		[ "$said" = "${SAID_LVS[i]}" ] ||
			differ "${COMMANDS[i]}" "${SAID_LVS[i]}" "$said" || status=1
	done
	return "$status"
}

# written_down: each difference has its row, and occurred
written_down() {
	local i status=0

	for ((i = 0; i < ${#DIFFERENCES[@]}; i += 4)); do
		grep -qF "| ${DIFFERENCES[i]} |" "$LVS_TOP/docs/differences.md" ||
			{ echo "no row: ${DIFFERENCES[i]}" && status=1; }
		[ -n "${OCCURRED[$i]:-}" ] ||
			{ echo "did not occur: ${DIFFERENCES[i]}: ${DIFFERENCES[i + 1]}" && status=1; }
	done
	return "$status"
}

main() {
	local group

	[ "$LVS_IMPL" = lvs ] || skip_all "loads both modules itself"
	[[ $(uname -r) != 7.* ]] || skip_all "the differences are written down as 6.1 and 6.12 have them"
	need ipvsadm lvsadm
	every_listing
	topology
	carry_out
	LVS_IMPL=ip_vs
	carry_out
	LVS_IMPL=lvs
	while read -r group; do
		check "$group: ip_vs and lvs are alike" group_alike "$group"
		check "$group: lvsadm lists as ipvsadm" lists_alike "$group"
	done < <(printf '%s\n' "${GROUPS_[@]}" | uniq)
	check_eq "both said as much" "${#SAID_IP_VS[@]}" "${#SAID_LVS[@]}"
	check "every difference is written down, and occurs" written_down
}

main
