# SPDX-License-Identifier: GPL-2.0
"""What the header and the module say of the netlink family, for spec.py: numbers, forms of
attributes, commands and their handlers, bounds. It reads plain text; what is written in a way that
it does not know ends it, and is not passed over."""
import re
import sys

import source

HEADER = "include/uapi/linux/lvs.h"
FAMILY = "kmod/ctl/nl_family.c"
DECODE = "kmod/ctl/nl_decode.c"
STATS = "kmod/ctl/nl_stats.c"
LIMITS = "kmod/base/limits.h"
TUNABLES = "kmod/base/tunables.h"

ENUM = re.compile(r"^enum (\w+) \{\n(.*?)\n\};", re.M | re.S)
DEFINE = re.compile(r"^#define[ \t]+(\w+)[ \t]+(\S[^\n]*)", re.M)
STRUCT = re.compile(r"^struct (\w+) \{\n(.*?)\n\};", re.M | re.S)
RULES = re.compile(r"^static const struct attr_rule (\w+)\[[^\]]*\] = \{\n(.*?)\n\};", re.M | re.S)
RULE = re.compile(r"(?:\[(?P<name>\w+)\] =\s*)?"
                  r"(?:RULE_MIN\((?P<type>[\w ]+)|\{ (?P<kind>ATTR_\w+), (?P<size>[^,{}]+)),"
                  r"\s*\"\"")
LIST = re.compile(r"^static const struct attr_list \w+ = \{\n(.*?)\n\};", re.M | re.S)
POLICY = re.compile(r"^static const struct nla_policy policy\[[^\]]*\] = \{\n(.*?)\n\};",
                    re.M | re.S)
FORM = re.compile(r"\[(LVS_\w+)\] = \{ \.type = (NLA_\w+) \}")
OPS = re.compile(r"^static const struct genl_ops ops\[\] = \{\n(.*?)\n\};", re.M | re.S)
OP = re.compile(r"\{([^{}]*)\}")
MACRO = re.compile(r"^#define (\w+) ((?:[^\n]*\\\n)+[^\n]*)", re.M)
REPLY = re.compile(r"\blvs_nl_(?:reply_new|dump_begin)\([^;]*?(LVS_CMD_\w+)\)")
ASKED = re.compile(r"(?:\battrs\[|\bnlmsg_find_attr\([^;]*?)(LVS_CMD_ATTR_\w+)( \+ i\b)?")
PUT = re.compile(r"\bnla_(put|put_\w+|nest_start)(?:_noflag)?\(\s*[\w.>-]+,\s*"
                 r"(LVS_\w+_ATTR_\w+)( \+ i\b)?")
GET = re.compile(r"\bnla_get_(\w+)")
FIELDS = re.compile(r"^static const struct stat_field fields\[\] = \{\n(.*?)\n\};", re.M | re.S)
KINDS = {"u64_64bit": "u64", "in_addr": "be32", "put": "binary", "nest_start": "nest"}
REFUSE = re.compile(r"\blvs_refuse\((.*?)\);", re.S)
AT = re.compile(r"\bLVS_AT_([A-Z]+)\((\w+)\)")
BOUND = re.compile(r"\bLVS_\w+_(MIN|MAX)(?:_[A-Z]+)?\b")


class Numbers:
    """Names that stand for numbers."""

    def __init__(self):
        self.values = {"INT_MAX": 2**31 - 1, "S64_MAX": 2**63 - 1, "U32_MAX": 2**32 - 1}
        self.lines = {}
        self.enums = set()
        self.texts = {}
        self.structs = {"in6_addr": 16}
        self.members = {}
        for path in (LIMITS, TUNABLES, HEADER):
            self.read(path)

    def read(self, path):
        """All of a header; the places in the UAPI header are kept."""
        text = source.text_of(path)
        plain = source.without_comments(text)
        for match in ENUM.finditer(plain):
            self.enums.add(match[1])
            last = -1
            for item in re.finditer(r"(\w+)(?:\s*=\s*([^,]+))?,", match[2]):
                last = self.number(item[2] or f"{last} + 1")
                self.add(path, line_of(plain, match.start(2) + item.start()), item[1], last)
        for match in DEFINE.finditer(plain):
            if match[2] != '""':
                self.add(path, line_of(plain, match.start()), match[1], self.number(match[2]))
        self.texts.update(re.findall(r'^#define[ \t]+(\w+)[ \t]+"([^"]*)"', text, re.M))
        for match in STRUCT.finditer(plain):
            members = re.findall(r"__([us]\d+) (\w+);", match[2])
            self.members[match[1]] = members
            self.structs[match[1]] = sum(int(kind[1:]) // 8 for kind, _ in members)

    def add(self, path, line, name, value):
        """One of them."""
        if path == HEADER:
            self.lines[name] = line
            if value is None:
                unknown(path, line, f"the number of {name}")
        self.values[name] = value

    def number(self, text):
        """What an expression comes to, or None."""
        text = re.sub(r"sizeof\(struct (\w+)\)", lambda m: str(self.structs.get(m[1], m[0])), text)
        text = re.sub(r"\b[A-Za-z_]\w*", lambda m: str(self.values.get(m[0])), text.strip())
        text = re.sub(r"\b(\w+?)U?L*\b", r"\1", text)
        if not re.fullmatch(r"(?:0x[0-9a-f]+|\d+|<<|[-+() ])+", text):
            return None
        return eval(text, {"__builtins__": {}})  # pylint: disable=eval-used


def line_of(text, place):
    """Number of a line."""
    return text.count("\n", 0, place) + 1


def unknown(path, line, what):
    """Something is written in a way that cannot be read here."""
    sys.exit(f"{path}:{line}: {what} cannot be read: write it as its neighbours are, or teach "
             "tests/lint/speccode.py the way")


def all_of(pattern, text, start, sign, path):
    """Matches in a table that begins at a place; there are as many as it has signs of an entry."""
    found = list(pattern.finditer(text))
    if not found or len(found) != text.count(sign):
        unknown(path, start, f"a table of {len(found)} entries and {text.count(sign)} times {sign}")
    return found


def table_of(pattern, text, path):
    """The only table of its kind."""
    found = pattern.search(text)
    if not found:
        unknown(path, 1, f"a table «{pattern.pattern.split('(')[0].strip('^')}»")
    return found


def plain(path):
    """A file of C without comments and texts."""
    return source.without_comments(source.text_of(path))


def rules(numbers):
    """By attribute of the top level, then by number: the form that the decoder wants, its line."""
    text = plain(DECODE)
    tables = {match[1]: list(read_rules(text, match, numbers)) for match in RULES.finditer(text)}
    found = {}
    for match in all_of(LIST, text, 1, "_list = {", DECODE):
        fields = [field.strip() for field in match[1].split(",") if field.strip()]
        found[fields[1]] = {number: rule for number, *rule in tables[fields[3]]}
        if len(fields) > 5:
            first = numbers.values["LVS_ATTR_EXT"]
            found[fields[1]].update((first + i, rule) for i, (_, *rule)
                                    in enumerate(tables[fields[6]]))
    return found


def read_rules(text, table, numbers):
    """Number of the attribute, form, line, of one table."""
    for match in all_of(RULE, table[2], line_of(text, table.start()), '""', DECODE):
        size = numbers.number(match["size"] or f"sizeof({match['type']})")
        if match["kind"] == "ATTR_NEST":
            form = "ATTR_NEST"
        elif match["kind"]:
            form = f"{match['kind']} of {size}"
        else:
            form = f"RULE_MIN of {size or match['type']}"
        yield numbers.values.get(match["name"]), form, line_of(text, table.start(2) + match.start())


def policy(numbers):
    """By number: type that the family's policy wants, line."""
    text = plain(FAMILY)
    table = table_of(POLICY, text, FAMILY)
    start = line_of(text, table.start())
    return {numbers.values[match[1]]: (match[2], line_of(text, table.start(1) + match.start()))
            for match in all_of(FORM, table[1], start, "] = ", FAMILY)}


def operations():
    """Commands of the family: name, line, flags, which checks are left out, handlers."""
    text = plain(FAMILY)
    macros = dict(MACRO.findall(text))
    table = table_of(OPS, text, FAMILY)
    for match in all_of(OP, table[1], line_of(text, table.start()), ".cmd =", FAMILY):
        entry = re.sub(r"\b[A-Z]+\b", lambda m: macros.get(m[0], m[0]), match[1])
        handlers = dict(re.findall(r"\.(doit|dumpit|start) = (\w+)", entry))
        yield {"name": re.search(r"\.cmd = (\w+)", entry)[1],
               "line": line_of(text, table.start(1) + match.start()),
               "flags": {name.lower().replace("_", "-")
                         for name in re.findall(r"\bGENL_(\w*ADMIN_PERM)\b", entry)},
               "dont-validate": {name.lower().replace("_", "-")
                                 for name in re.findall(r"\bGENL_DONT_VALIDATE_(\w+)", entry)},
               "do": [handlers[key] for key in ("doit",) if key in handlers],
               "dump": [handlers[key] for key in ("dumpit", "start") if key in handlers]}


class Handlers:
    """Functions of ctl/nl_*.c, and what they come to."""

    def __init__(self, numbers):
        self.series = numbers.values["LVS_TIMEOUT_COUNT"]
        self.numbers = numbers
        self.bodies = {}
        self.shared = {}
        for path in source.files("kmod/ctl/nl_*.c"):
            text = plain(path)
            for function in source.functions(text):
                end = text.find("\n}", function.start)
                self.bodies[path, function.name] = text[function.start:end]
                if not function.is_static():
                    self.shared[function.name] = path

    def reach(self, names):
        """The text of functions and of all those that they name."""
        todo = [(self.shared.get(name), name) for name in names]
        seen = set()
        while todo:
            path, name = todo.pop()
            if (path, name) not in self.bodies:
                path = self.shared.get(name)
            if (path, name) in seen or (path, name) not in self.bodies:
                continue
            seen.add((path, name))
            todo += [(path, other) for other in re.findall(r"\w+", self.bodies[path, name])]
        return "\n".join(self.bodies[place] for place in sorted(seen))

    def expand(self, name, more):
        """An attribute's number, or those of a row of time-outs that begins with it."""
        first = self.numbers.values.get(name, -1)
        return set(range(first, first + (self.series if more else 1)))

    def facts(self, names):
        """Of handlers: attributes that they ask for, command of the reply, by prefix what is put."""
        text = self.reach(names)
        asked = set().union(*(self.expand(*match) for match in ASKED.findall(text)))
        put = {}
        for _, name, more in PUT.findall(text):
            prefix = name[:name.index("_ATTR_") + 6]
            put.setdefault(prefix, set()).update(self.expand(name, more))
        reply = {self.numbers.values.get(name) for name in REPLY.findall(text)}
        return asked, reply, put


def uses():
    """How attributes are read and written: name, type, place."""
    for path in source.files("kmod/ctl/nl_*.c"):
        text = plain(path)
        for match in GET.finditer(text):
            names = re.findall(r"\bLVS_\w+_ATTR_\w+", text[:match.start()])
            yield names[-1], KINDS.get(match[1], match[1]), f"{path}:{line_of(text, match.start())}"
        for match in PUT.finditer(text):
            kind = KINDS.get(match[1].removeprefix("put_"), match[1].removeprefix("put_"))
            yield match[2], kind, f"{path}:{line_of(text, match.start())}"


def wide_stats():
    """Of the counters in their order: is it of 64 bits in the narrow nest, too."""
    table = table_of(FIELDS, plain(STATS), STATS)
    return ["true" in entry for entry in re.findall(r"\{(.*?)\}", table[1])]


def arguments(text, place):
    """Where the innermost parentheses around a place begin and end; nothing lies between if the
    statement has none there."""
    end = start = place
    depth = 0
    while depth >= 0:
        start -= 1
        if text[start] in ";{}":
            return place, place
        depth += (text[start] == ")") - (text[start] == "(")
    while depth < 0:
        depth += (text[end] == ")") - (text[end] == "(")
        end += 1
    return start + 1, end - 1


def judged(text, place, path):
    """Attributes whose bounds stand at a place: those of the call, else those that its function
    names, else those that this is called with."""
    function = [one for one in source.functions(text) if one.start < place][-1]
    calls = [arguments(text, call.end()) for call in re.finditer(rf"\b{function.name}\(", text)]
    for spans in ([arguments(text, place)], [(function.start, place)], calls):
        found = [attr for start, end in spans for attr in AT.findall(text[start:end])]
        if found:
            return found
    return unknown(path, line_of(text, place), "which attribute a bound is of")


def bounds(numbers):
    """By attribute: bounds of its value that a request is refused beyond, and where."""
    found = {}

    def note(attrs, side, number, where):
        for floor, attr in attrs:
            name = f"LVS_{floor.replace('TOP', 'CMD')}_ATTR_{attr}"
            found.setdefault(name, {})[side] = (number, where)

    for path in source.files("kmod/ctl/check*.c"):
        text = plain(path)
        for refusal in REFUSE.finditer(text):
            where = f"{path}:{line_of(text, refusal.start())}"
            for bound in BOUND.finditer(text, refusal.start(1), refusal.end(1)):
                note(judged(text, bound.start(), path), bound[1].lower(),
                     numbers.values[bound[0]], where)
            before = text[:refusal.start()]
            if "< 0" in before[max(before.rfind(stop) for stop in ";{}"):]:
                note(judged(text, refusal.start(1), path), "min", 0, where)
        # and what is handed to a function that refuses
        for attr in AT.finditer(text):
            start, end = arguments(text, attr.start())
            for bound in BOUND.finditer(text, start, end):
                note([attr.groups()], bound[1].lower(), numbers.values[bound[0]],
                     f"{path}:{line_of(text, attr.start())}")
    return found
