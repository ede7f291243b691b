#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Every function of the module that other files can call has kernel-doc: one line of what it does,
each parameter, the context it runs in, and what it returns."""
import re

import source


def comment_before(text, place):
    """The kernel-doc that ends right before @place, or nothing."""
    before = text[:place].rstrip("\n")
    start = before.rfind("/*")
    if not before.endswith("*/") or not before.startswith("/**\n", start):
        return ""
    return before[start:]


def check(path):
    """All findings in one file."""
    text = source.text_of(path)
    for function in source.functions(text):
        if function.is_static():
            continue
        where = f"{path}:{function.line}: {function.name}()"
        doc = comment_before(text, function.start)
        if not re.search(rf"^ \* {function.name}\(\) - \S", doc, re.M):
            yield f"{where} has no kernel-doc"
            continue
        for name in function.param_names():
            if not re.search(rf"^ \* @{name}: \S", doc, re.M):
                yield f"{where} does not say what @{name} is"
        if not re.search(r"^ \* Context: \S", doc, re.M):
            yield f"{where} does not say in which context it may be called"
        if not function.returns_nothing() and not re.search(r"^ \* Return: \S", doc, re.M):
            yield f"{where} does not say what it returns"


def main():
    """Check the module."""
    findings = []
    for path in source.files("kmod/*.c"):
        findings += check(path)
    source.finish(findings)


if __name__ == "__main__":
    main()
