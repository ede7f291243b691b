# SPDX-License-Identifier: GPL-2.0
"""Which service a packet belongs to."""
from scapy.layers.inet import TCP, UDP
from scapy.packet import Raw

from scenario import SPORT, case
from .states import opened


@case("packets of no service")
def no_service(s):
    s.service("tcp", 80, "nat", 1)
    s.tcp_in("S", port=81)
    s.udp_in(port=80)
    s.tcp_in("S", vip=s.family.vip(s.number, 2))
    s.tcp_in("S", vip=s.server(1))
    s.udp_in(vip=s.server(1))


@case("services of all ports, and of one")
def wildcard(s):
    s.service("tcp", 0, "nat", 1, flags="-p 300")
    s.service("tcp", 443, "nat", 2)
    s.tcp_in("S", port=80)
    s.tcp_in("S", port=8080)
    s.tcp_in("S", port=443)
    s.udp_in(port=80)
    s.tcp_out(1, "SA", port=8080)


@case("a service of all ports by DR")
def wildcard_dr(s):
    s.service("udp", 0, "dr", 1, 2, flags="-p 300")
    s.udp_in(port=1000)
    s.udp_in(port=2000)
    s.udp_in(port=1000, client=s.family.client(s.number, 3))


@case("port 21 takes high ports and 20")
def ftp_ports(s):
    s.service("tcp", 21, "nat", 1, flags="-p 300")
    s.tcp_in("S", port=21)
    s.tcp_in("S", port=2000)
    s.tcp_in("S", port=20)
    s.tcp_in("S", port=80)


@case("a marked service through {0}", ("nat",), ("dr",), ("tun",))
def marked(s, method):
    s.marked_service(method, 1, 2)
    s.tcp_in("S", port=80)
    s.tcp_in("S", port=443)
    s.udp_in(port=53)
    s.udp_in(port=54)
    s.tcp_in("A", port=80)


@case("a marked service before one of an address")
def marked_first(s):
    s.marked_service("nat", 1)
    s.service("tcp", 80, "nat", 2)
    s.tcp_in("S")
    s.tcp_in("S", client=s.family.client(s.number, 3))


@case("a marked service that gives its servers another port")
def marked_port(s):
    s.marked_service("nat", 1, to=8080)
    opened(s, 1)
    s.tcp_out(1, "SA", port=8080)


@case("a marked service without servers")
def marked_empty(s):
    s.marked_service("nat")
    s.tcp_in("S")
    s.udp_in()


@case("a marked service for what is merely forwarded")
def marked_forward(s):
    s.marked_service("dr", 1)
    s.udp_in(vip=s.server(4))


ONCE = {"nat": 5300, "dr": 5302, "tun": 5303}


@case("one-packet service through {0}", ("nat",), ("dr",), ("tun",))
def one_packet(s, method):
    # no other scenario has to do with this port: whatever comes from it is the service's answer
    port = ONCE[method]
    s.service("udp", port, method, 1, 2, flags="-o")
    for _ in range(4):
        s.udp_in(port)
    s.udp_out(1, port)


@case("two services share a server")
def shared_server(s):
    other = s.family.vip(s.number, 2)
    s.service("udp", 53, "nat", 1)
    s.service("udp", 53, "nat", 1, vip=other)
    s.udp_in()
    s.udp_out(1)
    s.udp_in(vip=other, sport=SPORT + 1)
    s.udp_out(1, sport=SPORT + 1)


@case("two services' flows meet at one server")
def clash(s):
    other = s.family.vip(s.number, 2)
    s.service("udp", 53, "nat", 1, to=53)
    s.service("udp", 54, "nat", 1, vip=other, to=53)
    s.udp_in()
    s.udp_in(vip=other, port=54)
    s.udp_out(1)


@case("ports 0 in packets")
def zero_ports(s):
    s.service("udp", 53, "nat", 1)
    s.wan(s.request(UDP(sport=0, dport=53) / Raw(b"abc")), "from port 0")
    s.wan(s.request(UDP(sport=SPORT, dport=0) / Raw(b"abc")), "to port 0")
    s.wan(s.request(TCP(sport=0, dport=0, flags="S")), "TCP from and to port 0")


@case("the client's address is the service's")
def land(s):
    s.service("tcp", 80, "nat", 1)
    s.tcp_in("S", client=s.vip, sport=80)
