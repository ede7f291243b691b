# SPDX-License-Identifier: GPL-2.0
"""Servers that are chosen, full, quiesced, removed, or not there at all."""
from scenario import SPORT, case
from .states import opened


@case("whose turn it is by {0}", ("rr",), ("wrr",), ("lc",), ("wlc",))
def turns(s, sched):
    s.service("udp", 53, "dr", (1, "-w 1"), (2, "-w 3"), (3, "-w 2"), sched=sched)
    for n in range(12):
        s.udp_in(sport=SPORT + n)


@case("whose turn it is by {0}, with connections", ("lc",), ("wlc",), ("wrr",))
def turns_tcp(s, sched):
    s.service("tcp", 80, "dr", (1, "-w 1"), (2, "-w 3"), (3, "-w 2"), sched=sched)
    for n in range(6):
        s.tcp_in("S", sport=SPORT + n)
    for n in (0, 2, 3):
        s.tcp_in("A", sport=SPORT + n)
        s.tcp_in("FA", sport=SPORT + n)
    for n in range(6, 12):
        s.tcp_in("S", sport=SPORT + n)


@case("turns by {0} after a change of servers", ("rr",), ("wrr",))
def turns_changed(s, sched):
    s.service("udp", 53, "dr", 1, 2, sched=sched)
    for n in range(3):
        s.udp_in(sport=SPORT + n)
    s.edit(f"-a {s.key('udp', 53)} -r {s.at(s.server(3), 53)} -g -w 2")
    for n in range(3, 9):
        s.udp_in(sport=SPORT + n)


@case("a server of weight 0 by {0}", ("rr",), ("wrr",), ("lc",), ("wlc",))
def weight_zero(s, sched):
    s.service("tcp", 80, "nat", (1, "-w 0"), (2, "-w 1"), sched=sched)
    for n in range(3):
        s.tcp_in("S", sport=SPORT + n)


@case("only servers of weight 0")
def all_zero(s):
    s.service("tcp", 80, "nat", (1, "-w 0"))
    s.service("udp", 53, "nat", (1, "-w 0"))
    s.tcp_in("S")
    s.udp_in()


@case("a connection goes on when its server's weight becomes 0")
def quiesced(s):
    s.service("tcp", 80, "nat", 2, 1)
    opened(s)
    s.edit(f"-e {s.key('tcp', 80)} -r {s.at(s.server(1), 80)} -m -w 0")
    s.tcp_in("PA", data=b"more")
    s.tcp_out(1, "A")
    s.tcp_in("S", sport=SPORT + 1)
    s.tcp_in("S", sport=SPORT + 2)


@case("a service without servers")
def no_servers(s):
    s.service("tcp", 80, "nat")
    s.service("udp", 53, "nat")
    s.tcp_in("S")
    s.tcp_in("A")
    s.tcp_in("R")
    s.udp_in()


@case("a server is removed under a connection")
def removed_tcp(s):
    s.service("tcp", 80, "nat", 1)
    opened(s)
    s.edit(f"-d {s.key('tcp', 80)} -r {s.at(s.server(1), 80)}")
    s.tcp_in("PA", data=b"more")
    s.tcp_out(1, "A")


@case("a server is removed under a flow of datagrams")
def removed_udp(s):
    s.service("udp", 53, "nat", 1)
    s.udp_in()
    s.edit(f"-a {s.key('udp', 53)} -r {s.at(s.server(2), 53)} -m",
           f"-d {s.key('udp', 53)} -r {s.at(s.server(1), 53)}")
    s.udp_out(1)
    s.udp_in()


@case("a server is removed and comes back")
def removed_and_back(s):
    s.service("udp", 53, "nat", 1)
    s.udp_in()
    s.edit(f"-d {s.key('udp', 53)} -r {s.at(s.server(1), 53)}",
           f"-a {s.key('udp', 53)} -r {s.at(s.server(1), 53)} -m")
    s.udp_in()
    s.udp_out(1)


@case("a service is removed under a flow")
def service_removed(s):
    s.service("udp", 53, "nat", 1)
    s.udp_in()
    s.edit(f"-D {s.key('udp', 53)}")
    s.udp_out(1)
    s.udp_in(sport=SPORT + 1)


@case("a server's method is changed under a flow")
def method_changed(s):
    # in-tree ip_vs asks for the virtual address on the wire when a new flow follows
    s.service("udp", 53, "nat", 1)
    s.udp_in()
    s.edit(f"-e {s.key('udp', 53)} -r {s.at(s.server(1), 53)} -g")
    s.udp_in()


@case("a full server by {0}", ("rr",), ("wrr",), ("lc",), ("wlc",))
def thresholds(s, sched):
    s.service("tcp", 80, "nat", (1, "-x 2 -y 1"), 2, sched=sched)
    for n in range(6):
        s.tcp_in("S", sport=SPORT + n)


@case("all servers full")
def all_full(s):
    s.service("tcp", 80, "nat", (1, "-x 1"))
    s.tcp_in("S")
    s.tcp_in("S", sport=SPORT + 1)
    s.tcp_in("A")
    s.edit(f"-e {s.key('tcp', 80)} -r {s.at(s.server(1), 80)} -m -x 5")
    s.tcp_in("S", sport=SPORT + 1)


@case("counters after -Z")
def zeroed(s):
    s.service("udp", 53, "nat", 1)
    s.udp_in()
    s.udp_out(1)
    s.rest()
    s.edit(f"-Z {s.key('udp', 53)}")
    s.udp_in(data=b"counted")
