# SPDX-License-Identifier: GPL-2.0
"""What the checks of this folder share: which files there are, and what is in C files."""
import os
import re
import subprocess
import sys

TOP = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))

FUNCTION = re.compile(r"^(?P<head>(?!typedef|struct \w+ \{)\w[^;{}=#]*?"
                      r"\b(?P<name>\w+)\((?P<params>[^;{}()]*(?:\([^()]*\)[^;{}()]*)*)\)"
                      r"(?:\s+__\w+(?:\([^()]*\))?)*)\n\{\n", re.M)


def files(*patterns):
    """Files of the project that match, tracked or about to be, by path from the top."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "--", *patterns],
                            cwd=TOP, capture_output=True, text=True, check=True)
    return [path for path in listed.stdout.splitlines()
            if os.path.isfile(os.path.join(TOP, path))
            and not os.path.islink(os.path.join(TOP, path))]


def text_of(path):
    """A file's text."""
    with open(os.path.join(TOP, path), encoding="utf-8") as file:
        return file.read()


def without_comments(text):
    """C without comments and the insides of strings; line numbers stay."""
    def blank(match):
        word = match.group(0)
        return '""' if word[0] == '"' else "\n" * word.count("\n")
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', blank, text, flags=re.S)


class Function:
    """A function definition in a C file."""

    def __init__(self, text, match):
        self.name = match["name"]
        self.head = match["head"]
        self.params = match["params"]
        self.start = match.start()
        self.line = text.count("\n", 0, match.start()) + 1
        end = text.find("\n}", match.end() - 1)
        self.lines = text.count("\n", match.start(), end) + 2

    def is_static(self):
        """Is it seen in its file only."""
        return re.search(r"\bstatic\b", self.head) is not None

    def param_names(self):
        """Names of its parameters."""
        if self.params.strip() == "void":
            return []
        parts = re.sub(r"\([^()]*\)\s*$", "", self.params).split(",")
        names = [re.search(r"(\w+)\W*$", re.sub(r"\)\s*\(.*", "", part)) for part in parts]
        return [name[1] for name in names if name]

    def returns_nothing(self):
        """Is there no value."""
        return re.search(r"\bvoid\s+(\w+\s+)*" + self.name + r"\(", self.head) is not None


def functions(text):
    """Function definitions, top to bottom."""
    return [Function(text, match) for match in FUNCTION.finditer(text)]


def finish(findings):
    """Print findings, one a line, and end the program."""
    for finding in findings:
        print(finding)
    sys.exit(bool(findings))
