#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""The description of the netlink family, include/spec/lvs.yaml, agrees with the header's numbers
and with the module: forms of attributes, commands with their flags, requests and replies, bounds."""
import re

import source
import speccode
import specfile

HEADER = speccode.HEADER
# names of the header that are not numbers of the family
NO_NUMBER = re.compile(r"__\w+|\w+_UNSPEC|LVS_\w+_(ATTR|EXT)_MAX|_UAPI\w*")


class Spec:
    """The document by names and numbers of C."""

    def __init__(self, document):
        self.document = document
        self.definitions = {one["name"]: one for one in document["definitions"]}
        self.sets = {one["name"]: one for one in document["attribute-sets"]}
        self.attrs = {}
        for _, attr, name in specfile.attributes(document):
            self.attrs.setdefault(name, []).append(attr)
        self.commands = {}
        operations = document["operations"]
        for one in operations["list"]:
            name = specfile.c_name(operations["name-prefix"], one["name"])
            self.commands[name] = one

    def numbers(self):
        """Every name that stands for a number: name, number, place."""
        yield "LVS_GENL_VERSION", self.document["version"], self.document.at("version")
        for one in self.document["definitions"]:
            if one["type"] == "const":
                yield specfile.c_name("lvs-", one["name"]), one["value"], one.at("value")
            elif one["type"] != "struct":
                for entry, number in specfile.entries(one):
                    name = specfile.c_name(one["name-prefix"], entry["name"])
                    yield name, number, entry.at("value")
        for name, attrs in self.attrs.items():
            yield from ((name, attr["value"], attr.at("value")) for attr in attrs)
        for name, one in self.commands.items():
            for way in specfile.ways(one):
                request = one[way]["request"]
                yield name, request["value"], request.at("value")

    def tells_otherwise(self, name, number):
        """Names that have no place of their own: of replies alone, and of no flag at all."""
        prefix = self.document["operations"]["name-prefix"]
        for one in self.document["operations"]["list"]:
            for way in specfile.ways(one):
                if one[way].get("reply", {}).get("value") == number and \
                   name in (specfile.c_name(prefix, word)
                            for word in re.findall(r"[\w-]+", one["doc"])):
                    return True
        return number == 0 and any(
            name in (specfile.c_name(one["name-prefix"], word)
                     for word in re.findall(r"[\w-]+", one["doc"]))
            for one in self.definitions.values() if one["type"] == "flags")


def check_numbers(spec, numbers):
    """Names and numbers of the header and the document, both ways."""
    told = set()
    for name, number, where in spec.numbers():
        told.add(name)
        if name not in numbers.lines:
            yield f"{where}: {HEADER} has no {name}: add it there, or remove it here"
        elif numbers.values[name] != number:
            yield (f"{where}: {name} is {number}, but {numbers.values[name]} in "
                   f"{HEADER}:{numbers.lines[name]}: correct the number here")
    for name, line in numbers.lines.items():
        if name in told or NO_NUMBER.fullmatch(name):
            continue
        if not spec.tells_otherwise(name, numbers.values[name]):
            yield (f"{HEADER}:{line}: {specfile.PATH} does not have {name}, "
                   f"{numbers.values[name]}: describe it there")


def check_texts(spec, numbers):
    """The family's name, names of enums, structs."""
    name = numbers.texts.get("LVS_GENL_NAME")
    if spec.document["name"] != name:
        yield f"{spec.document.at('name')}: the family is «{name}» in {HEADER}: correct it here"
    found = list(spec.sets.values()) + list(spec.definitions.values()) + \
        [spec.document["operations"]]
    for one in found:
        if one.get("enum-name") and one["enum-name"] not in numbers.enums:
            yield (f"{one.at('enum-name')}: {HEADER} has no enum {one['enum-name']}: use the name "
                   "that it has there")
        if one.get("type") == "struct":
            members = [(member["type"], member["name"]) for member in one["members"]]
            if members != numbers.members.get(f"lvs_{one['name']}"):
                yield (f"{one.at('members')}: struct lvs_{one['name']} of {HEADER} has other "
                       "members: describe those")


def form_of(attr):
    """What the decoder's table has for an attribute that is as it should be."""
    kind, checks = attr["type"], attr.get("checks", {})
    if kind == "nest":
        return "ATTR_NEST"
    if kind == "string":
        return f"ATTR_STRING of {checks.get('max-len')}"
    if "max-len" in checks:
        return f"ATTR_MAX of {checks['max-len']}"
    if "min-len" in checks:
        return f"RULE_MIN of {checks['min-len']}"
    return f"RULE_MIN of {c_type(attr)}"


def c_type(attr):
    """The kernel's type of a number, by order of its bytes."""
    return f"__be{attr['type'][1:]}" if attr.get("byte-order") == "big-endian" else attr["type"]


def in_replies_only(attr):
    """Does no request carry it."""
    return "replies only" in attr["doc"]


def check_forms(spec, numbers):
    """Forms that the decoder wants, attribute by attribute, both ways."""
    rules = speccode.rules(numbers)
    for top in spec.sets["command"]["attributes"]:
        if top["type"] != "nest":
            continue
        table = rules.get(specfile.c_name(spec.sets["command"]["name-prefix"], top["name"]), {})
        found = {attr["value"]: attr for attr in spec.sets[top["nested-attributes"]]["attributes"]}
        for number, (form, line) in table.items():
            where = f"{speccode.DECODE}:{line}"
            if number not in found:
                yield (f"{where}: {top['nested-attributes']} of {specfile.PATH} has no attribute "
                       f"{number}, which is {form}: describe it there")
            elif form != form_of(found[number]):
                attr = found[number]
                yield (f"{where}: {attr['name']} is {form}, but {form_of(attr)} by {attr.at()}: "
                       "make them agree")
        for number in found.keys() - table.keys():
            if not in_replies_only(found[number]):
                yield (f"{found[number].at()}: {speccode.DECODE} has no rule for "
                       f"{found[number]['name']}: add it, or say «replies only» here")


def check_policy(spec, numbers):
    """The policy of the top level."""
    policy = speccode.policy(numbers)
    for attr in spec.sets["command"]["attributes"]:
        wanted = "NLA_NESTED" if attr["type"] == "nest" else f"NLA_{attr['type'].upper()}"
        found, line = policy.pop(attr["value"], ("nothing", 1))
        if found != wanted:
            yield (f"{speccode.FAMILY}:{line}: the policy has {found} for {attr['name']}, "
                   f"{wanted} by {attr.at('type')}: make them agree")
    for number, (found, line) in policy.items():
        yield (f"{speccode.FAMILY}:{line}: the policy has {found} for {number}, which "
               f"{specfile.PATH} does not have: describe it there")


def check_uses(spec):
    """Attributes are read and written as what they are."""
    for name, kind, where in speccode.uses():
        for attr in spec.attrs.get(name, ()):
            wanted = c_type(attr).removeprefix("__")
            if {kind, wanted} == {"u32", "s32"} or \
               kind == "binary" and attr["type"] in specfile.SCALARS:
                continue
            if kind != wanted:
                yield (f"{where}: {name} is taken for {kind}, but is {wanted} by "
                       f"{attr.at('type')}: make them agree")


def check_stats(spec):
    """Widths of counters in both nests."""
    wide = speccode.wide_stats()
    for name, widths in (("stats", wide), ("stats64", [True] * len(wide))):
        attrs = [attr for attr in spec.sets[name]["attributes"] if attr["type"] != "pad"]
        if len(attrs) != len(widths):
            yield (f"{spec.sets[name].at()}: {name} has {len(attrs)} counters, {speccode.STATS} "
                   f"{len(widths)}: describe those")
        for attr, is_wide in zip(attrs, widths):
            wanted = "u64" if is_wide else "u32"
            if attr["type"] != wanted:
                yield (f"{attr.at('type')}: {attr['name']} of {name} is {wanted} in "
                       f"{speccode.STATS}: correct it here")


def check_operations(spec, numbers):
    """Commands of the module and of the document, both ways."""
    handlers = speccode.Handlers(numbers)
    left = dict(spec.commands)
    for operation in speccode.operations():
        where = f"{speccode.FAMILY}:{operation['line']}: {operation['name']}"
        one = left.pop(operation["name"], None)
        if not one:
            yield f"{where} is not in {specfile.PATH}: describe it there"
            continue
        for key in ("flags", "dont-validate"):
            if operation[key] != set(one.get(key, ())):
                yield (f"{where} has {key} {words(operation[key])}, but {words(one.get(key, ()))} "
                       f"by {one.at(key)}: make them agree")
        for way in ("do", "dump"):
            if bool(operation[way]) != (way in one):
                yield (f"{where} has {'a' if operation[way] else 'no'} {way}, by {one.at(way)} it "
                       f"has {'one' if way in one else 'none'}: make them agree")
            elif operation[way]:
                yield from check_way(spec, one, one[way], handlers.facts(operation[way]))
    for one in left.values():
        yield f"{one.at()}: {speccode.FAMILY} has no {one['name']}: add it, or remove it here"


def words(names):
    """Names as a text."""
    return ", ".join(sorted(names)) or "none"


def check_way(spec, operation, way, facts):
    """Request and reply of a command, beside what its handlers read and write."""
    asked, replies, put = facts
    top = spec.sets[operation["attribute-set"]]
    prefix = specfile.c_name(top["name-prefix"], "")
    if asked or "attributes" in way["request"]:
        yield from check_message(operation, "request", way["request"], spec.sets["command"], asked)
    reply = way.get("reply")
    if not replies:
        # a listing that is empty as yet has no message whose form could be compared
        if reply and "do" in operation:
            yield f"{reply.at()}: {operation['name']} has no reply: remove it here"
    elif not reply:
        yield f"{way.at()}: {operation['name']} has a reply, {words(map(str, replies))}: add it"
    elif {reply["value"]} != replies:
        yield (f"{reply.at('value')}: the reply to {operation['name']} is "
               f"{words(map(str, replies))}: correct it here")
    else:
        yield from check_message(operation, "reply", reply, top, put.get(prefix, set()))


def check_message(operation, what, message, top, numbers):
    """Attributes of a message, beside those that the code has."""
    told = {attr["value"] for attr in top["attributes"]
            if attr["name"] in message.get("attributes", ())}
    for number in numbers ^ told:
        names = [attr["name"] for attr in top["attributes"] if attr["value"] == number]
        yield (f"{message.at('attributes')}: the {what} of {operation['name']} has "
               f"{'no ' if number in told else ''}{words(names)} in the code: "
               f"{'remove' if number in told else 'add'} it here, or make it so")


def check_bounds(spec, numbers):
    """Ranges of values, beside what requests are refused for."""
    bounds = speccode.bounds(numbers)
    for name, attrs in spec.attrs.items():
        for attr in attrs:
            checks = attr.get("checks", {})
            bound = bounds.get(name, {})
            # where 0 or one of the families is beside the range, the text has it
            text = f"{bound['min'][0]}..{bound['max'][0]}" if len(bound) == 2 else None
            for side in ("min", "max"):
                yield from check_bound(attr, side, checks.get(side), bound.get(side), text)


def check_bound(attr, side, told, bound, text):
    """One side of a range, which may stand in the attribute's text instead."""
    if not bound:
        if told is not None:
            yield (f"{attr['checks'].at(side)}: kmod/ctl/check*.c have no {side} for "
                   f"{attr['name']}: remove it here, or refuse what is beyond it")
        return
    number, where = bound
    if told == number or told is None and text and text in attr["doc"]:
        return
    here = attr["checks"].at(side) if told is not None else attr.at()
    yield (f"{here}: {attr['name']} has {side} {'none' if told is None else told}, but {number} by "
           f"{where}: write checks: {side}: {number}{f', or {text} into its doc' if text else ''}")


def main():
    """Check all of it."""
    document, findings = specfile.load()
    if not findings:
        spec = Spec(document)
        numbers = speccode.Numbers()
        for check in (check_numbers, check_texts, check_forms, check_policy, check_operations,
                      check_bounds):
            findings += check(spec, numbers)
        for check in (check_uses, check_stats):
            findings += check(spec)
    source.finish(findings)


if __name__ == "__main__":
    main()
