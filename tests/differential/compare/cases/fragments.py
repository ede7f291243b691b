# SPDX-License-Identifier: GPL-2.0
"""Datagrams in parts."""
import struct

from scapy.layers.inet import UDP
from scapy.packet import Raw

import plan
from scenario import ID, SPORT, case

METHODS = (("nat",), ("dr",), ("tun",))


def parts(s, size=1024, total=2000, source=None, destination=None, sport=SPORT, dport=53, ident=ID):
    """(offset, bytes) of a datagram's parts, as their sender cut them."""
    source = source or s.client
    destination = destination or s.vip
    whole = bytes(s.ip(source, destination) / UDP(sport=sport, dport=dport) / Raw(bytes(total)))
    head = 20 if s.family.number == 4 else 40
    datagram = whole[head:]
    cut = [(n, datagram[n:n + size]) for n in range(0, len(datagram), size)]
    return [part(s, source, destination, n, data, n + len(data) < len(datagram), ident)
            for n, data in cut]


def part(s, source, destination, offset, data, more, ident=ID):
    """One part."""
    if s.family.number == 4:
        return bytes(s.ip(source, destination, id=ident, proto=17, frag=offset // 8,
                          flags="MF" if more else 0) / Raw(data))
    header = struct.pack("!BBHI", 17, 0, offset | more, 0x10000 + ident)
    return bytes(s.ip(source, destination, nh=44, plen=len(data) + 8)) + header + data


@case("a datagram in two parts through {0}", *METHODS)
def two_parts(s, method):
    s.service("udp", 53, method, 1)
    for n, piece in enumerate(parts(s)):
        s.wan(piece, f"part {n}")
    s.udp_in()


@case("a datagram in parts, the last one first, through {0}", *METHODS)
def backwards(s, method):
    s.service("udp", 53, method, 1)
    for n, piece in enumerate(reversed(parts(s, total=3000))):
        s.wan(piece, f"part {n} from behind")


@case("parts of a datagram on a flow that is known")
def known_flow(s):
    s.service("udp", 53, "nat", 1)
    s.udp_in()
    for n, piece in enumerate(parts(s)):
        s.wan(piece, f"part {n}")


@case("a reply in two parts by NAT")
def reply_parts(s):
    s.service("udp", 53, "nat", 1)
    s.udp_in()
    for n, piece in enumerate(parts(s, source=s.server(1), destination=s.client, sport=53,
                                    dport=SPORT)):
        s.lan(piece, f"part {n}")


@case("a reply in parts, the last one first")
def reply_backwards(s):
    s.service("udp", 53, "nat", 1)
    s.udp_in()
    for n, piece in enumerate(reversed(parts(s, source=s.server(1), destination=s.client, sport=53,
                                             dport=SPORT))):
        s.lan(piece, f"part {n} from behind")


@case("the first part alone, then a whole datagram")
def first_only(s):
    s.service("udp", 53, "nat", 1)
    s.wan(parts(s)[0], "first part")
    s.udp_in()


@case("the last part alone, then a whole datagram")
def last_only(s):
    s.service("udp", 53, "nat", 1)
    s.wan(parts(s)[-1], "last part")
    s.udp_in()


@case("parts that overlap")
def overlap(s):
    s.service("udp", 53, "nat", 1)
    first, last = parts(s)
    s.wan(first, "first part")
    s.wan(part(s, s.client, s.vip, 512, bytes(1024), True), "overlapping part")
    s.wan(last, "last part")


@case("a part twice")
def twice(s):
    s.service("udp", 53, "nat", 1)
    first, last = parts(s)
    s.wan(first, "first part")
    s.wan(first, "first part")
    s.wan(last, "last part")


@case("a first part too short for ports")
def tiny(s):
    s.service("udp", 53, "nat", 1)
    for n, piece in enumerate(parts(s, size=8, total=20)):
        s.wan(piece, f"part {n}")


@case("parts to a port of no service")
def no_service(s):
    s.service("udp", 53, "nat", 1)
    for n, piece in enumerate(parts(s, dport=54)):
        s.wan(piece, f"part {n}")


@case("parts that fit, whose whole does not, through {0}", *METHODS)
def big_whole(s, method):
    s.service("udp", 53, method, plan.NARROW)
    for n, piece in enumerate(parts(s, size=1000 // 8 * 8, total=1900)):
        s.wan(piece, f"part {n}")


@case("parts that do not fit through {0}", *METHODS)
def big_parts(s, method):
    s.service("udp", 53, method, plan.NARROW)
    for n, piece in enumerate(parts(s, size=1400, total=2000)):
        s.wan(piece, f"part {n}")


@case("parts of a server's datagram that nobody asked for")
def unasked(s):
    s.service("udp", 53, "nat", 1)
    for n, piece in enumerate(parts(s, source=s.server(1), destination=s.client, sport=53,
                                    dport=SPORT)):
        s.lan(piece, f"part {n}")
