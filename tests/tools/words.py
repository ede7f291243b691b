#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""words.py FACTS TOOL PAGE COMPLETIONS: the tool's tables, its help, its manual page and what
shells complete name the same commands and options. FACTS is the program unit/words_print, TOOL
lvsadm, PAGE lvsadm.8, COMPLETIONS the folder of the completion functions. Prints TAP."""
import re
import subprocess
import sys

WORD = re.compile(r"(?<![\w-])--?[A-Za-z0-9][\w-]*")

# runs as bash: words of a command line as arguments, the last one is completed
DRIVE = """
. "$1" && shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
eval "$(complete -p "${1##*/}" | sed 's/^complete -F \\([^ ]*\\) .*/\\1/')"
printf '%s\\n' "${COMPREPLY[@]}"
"""


def run(*command):
    """What a program prints; it has to succeed."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


class Facts:
    """What the tables hold."""

    def __init__(self, program):
        self.forms = {}
        self.commands = []
        self.takes = {}
        self.values = {}
        self.refused = []
        self.subs = {}
        for line in run(program).splitlines():
            kind, name, *rest = line.split()
            if kind in ("command", "option"):
                self.forms[name] = {name, *rest}
            if kind == "command":
                self.commands.append(name)
                self.takes[name] = set()
            elif kind == "takes":
                self.takes[name].update(rest)
            elif kind == "value":
                self.values.setdefault(name, set()).update(rest)
            elif kind == "sub":
                self.subs[name] = set(rest)
            elif kind == "refused":
                self.refused.append(f"{name} {rest[0]}")

    def all_forms(self, names):
        """Long and short forms of words."""
        return set().union(*(self.forms[name] for name in names))


class Tap:
    """Results."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def report(self, right, description, *details):
        """One result."""
        self.count += 1
        self.failed += not right
        print(f"{'ok' if right else 'not ok'} {self.count} {description}")
        for detail in details if not right else ():
            print(f"# {detail}")

    def same(self, got, want, description):
        """One result: two sets of words."""
        self.report(got == want, description, f"missing: {' '.join(sorted(want - got))}",
                    f"too much: {' '.join(sorted(got - want))}")

    def end(self):
        """The plan, and the exit status."""
        print(f"1..{self.count}")
        return bool(self.failed)


def check_help(tap, facts, tool):
    """The left column of --help has all forms, side by side."""
    text = run(tool, "--help")
    lines = {}
    for line in re.findall(r"^  (--.*)$", text, re.M):
        # a bar stands between two letters
        words = WORD.findall(re.split(r" {2}", line)[0].replace("|", " "))
        lines[words[0]] = set(words)
    tap.same(set().union(*lines.values()), facts.all_forms(facts.forms), "help names all words")
    tap.report(lines == facts.forms, "help has long and short forms side by side")
    table = re.search(r"^Subcommands.*?\n(.*?)\n\n", text, re.M | re.S)[1]
    tap.same(set(re.findall(r"^  (\w+)", table, re.M)), set(facts.subs), "help has subcommands")
    for name, options in facts.subs.items():
        usage = re.search(rf"^  \S+ {name} (.*)$", text, re.M)[1]
        tap.same({word for word in WORD.findall(usage) if word.startswith("--")}, options,
                 f"the usage of {name} has its options")


def check_page(tap, facts, path):
    """Each word has an entry in the page; text names no other long word."""
    with open(path, encoding="utf-8") as file:
        text = re.sub(r"\\f[A-Z]", "", file.read()).replace("\\-", "-")
    entries = set()
    for tag in re.findall(r"^\.T[PQ]\n(.*)$", text, re.M):
        # those of subcommands are looked at below
        if re.match(r'\.\w+ "?-', tag):
            entries.update(WORD.findall(tag))
    tap.same(entries, facts.all_forms(facts.forms), "the page has entries for all words")
    told = {word for word in WORD.findall(text) if word.startswith("--")}
    of_subs = set().union(*facts.subs.values())
    tap.same(told - set(facts.forms), of_subs - set(facts.forms), "the page tells of no other words")
    for name, options in facts.subs.items():
        entry = re.search(rf"^\.TP\n\.B[RI]? {name}\b(.*)$", text, re.M)
        tap.same(set(WORD.findall(entry[1])) if entry else {name}, options,
                 f"the page has an entry for {name} with its options")
    usage = re.search(r"^\.SH SYNOPSIS\n(.*?)^\.SH", text, re.M | re.S)[1]
    shown = set(WORD.findall(usage))
    lacking = [name for name in facts.commands if not shown & facts.forms[name]]
    tap.report(not lacking, "the synopsis has all commands", *lacking)


def check_bash(tap, facts, script):
    """The function, as bash calls it."""
    def offered(*words):
        return set(run("bash", "--norc", "-c", DRIVE, "bash", script, *words).split())

    tap.same(offered("lvsadm", ""), facts.all_forms(facts.commands) | set(facts.subs),
             "bash: commands come first")
    for name, options in facts.subs.items():
        wanted = options or facts.all_forms(facts.takes["--list"])
        tap.same(offered("lvsadm", name, ""), wanted, f"bash: options of {name}")
    for name in facts.commands:
        for form in sorted(facts.forms[name]):
            tap.same(offered("lvsadm", form, "x", ""), facts.all_forms(facts.takes[name]),
                     f"bash: options of {form}")
    for name, words in facts.values.items():
        for form in sorted(facts.forms[name]):
            tap.same(offered("lvsadm", "-A", form, ""), words, f"bash: values of {form}")
    tap.same(offered("lvsadm", "-A", "--scheduler", "=", "w"), {"wrr", "wlc"},
             "bash: values behind =")
    tap.same(offered("lvsadm", "--start-daemon", ""), {"master", "backup"}, "bash: roles")
    tap.same(offered("lvsadm", "-A", "-t", ""), set(), "bash: nothing where any word may be")
    tap.same(offered("/usr/sbin/lvsadm-save", ""), {"-n", "--numeric"}, "bash: lvsadm-save")
    tap.same(offered("lvsadm-restore", ""), set(), "bash: lvsadm-restore")


def check_zsh(tap, facts, script):
    """The text of the function: zsh is not installed everywhere."""
    with open(script, encoding="utf-8") as file:
        text = file.read()
    commands = re.search(r"^commands=\((.*?)^\)", text, re.M | re.S)[1]
    tap.same(set(re.findall(r"^\t*'([\w-]+):.", commands, re.M)),
             facts.all_forms(facts.commands) | set(facts.subs), "zsh: commands")
    cases = re.findall(r"^\((--\S+)\) options=\((.*?)^\t\) ;;", text, re.M | re.S)
    tap.report({frozenset(forms.split("|")) for forms, _ in cases} ==
               {frozenset(facts.forms[name]) for name in facts.commands}, "zsh: cases of commands")
    for forms, options in cases:
        tap.same(set(re.findall(r"^\t*'(-[\w-]+):.", options, re.M)),
                 facts.all_forms(facts.takes.get(forms.split("|")[0], ())), f"zsh: {forms}")
    for name, words in facts.values.items():
        found = re.search(rf"^\({name}[|)].* compadd -- (.*); return", text, re.M)
        tap.same(set(found[1].split()) if found else set(), words, f"zsh: values of {name}")


def main():
    """Check all."""
    program, tool, page, completions = sys.argv[1:]
    facts = Facts(program)
    tap = Tap()
    tap.report(len(facts.forms) > 50 and not facts.refused, "the tables' values are accepted",
               *facts.refused)
    check_help(tap, facts, tool)
    check_page(tap, facts, page)
    check_bash(tap, facts, f"{completions}/lvsadm")
    check_zsh(tap, facts, f"{completions}/_lvsadm")
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
