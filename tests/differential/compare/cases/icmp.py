# SPDX-License-Identifier: GPL-2.0
"""ICMP: errors about flows of ours, both ways, and what is no error."""
import struct

from scapy.layers.inet import ICMP, TCP, UDP
from scapy.layers.inet6 import (ICMPv6DestUnreach, ICMPv6EchoRequest, ICMPv6PacketTooBig,
                                ICMPv6ParamProblem, ICMPv6TimeExceeded)
from scapy.packet import Raw

import plan
from scenario import SPORT, case
from .states import opened

METHODS = (("nat",), ("dr",), ("tun",))

# name: for IPv4 type, code and the last word's fields; for IPv6 the message
ERRORS = {
    "port unreachable": ({"type": 3, "code": 3}, lambda: ICMPv6DestUnreach(code=4)),
    "host unreachable": ({"type": 3, "code": 1}, lambda: ICMPv6DestUnreach(code=3)),
    "too big": ({"type": 3, "code": 4, "nexthopmtu": 1300}, lambda: ICMPv6PacketTooBig(mtu=1300)),
    "time exceeded": ({"type": 11, "code": 0}, lambda: ICMPv6TimeExceeded(code=0)),
    "parameter problem": ({"type": 12, "code": 0}, lambda: ICMPv6ParamProblem(code=0)),
}


def error(s, kind, source, destination, quoted, bytes_quoted=None, **fields):
    """An ICMP error about a packet, of which a part is quoted."""
    four, six = ERRORS[kind]
    quoted = bytes(quoted)
    if bytes_quoted is not None:
        quoted = quoted[:(20 if s.family.number == 4 else 40) + bytes_quoted]
    message = ICMP(**four, **fields) if s.family.number == 4 else six()
    if s.family.number == 6:
        for name, value in fields.items():
            setattr(message, "cksum" if name == "chksum" else name, value)
    return s.ip(source, destination) / message / Raw(quoted)


def sent(s, n=1, proto=UDP, port=53, **fields):
    """What server n has got from the client, by NAT."""
    return s.ip(s.client, s.server(n), **fields) / proto(sport=SPORT, dport=port) / Raw(b"question")


def answered(s, proto=UDP, port=53, **fields):
    """What the client has got from the service."""
    return s.ip(s.vip, s.client, **fields) / proto(sport=port, dport=SPORT) / Raw(b"answer")


@case("a server's {0} reaches the client", *((kind,) for kind in ERRORS))
def from_server(s, kind):
    s.service("udp", 53, "nat", 1)
    s.udp_in()
    s.lan(error(s, kind, s.server(1), s.client, sent(s)), kind)
    s.lan(error(s, kind, s.server(1), s.client, sent(s), 8), f"{kind}, 8 bytes quoted")


@case("a router's {0} reaches the client", *((kind,) for kind in ERRORS))
def from_router(s, kind):
    s.service("tcp", 80, "nat", 1)
    opened(s)
    s.lan(error(s, kind, s.server(plan.ROUTER), s.client, sent(s, proto=TCP, port=80)), kind)


@case("a client's {0} reaches the server through {1}",
      *((kind, method) for method in ("nat", "dr", "tun") for kind in ERRORS))
def from_client(s, kind, method):
    s.service("udp", 53, method, 1)
    s.udp_in()
    s.wan(error(s, kind, s.client, s.vip, answered(s)), kind)


@case("errors about a connection that quote little, through {0}", *METHODS)
def little(s, method):
    s.service("tcp", 80, method, 1)
    s.tcp_in("S")
    quoted = answered(s, TCP, 80)
    for count in (0, 2, 4, 7, 8, 12, 20):
        s.wan(error(s, "too big", s.family.router(), s.vip, quoted, count), f"{count} bytes quoted")


@case("errors with a wrong checksum, {0}", ("from the client",), ("from the server",))
def wrong_sum(s, side):
    s.service("udp", 53, "nat", 1)
    s.udp_in()
    if side == "from the client":
        s.wan(error(s, "too big", s.family.router(), s.vip, answered(s), chksum=0x1234), "wrong sum")
    else:
        s.lan(error(s, "port unreachable", s.server(1), s.client, sent(s), chksum=0x1234), "wrong sum")


@case("errors with a wrong checksum through {0}", ("dr",), ("tun",))
def wrong_sum_unchanged(s, method):
    s.service("udp", 53, method, 1)
    s.udp_in()
    s.wan(error(s, "too big", s.family.router(), s.vip, answered(s), chksum=0x1234), "wrong sum")


@case("errors about flows that nobody knows")
def unknown(s):
    s.service("udp", 53, "nat", 1)
    s.wan(error(s, "too big", s.family.router(), s.vip, answered(s)), "about no flow, to the service")
    s.lan(error(s, "port unreachable", s.server(1), s.client, sent(s)), "about no flow, from a server")


@case("schedule_icmp: an error about an unknown flow")
def scheduled(s):
    s.service("tcp", 80, "nat", 1)
    s.knob("schedule_icmp", 1)
    s.wan(error(s, "too big", s.family.router(), s.vip, answered(s, TCP, 80)), "too big")
    s.tcp_in("S")


@case("errors about a part of a datagram")
def about_parts(s):
    s.service("udp", 53, "nat", 1)
    s.udp_in()
    if s.family.number == 4:
        first, later = answered(s, flags="MF"), answered(s, frag=100)
    else:
        whole = bytes(answered(s))
        first, later = (whole[:4] + struct.pack("!H", 22) + b"\x2c" + whole[7:40] +
                        struct.pack("!BBHI", 17, 0, offset, 77) + whole[40:]
                        for offset in (1, 800))
    s.wan(error(s, "time exceeded", s.client, s.vip, first), "about a first part")
    s.wan(error(s, "time exceeded", s.client, s.vip, later), "about a later part")


@case("errors that come with few hops left")
def few_hops(s):
    s.service("udp", 53, "nat", 1)
    s.udp_in()
    for ttl in (1, 2):
        packet = error(s, "too big", s.family.router(), s.vip, answered(s))
        setattr(packet, "ttl" if s.family.number == 4 else "hlim", ttl)
        s.wan(packet, f"{ttl} hops")
        packet = error(s, "too big", s.server(1), s.client, sent(s))
        setattr(packet, "ttl" if s.family.number == 4 else "hlim", ttl)
        s.lan(packet, f"{ttl} hops, from the server")


@case("echo to the virtual address")
def echo(s):
    s.service("tcp", 80, "nat", 1)
    message = ICMP(type=8, id=5, seq=6) if s.family.number == 4 else ICMPv6EchoRequest(id=5, seq=6)
    s.wan(s.ip(s.client, s.vip) / message / Raw(b"echo"), "echo")
    s.wan(s.ip(s.client, s.server(1)) / message / Raw(b"echo"), "echo to the server")


@case("an echo reply of a server is merely forwarded")
def echo_reply(s):
    s.service("udp", 53, "nat", 1)
    s.udp_in()
    kind = 0 if s.family.number == 4 else 129
    message = ICMP(type=0, id=5) if s.family.number == 4 else ICMPv6EchoRequest(type=kind, id=5)
    s.lan(s.ip(s.server(1), s.client) / message / Raw(b"echo"), "echo reply")


@case("ICMP cut short")
def cut(s):
    s.service("udp", 53, "nat", 1)
    s.udp_in()
    proto = {"proto": 1} if s.family.number == 4 else {"nh": 58}
    for count in (0, 1, 4, 7):
        s.wan(s.ip(s.client, s.vip, **proto) / Raw(b"\x03\x03\0\0\0\0\0\0"[:count]), f"{count} bytes")


@case("errors of a server about a removed service's flow")
def after_removal(s):
    s.service("udp", 53, "nat", 2, 1)
    s.udp_in()
    s.edit(f"-d {s.key('udp', 53)} -r {s.at(s.server(1), 53)}")
    s.lan(error(s, "port unreachable", s.server(1), s.client, sent(s)), "from the removed server")
    s.wan(error(s, "too big", s.client, s.vip, answered(s)), "from the client")


@case("nat_icmp_send: a stray packet of a server is answered")
def stray(s):
    s.service("udp", 53, "nat", 1)
    s.service("tcp", 80, "nat", 1)
    s.knob("nat_icmp_send", 1)
    s.udp_out(1)
    s.tcp_out(1, "SA")
    s.tcp_out(1, "R")
