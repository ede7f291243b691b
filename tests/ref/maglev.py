# SPDX-License-Identifier: GPL-2.0
"""Maglev's table (NSDI 2016, section 3.4) with weights, and mh, sh and dh, which look it up.

A server is (address, port, weight, last weight, is_closed), an address a packed one.
Turns are kept in a heap, preferences in lists: the module has neither.
"""
import heapq
import struct

from siphash import siphash

SEEDED = struct.Struct("<8sQ")
FALL_BACK, PORTS = 0x8, 0x10

# Walking is not modelled: any answer will do.
ANY = object()


def name_hash(address, rest, seed):
    """Hash of an address and a number."""
    words = [rest]
    if len(address) == 16:
        words = [*struct.unpack(">QQ", address), rest]
    else:
        words = [*struct.unpack(">I", address), rest]
    return siphash(struct.pack(f"<{len(words)}Q", *words), SEEDED.pack(b"lvshash1", seed))


def scale(word, end):
    """0..2^32 - 1 to 0..end - 1."""
    return word * end >> 32


def weight_of(server, by_weight):
    """What counts in the table."""
    weight = server[2] or server[3]
    return weight if by_weight else min(weight, 1)


def preferences(size, number):
    """A server's order of all entries."""
    place, step = scale(number >> 32, size), 1 + scale(number & 0xffffffff, size - 1)
    for _ in range(size):
        yield place
        place = (place + step) % size


def table(servers, size, by_weight=True, seed=0):
    """Which server, by its index, each entry has."""
    numbers = {index: name_hash(server[0], server[1], seed) for index, server in enumerate(servers)
               if weight_of(server, by_weight)}
    if not numbers:
        return []
    heaviest = max(weight_of(servers[index], by_weight) for index in numbers)
    orders = {index: preferences(size, number) for index, number in numbers.items()}
    queue = [(0, place, index, 0) for place, index in enumerate(sorted(numbers, key=numbers.get))]
    entries = [None] * size
    for place in range(len(queue), len(queue) + size):
        _, _, index, turn = heapq.heappop(queue)
        entry = next(entry for entry in orders[index] if entries[entry] is None)
        entries[entry] = index
        when = -(-(turn + 1) * heaviest // weight_of(servers[index], by_weight))
        heapq.heappush(queue, (when, place, index, turn + 1))
    return entries


def look_up(servers, entries, address, port, fall_back, seed=0):
    """Index of a server, or None; names that fall back 16 times are not answered."""
    for attempt in range(16):
        number = name_hash(address, attempt << 16 | port, seed)
        index = entries[scale(number & 0xffffffff, len(entries))] if entries else None
        if index is None or (servers[index][2] and not servers[index][4]):
            return index
        if not fall_back:
            return None
    return ANY


def size_of(name, servers, size):
    """Entries of the table."""
    count = sum(weight_of(server, False) for server in servers)
    if size or name == "mh":
        return size or 16381
    if count <= 64:
        return 1021
    return 16381 if count <= 1000 else 131071


def address(family, number):
    """Addresses of the driver."""
    packed = struct.pack(">I", number)
    return packed if family == 4 else b"\x20\x01\x0d\xb8" + packed + bytes(8)


def picks(question):
    """What a scheduler should answer."""
    servers = [(address(question.family, 0x0a000000 + index), 80, weight, last, closed)
               for index, (weight, _, _, closed, last) in enumerate(question.servers)]
    entries = table(servers, size_of(question.name, servers, question.size),
                    question.name != "dh", question.seed)
    for number in range(question.picks):
        client = address(question.family, 0x0b000000 + number)
        virtual = address(question.family, 0x0c000000 + number % 151)
        by_destination = question.name == "dh"
        yield look_up(servers, entries, virtual if by_destination else client,
                      1024 + number if question.flags & PORTS and not by_destination else 0,
                      question.flags & FALL_BACK and not by_destination, question.seed)
