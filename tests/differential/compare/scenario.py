# SPDX-License-Identifier: GPL-2.0
"""What a scenario is made of: services that exist from the start, then packets and changes.

A scenario is a function that is called once per family, before any module is loaded, and
tells a Scenario what there is and what happens. So all packets are made once, and both
modules get the same bytes.
"""
from dataclasses import fields

from scapy.layers.inet import IP, TCP, UDP
from scapy.layers.inet6 import IPv6
from scapy.layers.l2 import Ether
from scapy.packet import Raw

import plan
from story import Step, Story

METHODS = {"nat": "-m", "dr": "-g", "tun": "-i"}
PROTOCOLS = {"tcp": "-t", "udp": "-u", "sctp": "--sctp-service"}
SPORT = 40000
ID = 0x1234


FUNCTIONS = []


def case(title, *rows, families=(4, 6)):
    """Make a scenario of a function; with rows, one for each, whose values are its arguments
    and stand in the title by {0}, {1}."""
    def keep(function):
        for row in rows or ((),):
            for family in families:
                name = f"{title.format(*row)}, IPv{family}"
                FUNCTIONS.append((name, function, row, family))
        return function
    return keep


class Scenario(Story):
    """What a function tells about its scenario; what it tells makes a Story."""

    @property
    def client(self):
        """The client's address, if there is but one."""
        return self.family.client(self.number)

    @property
    def vip(self):
        """The virtual address, if there is but one."""
        return self.family.vip(self.number)

    def server(self, n):
        """Address of server n."""
        return self.family.server(n)

    def story(self):
        """The scenario without what made it."""
        return Story(**{name.name: getattr(self, name.name) for name in fields(Story)})

    # configuration -----------------------------------------------------------

    def key(self, proto, port, vip=None):
        """A service in the words of the tools."""
        return f"{PROTOCOLS[proto]} {self.at(vip or self.vip, port)}"

    def service(self, proto, port, method, *servers, sched="rr", flags="", vip=None, to=None):
        """A service whose servers are numbers, or pairs of number and further options."""
        key = self.key(proto, port, vip)
        self.services.append((proto, port, vip or self.vip))
        self._service(key, sched, flags, method, servers, port if to is None else to)

    def marked_service(self, method, *servers, sched="rr", flags="", to=0):
        """A service of all packets that come from the clients of this scenario."""
        self.mark = self.number + (1000 if self.family.number == 6 else 0)
        key = f"-f {self.mark}" + (" -6" if self.family.number == 6 else "")
        self._service(key, sched, flags, method, servers, to)

    def _service(self, key, sched, flags, method, servers, port):
        self.config.append(f"-A {key} -s {sched} {flags}".strip())
        for server in servers:
            n, options = server if isinstance(server, tuple) else (server, "")
            where = self.at(self.server(n), port)
            self.config.append(f"-a {key} -r {where} {METHODS[method]} {options}".strip())

    def edit(self, *lines):
        """Change the configuration in between."""
        self.steps.append(Step(what="; ".join(lines), edits=lines))

    def knob(self, name, value):
        """Set a sysctl, until the scenario ends."""
        self.steps.append(Step(what=f"{name} = {value}", knob=(name, value)))

    def rest(self):
        """Wait until listings show all that was counted."""
        self.steps.append(Step(what="rest", rest=True))

    # packets -----------------------------------------------------------------

    def ip(self, source, destination, **more):
        """A network header."""
        if self.family.number == 6:
            return IPv6(src=source, dst=destination, hlim=more.pop("ttl", 64), **more)
        more.setdefault("id", ID)
        return IP(src=source, dst=destination, **more)

    def request(self, transport, client=None, vip=None, **more):
        """A packet from a client to the virtual service."""
        return self.ip(client or self.client, vip or self.vip, **more) / transport

    def reply(self, n, transport, client=None, **more):
        """A packet from server n to a client."""
        return self.ip(self.server(n), client or self.client, **more) / transport

    def wan(self, packet, what=""):
        """A packet comes in at the client side."""
        raw = packet if isinstance(packet, bytes) else bytes(packet)
        kind = 0x0800 if self.family.number == 4 else 0x86dd
        head = bytes(Ether(dst=plan.WAN_MAC, src=plan.CLIENT_MAC, type=kind))
        self.steps.append(Step(what=what or "from the client", device=plan.WAN, frame=head + raw))

    def lan(self, packet, what=""):
        """A packet comes in at the server side."""
        raw = packet if isinstance(packet, bytes) else bytes(packet)
        kind = 0x0800 if self.family.number == 4 else 0x86dd
        head = bytes(Ether(dst=plan.LAN_MAC, src=plan.mac_of(plan.ROUTER), type=kind))
        self.steps.append(Step(what=what or "from a server", device=plan.LAN, frame=head + raw))

    # shorthands --------------------------------------------------------------

    def tcp_in(self, flags, port=80, sport=SPORT, data=b"", client=None, vip=None, **more):
        """A client's segment."""
        segment = TCP(sport=sport, dport=port, flags=flags, seq=1000, ack=2000 if "A" in flags else 0)
        self.wan(self.request(segment / Raw(data) if data else segment, client, vip, **more),
                 f"client {flags or 'no flags'}")

    def tcp_out(self, n, flags, port=80, sport=SPORT, data=b"", client=None, **more):
        """A server's segment."""
        segment = TCP(sport=port, dport=sport, flags=flags, seq=2000, ack=1001 if "A" in flags else 0)
        self.lan(self.reply(n, segment / Raw(data) if data else segment, client, **more),
                 f"server {n} {flags or 'no flags'}")

    def udp_in(self, port=53, sport=SPORT, data=b"question", client=None, vip=None, **more):
        """A client's datagram."""
        self.wan(self.request(UDP(sport=sport, dport=port) / Raw(data), client, vip, **more),
                 "client asks")

    def udp_out(self, n, port=53, sport=SPORT, data=b"answer", client=None, **more):
        """A server's datagram."""
        self.lan(self.reply(n, UDP(sport=port, dport=sport) / Raw(data), client, **more),
                 f"server {n} answers")


def marker(source, destination, mac):
    """A datagram that is merely forwarded."""
    return bytes(Ether(src=plan.CLIENT_MAC, dst=mac) / IP(src=source, dst=destination) /
                 UDP(sport=9, dport=9) / Raw(plan.MARK))


def marks():
    """What has to be written to each device to come out at the other one."""
    four = plan.Family(4)
    client, server = four.client(0), four.server(1)
    return {plan.WAN: marker(client, server, plan.WAN_MAC),
            plan.LAN: marker(server, client, plan.LAN_MAC)}


def build_all():
    """Every scenario, with its packets."""
    scenarios = []
    numbers = {}
    for name, function, row, family in FUNCTIONS:
        numbers[family] = numbers.get(family, 0) + 1
        scenario = Scenario(numbers[family], name, plan.Family(family))
        function(scenario, *row)
        scenarios.append(scenario.story())
    return scenarios
