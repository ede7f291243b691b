#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""docs/features.md is whole and true: every section has all its rows, in order; each row names a
test that exists, or says after «no test:» why it has none."""
import os
import re

import source

PAGE = "docs/features.md"

# section letter, how many rows it has
SECTIONS = {"A": 20, "B": 20, "C": 16, "D": 14, "E": 33, "F": 33, "G": 23, "H": 15, "I": 16, "J": 10,
            "K": 24, "L": 6, "M": 33, "N": 7, "O": 37, "P": 5, "Q": 13, "R": 5, "T": 4, "V": 42,
            "W": 10, "X": 9}

ROW = re.compile(r"^\| ([A-Z])(\d+) \| (.+?) \| (.+?) \|$", re.M)
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
    """What is wrong with the last column of a row."""
    if proof.startswith(REASON):
        if len(proof) < len(REASON) + 10:
            yield f"{PAGE}: {row}: the reason is too short to be one"
        return
    names = TEST.findall(proof)
    if not names:
        yield f"{PAGE}: {row}: names neither a test nor a reason («{REASON} ...»)"
    for name in names:
        if not is_test(name):
            yield f"{PAGE}: {row}: there is no test tests/{name}, or it does not run yet"


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


def main():
    """Check the page."""
    text = source.text_of(PAGE)
    findings = []
    rows = []
    for match in ROW.finditer(text):
        row = match[1] + match[2]
        rows.append(row)
        findings += check_proof(row, match[4])
    findings += check_complete(rows)
    source.finish(findings)


if __name__ == "__main__":
    main()
