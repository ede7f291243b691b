# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Real FTP servers and sessions.

FTP_BYTES=1M

# ftp_serve NAME OPTION=VALUE...: start vsftpd in the namespace, for everybody, with a file «blob»
# that is the same everywhere; uploads land beside it, in $SCRATCH/ftp-NAME
ftp_serve() {
	local name=$1 dir=$SCRATCH/ftp-$1 config=$SCRATCH/$1.conf

	shift
	mkdir -p "$dir"
	[ -e "$SCRATCH/blob" ] || head -c "$FTP_BYTES" /dev/urandom >"$SCRATCH/blob"
	cp "$SCRATCH/blob" "$dir/blob"
	printf '%s\n' listen=NO listen_ipv6=YES background=NO run_as_launching_user=YES \
		anonymous_enable=YES no_anon_password=YES anon_world_readable_only=NO "anon_root=$dir" \
		write_enable=YES anon_upload_enable=YES anon_other_write_enable=YES \
		seccomp_sandbox=NO isolate=NO isolate_network=NO xferlog_enable=NO "$@" >"$config"
	ns_spawn "$name" vsftpd "$config" >"$SCRATCH/$name.log" 2>&1
	wait_for 30 listens "$name" 21 ||
		bail "vsftpd does not start in $name: $(cat "$SCRATCH/$name.log")"
}

# ftp_session FAMILY SERVER CURL-OPTION...: two downloads and an upload over one control connection;
# SERVER is "" if any may serve it
ftp_session() {
	local url dir=$SCRATCH/ftp-$2

	url=ftp://$(at "$(vip "$1")" 21)
	shift 2
	rm -f "$SCRATCH"/got[12] "$SCRATCH"/ftp-*/up
	quick client curl -gsSv --max-time 60 "$@" -o "$SCRATCH/got1" "$url/blob" \
		-o "$SCRATCH/got2" "$url/blob" \
		--next -gsSv --max-time 60 "$@" -T "$SCRATCH/blob" "$url/up" 2>"$SCRATCH/curl.log" || {
		cat "$SCRATCH/curl.log"
		return 1
	}
	echo "control connections: $(grep -c '^< 220' "$SCRATCH/curl.log")"
	same_file "$SCRATCH/blob" "$SCRATCH/got1" && same_file "$SCRATCH/blob" "$SCRATCH/got2" &&
		same_file "$SCRATCH/blob" "$(echo "$dir"*/up)" &&
		[ "$(grep -c '^< 220' "$SCRATCH/curl.log")" -eq 1 ]
}

# ftp_hears ID PATTERN: the server says a line that the shell pattern matches
ftp_hears() {
	wait_for 15 ftp_heard "$1" "$2" || ftp_heard "$1" "$2"
}

# ftp_heard ID PATTERN
ftp_heard() {
	local line

	while read -r line; do
		echo "heard: $line"
		# shellcheck disable=SC2053
		[[ ${line%$'\r'} != $2 ]] || return 0
	done <"$GUARD_DIR/$1.out"
	return 1
}

# ftp_tell ID COMMAND
ftp_tell() {
	talk_tell "$1" "$2"$'\r'
}

# ftp_login ID FAMILY SOURCE-PORT: open a control connection that a script holds by the hand
ftp_login() {
	talk_open "$1" client tcp "$(vip "$2")" 21 "$3"
	ftp_hears "$1" '220 *' && ftp_tell "$1" 'USER ftp' && ftp_hears "$1" '230 *'
}

# ftp_announced FAMILY: announced connections, "CLIENT VIRTUAL SERVER" each
ftp_announced() {
	adm -L -n -c | awk -v six="$(($1 == 6))" \
		'$3 == "LISTEN" && ($4 ~ /^\[/) == six { print $4, $5, $6 }'
}

# ftp_expects FAMILY TEXT: these are announced, and no others
ftp_expects() {
	wait_for 10 ftp_expects_now "$@" || ftp_expects_now "$@"
}

ftp_expects_now() {
	local seen

	seen=$(ftp_announced "$1" | sort)
	echo "wanted: $2; seen: $seen"
	[ "$seen" = "$2" ]
}
