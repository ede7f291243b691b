# SPDX-License-Identifier: GPL-2.0
"""Tunnels other than IP in IP."""
from scapy.layers.inet import TCP

import plan
from scenario import SPORT, case

KINDS = {"gue": "--tun-type gue --tun-port 6080 --tun-nocsum",
         "gue with checksums": "--tun-type gue --tun-port 6080 --tun-csum",
         "gue with remote checksums": "--tun-type gue --tun-port 6080 --tun-remcsum",
         "gre": "--tun-type gre --tun-nocsum",
         "gre with checksums": "--tun-type gre --tun-csum"}


@case("{0}", *((kind,) for kind in KINDS))
def tunnel(s, kind):
    s.service("udp", 53, "tun", (1, KINDS[kind]))
    s.service("tcp", 80, "tun", (1, KINDS[kind]))
    s.udp_in()
    s.udp_in(data=b"odd")
    s.tcp_in("S")
    s.tcp_in("PA", data=b"GET /")
    s.wan(s.request(TCP(sport=SPORT, dport=80, flags="A", chksum=0x1234)), "wrong sum")


@case("{0}, too big by a hair", *((kind,) for kind in KINDS))
def hair(s, kind):
    s.service("udp", 53, "tun", (plan.NARROW, KINDS[kind]))
    fields = {"flags": "DF"} if s.family.number == 4 else {}
    inner = 28 if s.family.number == 4 else 48
    outer = 20 if s.family.number == 4 else 40
    extra = {"gue": 12, "gue with checksums": 12, "gue with remote checksums": 20, "gre": 4,
             "gre with checksums": 8}[kind]
    for more in (0, 1):
        s.udp_in(data=bytes(1300 - outer - extra - inner + more), **fields)


@case("{0} to a server of the other family", ("gue",), ("gre",))
def other_family(s, kind):
    s.service("udp", 53, "tun")
    other = plan.Family(4 if s.family.number == 6 else 6).server(1)
    where = f"[{other}]:53" if s.family.number == 4 else f"{other}:53"
    s.config.append(f"-a {s.key('udp', 53)} -r {where} -i {KINDS[kind]}")
    s.udp_in()
