#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""The floors of kmod/ (docs/design.md): who may see whom, and that nothing goes in circles.

A unit is a .c file with its .h file. It sees another one by including its header or
by using a function or object that the other defines.
"""
import re
from collections import defaultdict

import source

FLOORS = {"compat": 0, "base": 1, "pkt": 2, "obj": 3, "sched": 4, "proto": 4, "app": 4, "pe": 4,
          "xmit": 5, "sync": 6, "path": 7, "ctl": 8, "main": 9}

INCLUDE = re.compile(r'^#include "([^"]+)"', re.M)
OBJECT = re.compile(r"^(?!static|extern|typedef)(?:const |struct |enum |unsigned |[su]\d+ |int |bool )"
                    r"[\w \*]*?\b(\w+)(?:\[\w*\])*(?: __\w+)*(?: =|;)", re.M)
INLINE = re.compile(r"^static inline [^;{}]*?\b(\w+)\([^;{}]*\)\n\{", re.M)


def unit_of(path):
    """kmod/obj/conn.c and kmod/obj/conn.h are unit obj/conn."""
    return path.removeprefix("kmod/").rsplit(".", 1)[0]


def folder_of(unit):
    """The folder of a unit; main.c is one of its own."""
    return unit.split("/", maxsplit=1)[0]


def line_of(text, place):
    """Number of a line."""
    return text.count("\n", 0, place) + 1


class Tree:
    """All of kmod/."""

    def __init__(self):
        self.text = {path: source.text_of(path) for path in source.files("kmod/*.c", "kmod/*.h")
                     if not path.startswith("kmod/compat/")}
        self.findings = []
        self.include_edges = defaultdict(set)
        self.use_edges = defaultdict(set)

    def check_edge(self, path, line, other, what):
        """May the unit of @path see @other."""
        mine, theirs = folder_of(unit_of(path)), folder_of(other)
        if mine not in FLOORS or theirs not in FLOORS:
            self.findings.append(f"{path}:{line}: {what}: no floor is known for this folder")
        elif FLOORS[theirs] > FLOORS[mine]:
            self.findings.append(f"{path}:{line}: {what}: {theirs} is above {mine}")
        elif FLOORS[theirs] == FLOORS[mine] and theirs != mine:
            self.findings.append(f"{path}:{line}: {what}: {theirs} is beside {mine}")

    def check_includes(self):
        """Headers that are included in quotes."""
        for path, text in self.text.items():
            for match in INCLUDE.finditer(text):
                line = line_of(text, match.start())
                if f"kmod/{match[1]}" not in self.text:
                    self.findings.append(f'{path}:{line}: "{match[1]}" is not a path from kmod/')
                    continue
                self.check_edge(path, line, unit_of(match[1]), f'includes "{match[1]}"')
                if path.endswith(".h"):
                    self.include_edges[path].add(f"kmod/{match[1]}")

    def definitions(self):
        """Which unit defines a name that others can see."""
        owner = {}
        for path, text in self.text.items():
            plain = source.without_comments(text)
            if path.endswith(".c"):
                names = [function.name for function in source.functions(plain)
                         if not function.is_static()]
                names += OBJECT.findall(plain)
            else:
                names = INLINE.findall(plain)
            owner.update((name, unit_of(path)) for name in names)
        return owner

    def check_uses(self):
        """Names that other units define."""
        owner = self.definitions()
        for path, text in self.text.items():
            plain = source.without_comments(text)
            seen = set()
            for match in re.finditer(r"(?<![\w.>])\w+\b", plain):
                other = owner.get(match[0])
                if not other or other == unit_of(path) or match[0] in seen:
                    continue
                if path.endswith(".h") and not re.search(r"static inline", plain):
                    continue
                seen.add(match[0])
                self.check_edge(path, line_of(plain, match.start()), other, f"uses {match[0]}")
                self.use_edges[unit_of(path)].add(other)

    def check_circles(self, edges, what):
        """Depth first; a node that is met while it is open closes a circle."""
        state = {}

        def visit(node, trail):
            state[node] = "open"
            for other in sorted(edges.get(node, ())):
                if state.get(other) == "open":
                    circle = trail[trail.index(other):] + [other]
                    self.findings.append(f"{what}: {' -> '.join(circle)}")
                elif other not in state:
                    visit(other, trail + [other])
            state[node] = "done"

        for node in sorted(edges):
            if node not in state:
                visit(node, [node])

    def check_names(self):
        """File names are unique, so that a name says which file is meant."""
        places = defaultdict(list)
        for path in self.text:
            places[path.rsplit("/", 1)[-1]].append(path)
        for paths in places.values():
            if len(paths) > 1:
                self.findings.append(f"{paths[1]}: there is {paths[0]} already")


def main():
    """Check everything."""
    tree = Tree()
    tree.check_includes()
    tree.check_uses()
    tree.check_circles(tree.include_edges, "headers include each other in a circle")
    tree.check_circles(tree.use_edges, "units use each other in a circle")
    tree.check_names()
    source.finish(tree.findings)


if __name__ == "__main__":
    main()
