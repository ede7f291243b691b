# SPDX-License-Identifier: GPL-2.0
"""What connections' entries say after each packet."""
import struct

from scapy.layers.inet import TCP

from frame import fold
from scenario import SPORT, case

NAMES = "FSRPAU"


def flags_of(bits):
    """Names of flags."""
    return "".join(name for bit, name in enumerate(NAMES) if bits >> bit & 1)


def patched(packet, port, bits):
    """The same segment from another port and with other flags: quicker than making it anew."""
    raw = bytearray(bytes(packet))
    tcp = len(raw) - 20
    before = raw[tcp:tcp + 2] + raw[tcp + 12:tcp + 14]
    raw[tcp:tcp + 2] = struct.pack("!H", port)
    raw[tcp + 13] = bits
    after = raw[tcp:tcp + 2] + raw[tcp + 12:tcp + 14]
    check = ~struct.unpack("!H", raw[tcp + 16:tcp + 18])[0] & 0xffff
    inverted = bytes(~byte & 0xff for byte in before)
    total = fold(struct.pack("!HHH", check, fold(inverted), fold(bytes(after))))
    raw[tcp + 16:tcp + 18] = struct.pack("!H", ~total & 0xffff)
    return bytes(raw)


@case("first segments with flags {0} to {1}", (0, 15), (16, 31), (32, 63))
def first_flags(s, low, high):
    s.service("tcp", 80, "nat", 1)
    template = s.request(TCP(sport=SPORT, dport=80, flags="S", seq=1000, ack=2000))
    for bits in range(low, high + 1):
        s.wan(patched(template, 41000 + bits, bits), f"first {flags_of(bits) or 'no flags'}")


@case("second segments with flags {0} to {1}, by NAT", (1, 15), (16, 31))
def second_flags(s, low, high):
    s.service("tcp", 80, "nat", 1)
    template = s.request(TCP(sport=SPORT, dport=80, flags="S", seq=1000, ack=2000))
    for bits in range(low, high + 1):
        s.wan(patched(template, 41000 + bits, 2), "")
        s.wan(patched(template, 41000 + bits, bits), f"second {flags_of(bits)}")


@case("second segments with flags {0} to {1}, by DR", (1, 15), (16, 31))
def second_flags_dr(s, low, high):
    s.service("tcp", 80, "dr", 1)
    template = s.request(TCP(sport=SPORT, dport=80, flags="S", seq=1000, ack=2000))
    for bits in range(low, high + 1):
        s.wan(patched(template, 41000 + bits, 2), "")
        s.wan(patched(template, 41000 + bits, bits), f"second {flags_of(bits)}")


@case("a segment without flags on an established connection")
def no_flags(s):
    s.service("tcp", 80, "nat", 1)
    opened(s)
    s.tcp_in("")
    s.tcp_in("A")


def opened(s, n=1, **fields):
    """A connection is established."""
    s.tcp_in("S", **fields)
    s.tcp_out(n, "SA", **fields)
    s.tcp_in("A", **fields)


@case("the server ends first")
def server_first(s):
    s.service("tcp", 80, "nat", 1)
    opened(s)
    s.tcp_out(1, "FA")
    s.tcp_in("A")
    s.tcp_in("FA")
    s.tcp_out(1, "A")


@case("both ends end at the same time")
def both_end(s):
    s.service("tcp", 80, "nat", 1)
    opened(s)
    s.tcp_in("FA")
    s.tcp_out(1, "FA")
    s.tcp_in("A")
    s.tcp_out(1, "A")


@case("the {0} resets {1}", ("client", "a handshake"), ("client", "a connection"),
      ("server", "a handshake"), ("server", "a connection"))
def resets(s, who, what):
    s.service("tcp", 80, "nat", 1)
    if what == "a handshake":
        s.tcp_in("S")
    else:
        opened(s)
    if who == "client":
        s.tcp_in("R")
    else:
        s.tcp_out(1, "RA")
    s.tcp_in("A")
    s.tcp_out(1, "A")


@case("a server refuses")
def refused(s):
    s.service("tcp", 80, "nat", 1)
    s.tcp_in("S")
    s.tcp_out(1, "RA")
    s.tcp_in("S")


@case("a SYN on TIME_WAIT, seen both ways")
def syn_on_time_wait(s):
    s.service("tcp", 80, "nat", 2, 1)
    opened(s, 1)
    s.tcp_in("FA")
    s.tcp_out(1, "FA")
    s.tcp_in("A")
    s.tcp_in("S")


@case("a SYN on CLOSE")
def syn_on_close(s):
    s.service("tcp", 80, "nat", 2, 1)
    opened(s, 1)
    s.tcp_in("R")
    s.tcp_in("S")


@case("a SYN on FIN_WAIT, seen one way")
def syn_on_fin_wait(s):
    s.service("tcp", 80, "dr", 1, 2)
    s.tcp_in("S")
    s.tcp_in("A")
    s.tcp_in("FA")
    s.tcp_in("S")


@case("a SYN on an established connection")
def syn_on_established(s):
    s.service("tcp", 80, "nat", 2, 1)
    opened(s, 1)
    s.tcp_in("S")


@case("a SYN again")
def syn_again(s):
    s.service("tcp", 80, "nat", 2, 1)
    s.tcp_in("S")
    s.tcp_in("S")
    s.tcp_in("S", sport=SPORT + 1)


@case("a server's segments that nobody asked for")
def unasked(s):
    s.service("tcp", 80, "nat", 1)
    s.tcp_out(1, "SA")
    s.tcp_out(1, "A")
    s.tcp_out(1, "R")
    s.udp_out(1)


@case("the reply comes before the client goes on")
def reply_first(s):
    s.service("tcp", 80, "dr", 1)
    s.tcp_in("S")
    s.tcp_out(1, "SA")
    s.tcp_in("A")
    s.tcp_in("FA")


@case("sloppy_tcp: {0} begins a connection", ("A",), ("PA",), ("FA",), ("R",), ("RA",), ("SA",),
      ("",))
def sloppy(s, flags):
    s.service("tcp", 80, "nat", 1)
    s.knob("sloppy_tcp", 1)
    s.tcp_in(flags)
    s.tcp_in("A")


@case("secure_tcp by {0}", ("nat",), ("dr",))
def secure(s, method):
    s.service("tcp", 80, method, 1)
    s.knob("secure_tcp", 3)
    s.tcp_in("S")
    s.tcp_in("A")
    s.tcp_out(1, "SA")
    s.tcp_in("A")
    s.tcp_in("FA")
    s.tcp_in("S", sport=SPORT + 1)
    s.tcp_in("R", sport=SPORT + 1)


@case("times out sooner after --set")
def set_timeouts(s):
    s.service("tcp", 80, "nat", 1)
    s.service("udp", 53, "nat", 1)
    s.edit("--set 600 30 120")
    opened(s)
    s.tcp_in("FA")
    s.tcp_out(1, "FA")
    s.udp_in()
    s.edit("--set 900 120 300")
    s.udp_in()
