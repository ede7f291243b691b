# SPDX-License-Identifier: GPL-2.0
"""Where the two modules are meant to differ: the rows of docs/differences.md that packets and
listings show, each with what it does to which scenario.

A file in expected/ is one row. Its first line is the row's first cell; then come scenarios,
«## name; name», each followed by all lines of its difference: - is what in-tree ip_vs does, + what
lvs does. A scenario whose difference is another one, or gone, fails.
"""
import os

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "expected")


def parse(text):
    """The row, and a dict of scenario -> lines."""
    row, *rest = text.splitlines()
    changes, names = {}, []
    for line in rest:
        if line.startswith("## "):
            names = line[3:].split("; ")
            changes.update({name: [] for name in names})
        else:
            for name in names:
                changes[name].append(line)
    return row, changes


def load():
    """All rows."""
    found = []
    for name in sorted(os.listdir(HERE)) if os.path.isdir(HERE) else []:
        with open(os.path.join(HERE, name), encoding="utf-8") as file:
            found.append(parse(file.read()))
    return found


DIFFERENCES = load()


def expected(name):
    """The lines of a scenario's difference; none if both modules do the same."""
    for _, changes in DIFFERENCES:
        if name in changes:
            return changes[name]
    return []


def unknown(names):
    """What is said here about scenarios or rows that are not there."""
    for _, changes in DIFFERENCES:
        yield from (name for name in changes if name not in names)
    path = os.path.join(os.environ.get("LVS_TOP", ""), "docs/differences.md")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            rows = file.read()
        yield from (row for row, _ in DIFFERENCES if f"| {row} |" not in rows)
