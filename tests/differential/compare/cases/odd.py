# SPDX-License-Identifier: GPL-2.0
"""Packets that no stack sends."""
from scapy.layers.inet import TCP, UDP
from scapy.layers.inet6 import (IPv6ExtHdrDestOpt, IPv6ExtHdrFragment, IPv6ExtHdrHopByHop,
                                IPv6ExtHdrRouting)
from scapy.packet import Raw

from scenario import SPORT, case


@case("TCP headers cut short through {0}", ("nat",), ("dr",))
def cut_tcp(s, method):
    s.service("tcp", 80, method, 1)
    segment = bytes(TCP(sport=SPORT, dport=80, flags="S"))
    proto = {"proto": 6} if s.family.number == 4 else {"nh": 6}
    for count in (0, 1, 3, 4, 8, 13, 14, 19):
        s.wan(s.ip(s.client, s.vip, **proto) / Raw(segment[:count]), f"{count} bytes")


@case("UDP headers cut short through {0}", ("nat",), ("dr",))
def cut_udp(s, method):
    s.service("udp", 53, method, 1)
    datagram = bytes(UDP(sport=SPORT, dport=53, len=8))
    proto = {"proto": 17} if s.family.number == 4 else {"nh": 17}
    for count in (0, 1, 3, 4, 7):
        s.wan(s.ip(s.client, s.vip, **proto) / Raw(datagram[:count]), f"{count} bytes")


@case("replies cut short")
def cut_replies(s):
    s.service("tcp", 80, "nat", 1)
    s.service("udp", 53, "nat", 1)
    s.tcp_in("S")
    s.udp_in()
    segment = bytes(TCP(sport=80, dport=SPORT, flags="SA"))
    proto = {"proto": 6} if s.family.number == 4 else {"nh": 6}
    for count in (0, 4, 13, 19):
        s.lan(s.ip(s.server(1), s.client, **proto) / Raw(segment[:count]), f"{count} bytes")
    proto = {"proto": 17} if s.family.number == 4 else {"nh": 17}
    for count in (0, 4, 7):
        s.lan(s.ip(s.server(1), s.client, **proto) / Raw(bytes(UDP(sport=53, dport=SPORT))[:count]),
              f"{count} bytes of UDP")


@case("a TCP header length of {0} words", (0,), (4,), (6,), (15,))
def header_length(s, words):
    s.service("tcp", 80, "nat", 1)
    s.wan(s.request(TCP(sport=SPORT, dport=80, flags="S", dataofs=words)), "SYN")
    s.tcp_in("S")
    s.wan(s.request(TCP(sport=SPORT, dport=80, flags="A", dataofs=words)), "ACK")


@case("TCP options by NAT")
def tcp_options(s):
    s.service("tcp", 80, "nat", 1)
    s.wan(s.request(TCP(sport=SPORT, dport=80, flags="S",
                        options=[("MSS", 1460), ("SAckOK", b""), ("Timestamp", (1, 0)),
                                 ("NOP", None), ("WScale", 7)])), "usual options")
    s.wan(s.request(TCP(sport=SPORT + 1, dport=80, flags="S", options=[(254, b"\1\2")])), "odd option")


@case("SYN with data")
def syn_data(s):
    s.service("tcp", 80, "nat", 1)
    s.tcp_in("S", data=b"early")


@case("an IPv4 header that says {0}", ("version 5",), ("length 4",), ("length 15",),
      ("a wrong checksum",), ("evil bit",), families=(4,))
def bad_ip(s, what):
    s.service("udp", 53, "nat", 1)
    fields = {"version 5": {"version": 5}, "length 4": {"ihl": 4}, "length 15": {"ihl": 15},
              "a wrong checksum": {"chksum": 0x1234}, "evil bit": {"flags": 4}}[what]
    s.wan(s.request(UDP(sport=SPORT, dport=53) / Raw(b"abc"), **fields), what)
    s.udp_in()


@case("an extension header: {0}", ("hop-by-hop",), ("destination",), ("routing",),
      ("segments left",), ("two",), families=(6,))
def extensions(s, kind):
    s.service("udp", 53, "nat", 1)
    s.service("udp", 54, "dr", 1)
    headers = {"hop-by-hop": IPv6ExtHdrHopByHop(), "destination": IPv6ExtHdrDestOpt(),
               "routing": IPv6ExtHdrRouting(addresses=[s.server(4)], segleft=0),
               "segments left": IPv6ExtHdrRouting(addresses=[s.server(4)], segleft=1),
               "two": IPv6ExtHdrHopByHop() / IPv6ExtHdrDestOpt()}
    for port in (53, 54):
        s.wan(s.request(headers[kind] / UDP(sport=SPORT, dport=port) / Raw(b"abc")), f"to port {port}")
    s.lan(s.reply(1, headers[kind] / UDP(sport=53, dport=SPORT) / Raw(b"abc")), "reply")


@case("a fragment header on a whole datagram", families=(6,))
def atomic(s):
    s.service("udp", 53, "nat", 1)
    s.service("udp", 54, "dr", 1)
    for port in (53, 54):
        s.wan(s.request(IPv6ExtHdrFragment(id=7) / UDP(sport=SPORT, dport=port) / Raw(b"abc")),
              f"to port {port}")


@case("a flow label", families=(6,))
def flow_label(s):
    s.service("udp", 53, "nat", 1)
    s.service("udp", 54, "tun", 1)
    for port in (53, 54):
        s.wan(s.request(UDP(sport=SPORT, dport=port) / Raw(b"abc"), fl=0x12345), f"to port {port}")


@case("protocol {0} to a virtual address", (0,), (2,), (47,), (50,), (51,), (59,), (89,), (103,),
      (136,), (253,))
def protocols(s, number):
    s.service("udp", 53, "nat", 1)
    proto = {"proto": number} if s.family.number == 4 else {"nh": number}
    s.udp_in()
    s.wan(s.ip(s.client, s.vip, **proto) / Raw(bytes(range(24))), f"protocol {number}")


@case("ESP and AH follow ISAKMP")
def ipsec(s):
    s.service("udp", 500, "nat", 1)
    s.udp_in(port=500, sport=500)
    for number in (50, 51):
        proto = {"proto": number} if s.family.number == 4 else {"nh": number}
        body = bytes(range(24)) if number == 50 else b"\x3b\x04" + bytes(22)
        s.wan(s.ip(s.client, s.vip, **proto) / Raw(body), f"protocol {number}")
        s.lan(s.ip(s.server(1), s.client, **proto) / Raw(body), f"reply, protocol {number}")


@case("from addresses that cannot be")
def martians(s):
    s.service("udp", 53, "nat", 1)
    sources = ("0.0.0.0", "255.255.255.255", "127.0.0.1", "224.0.0.1") if s.family.number == 4 else (
        "::", "ff02::1", "::1", "fe80::1")
    for source in sources:
        s.udp_in(client=source)


@case("to a broadcast or multicast address")
def broadcast(s):
    s.marked_service("nat", 1)
    for vip in (("255.255.255.255", "224.0.0.5") if s.family.number == 4 else ("ff02::5",)):
        s.udp_in(vip=vip)
