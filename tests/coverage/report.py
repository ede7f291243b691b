#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Which lines and branches of kmod/ the tests came to, by what gcov has counted.

usage: report.py [--part] FOLDER... OUT

Each FOLDER holds the .gcno files of a module that was built to count, and the .gcda files that one
machine has filled; OUT/unit may hold those of the unit tests. They count for lines and functions
that the module has, not for branches, which another compiler run draws elsewhere. With --part, only
some tests ran: figures are printed, and nothing is asked of them.

Writes OUT/lines and OUT/functions. Ends with counts as the lanes of tests/run do.
"""

import json
import os
import subprocess
import sys

from counts import Counts

# What the tests have to come to of all lines, in percent
LINES_PERCENT = 85

HERE = os.path.dirname(os.path.realpath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
LISTED = os.path.join(HERE, "uncovered")


def notes_below(folder):
    """The files that describe objects, by name."""
    found = []
    for place, _, names in os.walk(folder):
        found += [os.path.join(place, name) for name in names if name.endswith(".gcno")]
    return sorted(found)


def path_of(name):
    """The path in the checkout of a file of the module, however the compiler was told of it."""
    path = "kmod/" + ("/" + os.path.normpath(name)).rpartition("/kmod/")[2]
    if "/kmod/" in "/" + name and os.path.isfile(os.path.join(TOP, path)):
        return path
    return None


def gather(folder):
    """What was counted in one folder."""
    counts = Counts()
    notes = notes_below(folder)
    if not notes:
        return counts
    told = subprocess.run(["gcov", "--json-format", "--stdout", "--branch-probabilities", *notes],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    for line in told.stdout.splitlines():
        for file in json.loads(line)["files"]:
            path = path_of(file["file"])
            if path:
                counts.add(path, file)
    return counts


def gather_all(folders):
    """What was counted in several machines, or nothing if one of them has not."""
    counts = Counts()
    for folder in folders:
        one = gather(folder)
        if not one.lines_share().hit:
            print(f"not ok - {folder} holds no counts")
            return None
        counts.merge(one)
    return counts


def print_table(counts):
    """A line for each file, and their sum."""
    print(f"    {'':32}{'lines':>24}{'branches':>24}")
    for path in [*counts.paths(), None]:
        lines, branches = counts.lines_share(path), counts.branches_share(path)
        print(f"    {path or 'in total':32}{lines!s:>24}{branches!s:>24}")


def read_listed():
    """{(file, function): reason} of functions that need no test."""
    listed = {}
    with open(LISTED, encoding="utf-8") as file:
        for line in file:
            fields = line.split("#", 1)[0].split(None, 2)
            if len(fields) == 3:
                listed[fields[0], fields[1]] = fields[2].strip()
    return listed


def print_functions(counts):
    """Functions that nothing called, unless they are listed, and what is wrong in the list."""
    listed = read_listed()
    idle = set(counts.idle_functions())
    known = set(counts.functions())
    for path, name in sorted(idle - listed.keys()):
        print(f"    not called: {path} {name}()")
    for path, name in sorted(listed.keys() - idle):
        wrong = "is called" if (path, name) in known else "does not exist"
        print(f"    listed, but {wrong}: {path} {name}()")


def write(out, counts):
    """The lists of what nothing came to."""
    with open(os.path.join(out, "lines"), "w", encoding="utf-8") as file:
        for path, first, last, name in counts.idle_places():
            place = f"{first}" if first == last else f"{first}-{last}"
            print(f"{path}:{place}: {name}", file=file)
    with open(os.path.join(out, "functions"), "w", encoding="utf-8") as file:
        for path, name in counts.idle_functions():
            print(path, name, file=file)


def report(counts, out, part):
    """Print and write all of it; true if enough was covered."""
    print_table(counts)
    counts.merge_known(gather(os.path.join(out, "unit")))
    write(out, counts)
    print(f"    {out}/lines and functions: what nothing came to")
    if part:
        return True
    share = counts.lines_share()
    print(f"    with the unit tests: lines {share}")
    print_functions(counts)
    enough = share.percent() >= LINES_PERCENT
    print(f"{'ok' if enough else 'not ok'} - at least {LINES_PERCENT} % of all lines are covered")
    return enough


def main():
    """Judge what the folders hold."""
    arguments = sys.argv[1:]
    part = arguments[0] == "--part"
    *folders, out = arguments[part:]
    counts = gather_all(folders)
    good = counts is not None and report(counts, out, part)
    print(f"{int(good)} passed, {int(not good)} failed, 0 skipped")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
