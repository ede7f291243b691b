# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# shellcheck disable=SC2034 # variables are for the tests
# What the topologies (topo_*.sh) and the tests that use them have in common: the tool, the
# helper programs, the servers, and reading the balancer's tables.

# The tool that programs the balancer. LVSADM chooses another one.
if [ -z "${LVSADM:-}" ]; then
	if [ "$LVS_IMPL" = ip_vs ]; then
		LVSADM=ipvsadm
	else
		LVSADM=lvsadm
	fi
fi

VIP4=10.9.0.1
VIP6=fd09::1

# topo_program NAME: print the path of a helper program, which is built if nobody did it before
topo_program() {
	local dir

	for dir in "$LVS_LIB/.." "$LVS_LIB/../functional" "${LVS_BUILD:-/nowhere}"; do
		[ -x "$dir/$1" ] && echo "$dir/$1" && return 0
	done
	dir=$GUARD_DIR/programs
	if [ ! -x "$dir/$1" ]; then
		mkdir -p "$dir"
		${CC:-cc} -O2 -pthread -o "$dir/$1" "$LVS_LIB/../functional/$1.c" || return 1
	fi
	echo "$dir/$1"
}

# topo_programs: find the helper programs, once
topo_programs() {
	FLOW_SERVE=$(topo_program flow_serve) || bail "no flow_serve"
	FLOW_CLIENT=$(topo_program flow_client) || bail "no flow_client"
	export FLOW_PORTS=$GUARD_DIR/flow-ports
	FLOW_FLOOD=$(topo_program flow_flood) || bail "no flow_flood"
}

# topo_batch NAME: commands of ip(8) for a namespace, one a line, from the standard input
topo_batch() {
	must ip -n "$NS_PREFIX$1" -batch -
}

# quick NAME COMMAND ARG...: as ns_exec, several times faster; /sys stays that of the machine
quick() {
	local name=$1

	shift
	"$NS_RUN" "/run/netns/$NS_PREFIX$name" "$@"
}

NS_RUN=$(topo_program ns_run) || bail "no ns_run"

# adm ARG...: the tool, on the director
adm() {
	quick "${DIRECTOR:-director}" "$LVSADM" "$@"
}

# at ADDRESS PORT: print them as one word
at() {
	case $1 in
	*:*) echo "[$1]:$2" ;;
	*) echo "$1:$2" ;;
	esac
}

# vip FAMILY: print the virtual address
vip() {
	if [ "$1" = 4 ]; then echo "$VIP4"; else echo "$VIP6"; fi
}

# svc PROTO FAMILY PORT: print the words that name a service of the virtual address
svc() {
	local flag

	case $1 in
	tcp) flag=-t ;;
	udp) flag=-u ;;
	sctp) flag=--sctp-service ;;
	esac
	echo "$flag $(at "$(vip "$2")" "$3")"
}

# marks_are_local MARK: the director takes marked packets for its own, whatever their address
marks_are_local() {
	local family

	for family in -4 -6; do
		must ns_ip director "$family" rule add fwmark "$1" lookup 100
		must ns_ip director "$family" route add local default dev lo table 100
	done
}

# listens NAME PORT: somebody in the namespace has a TCP socket that listens on the port
listens() {
	quick "$1" grep -qiE ":$(printf '%04X' "$2") [0:]+ 0A" /proc/net/tcp /proc/net/tcp6
}

# serve NAME PORT [LAST-PORT [SCTP-ADDRESS...]]: start flow_serve in the namespace under the
# namespace's name
serve() {
	ns_spawn "$1" "$FLOW_SERVE" "$@"
	wait_for 20 listens "$1" "${3:-$2}" || bail "flow_serve does not start in $1"
}

# serve_web NAME PORT ROOT: start nginx in the namespace. / answers with its name, /files/ is
# ROOT/files, and what is PUT below /up/ arrives in ROOT/up.
serve_web() {
	local dir=$GUARD_DIR/web-$1

	mkdir -p "$dir" "$3/files" "$3/up"
	cat >"$dir/nginx.conf" <<-END
		user root;
		worker_processes 1;
		daemon off;
		pid $dir/pid;
		error_log $dir/error.log;
		events { worker_connections 1024; }
		http {
			access_log off;
			client_body_temp_path $dir/body;
			proxy_temp_path $dir/proxy;
			fastcgi_temp_path $dir/fastcgi;
			uwsgi_temp_path $dir/uwsgi;
			scgi_temp_path $dir/scgi;
			client_max_body_size 64m;
			sendfile on;
			server {
				listen $2;
				listen [::]:$2 ipv6only=on;
				location / { return 200 "$1\n"; }
				location /files/ { root $3; }
				location /up/ { root $3; dav_methods PUT; }
			}
		}
	END
	ns_spawn "$1" nginx -e "$dir/error.log" -c "$dir/nginx.conf"
	wait_for 30 listens "$1" "$2" || bail "nginx does not start in $1: $(cat "$dir/error.log")"
}

# offload MODE DEVICE...: on, off, or (split) full-size packets may come but must leave cut; the
# devices are written NAME/DEVICE
offload() {
	local mode=$1 device
	local on=(tx on rx on sg on tso on gso on gro on rx-udp-gro-forwarding on)
	local off=(tso off gso off gro off rx-udp-gro-forwarding off sg off tx off rx off)
	local split=(tx on rx on sg on tso off gso off gro on rx-udp-gro-forwarding on)
	local -n words=$mode

	shift
	for device; do
		must quick "${device%%/*}" ethtool -K "${device#*/}" "${words[@]}"
	done
}

# checksum_errors NAME...: print how many packets with a wrong checksum the namespaces have seen
checksum_errors() {
	local name

	for name; do
		# shellcheck disable=SC2016
		quick "$name" awk '
			FNR == 1 { split("", head) }
			$1 ~ /6InCsumErrors$/ { n += $2 }
			FILENAME ~ /snmp$/ && $2 !~ /^[0-9-]/ { split($0, head); next }
			FILENAME ~ /snmp$/ { for (i = 2; i <= NF; i++) if (head[i] == "InCsumErrors") n += $i }
			END { print n + 0 }' /proc/net/snmp /proc/net/snmp6
	done | awk '{ n += $1 } END { print n + 0 }'
}

# dest_field PROTO FAMILY PORT SERVER FIELD: print one column of a server's line in the listing
# (3 method, 4 weight, 5 active, 6 inactive); SERVER is address:port
dest_field() {
	# shellcheck disable=SC2046
	adm -L -n $(svc "$1" "$2" "$3") | awk -v server="$4" -v field="$5" \
		'$1 == "->" && $2 == server { print $field }'
}

# dest_flows PROTO FAMILY PORT SERVER: print how many flows a server has had
dest_flows() {
	# shellcheck disable=SC2046
	adm -L -n --stats $(svc "$1" "$2" "$3") | awk -v server="$4" \
		'$1 == "->" && $2 == server { print $3 }'
}

# conns PROTO FAMILY PORT: print "STATE SERVER EXPIRES" of each connection of a service
conns() {
	adm -L -n -c | awk -v proto="${1^^}" -v service="$(at "$(vip "$2")" "$3")" \
		'$1 == proto && $5 == service { print $3, $6, $2 }'
}

# conn_of PROTO FAMILY PORT SOURCE-PORT: print "STATE SERVER EXPIRES" of one connection
conn_of() {
	adm -L -n -c | awk -v proto="${1^^}" -v service="$(at "$(vip "$2")" "$3")" -v from=":$4\$" \
		'$1 == proto && $5 == service && $4 ~ from { print $3, $6, $2 }'
}

# conn_state PROTO FAMILY PORT SOURCE-PORT STATE: the connection is in that state
conn_state() {
	local line

	line=$(conn_of "$1" "$2" "$3" "$4")
	echo "wanted $5, is: $line"
	[ "${line%% *}" = "$5" ]
}

# drop_count REASON: print how many packets the director has dropped for that reason
drop_count() {
	quick "${DIRECTOR:-director}" sed -n "s/^ *\([0-9]*\) $1\$/\1/p" /proc/net/ip_vs_drops
}

# no_conns: the director holds no connection
no_conns() {
	[ "$(quick "${DIRECTOR:-director}" cat /proc/net/ip_vs_conn | wc -l)" -eq 1 ]
}

# same_file A B: both have the same SHA-256
same_file() {
	local a b

	a=$(sha256sum <"$1") && b=$(sha256sum <"$2") && echo "$a" && echo "$b" && [ "$a" = "$b" ]
}

# spread: read names, print "N NAME" for each, sorted by name, on one line
spread() {
	sort | uniq -c | awk '{ printf "%s%s %s", sep, $1, $2; sep = ", " }'
}
