#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Files of at most 500 lines, functions of at most 80, lines of at most 80 columns."""
import source

FILE_LINES = 500
FUNCTION_LINES = 80
# what is not the module or its tools may be wider
COLUMNS = {"kmod/": 80, "include/": 80, "tools/": 100, "tests/": 100}


def check_lines(path, text):
    """Columns, with tabs of 8; a line that holds a string may be longer."""
    limit = next((width for start, width in COLUMNS.items() if path.startswith(start)), 0)
    if not limit:
        return
    for number, line in enumerate(text.splitlines(), 1):
        width = len(line.expandtabs(8))
        if width > limit and '"' not in line and "http" not in line:
            yield f"{path}:{number}: {width} columns, more than {limit}"


def check(path):
    """All findings in one file."""
    text = source.text_of(path)
    count = text.count("\n")
    if count > FILE_LINES:
        yield f"{path}: {count} lines, more than {FILE_LINES}"
    if path.endswith((".c", ".h")):
        for function in source.functions(text):
            if function.lines > FUNCTION_LINES:
                yield (f"{path}:{function.line}: {function.name}() has {function.lines} lines, "
                       f"more than {FUNCTION_LINES}")
        yield from check_lines(path, text)


def main():
    """Check every source file."""
    findings = []
    for path in source.files("*.c", "*.h", "*.py", "*.sh", "*.mk", "tests/*/run", "tests/run"):
        findings += check(path)
    source.finish(findings)


if __name__ == "__main__":
    main()
