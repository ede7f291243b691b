#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""sched_ref.py DRIVER: schedulers against the models of ref/sched.py, pick by pick."""
import itertools
import os
import random
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "ref"))
import sched  # noqa: E402

LARGEST = 2**31 - 1

# schedulers whose picks change with the loads
LOOK_AT_LOADS = ["lc", "wlc", "sed", "nq", "ovf"]


def plain(*weights):
    """Idle, open servers."""
    return [(weight, 0, 0, 0) for weight in weights]


def closed(servers, *indices):
    """The same with some of them closed."""
    return [(*server[:3], int(index in indices)) for index, server in enumerate(servers)]


def mixed(count, weights, share_closed=0.0, seed=1):
    """Servers drawn at random, the same ones in each run."""
    rng = random.Random(seed)
    return [(rng.choice(weights), rng.randrange(50), rng.randrange(500),
             int(rng.random() < share_closed)) for _ in range(count)]


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
    ("65 servers, one more than are looked through", mixed(65, range(1, 5))),
    ("2000 servers, idle, weights 1 to 3", plain(*[1, 2, 3] * 666, 1, 1)),
    ("10000 servers under load, a tenth closed", mixed(10000, range(100), 0.1)),
]

# enough for several cycles of the small pools
PICKS = 5000

# picks when each gives its server a connection
GROWING_PICKS = 700


def questions():
    """All pools for all schedulers: (description, scheduler, growth, picks, servers)."""
    for (what, servers), name in itertools.product(POOLS, sched.MODELS):
        yield f"{name}: {what}", name, 0, PICKS, servers
    for (what, servers), name in itertools.product(POOLS, LOOK_AT_LOADS):
        picks = GROWING_PICKS if len(servers) < 2000 else GROWING_PICKS // 5
        yield f"{name}, flows stay: {what}", name, 1, picks, servers


def ask(driver):
    """Picks of the module's code, in the order of questions()."""
    lines = (" ".join([name, "4 0", str(growth), str(picks)] +
                      [":".join(map(str, server)) for server in servers])
             for _, name, growth, picks, servers in questions())
    done = subprocess.run([driver], input="\n".join(lines) + "\n", capture_output=True,
                          text=True, check=False)
    if done.returncode:
        sys.exit(f"{driver} failed: {done.stderr}")
    return [[None if word == "-1" else int(word) for word in line.split()]
            for line in done.stdout.splitlines()]


def answer(name, growth, picks, servers):
    """What the model says."""
    servers = [list(server) for server in servers]
    model = sched.MODELS[name](servers)
    got = []
    for _ in range(picks):
        got.append(next(model))
        if got[-1] is not None:
            servers[got[-1]][1] += growth
    return got


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
    for count, ((what, *question), got) in enumerate(zip(questions(), answers), 1):
        want = answer(*question)
        if got != want:
            failed += 1
            print(first_difference(got, want))
        print(f"{'not ' if got != want else ''}ok {count} - {what}")
    print(f"1..{count}")
    return failed or count != len(list(questions()))


if __name__ == "__main__":
    sys.exit(bool(main()))
