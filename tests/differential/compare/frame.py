# SPDX-License-Identifier: GPL-2.0
"""A frame as one line of text, which says every byte of it but for what is random by design.

Two frames have the same text only if they are the same, apart from the identification of IPv4
headers that the director makes itself.
"""
import socket
import struct
import zlib

import plan

PROTOCOLS = {1: "icmp", 4: "ipip", 6: "tcp", 17: "udp", 41: "ip6", 47: "gre", 50: "esp", 51: "ah",
             58: "icmp6", 59: "none", 132: "sctp"}
EXTENSIONS = {0: "hop", 43: "route", 44: "frag", 60: "dst", 135: "mobility"}
ICMP_ERRORS = {1: (3, 4, 5, 11, 12), 58: (1, 2, 3, 4)}
FLAGS = "FSRPAUEC"
GUE_PORT = 6080


def fold(data):
    """The sum of 16-bit words (RFC 1071), not inverted."""
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return total


def payload(data):
    """Short data whole, long data by length and digest."""
    if not data:
        return ""
    if len(data) <= 16:
        return f" data {data.hex()}"
    return f" data {len(data)} bytes {zlib.crc32(data):08x}"


def sum_text(pseudo, data, field):
    """«ok», «none», or the wrong sum itself; of a cut packet the sum cannot be judged."""
    if field == 0:
        return "sum none"
    if pseudo is not None and fold(pseudo + data) == 0xffff:
        return "sum ok"
    return f"sum {field:04x}"


def tcp_text(data, pseudo):
    """A TCP segment."""
    if len(data) < 20:
        return f"tcp cut {data.hex()}"
    sport, dport, seq, ack, offset, flags, window, check, urgent = struct.unpack("!HHIIBBHHH",
                                                                                 data[:20])
    names = "".join(name for bit, name in enumerate(FLAGS) if flags >> bit & 1) or "-"
    header = max(20, min(len(data), (offset >> 4) * 4))
    options = data[20:header].hex()
    return (f"tcp {sport}>{dport} {names} seq {seq} ack {ack} doff {offset:02x} win {window} "
            f"urg {urgent} {sum_text(pseudo, data, check)}"
            f"{' opt ' + options if options else ''}{payload(data[header:])}")


def udp_text(data, pseudo):
    """A UDP datagram."""
    if len(data) < 8:
        return f"udp cut {data.hex()}"
    sport, dport, length, check = struct.unpack("!HHHH", data[:8])
    if dport == GUE_PORT and pseudo is None:
        return f"udp >{dport} len {length}{payload(data[8:])}"
    if dport == GUE_PORT and len(data) >= 12:
        # the source port is drawn for each flow; the encapsulated packet speaks for itself
        return f"udp >{dport} len {length} {sum_text(pseudo, data, check)} {gue_text(data[8:])}"
    return f"udp {sport}>{dport} len {length} {sum_text(pseudo, data, check)}{payload(data[8:])}"


def gue_text(data):
    """Generic UDP encapsulation: header, then the packet in it."""
    words = data[0] & 0x1f
    header, rest = data[:4 + words * 4], data[4 + words * 4:]
    return f"gue {header.hex()} [{protocol_text(data[1], rest, b'')}]"


def gre_text(data):
    """GRE: header, then the packet in it; the optional checksum is judged."""
    has_sum = data[0] & 0x80
    length = 8 if has_sum else 4
    judged = " " + sum_text(b"", data, 1) if has_sum else ""
    return f"gre {data[:4].hex()}{judged} [{ip_text(data[length:], True)}]"


def icmp_text(data, proto, pseudo):
    """An ICMP message; what an error quotes is read in turn."""
    if len(data) < 8:
        return f"{PROTOCOLS[proto]} cut {data.hex()}"
    kind, code, check, rest = struct.unpack("!BBHI", data[:8])
    judged = sum_text(pseudo if proto == 58 else b"", data, check)
    if pseudo is None:
        judged = f"sum {check:04x}"
    start = f"{PROTOCOLS[proto]} {kind}/{code} {rest:08x} {judged}"
    if kind in ICMP_ERRORS[proto]:
        return f"{start} about [{ip_text(data[8:], True)}]"
    return start + payload(data[8:])


def protocol_text(proto, data, pseudo):
    """What an IP header announces; pseudo is None where the packet is not whole."""
    if proto == 6:
        return tcp_text(data, pseudo)
    if proto == 17:
        return udp_text(data, pseudo)
    if proto in ICMP_ERRORS:
        return icmp_text(data, proto, pseudo)
    if proto in (4, 41) and data:
        return f"{PROTOCOLS[proto]} [{ip_text(data, pseudo is not None)}]"
    if proto == 47 and len(data) >= 8 and pseudo is not None:
        return gre_text(data)
    return f"{PROTOCOLS.get(proto, proto)}{payload(data)}"


def is_made_here(source, tos, proto):
    """Does the director choose the identification: its own packets, and errors, which have the
    precedence of internetwork control."""
    own = source.startswith("10.0.0.1") or source == "10.2.0.1"
    icmp = proto == 1 and (tos == 0xc0 or source.startswith(("10.32.", "10.33.")))
    return own or icmp or proto in (4, 41, 47)


def ip4_text(data, whole):
    """An IPv4 packet."""
    if len(data) < 20:
        return f"ip cut {data.hex()}"
    first, tos, length, ident, frag, ttl, proto, _ = struct.unpack("!BBHHHBBH", data[:12])
    source, destination = (socket.inet_ntoa(data[n:n + 4]) for n in (12, 16))
    header = max(20, (first & 15) * 4)
    good = fold(data[:header]) == 0xffff
    body = data[header:length] if whole else data[header:]
    whole = whole and not frag & 0x3fff and len(data) >= length
    pseudo = data[12:20] + struct.pack("!HH", proto, len(body)) if whole else None
    ident = "" if is_made_here(source, tos, proto) else f" id {ident:04x}"
    text = f"{source}>{destination} ttl {ttl}{ident}"
    text += f" tos {tos:02x}" if tos else ""
    text += f" frag {frag:04x}" if frag else ""
    text += f" opt {data[20:header].hex()}" if header > 20 else ""
    text += "" if good else " header sum wrong"
    text += "" if not whole or len(data) == length else f" len {length} of {len(data)}"
    if frag & 0x1fff:
        return f"{text} {PROTOCOLS.get(proto, proto)} part{payload(body)}"
    return f"{text} {protocol_text(proto, body, pseudo)}"


def ip6_text(data, whole):
    """An IPv6 packet with its extension headers."""
    if len(data) < 40:
        return f"ip6 cut {data.hex()}"
    first, length, proto, hops = struct.unpack("!IHBB", data[:8])
    source, destination = (socket.inet_ntop(socket.AF_INET6, data[n:n + 16]) for n in (8, 24))
    text = f"{source}>{destination} hops {hops}"
    # the flow label of what the director sends itself is a keyed hash
    text += f" class {first >> 20 & 0xff:02x}" if first >> 20 & 0xff else ""
    body, part = data[40:], False
    while proto in EXTENSIONS and len(body) >= 8:
        size = 8 if proto == 44 else (body[1] + 1) * 8
        shown = body[:size]
        if proto == 44:
            part = part or bool(struct.unpack("!H", body[2:4])[0] & 0xfff9)
            whole = whole and not part
            later = bool(struct.unpack("!H", body[2:4])[0] & 0xfff8)
            text += f" frag {shown[:4].hex()}"
            if later:
                return f"{text} {PROTOCOLS.get(body[0], body[0])} part{payload(body[8:])}"
        else:
            text += f" {EXTENSIONS[proto]} {shown[1:].hex()}"
        proto, body = body[0], body[size:]
    whole = whole and len(data) >= length + 40
    pseudo = data[8:40] + struct.pack("!II", len(body), proto) if whole else None
    return f"{text} {protocol_text(proto, body, pseudo)}"


def ip_text(data, whole):
    """A packet of either family."""
    if data and data[0] >> 4 == 4:
        return ip4_text(data, whole)
    if data and data[0] >> 4 == 6:
        return ip6_text(data, whole)
    return f"ip? {data.hex()}"


def text(frame):
    """A frame with its Ethernet header."""
    to = ":".join(f"{byte:02x}" for byte in frame[:6])
    to = plan.MACS.get(to, to)
    kind = struct.unpack("!H", frame[12:14])[0]
    if kind in (0x0800, 0x86dd):
        return f"{to}: {ip_text(frame[14:], True)}"
    return f"{to}: {kind:04x} {frame[14:].hex()}"
