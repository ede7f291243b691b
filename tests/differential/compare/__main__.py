# SPDX-License-Identifier: GPL-2.0
"""Run all scenarios against in-tree ip_vs and then against the module that LVS_IMPL names, in one
kernel, and compare what each has done.

	compare --build FILE		make all packets, once, on a fast machine
	compare FILE [TEXT...]		play them

Prints one line for each scenario: «ok» or «not ok», a tab, its name; what differs follows in
lines that begin with «#». With TEXTs: only scenarios whose name contains one of them, and all
that happened.
"""
import difflib
import os
import pickle
import subprocess
import sys

import differences
import frame
import plan
import wire
from director import Director


def mark_rules(scenarios):
    """Packets of a client are marked for the service of its scenario."""
    rules = ["table inet marks {", "chain early {", "type filter hook prerouting priority -150;"]
    for one in scenarios:
        if one.mark:
            word = "ip6" if one.family.number == 6 else "ip"
            rules.append(f"{word} saddr {one.family.client(one.number)} meta mark set {one.mark}")
    return "\n".join([*rules, "}", "}"]) if len(rules) > 3 else ""


class Run:
    """What one module does with all scenarios."""

    def __init__(self, impl, scenarios, marks, always=()):
        self.director = Director(impl)
        self.always = always
        self.scenarios = scenarios
        self.marks = marks
        self.wire = None
        self.knobs = {}

    def step(self, step, scenario, lines):
        """One step; what it brings about goes to lines."""
        lines.append(f"{step.what}:")
        for line in step.edits:
            self.director.edit(line)
        if step.rest:
            self.director.settle()
        if step.knob:
            before = self.director.knob(*step.knob)
            if before is None:
                lines.append("  no such knob")
            else:
                self.knobs.setdefault(step.knob[0], before)
        if not step.frame:
            return
        for device, got in self.wire.exchange(step.device, step.frame):
            lines.append(f"  {device} {frame.text(got)}")
        if scenario.looks(step):
            for line in self.director.conns(scenario.clients_in_proc()):
                lines.append(f"  conn {line}")

    def play(self, scenario):
        """All steps of a scenario, and the counters that remain."""
        lines = []
        for step in scenario.steps:
            self.step(step, scenario, lines)
        while self.knobs:
            self.director.knob(*self.knobs.popitem())
        lines += ["in the end:", *self.director.counts(scenario.services_in_proc())]
        return lines

    def listings(self, transcripts):
        """Add the listings of each scenario's services to its transcript."""
        self.director.settle()
        for options, columns in ((("-L", "-n", "--stats", "--exact"), None),
                                 (("-L", "-n", "--thresholds"), 4)):
            blocks = self.director.blocks(*options, columns=columns)
            for scenario, lines in zip(self.scenarios, transcripts):
                lines.append(" ".join(options) + ":")
                for key in sorted(scenario.services_in_listing()):
                    lines += blocks.get(key, ["none"])

    def all(self):
        """Transcripts of all scenarios, in a namespace of its own. The module goes before the
        devices do, which it may hold."""
        self.director.load()
        with wire.Namespace():
            self.wire = wire.Wire([plan.Family(4), plan.Family(6)], self.marks)
            try:
                transcripts = self.rules_and_scenarios()
            finally:
                self.director.clear()
                self.director.unload()
                self.wire.close()
        return [one.named(lines) for one, lines in zip(self.scenarios, transcripts)]

    def rules_and_scenarios(self):
        """Transcripts of all scenarios, from configuration to listings."""
        rules = mark_rules(self.scenarios)
        if rules:
            subprocess.run(["nft", "-f", "-"], input=rules, text=True, check=True)
        lines = [line for one in self.scenarios for line in one.config]
        for line in self.director.configure(lines):
            print(line)
        self.wire.set_sysctls()
        for name, value in self.always:
            if self.director.knob(name, value) is None:
                raise LookupError(f"no knob {name}")
        transcripts = [self.play(one) for one in self.scenarios]
        self.listings(transcripts)
        return transcripts


def changes(before, after):
    """Lines that only one of two transcripts has, marked by - and +."""
    return [line for line in difflib.unified_diff(before, after, lineterm="", n=0)
            if not line.startswith(("---", "+++", "@@"))]


def judge(scenario, before, after, impl):
    """Print the verdict on a scenario."""
    found = changes(before, after)
    expected = differences.expected(scenario.name) if impl == "lvs" else []
    if found == expected:
        print(f"ok\t{scenario.name}")
        return
    print(f"not ok\t{scenario.name}")
    if not expected:
        print("# - is what ip_vs did, + what lvs did:")
        for line in difflib.unified_diff(before, after, lineterm="", n=100):
            if not line.startswith(("---", "+++", "@@")):
                print(f"#  {line}")
        return
    print("# - is what differences.py says, + is how they differ now:")
    for line in difflib.unified_diff(expected, found, lineterm="", n=100):
        print(f"#  {line}")


def judge_both_ways(scenario, fast, slow):
    """Print whether a scenario is the same by the policy tier alone."""
    if fast == slow:
        print(f"ok\twithout the fast tier: {scenario.name}")
        return
    print(f"not ok\twithout the fast tier: {scenario.name}")
    print("# - is with it, + without it:")
    for line in changes(fast, slow):
        print(f"#  {line}")


def build(path):
    """Make all packets."""
    import cases  # noqa: F401  pylint: disable=unused-import,import-outside-toplevel
    import scenario  # pylint: disable=import-outside-toplevel
    with open(path, "wb") as file:
        pickle.dump((scenario.build_all(), scenario.marks()), file)


def play(path, patterns):
    """The whole comparison."""
    impl = os.environ.get("LVS_IMPL", "lvs")
    with open(path, "rb") as file:
        everything, marks = pickle.load(file)
    scenarios = [one for one in everything
                 if not patterns or any(pattern in one.name for pattern in patterns)]
    before = Run("ip_vs", scenarios, marks).all()
    after = Run(impl, scenarios, marks).all()
    for one, theirs, ours in zip(scenarios, before, after):
        judge(one, theirs, ours, impl)
        if patterns:
            print("\n".join(f"#    {line}" for line in theirs))
    if impl == "lvs":
        alone = Run(impl, scenarios, marks, [("fastpath", "0")]).all()
        for one, fast, slow in zip(scenarios, after, alone):
            judge_both_ways(one, fast, slow)
    for name in differences.unknown({one.name for one in everything}):
        print(f"not ok\tdifferences.py speaks of what does not exist: {name}")


if sys.argv[1] == "--build":
    build(sys.argv[2])
else:
    play(sys.argv[1], sys.argv[2:])
