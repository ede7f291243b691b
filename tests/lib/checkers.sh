# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# What tests of programs that check servers and program the balancer have in common: servers that
# fall ill, die and return, and tables that become what they should.
# Drawing of the network: topo_lan.sh, where real1 is masqueraded, real2 reached by direct routing,
# real3 by a tunnel.

MARK=7

# rules_of FAMILY PORT SCHEDULER FLAGS WEIGHT...: print a service as it is saved; the Nth server has
# the Nth letter of FLAGS for its method, and is not there if its weight is "-"
rules_of() {
	local service port=$2 family=$1 flags=$4 n=0 weight

	service=$(svc tcp "$family" "$port")
	echo "-A $service -s $3"
	shift 4
	for weight; do
		n=$((n + 1))
		[ "$weight" != - ] || continue
		echo "-a $service -r $(at "$(rip "$n" "$family")" "$port") -${flags:n-1:1} -w $weight" |
			sed '/ -i /s/$/ --tun-type ipip/'
	done
}

# mark_rules: print a service by mark whose server is real1
mark_rules() {
	echo "-A -f $MARK -s rr"
	echo "-a -f $MARK -r $(rip 1 4):80 -m -w 1"
}

# rules: print what the tables hold
rules() {
	adm -S -n | sort
}

rules_are() {
	[ "$(rules)" = "$1" ]
}

# rules_become DESCRIPTION: the tables hold what the standard input says, sooner or later
rules_become() {
	local wanted

	wanted=$(sort)
	wait_for 90 rules_are "$wanted"
	check_eq "$1" "$wanted" "$(rules)"
}

# web_answers FAMILY COUNT [PORT]: print which web servers answer, each time by a new connection
web_answers() {
	quick client curl -sS --fail --max-time 20 -H 'Connection: close' \
		"http://$(at "$(vip "$1")" "${3:-80}")/[1-$2]" | spread
}

# web_start N: a web server whose checks find /files/alive
web_start() {
	serve_web "real$1" 80 "$SCRATCH/real$1"
	WEB_PID[$1]=$SPAWNED
}

# web_die N: it does not answer any more
web_die() {
	reap "${WEB_PID[$1]}"
}

# web_well N, web_ill N: it answers that it is alive, or that there is no such page
web_well() {
	mkdir -p "$SCRATCH/real$1/files"
	echo alive >"$SCRATCH/real$1/files/alive"
}

web_ill() {
	rm -f "$SCRATCH/real$1/files/alive"
}

# marked: what is for port 8080 is marked
marked() {
	must quick director nft -f - <<-END
		table inet marks {
			chain before {
				type filter hook prerouting priority mangle;
				tcp dport 8080 meta mark set $MARK
			}
		}
	END
}

# checked_network: servers of every method, a web server on each
checked_network() {
	local n

	module_load
	topo_lan tun
	topo_masqueraded 1
	scratch
	chmod 755 "$SCRATCH"
	declare -gA WEB_PID=()
	for n in 1 2 3; do
		web_well "$n"
		web_start "$n"
	done
}
