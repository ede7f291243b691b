# SPDX-License-Identifier: GPL-2.0
"""ICMP errors about ESP, which go where the exchange of keys went."""
from scapy.packet import Raw

from scenario import case
from .icmp import error


@case("errors about ESP that follows port {0}", (500,), (4500,))
def about_esp(s, port):
    s.service("udp", port, "nat", 1)
    s.udp_in(port=port, sport=port)
    proto = {"proto": 50} if s.family.number == 4 else {"nh": 50}
    body = Raw(bytes(range(24)))
    quoted = s.ip(s.vip, s.client, **proto) / body
    s.wan(error(s, "too big", s.client, s.vip, quoted), "from the client")
    quoted = s.ip(s.client, s.server(1), **proto) / body
    s.lan(error(s, "host unreachable", s.server(1), s.client, quoted), "from the server")
