# SPDX-License-Identifier: GPL-2.0
"""Plain packets through every forwarding method."""
from scapy.layers.inet import IP, TCP, UDP, IPOption_NOP, IPOption_RR
from scapy.packet import Raw

import plan
from scenario import SPORT, case

METHODS = (("nat",), ("dr",), ("tun",))


@case("datagrams there and back through {0}", *METHODS)
def datagrams(s, method):
    s.service("udp", 53, method, 1)
    s.udp_in()
    s.udp_out(1)
    s.udp_in(data=b"")
    s.udp_in(data=bytes(1400))


@case("a connection from SYN to FIN through {0}", *METHODS)
def connection(s, method):
    s.service("tcp", 80, method, 1)
    s.tcp_in("S")
    s.tcp_out(1, "SA")
    s.tcp_in("A")
    s.tcp_in("PA", data=b"GET /")
    s.tcp_out(1, "PA", data=b"200 OK")
    s.tcp_in("FA")
    s.tcp_out(1, "FA")
    s.tcp_in("A")


@case("the server's port is another one, by NAT")
def other_port(s):
    s.service("tcp", 80, "nat", 1, to=8080)
    s.service("udp", 53, "nat", 1, to=5353)
    s.tcp_in("S")
    s.tcp_out(1, "SA", port=8080)
    s.udp_in()
    s.udp_out(1, port=5353)


@case("a wrong checksum of TCP through {0}", *METHODS)
def wrong_sum_tcp(s, method):
    s.service("tcp", 80, method, 1)
    s.wan(s.request(TCP(sport=SPORT, dport=80, flags="S", chksum=0x1234)), "SYN, wrong sum")
    s.tcp_in("S")
    s.wan(s.request(TCP(sport=SPORT, dport=80, flags="A", chksum=0x1234)), "ACK, wrong sum")


@case("a wrong checksum of UDP through {0}", *METHODS)
def wrong_sum_udp(s, method):
    s.service("udp", 53, method, 1)
    s.wan(s.request(UDP(sport=SPORT, dport=53, chksum=0x1234) / Raw(b"abc")), "wrong sum")
    s.udp_in()
    s.lan(s.reply(1, UDP(sport=53, dport=SPORT, chksum=0x1234) / Raw(b"abc")), "reply, wrong sum")


@case("UDP without a checksum through {0}", *METHODS)
def no_sum(s, method):
    s.service("udp", 53, method, 1)
    datagram = bytearray(bytes(s.request(UDP(sport=SPORT, dport=53) / Raw(b"abc"))))
    datagram[-5:-3] = b"\0\0"
    s.wan(bytes(datagram), "no sum")
    reply = bytearray(bytes(s.reply(1, UDP(sport=53, dport=SPORT) / Raw(b"abc"))))
    reply[-5:-3] = b"\0\0"
    s.lan(bytes(reply), "reply, no sum")


@case("few hops left through {0}", *METHODS)
def hops(s, method):
    s.service("udp", 53, method, 1)
    for ttl in (1, 2, 0, 255):
        s.udp_in(ttl=ttl)
    s.udp_out(1, ttl=1)
    s.udp_out(1, ttl=2)


@case("the traffic class goes along through {0}", *METHODS)
def traffic_class(s, method):
    s.service("udp", 53, method, 1)
    for value in (0x10, 0xb8, 0x01, 0x02, 0x03):
        s.udp_in(**({"tos": value} if s.family.number == 4 else {"tc": value}))
    s.udp_out(1, **({"tos": 0xb8} if s.family.number == 4 else {"tc": 0xb8}))


@case("IP options through {0}", *METHODS, families=(4,))
def options(s, method):
    s.service("udp", 53, method, 1)
    s.wan(s.request(UDP(sport=SPORT, dport=53) / Raw(b"abc"), options=[IPOption_NOP()] * 4), "4 NOPs")
    s.wan(s.request(UDP(sport=SPORT, dport=53) / Raw(b"abc"),
                    options=[IPOption_RR(length=11, pointer=4, routers=["0.0.0.0"] * 2)]),
          "record route")
    s.lan(s.reply(1, UDP(sport=53, dport=SPORT) / Raw(b"abc"), options=[IPOption_NOP()] * 4),
          "reply, 4 NOPs")


@case("too big and not to be cut through {0}", *METHODS)
def too_big(s, method):
    s.service("udp", 53, method, plan.NARROW)
    fields = {"flags": "DF"} if s.family.number == 4 else {}
    s.udp_in(data=bytes(1400), **fields)
    s.udp_in(data=b"small", **fields)
    s.udp_in(data=bytes(1300 - (28 if s.family.number == 4 else 48)), **fields)
    s.udp_in(data=bytes(1301 - (28 if s.family.number == 4 else 48)), **fields)


@case("too big for a tunnel by a hair")
def too_big_tunnel(s):
    s.service("udp", 53, "tun", plan.NARROW)
    overhead = (20 + 28, 40 + 48)[s.family.number == 6]
    fields = {"flags": "DF"} if s.family.number == 4 else {}
    s.udp_in(data=bytes(1300 - overhead), **fields)
    s.udp_in(data=bytes(1301 - overhead), **fields)


@case("too big, but may be cut, through {0}", *METHODS, families=(4,))
def may_be_cut(s, method):
    s.service("udp", 53, method, plan.NARROW)
    s.udp_in(data=bytes(1400))
    s.tcp_in("S")


@case("without pmtu_disc tunnels cut what is too big", families=(4,))
def no_discovery(s):
    s.service("udp", 53, "tun", plan.NARROW)
    s.knob("pmtu_disc", 0)
    s.udp_in(data=bytes(1400), flags="DF")
    s.udp_in(data=bytes(1400))


@case("a server without a route through {0}", *METHODS)
def no_route(s, method):
    s.service("udp", 53, method, plan.UNREACHABLE)
    s.service("tcp", 80, method, plan.UNREACHABLE)
    s.udp_in()
    s.tcp_in("S")


@case("the director itself is the server, {0}", *METHODS)
def local_server(s, method):
    s.service("udp", 53, method, plan.LOCAL)
    s.service("tcp", 80, method, plan.LOCAL)
    s.udp_in()
    s.tcp_in("S")
    s.tcp_in("A")


@case("a tunnel to a server of the other family")
def other_family(s):
    s.service("udp", 53, "tun", 1)
    other = plan.Family(4 if s.family.number == 6 else 6).server(1)
    where = f"[{other}]:53" if s.family.number == 4 else f"{other}:53"
    s.config[-1] = f"-a {s.key('udp', 53)} -r {where} -i"
    s.udp_in()
    s.udp_in(data=bytes(1440 if s.family.number == 4 else 1400))


@case("what comes out of a tunnel is balanced", families=(4,))
def tunnelled_request(s):
    s.service("udp", 53, "nat", 1)
    s.wan(IP(src=s.client, dst=s.vip, id=0x1234) /
          s.request(UDP(sport=SPORT, dport=53) / Raw(b"abc")), "IP in IP")


@case("jumbled lengths: longer and shorter than the packet")
def lengths(s):
    s.service("udp", 53, "nat", 1)
    s.service("tcp", 80, "nat", 1)
    packet = bytes(s.request(UDP(sport=SPORT, dport=53) / Raw(b"abc")))
    s.wan(packet + b"trailing bytes of Ethernet", "trailer")
    s.wan(packet[:-1], "shorter than its header says")
    s.wan(s.request(UDP(sport=SPORT, dport=53, len=4) / Raw(b"abc")), "UDP length 4")
    s.wan(s.request(UDP(sport=SPORT, dport=53, len=100) / Raw(b"abc")), "UDP length 100")
    packet = bytes(s.request(TCP(sport=SPORT, dport=80, flags="S")))
    s.wan(packet + b"trailing bytes of Ethernet", "SYN with trailer")
