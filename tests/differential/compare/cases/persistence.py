# SPDX-License-Identifier: GPL-2.0
"""Clients that stay with their server."""
from scenario import SPORT, case
from .states import opened


@case("a client stays, its neighbour does not")
def stays(s):
    s.service("tcp", 80, "nat", 2, 1, flags="-p 300")
    other = s.family.client(s.number, 3)
    s.tcp_in("S")
    s.tcp_in("S", sport=SPORT + 1)
    s.tcp_in("S", client=other)
    s.tcp_in("S", sport=SPORT + 1, client=other)


@case("a whole network stays")
def network_stays(s):
    mask = "255.255.255.0" if s.family.number == 4 else "64"
    s.service("tcp", 80, "nat", 2, 1, flags=f"-p 300 -M {mask}")
    s.tcp_in("S")
    s.tcp_in("S", client=s.family.client(s.number, 3))
    s.tcp_in("S", client=s.family.client(s.number, 9))


@case("part of a network stays")
def part_stays(s):
    mask = "255.255.255.248" if s.family.number == 4 else "125"
    s.service("udp", 53, "dr", 1, 2, flags=f"-p 300 -M {mask}")
    for n in (2, 7, 8, 15, 3):
        s.udp_in(client=s.family.client(s.number, n))


@case("each port has a choice of its own")
def per_port(s):
    s.service("tcp", 80, "nat", 2, 1, flags="-p 300")
    s.service("tcp", 81, "nat", 2, 1, flags="-p 300")
    s.tcp_in("S")
    s.tcp_in("S", client=s.family.client(s.number, 3))
    s.tcp_in("S", port=81)


@case("a choice lasts once a connection works")
def assured(s):
    s.service("tcp", 80, "nat", 2, 1, flags="-p 300")
    opened(s)
    s.tcp_in("FA")


@case("a choice lasts once a datagram is answered")
def assured_udp(s):
    s.service("udp", 53, "nat", 2, 1, flags="-p 300")
    s.udp_in()
    s.udp_out(1)
    s.udp_in(sport=SPORT + 1)


@case("a marked service remembers one server for all ports")
def marked(s):
    s.marked_service("nat", 2, 1, flags="-p 300")
    s.tcp_in("S", port=80)
    s.tcp_in("S", port=443)
    s.udp_in(port=53)


@case("a quiesced server and its persistent clients")
def quiesced(s):
    s.service("tcp", 80, "nat", 2, 1, flags="-p 300")
    opened(s)
    s.edit(f"-e {s.key('tcp', 80)} -r {s.at(s.server(1), 80)} -m -w 0")
    s.tcp_in("S", sport=SPORT + 1)


@case("expire_quiescent_template: a quiesced server loses its clients")
def quiesced_expire(s):
    s.service("tcp", 80, "nat", 2, 1, flags="-p 300")
    s.knob("expire_quiescent_template", 1)
    opened(s)
    s.edit(f"-e {s.key('tcp', 80)} -r {s.at(s.server(1), 80)} -m -w 0")
    s.tcp_in("S", sport=SPORT + 1)


@case("a removed server and its persistent clients")
def removed(s):
    s.service("tcp", 80, "nat", 2, 1, flags="-p 300")
    opened(s)
    s.edit(f"-d {s.key('tcp', 80)} -r {s.at(s.server(1), 80)}")
    s.tcp_in("S", sport=SPORT + 1)


@case("one-packet and persistent")
def one_packet(s):
    s.service("udp", 5301, "nat", 2, 1, flags="-o -p 300")
    s.udp_in(5301)
    s.udp_in(5301)
    s.udp_in(5301, client=s.family.client(s.number, 3))
