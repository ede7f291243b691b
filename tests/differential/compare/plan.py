# SPDX-License-Identifier: GPL-2.0
"""The network that both modules are put into, and who has which address in it.

	tap wan                director                tap lan
	client side  ------  10.0.0.1  10.2.0.1  ------  server side
	10.16.N.2            10.32.0.0/12 is local       10.2.0.11 and more

N is the number of the scenario: each has clients and virtual services of its own, so that no
scenario sees what another has left. In IPv6, fd01::/16 are the clients and fd09::/16 the services.
"""
import socket

WAN = "wan"
LAN = "lan"
WAN_MAC = "02:00:00:00:00:01"
LAN_MAC = "02:00:00:00:00:02"
CLIENT_MAC = "02:00:00:00:01:00"

# servers by number: 1 to 4 are alike; the way to NARROW has a small MTU, there is none to
# UNREACHABLE, and LOCAL is the director itself
SERVERS = range(1, 5)
NARROW = 5
UNREACHABLE = 6
LOCAL = 7
ROUTER = 8      # sends ICMP errors about packets to servers
NARROW_MTU = 1300

# ends the datagram that follows each packet, to show that all before it has come out
MARK = b"all before me has come out"

MACS = {CLIENT_MAC: "client"}
MACS.update({f"02:00:00:00:02:{n:02x}": f"server{n}" for n in (*SERVERS, NARROW, ROUTER)})


def mac_of(n):
    """MAC address of server n."""
    return f"02:00:00:00:02:{n:02x}"


class Family:
    """Addresses of one family."""

    def __init__(self, number):
        self.number = number
        self.af = socket.AF_INET if number == 4 else socket.AF_INET6
        self.length = 32 if number == 4 else 128

    def _at(self, four, six):
        return four if self.number == 4 else six

    def client(self, scenario, n=2):
        """Client n of a scenario, in a network of its own."""
        return self._at(f"10.{16 + (scenario >> 8)}.{scenario & 255}.{n}", f"fd01:0:0:{scenario:x}::{n:x}")

    def vip(self, scenario, n=1):
        """Virtual address n of a scenario."""
        return self._at(f"10.{32 + (scenario >> 8)}.{scenario & 255}.{n}", f"fd09:0:0:{scenario:x}::{n:x}")

    def server(self, n):
        """Server n; LOCAL is the director's own address."""
        n = 1 if n == LOCAL else n + 10
        return self._at(f"10.2.0.{n}", f"fd02::{n:x}")

    def router(self):
        """A router between client and director, which sends ICMP errors."""
        return self._at("10.16.0.9", "fd01::9")

    def in_proc(self, address):
        """The address as the files below /proc/net have it."""
        packed = socket.inet_pton(self.af, address).hex()
        if self.number == 4:
            return packed.upper()
        return ":".join(packed[n:n + 4] for n in range(0, 32, 4))


def ip_commands(family):
    """Lines for `ip -batch` that make the director's side of the network."""
    six = family.number == 6
    dad = " nodad" if six else ""
    gateway = "fd00::2" if six else "10.0.0.2"
    wan = "fd00::1/64" if six else "10.0.0.1/24"
    lan = "fd02::1/64" if six else "10.2.0.1/24"
    clients = "fd01::/16" if six else "10.16.0.0/12"
    vips = "fd09::/16" if six else "10.32.0.0/12"
    yield f"addr add {wan} dev {WAN}{dad}"
    yield f"addr add {lan} dev {LAN}{dad}"
    yield f"neigh add {gateway} lladdr {CLIENT_MAC} dev {WAN} nud permanent"
    yield f"route add {clients} via {gateway}"
    yield f"route add local {vips} dev lo"
    for n in (*SERVERS, NARROW, ROUTER):
        yield f"neigh add {family.server(n)} lladdr {mac_of(n)} dev {LAN} nud permanent"
    yield f"route add {family.server(NARROW)} dev {LAN} mtu {NARROW_MTU}"
    yield f"route add unreachable {family.server(UNREACHABLE)}"


# Nothing is limited, nothing is sent unasked, nothing ends while the scenarios run.
SYSCTLS = {
    "net/ipv4/ip_forward": "1",
    "net/ipv4/conf/all/rp_filter": "0",
    "net/ipv4/conf/default/rp_filter": "0",
    "net/ipv4/conf/all/send_redirects": "0",
    "net/ipv4/conf/default/send_redirects": "0",
    "net/ipv4/conf/all/accept_source_route": "1",
    "net/ipv4/conf/default/accept_source_route": "1",
    "net/ipv4/icmp_ratelimit": "0",
    "net/ipv4/icmp_ratemask": "0",
    "net/ipv4/ipfrag_time": "600",
    "net/ipv6/conf/all/disable_ipv6": "0",
    "net/ipv6/conf/default/disable_ipv6": "0",
    "net/ipv6/conf/default/accept_dad": "0",
    "net/ipv6/conf/default/dad_transmits": "0",
    "net/ipv6/conf/default/router_solicitations": "0",
    "net/ipv6/conf/default/mldv1_unsolicited_report_interval": "0",
    "net/ipv6/conf/all/forwarding": "1",
    "net/ipv6/conf/default/forwarding": "1",
    "net/ipv6/icmp/ratelimit": "0",
    "net/ipv6/icmp/ratemask": "",
    "net/ipv6/ip6frag_time": "600",
    # there once IPv6 services have fetched reassembly
    "net/netfilter/nf_conntrack_frag6_timeout": "600",
}
