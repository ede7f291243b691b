# SPDX-License-Identifier: GPL-2.0
"""A scenario that is ready to be played: bytes and commands, no builder."""
import ipaddress
import re
from dataclasses import dataclass, field

import plan

CLIENTS = 16
LONG = 9
ADDRESS = re.compile(r"\d+\.\d+\.\d+\.\d+|[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7}|[0-9A-F]{8}(?=:)")


@dataclass
class Step:
    """One thing that happens: a frame at a device, commands, a knob, or a rest until all that
    was counted is shown."""
    what: str
    device: str = ""
    frame: bytes = b""
    edits: tuple = ()
    knob: tuple = ()
    rest: bool = False


@dataclass
class Story:
    """Services that exist from the start, then packets and changes."""
    number: int
    name: str
    family: plan.Family
    config: list = field(default_factory=list)
    services: list = field(default_factory=list)    # protocol, port, virtual address
    steps: list = field(default_factory=list)
    mark: int = 0

    def at(self, address, port):
        """Address and port as the tools want it."""
        return f"[{address}]:{port}" if self.family.number == 6 else f"{address}:{port}"

    def clients_in_proc(self):
        """Lines of /proc/net/ip_vs_conn about clients of this scenario, or their networks."""
        start = self.family.in_proc(self.family.client(self.number, 0))[:-2]
        return re.compile(rf"^\w+ +{start}[0-9A-Fa-f]{{2}} .*$", re.MULTILINE)

    def looks(self, step):
        """Is it looked at the connections after a step: always in a short scenario, in the end
        of a long one."""
        return len(self.steps) <= LONG or step is self.steps[-1]

    def services_in_proc(self):
        """The services as the first two words of their lines in /proc/net/ip_vs."""
        found = set()
        for proto, port, vip in self.services:
            text = self.family.in_proc(vip)
            text = f"[{text}]" if self.family.number == 6 else text
            found.add((proto.upper(), f"{text}:{port:04X}"))
        if self.mark:
            found.add(("FWM", f"{self.mark:08X}"))
        return frozenset(found)

    def services_in_listing(self):
        """The services as the first two words of their lines in a listing."""
        found = {(proto.upper(), self.at(vip, port)) for proto, port, vip in self.services}
        if self.mark:
            found.add(("FWM", str(self.mark)))
        return found

    def _names(self):
        """Every address of the scenario, in each way of writing it, and what it is called."""
        family, number = self.family, self.number
        names = {family.client(number, n): f"client{n}" for n in range(CLIENTS)}
        names.update({family.vip(number, n): f"vip{n}" for n in range(1, 4)})
        names.update({family.server(n): f"server{n}" for n in range(1, 9)})
        names.update({family.in_proc(address): name for address, name in names.items()})
        mark = ipaddress.IPv4Address(self.mark) if family.number == 4 else ipaddress.IPv6Address(
            self.mark << 96)
        names[str(mark)] = "mark"
        return names

    def named(self, lines):
        """Texts of what happened, with names in place of addresses, so that they do not depend
        on the number of the scenario."""
        names = self._names()
        return [ADDRESS.sub(lambda found: names.get(found[0], found[0]),
                            re.sub(r"^FWM \S+", "FWM mark", line)) for line in lines]
