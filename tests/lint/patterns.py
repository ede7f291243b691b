#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""What must not stand in a source file, and what must."""
import re

import source

# folder, file names, pattern, why not; comments and strings of C do not count
FORBIDDEN = [
    ("kmod/", r"\.[ch]$", r"\bLINUX_VERSION_CODE\b|\bKERNEL_VERSION\b",
     "decide by what the kernel's headers offer, in compat/"),
    ("kmod/", r"\.[ch]$", r"\bBUG(_ON)?\(", "a bug of ours must not stop the machine"),
    ("kmod/", r"\.[ch]$", r"\bvolatile\b", "use READ_ONCE() and WRITE_ONCE()"),
    ("kmod/", r"\.[ch]$", r"\btypedef\s+(struct|union|enum)\b", "name the struct"),
    ("kmod/(?!compat/)", r"\.c$", r"(?m)^\s*#\s*if", "use IS_ENABLED() in an expression, or compat/"),
    ("kmod/", r"\.[ch]$", r"\bprintk\(|\bpr_(?!info\b|err\b|warn_ratelimited\b)\w+\(",
     "print through base/log.h"),
    ("kmod/(?!base/log\\.h)", r"\.[ch]$", r"\bpr_\w+\(", "print through base/log.h"),
    ("tests/", r"(\.sh|/run)$", r"(?m)^[^#\n]*\bsleep\s+[0-9]", "wait for a condition with a deadline"),
    ("tests/", r"\.[ch]$", r"\b(u|nano)?sleep\(|\bpoll\(NULL\b", "wait for a condition with a deadline"),
    ("tests/", r"\.py$", r"\btime\.sleep\(", "wait for a condition with a deadline"),
]

SPDX = "SPDX-License-Identifier: "


def check_forbidden(path, text):
    """Lines that match a pattern."""
    plain = source.without_comments(text) if path.endswith((".c", ".h")) else text
    for folder, name, pattern, why in FORBIDDEN:
        if not re.match(folder, path) or not re.search(name, path):
            continue
        for match in re.finditer(pattern, plain):
            line = plain.count("\n", 0, match.end()) + 1
            yield f"{path}:{line}: {match[0].strip()}: {why}"


def check_spdx(path, text):
    """The licence stands in one of the first two lines."""
    if SPDX not in "\n".join(text.split("\n", 2)[:2]):
        yield f"{path}:1: no {SPDX.strip(': ')} in the first two lines"


def main():
    """Check every source file."""
    findings = []
    for path in source.files("*.c", "*.h", "*.py", "*.sh", "*.mk", "*/Makefile", "Makefile", "Kbuild",
                             "tests/*/run", "tests/run"):
        text = source.text_of(path)
        findings += check_spdx(path, text)
        findings += check_forbidden(path, text)
    source.finish(findings)


if __name__ == "__main__":
    main()
