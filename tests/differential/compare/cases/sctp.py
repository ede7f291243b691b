# SPDX-License-Identifier: GPL-2.0
"""SCTP associations."""
from scapy.layers.sctp import (SCTP, SCTPChunkAbort, SCTPChunkCookieAck, SCTPChunkCookieEcho,
                               SCTPChunkData, SCTPChunkInit, SCTPChunkInitAck, SCTPChunkSACK,
                               SCTPChunkShutdown, SCTPChunkShutdownAck, SCTPChunkShutdownComplete)
from scapy.packet import Raw

from scenario import SPORT, case

CHUNKS = {
    "INIT": lambda: SCTPChunkInit(init_tag=5, init_tsn=6),
    "INIT-ACK": lambda: SCTPChunkInitAck(init_tag=7, init_tsn=8),
    "COOKIE-ECHO": lambda: SCTPChunkCookieEcho(cookie=b"cake"),
    "COOKIE-ACK": SCTPChunkCookieAck,
    "DATA": lambda: SCTPChunkData(data=b"abcd"),
    "SACK": SCTPChunkSACK,
    "SHUTDOWN": SCTPChunkShutdown,
    "SHUTDOWN-ACK": SCTPChunkShutdownAck,
    "SHUTDOWN-COMPLETE": SCTPChunkShutdownComplete,
    "ABORT": SCTPChunkAbort,
}


def chunk_in(s, *names, sport=SPORT, port=80):
    """A client's packet."""
    packet = SCTP(sport=sport, dport=port, tag=1)
    for name in names:
        packet = packet / CHUNKS[name]()
    s.wan(s.request(packet), f"client {' '.join(names)}")


def chunk_out(s, *names, port=80):
    """A server's packet."""
    packet = SCTP(sport=port, dport=SPORT, tag=2)
    for name in names:
        packet = packet / CHUNKS[name]()
    s.lan(s.reply(1, packet), f"server {' '.join(names)}")


@case("an SCTP association through {0}", ("nat",), ("dr",), ("tun",))
def association(s, method):
    s.service("sctp", 80, method, 1)
    chunk_in(s, "INIT")
    chunk_out(s, "INIT-ACK")
    chunk_in(s, "COOKIE-ECHO", "DATA")
    chunk_out(s, "COOKIE-ACK", "SACK")
    chunk_in(s, "DATA")
    chunk_in(s, "SHUTDOWN")
    chunk_out(s, "SHUTDOWN-ACK")
    chunk_in(s, "SHUTDOWN-COMPLETE")


@case("SCTP to another port by NAT")
def other_port(s):
    s.service("sctp", 80, "nat", 1, to=8080)
    chunk_in(s, "INIT")
    chunk_out(s, "INIT-ACK", port=8080)


@case("SCTP that begins with {0}", *((name,) for name in CHUNKS))
def first(s, name):
    s.service("sctp", 80, "nat", 1)
    chunk_in(s, name)
    chunk_in(s, "INIT")


@case("sloppy_sctp: {0} begins an association", ("DATA",), ("ABORT",), ("COOKIE-ECHO",))
def sloppy(s, name):
    s.service("sctp", 80, "nat", 1)
    s.knob("sloppy_sctp", 1)
    chunk_in(s, name)


@case("SCTP after INIT comes {0}", *((name,) for name in CHUNKS))
def second(s, name):
    s.service("sctp", 80, "nat", 1)
    chunk_in(s, "INIT")
    chunk_in(s, name)
    chunk_out(s, name)


@case("an SCTP packet without a chunk, or with a wrong checksum")
def broken(s):
    s.service("sctp", 80, "nat", 1)
    s.wan(s.request(SCTP(sport=SPORT, dport=80, tag=1)), "no chunk")
    packet = bytearray(bytes(s.request(SCTP(sport=SPORT, dport=80, tag=1) / CHUNKS["INIT"]())))
    head = 20 if s.family.number == 4 else 40
    packet[head + 8] ^= 1
    s.wan(bytes(packet), "wrong sum")
    for count in (4, 11, 12, 13, 15):
        whole = bytes(SCTP(sport=SPORT, dport=80, tag=1) / CHUNKS["INIT"]())
        proto = {"proto": 132} if s.family.number == 4 else {"nh": 132}
        s.wan(s.ip(s.client, s.vip, **proto) / Raw(whole[:count]), f"{count} bytes")
