#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Run one test machine: start it, follow its log, judge each test, bound its time.

usage: supervise.py LABEL JOB SECONDS EXPECTED_SKIPS COMMAND...

LABEL is a kernel, or KERNEL/K/N for the K-th of N machines that share its tests.

JOB/tests names the tests, one a line; one of them without a result is a failure.
JOB/out/log is what kselftest's runner prints in the machine; JOB/out/done exists when it came
to its end. Whatever keeps it from that (a panic, a hang, a failed boot) is a failure.
The counts of passed, failed and skipped results are left in JOB/counts.
"""

import fnmatch
import os
import re
import signal
import subprocess
import sys
import time

RESULT = re.compile(r"^(ok|not ok) \d+ selftests: [^:]*: (\S+)(.*)$")
POINT = re.compile(r"^# (ok|not ok) \d+ ?(.*)$")
START = re.compile(r"^# selftests: [^:]*: (\S+)$")
GOOD = re.compile(r"^# ok \d+ (?!.*# SKIP)")
SKIP = re.compile(r"# SKIP\b", re.IGNORECASE)

# What a test says that was not begun because LVS_UNTIL had passed
NO_TIME = "# SKIP no time left"

# Lines of a program that failed which are shown whole
LONG = 100

# Boots of a machine that dies before its work begins
BOOT_TRIES = 3


class ExpectedSkips:
    """tests/expected-skips: «kernel program reason» per line, patterns for the first two."""

    def __init__(self, path, label):
        self.programs = []
        with open(path, encoding="utf-8") as file:
            for line in file:
                fields = line.split("#", 1)[0].split(None, 2)
                if len(fields) == 3 and fnmatch.fnmatch(label, fields[0]):
                    self.programs.append(fields[1])

    def match(self, program):
        return any(fnmatch.fnmatch(program, pattern) for pattern in self.programs)


class Report:
    """Counts results, prints one line per program, and everything it said if it failed."""

    def __init__(self, label, expected):
        self.label = label
        self.expected = expected
        self.passed = self.failed = self.skipped = 0
        self.judged = set()
        self.begin(None)

    def begin(self, program):
        self.program = program
        self.began = time.monotonic()
        self.lines = []
        self.points = {"ok": 0, "not ok": 0, "skip": 0}

    def say(self, text):
        print(f"[{self.label}] {text}", flush=True)

    def line(self, text):
        start = START.match(text)
        result = RESULT.match(text)
        if start:
            self.begin(start[1])
        elif result:
            self.end(result[1], result[2], result[3])
        else:
            self.lines.append(text)
            point = POINT.match(text)
            if point:
                self.points["skip" if SKIP.search(point[2]) else point[1]] += 1

    def end(self, verdict, program, rest):
        self.judged.add(program)
        points = self.points
        skipped_whole = bool(SKIP.search(rest)) and not points["skip"]
        skips = points["skip"] + skipped_whole
        late = any(text.endswith(NO_TIME) for text in self.lines)
        bad = points["not ok"]
        if verdict == "not ok" and not bad:
            bad = 1
        if late:
            rest += " # no time left"
        elif skips and not self.expected.match(program):
            bad += skips
            rest += " # skip not expected"
            skips = 0
        good = points["ok"]
        if verdict == "ok" and not (good or skips or bad):
            good = 1
        self.passed += good
        self.failed += bad
        self.skipped += skips
        took = time.monotonic() - self.began
        word = "FAIL" if bad else "skip" if not good else "ok"
        self.say(f"{word:4} {program} ({good} passed, {took:.0f} s){rest}")
        if bad:
            self.tell(late=False)
        self.program = None
        self.lines = []

    def tell(self, late):
        """What the program said; of a long tale only what did not go well, or how it ended."""
        lines = self.lines
        if len(lines) > LONG and late:
            lines = lines[-LONG:]
        elif len(lines) > LONG:
            lines = [text for text in lines if not GOOD.match(text)]
        for text in lines:
            self.say("  " + text)

    def broken(self, reason):
        """The machine ended before its work."""
        self.failed += 1
        where = f" in {self.program}" if self.program else ""
        self.say(f"FAIL {reason}{where}")
        self.tell(late=True)

    def missing(self, wanted):
        """Tests that were asked for and have said nothing, or not all."""
        absent = [name for name in wanted if name not in self.judged]
        if self.program in absent:
            absent.remove(self.program)
        self.failed += len(absent)
        for name in absent:
            self.say(f"FAIL {name} was not run")


class Machine:
    """The guest as a child process with a group of its own, so that it can be ended whole."""

    def __init__(self, command, seconds):
        self.deadline = time.monotonic() + seconds
        self.child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def runs(self):
        return self.child.poll() is None

    def await_end(self, seconds):
        """Until it ends, but no longer than that."""
        try:
            self.child.wait(seconds)
        except subprocess.TimeoutExpired:
            pass

    def late(self):
        return time.monotonic() > self.deadline

    def end(self):
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.child.pid, number)
                self.child.wait(5)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                pass


def follow(path, machine):
    """Yield the lines of a growing file until the machine has ended or its time is up."""
    pending = ""
    file = None
    while True:
        ended = not machine.runs()
        if file is None and os.path.exists(path):
            file = open(path, encoding="utf-8", errors="replace")
        text = file.read() if file else ""
        *lines, pending = (pending + text).split("\n")
        yield from lines
        if text:
            continue
        if ended or machine.late():
            break
        machine.await_end(0.05)
    if pending:
        yield pending


def tail(path, count):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read().splitlines()[-count:]
    except OSError:
        return []


def began(job):
    """The guest got as far as its work."""
    log = os.path.join(job, "out/log")
    return os.path.exists(log) and os.path.getsize(log) > 0


def boot(command, seconds, job, report):
    """One life of the machine; true if its time was up."""
    machine = Machine(command, seconds)
    try:
        for text in follow(os.path.join(job, "out/log"), machine):
            report.line(text)
        return machine.runs()
    finally:
        machine.end()


def main():
    label, job, seconds, skips = sys.argv[1:5]
    report = Report(label, ExpectedSkips(skips, label.split("/")[0]))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # An emulated machine may lose its way before it reaches anything of ours.
    for _ in range(BOOT_TRIES):
        late = boot(sys.argv[5:], float(seconds), job, report)
        if late or began(job):
            break
        report.say("note: the machine died while booting")
    if not os.path.exists(os.path.join(job, "out/done")):
        report.broken(f"time of {seconds} s is up" if late else "machine died")
        for text in tail(os.path.join(job, "console"), 60):
            report.say("  console: " + text)
    with open(os.path.join(job, "tests"), encoding="utf-8") as file:
        report.missing(file.read().split())
    with open(os.path.join(job, "counts"), "w", encoding="utf-8") as file:
        print(report.passed, report.failed, report.skipped, file=file)
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
