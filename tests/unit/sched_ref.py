#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""sched_ref.py DRIVER: schedulers against the models of ref/sched.py, pick by pick."""
import itertools
import os
import random
import subprocess
import sys
from typing import NamedTuple

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "ref"))
import maglev  # noqa: E402
import sched  # noqa: E402

LARGEST = 2**31 - 1

# schedulers whose picks change with the loads
LOOK_AT_LOADS = ["lc", "wlc", "sed", "nq", "ovf"]
HOMES = ["lblc", "lblcr"]

# schedulers that look at addresses
HASH = ["mh", "sh", "dh"]


def plain(*weights):
    """Idle, open servers."""
    return [(weight, 0, 0, 0, weight) for weight in weights]


def closed(servers, *indices):
    """The same with some of them closed."""
    return [(*server[:3], int(index in indices), server[4]) for index, server in enumerate(servers)]


def quiesced(servers, *indices):
    """The same with weight 0 for some of them."""
    return [(0, *server[1:]) if index in indices else server for index, server in enumerate(servers)]


def mixed(count, weights, share_closed=0.0, seed=1):
    """Servers drawn at random, the same ones in each run."""
    rng = random.Random(seed)
    return [(weight, rng.randrange(50), rng.randrange(500), int(rng.random() < share_closed), weight)
            for weight in rng.choices(weights, k=count)]


POOLS = [
    ("no server", []),
    ("one server", plain(1)),
    ("one server of the largest weight", plain(LARGEST)),
    ("one server of weight 0", plain(0)),
    ("all of weight 0", plain(0, 0, 0)),
    ("equal weights", plain(*[5] * 7)),
    ("4:3:2", plain(4, 3, 2)),
    ("2:3:4", plain(2, 3, 4)),
    ("weight 0 between others", plain(0, 3, 0, 1, 0)),
    ("1:1000000", plain(1, 1000000)),
    ("1000000:1, the heavy one closed", closed(plain(1000000, 1, 1), 0)),
    ("largest weights, one less, one", plain(LARGEST, LARGEST - 1, 1)),
    ("largest weight closed beside many light ones", closed(plain(LARGEST, *range(1, 60)), 0)),
    ("all closed", closed(plain(3, 2, 1), 0, 1, 2)),
    ("all but the last closed", closed(plain(9, 8, 7, 6, 1), 0, 1, 2, 3)),
    ("falling weights", plain(*range(50, 0, -1))),
    ("rising weights", plain(*range(1, 51))),
    ("every third closed", closed(plain(*[1, 2, 3] * 10), *range(0, 30, 3))),
    ("64 servers, weights 0 to 3", mixed(64, range(4))),
    ("100 servers, weights 1 to 100, a third closed", mixed(100, range(1, 101), 0.33)),
    ("300 servers, coprime weights, half closed", mixed(300, [7, 11, 13, 1000003], 0.5)),
    ("1000 equal servers", plain(*[1] * 1000)),
    ("1000 servers, weights 1 to 1000", plain(*range(1, 1001))),
    ("1000 servers, almost all closed", mixed(1000, [1, 2, 50], 0.99)),
    ("1000 servers under load", mixed(1000, range(1, 200))),
    ("weights 3, 2, 1, two of them quiesced", quiesced(plain(3, 2, 1), 0, 2)),
    ("20 servers, some quiesced, some closed", closed(quiesced(plain(*range(1, 21)), 3, 4, 5), 5, 6, 7)),
    ("65 servers, one more than are looked through", mixed(65, range(1, 5))),
    ("2000 servers, idle, weights 1 to 3", plain(*[1, 2, 3] * 666, 1, 1)),
    ("10000 servers under load, a tenth closed", mixed(10000, range(100), 0.1)),
]

# enough for several cycles of the small pools
PICKS = 5000

# picks when each gives its server a connection
GROWING_PICKS = 700

# picks of those that remember addresses, and the largest pool that is the same in both
HOMES_PICKS = 450
HOMES_SERVERS = 64

# picks of those that hash
HASH_PICKS = 250


class Question(NamedTuple):
    """What is asked of both."""
    what: str
    name: str
    servers: list
    growth: int = 0
    picks: int = PICKS
    family: int = 4
    flags: int = 0
    seed: int = 0
    size: int = 0

    def line(self):
        """As the driver reads it."""
        numbers = [self.family, self.flags, self.seed, self.size, self.growth, self.picks]
        return " ".join([self.name, *map(str, numbers),
                         *(":".join(map(str, server)) for server in self.servers)])

    def answer(self):
        """What the model says."""
        if self.name in HASH:
            yield from maglev.picks(self)
            return
        servers = [list(server) for server in self.servers]
        for _, pick in zip(range(self.picks), sched.MODELS[self.name](servers)):
            yield pick
            if pick is not None:
                servers[pick][1] += self.growth


def hash_questions():
    """Flags, families, seeds and sizes, each with a few pools."""
    variants = [(4, 0, 0, 0), (6, 0, 0, 0), (4, 0x8, 0, 0), (6, 0x18, 2**64 - 1, 0),
                (4, 0x10, 1, 251), (6, 0x8, 77, 65521)]
    for (what, servers), name in itertools.product(POOLS, HASH):
        for family, flags, seed, size in variants[:1 if len(servers) > 100 else None]:
            if len(servers) <= (size or 16381) or name != "mh":
                yield Question(f"{name}, IPv{family}, flags {flags:#x}, seed {seed}, size {size}: {what}",
                               name, servers, 0, HASH_PICKS, family, flags, seed, size)


def questions():
    """All pools for all schedulers."""
    for (what, servers), name in itertools.product(POOLS, sched.MODELS):
        if name not in HOMES:
            yield Question(f"{name}: {what}", name, servers)
    for (what, servers), name in itertools.product(POOLS, LOOK_AT_LOADS):
        picks = GROWING_PICKS if len(servers) < 2000 else GROWING_PICKS // 5
        yield Question(f"{name}, flows stay: {what}", name, servers, 1, picks)
    for (what, servers), name in itertools.product(POOLS, HOMES):
        if len(servers) <= HOMES_SERVERS:
            yield Question(f"{name}, flows stay: {what}", name, servers, 1, HOMES_PICKS)
    yield from hash_questions()


def ask(driver):
    """Picks of the module's code, in the order of questions()."""
    lines = "\n".join(question.line() for question in questions())
    done = subprocess.run([driver], input=lines + "\n", capture_output=True,
                          text=True, check=False)
    if done.returncode:
        sys.exit(f"{driver} failed: {done.stderr}")
    return [[None if word == "-1" else int(word) for word in line.split()]
            for line in done.stdout.splitlines()]


def first_difference(got, want):
    """Where two lists of picks part, for people."""
    for place, (one, other) in enumerate(zip(got, want)):
        if one != other:
            return f"# pick {place} is {one}, not {other}"
    return f"# {len(got)} picks, not {len(want)}"


def main():
    """Compare, and report in TAP."""
    failed = count = 0
    print("TAP version 13")
    answers = ask(sys.argv[1])
    for count, (question, got) in enumerate(zip(questions(), answers), 1):
        want = [pick if model is maglev.ANY else model
                for pick, model in zip(got, question.answer())]
        if got != want:
            failed += 1
            print(first_difference(got, want))
        print(f"{'not ' if got != want else ''}ok {count} - {question.what}")
    print(f"1..{count}")
    return failed or count != len(list(questions()))


if __name__ == "__main__":
    sys.exit(bool(main()))
