#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# FTP by direct routing, without a helper: a persistent service of FTP takes the data connections
# of its clients along, in whichever direction they are opened.
# Drawing of the network: lib/topo_lan.sh

# shellcheck source-path=SCRIPTDIR/.. source-path=SCRIPTDIR/../lib
set -u
. "$(dirname "$0")/lib/lvs.sh"
. "$LVS_LIB/topo.sh"
. "$LVS_LIB/topo_lan.sh"
. "$LVS_LIB/ftp.sh"

# port_of_server FAMILY PORT: an entry for that virtual port leads to the same port of a server
port_of_server() {
	adm -L -n -c | awk -v virtual="$(at "$(vip "$1")" "$2")" -v port=":$2\$" '
		{ print } $5 == virtual { found++; bad += $6 !~ port } END { exit !found || bad }'
}

# one_choice FAMILY: the client's template of that family is for all ports
one_choice() {
	adm -L -n -c | awk -v virtual="$(at "$(vip "$1")" 0)" -v six="$(($1 == 6))" '
		{ print } ($4 ~ /^\[/) == six && $4 ~ /:0$/ { all++; right += $5 == virtual }
		END { exit !(all == 1 && right == 1) }'
}

main() {
	local family n

	need vsftpd curl
	module_load
	topo_lan dr
	scratch
	for n in 1 2; do
		ftp_serve "real$n" pasv_min_port=40021 pasv_max_port=40021 connect_from_port_20=YES
	done
	for family in 4 6; do
		# shellcheck disable=SC2046
		must adm -A $(svc tcp "$family" 21) -s rr -p 300
		for n in 1 2; do
			# shellcheck disable=SC2046
			must adm -a $(svc tcp "$family" 21) -r "$(at "$(rip "$n" "$family")" 21)" -g
		done
		check "tcp$family: passive" ftp_session "$family" ''
		check "tcp$family: data connections keep their port" port_of_server "$family" 40021
		check "tcp$family: one choice for all ports of the client" one_choice "$family"
		check "tcp$family: active" ftp_session "$family" '' -P -
		check "tcp$family: the client's answers to port 20 go to the server" \
			port_of_server "$family" 20
		# shellcheck disable=SC2046
		must adm -D $(svc tcp "$family" 21)
	done
}

main
