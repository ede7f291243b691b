# SPDX-License-Identifier: GPL-2.0
"""What schedulers should do, written as plainly as possible and not fast.

A server is [weight, active, inactive, is_closed, last weight]. A model is a generator of
picks: indices of servers, or None when nobody can be picked. It walks where
the module computes, so that the two have nothing in common. Whoever asks may
give the server that was picked more active connections before it asks again.
"""
from fractions import Fraction
from functools import reduce
from itertools import cycle
from math import gcd


# that flows go to
ADDRESSES = 151


def is_open(server):
    """May it get new connections."""
    weight, _, _, is_closed, _ = server
    return weight > 0 and not is_closed


def rr(servers):
    """One after the other, round and round."""
    if not any(map(is_open, servers)):
        while True:
            yield None
    while True:
        for index, server in enumerate(servers):
            if is_open(server):
                yield index


def wrr(servers):
    """Go down from the highest weight by the common divisor; whoever's weight reaches the
    level has a turn. Before that everybody has one. Levels at which nobody is open are
    left out, since to walk them would take hours."""
    if not any(map(is_open, servers)):
        while True:
            yield None
    step = reduce(gcd, (server[0] for server in servers))
    top = max(server[0] for server in servers if is_open(server))
    yield from (index for index, server in enumerate(servers) if is_open(server))
    while True:
        for level in range(top, 0, -step):
            for index, server in enumerate(servers):
                if is_open(server) and server[0] >= level:
                    yield index


def cost(server):
    """An active connection weighs as much as 256 inactive ones."""
    active, inactive = server[1:3]
    return active * 256 + inactive


def least(servers, value):
    """The first of those with the least value; what changed is looked at again."""
    values = {index: value(server) for index, server in enumerate(servers) if is_open(server)}
    best = seen = None
    while True:
        if values and (best is None or servers[best] != seen):
            if best is not None:
                values[best] = value(servers[best])
            best = min(values, key=values.get)
            seen = list(servers[best])
        yield best


def lc(servers):
    """Least connections."""
    return least(servers, cost)


def wlc(servers):
    """Least connections for its weight."""
    return least(servers, lambda server: Fraction(cost(server), server[0]))


def delay(server):
    """Active connections, counting the one that is to come, for its weight."""
    return Fraction(server[1] + 1, server[0])


def sed(servers):
    """Shortest expected delay."""
    return least(servers, delay)


def nq(servers):
    """The first idle server, else the shortest expected delay."""
    return least(servers, lambda server: delay(server) if server[1] else 0)


def heaviest(servers, has_room):
    """The first of the heaviest that have room, each time."""
    order = sorted((index for index, server in enumerate(servers) if is_open(server)),
                   key=lambda index: (-servers[index][0], index))
    while True:
        yield next((index for index in order if has_room(servers[index])), None)


def fo(servers):
    """Failover."""
    return heaviest(servers, lambda server: True)


def ovf(servers):
    """Overflow: as many active connections as the weight says, and one more."""
    return heaviest(servers, lambda server: server[1] <= server[0])


def is_crowded(servers, index):
    """More active connections than it weighs, and somebody is half empty."""
    weight, active = servers[index][:2]
    return active > weight and any(is_open(server) and 2 * server[1] < server[0]
                                   for server in servers)


def wlc_now(servers, among):
    """The first of the least busy for their weight."""
    ready = [index for index in among if is_open(servers[index])]
    return min(ready, key=lambda index: (Fraction(cost(servers[index]), servers[index][0]), index),
               default=None)


def lblc(servers):
    """An address keeps its server while that is good. Addresses come round by 151."""
    homes = {}
    for address in cycle(range(ADDRESSES)):
        home = homes.get(address)
        if home is None or not is_open(servers[home]) or is_crowded(servers, home):
            homes[address] = wlc_now(servers, range(len(servers)))
        yield homes[address]


def lblcr(servers):
    """An address whose best server is not good gets one more."""
    homes = {}
    for address in cycle(range(ADDRESSES)):
        mine = homes.setdefault(address, [])
        best = wlc_now(servers, mine)
        if best is None or is_crowded(servers, best):
            best = wlc_now(servers, range(len(servers)))
            if best is not None and best not in mine:
                mine.append(best)
        yield best


MODELS = {"rr": rr, "wrr": wrr, "lc": lc, "wlc": wlc, "sed": sed, "nq": nq, "fo": fo, "ovf": ovf,
          "lblc": lblc, "lblcr": lblcr}
