#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""docs/features.md is whole and true: every section has all its rows, in order; each row names a
test that exists, or says after «no test:» why it has none. So does each row of the pages that list
differences, whose tables have a last column for it."""
import os
import re

import source

PAGE = "docs/features.md"
# pages that are one table, a difference a row
DIFFERENCES = ("docs/differences.md", "tools/lvsadm/differences.md")

# section letter, how many rows it has
SECTIONS = {"A": 20, "B": 20, "C": 16, "D": 14, "E": 33, "F": 33, "G": 23, "H": 15, "I": 16, "J": 10,
            "K": 24, "L": 6, "M": 33, "N": 7, "O": 37, "P": 5, "Q": 13, "R": 5, "T": 4, "V": 42,
            "W": 10, "X": 9}

ROW = re.compile(r"^\| ([A-Z])(\d+) \| (.+?) \| (.+?) \|$", re.M)
LINE = re.compile(r"^\|(.*)\|$", re.M)
TEST = re.compile(r"`([\w./-]+)`")
REASON = "no test:"


def pending():
    """Programs that are not part of the runs yet."""
    lines = source.text_of("tests/pending").splitlines()
    return {line.split()[0] for line in lines if line and not line.startswith("#")}


def is_test(name):
    """Is there such a program, below tests/, and does it run."""
    return os.path.isfile(os.path.join(source.TOP, "tests", name)) and name not in pending()


def check_proof(row, proof):
    """What is wrong with the last column of a row, which is named by its page and itself."""
    if proof.startswith(REASON):
        if len(proof) < len(REASON) + 10:
            yield f"{row}: the reason is too short to be one"
        return
    names = TEST.findall(proof)
    if not names:
        yield f"{row}: names neither a test nor a reason («{REASON} ...»)"
    for name in names:
        if not is_test(name):
            yield f"{row}: there is no test tests/{name}, or it does not run yet"


def check_complete(rows):
    """Rows that are missing, twice there or unknown."""
    wanted = [f"{letter}{number}" for letter, count in SECTIONS.items()
              for number in range(1, count + 1)]
    for row in wanted:
        if rows.count(row) != 1:
            yield f"{PAGE}: {row} stands there {rows.count(row)} times"
    for row in rows:
        if row not in wanted:
            yield f"{PAGE}: {row} is no known row"


def check_features():
    """All findings in the page of features."""
    rows = []
    for match in ROW.finditer(source.text_of(PAGE)):
        row = match[1] + match[2]
        rows.append(row)
        yield from check_proof(f"{PAGE}: {row}", match[4])
    yield from check_complete(rows)


def check_differences(page):
    """All findings in a page of differences: its heading, then its rows."""
    lines = [[cell.strip() for cell in match[1].split("|")]
             for match in LINE.finditer(source.text_of(page))]
    if len(lines) < 3 or lines[0][-1] != "proof":
        yield f"{page}: has no table whose last column is «proof»"
        return
    names = [line[0] for line in lines]
    for line in lines[2:]:
        row = f"{page}: {line[0]}"
        if len(line) != len(lines[0]):
            yield f"{row}: has {len(line)} columns, not {len(lines[0])}"
        if names.count(line[0]) != 1:
            yield f"{row}: stands there {names.count(line[0])} times"
        yield from check_proof(row, line[-1])


def main():
    """Check the pages."""
    findings = list(check_features())
    for page in DIFFERENCES:
        findings += check_differences(page)
    source.finish(findings)


if __name__ == "__main__":
    main()
