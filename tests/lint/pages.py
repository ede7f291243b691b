#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""Manual pages tell all that the sources have, and nothing else: sysctls with their defaults, files
in /proc, module parameters, schedulers, functions of the library. groff has nothing to say about
them, where it is installed. What the tool's own tables hold is checked by tests/tools/run."""
import os
import re
import shutil
import subprocess

import source

MODULE = "tools/man/lvs.7"
TOOL = "tools/man/lvsadm.8"
WORDS = "tools/lvsadm/opts.c"
LIBRARY = "tools/man/liblvs.3"
PROGRAMS = ["tools/man/lvsadm-save.8", "tools/man/lvsadm-restore.8",
            "tools/man/lvs.service.8"]


def plain(page):
    """A page without its fonts and escapes; requests stay."""
    text = source.text_of(page)
    text = re.sub(r"\\f(?:[A-Z]|\[[A-Z]*\])", "", text)
    return text.replace("\\-", "-").replace("\\e", "\\")


def section(text, title):
    """The part of a page below a heading."""
    found = re.search(rf"^\.SH {title}\n(.*?)(?=^\.SH |\Z)", text, re.M | re.S)
    return found[1] if found else ""


def compare(page, what, told, real):
    """Names that stand on one side only."""
    for name in sorted(real - told):
        yield f"{page}: does not tell of {what} {name}"
    for name in sorted(told - real):
        yield f"{page}: tells of {what} {name}, which there is not"


def sysctls_of_module():
    """Names of the files, from the table that makes them."""
    text = source.text_of("kmod/ctl/sysctl.c")
    table = re.search(r"\bknobs\[\] = \{\n(.*?)\n\};", text, re.S)[1]
    names = re.findall(r'\.name = "(\w+)"|^\t(?:INT|RANGE|DEFENSE)\((\w+)', table, re.M)
    return {first or second for first, second in names}


def defaults_of_test():
    """Defaults by name, as the test of the knobs demands them; not those that vary."""
    text = source.text_of("tests/functional/sysctl_knobs.sh")
    rows = re.findall(r"^(\w+)\|([^|]*)\|[^|]*\|[^|]*$", text, re.M)
    return {name: value for name, value in rows if value != "*"}


def check_sysctls():
    """Each file has an entry, with the right default."""
    text = section(plain(MODULE), "SYSCTLS")
    told = dict(re.findall(r'^\.BR (\w+)(?: "? ?\(default ([^)]*)\)"?)?$', text, re.M))
    entries = set(re.findall(r"^\.T[PQ]\n\.BR? (\w+)", text, re.M))
    yield from compare(MODULE, "sysctl", entries, sysctls_of_module())
    for name, value in defaults_of_test().items():
        if name in entries and told.get(name) != value:
            yield f"{MODULE}: {name} is {value} by default, not {told.get(name)}"


def check_files():
    """Each file of /proc/net has an entry."""
    names = set(re.findall(r'\{ "(\w+)", lvs_proc_add_', source.text_of("kmod/ctl/proc.c")))
    told = set(re.findall(r"^\.I /proc/net/(\w+)$", section(plain(MODULE), "FILES"), re.M))
    yield from compare(MODULE, "file /proc/net/", told, names)


def check_parameters():
    """Each parameter of the module has an entry."""
    names = set()
    for path in source.files("kmod/*.c"):
        names.update(re.findall(r"\bmodule_param(?:_array)?\((\w+)", source.text_of(path)))
    told = set(re.findall(r"^\.TP\n\.B (\w+)$", section(plain(MODULE), "PARAMETERS"), re.M))
    yield from compare(MODULE, "parameter", told, names)


def check_schedulers():
    """The page's table of schedulers is whole, and so is what the tool's help tells."""
    names = set()
    for path in source.files("kmod/sched/*.c"):
        names.update(re.findall(r'^\t\.name = "(\w+)",$', source.text_of(path), re.M))
    told = set(re.findall(r"^(\w+)\|", section(plain(TOOL), "SCHEDULERS"), re.M))
    yield from compare(TOOL, "scheduler", told, names)
    macro = re.search(r"#define SCHEDULERS\(_\)((?:.*\\\n)*.*\n)",
                      source.text_of(WORDS))[1]
    yield from compare(WORDS, "scheduler", set(re.findall(r'"(\w+)"', macro)), names)


def check_functions():
    """Each function of the library is in the synopsis, as it is declared, and described."""
    header = source.without_comments(source.text_of("tools/lib/liblvs.h"))
    declared = {name: re.sub(r"\s+", " ", whole) for whole, name in
                re.findall(r"^((?:[\w]+ )+\*?(lvs_\w+)\([^;{]*\));", header, re.M)}
    page = plain(LIBRARY)
    synopsis = "".join(re.findall(r"^\.BI (.*\n)", section(page, "SYNOPSIS"), re.M))
    shown = {re.search(r"(lvs_\w+)\(", line)[1]: re.sub(r'[\s"]', "", line)
             for line in re.findall(r"[^;]*\);", synopsis)}
    described = page.replace(section(page, "SYNOPSIS"), "")
    yield from compare(LIBRARY, "function", set(shown), set(declared))
    for name, whole in declared.items():
        if name in shown and shown[name] != re.sub(r"\s", "", whole) + ";":
            yield f"{LIBRARY}: {name}() is declared as {whole}"
        if not re.search(rf"\b{name}\b", described):
            yield f"{LIBRARY}: does not describe {name}()"


def check_form():
    """What groff warns of."""
    groff = shutil.which("groff")
    for page in [MODULE, TOOL, LIBRARY] + PROGRAMS:
        if not re.search(r"^\.SH NAME\n\S+ \\- \S", source.text_of(page), re.M):
            yield f"{page}: does not begin with NAME, and what it is"
        if groff:
            said = subprocess.run([groff, "-t", "-man", "-ww", "-z", "-Tutf8", page],
                                  cwd=source.TOP, capture_output=True, text=True, check=False)
            yield from (f"{page}: {os.path.basename(groff)}: {line}"
                        for line in said.stderr.splitlines())


def main():
    """Check all pages."""
    findings = []
    for check in (check_sysctls, check_files, check_parameters, check_schedulers,
                  check_functions, check_form):
        findings += check()
    source.finish(findings)


if __name__ == "__main__":
    main()
