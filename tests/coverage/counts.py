# SPDX-License-Identifier: GPL-2.0
"""What gcov has counted, of several objects and machines."""

from collections import defaultdict


class Share:
    """So many of so many."""

    def __init__(self, counts):
        counts = list(counts)
        self.hit = sum(1 for count in counts if count)
        self.all = len(counts)

    def percent(self):
        """Of nothing, all."""
        return 100.0 * self.hit / self.all if self.all else 100.0

    def __str__(self):
        return f"{self.hit}/{self.all} {self.percent():5.1f} %" if self.all else "-"


class Counts:
    """How often lines, branches and functions of each file ran. What a header holds is counted
    in every object that includes it, and every object by several machines: all is added up."""

    def __init__(self):
        # {path: {line: count}}
        self.lines = defaultdict(dict)
        # {path: {(line, function): [count of each way out]}}
        self.branches = defaultdict(dict)
        # {path: {function: count}}
        self.called = defaultdict(dict)
        # {path: {line: function}}
        self.owners = defaultdict(dict)

    def add(self, path, file):
        """What gcov's JSON says of one file in one object."""
        for function in file["functions"]:
            name = function["name"]
            self.called[path][name] = self.called[path].get(name, 0) + function["execution_count"]
        for line in file["lines"]:
            number, name = line["line_number"], line.get("function_name", "")
            self.lines[path][number] = self.lines[path].get(number, 0) + line["count"]
            self.owners[path][number] = name
            ways = [branch["count"] for branch in line["branches"] if not branch["throw"]]
            if ways:
                self.add_ways(path, (number, name), ways)

    def add_ways(self, path, place, ways):
        """Where an object has other branches than those before, whoever has more is right."""
        had = self.branches[path].get(place, [])
        if len(had) == len(ways):
            ways = [one + other for one, other in zip(had, ways)]
        if len(ways) >= len(had):
            self.branches[path][place] = ways

    def merge(self, other):
        """Add what was counted elsewhere."""
        for mine, theirs in ((self.lines, other.lines), (self.called, other.called)):
            for path, counts in theirs.items():
                for key, count in counts.items():
                    mine[path][key] = mine[path].get(key, 0) + count
        for path, owners in other.owners.items():
            self.owners[path].update(owners)
        for path, places in other.branches.items():
            for place, ways in places.items():
                self.add_ways(path, place, ways)

    def merge_known(self, other):
        """Add what was counted elsewhere of lines and functions that are known here."""
        for mine, theirs in ((self.lines, other.lines), (self.called, other.called)):
            for path, counts in mine.items():
                for key in counts:
                    counts[key] += theirs.get(path, {}).get(key, 0)

    def paths(self):
        """All files."""
        return sorted(self.lines)

    def lines_share(self, path=None):
        """Lines that ran, of one file or of all."""
        paths = [path] if path else self.paths()
        return Share(count for one in paths for count in self.lines[one].values())

    def branches_share(self, path=None):
        """Branches that were taken, of one file or of all."""
        paths = [path] if path else self.paths()
        return Share(count for one in paths
                     for ways in self.branches[one].values() for count in ways)

    def functions(self):
        """(path, function) of all."""
        return sorted((path, name) for path, called in self.called.items() for name in called)

    def idle_functions(self):
        """(path, function) of those that nothing called."""
        return [(path, name) for path, name in self.functions() if not self.called[path][name]]

    def idle_places(self):
        """(path, first line, last line, function) of what nothing came to; lines without code do
        not part what belongs together."""
        for path in self.paths():
            place = None
            for number in sorted(self.lines[path]):
                name = self.owners[path].get(number, "")
                if not self.lines[path][number] and place and place[1] == name:
                    place = (place[0], name, number)
                    continue
                if place:
                    yield path, place[0], place[2], place[1]
                place = None if self.lines[path][number] else (number, name, number)
            if place:
                yield path, place[0], place[2], place[1]
