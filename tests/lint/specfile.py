# SPDX-License-Identifier: GPL-2.0
"""include/spec/lvs.yaml, for spec.py: reads it with the numbers of its lines, and judges its form
by as much of the kernel's genetlink-legacy schema as it uses."""
import sys

import source

try:
    import yaml
except ImportError:
    sys.exit("tests/lint/specfile.py:1: there is no python3-yaml: tests/deps installs it")

PATH = "include/spec/lvs.yaml"

SCALARS = {"u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64"}
ORDERS = {"big-endian", "little-endian"}
HINTS = {"hex", "ipv4", "ipv6"}

# What may stand in a mapping: a key that ends with «!» has to. A value is a text, a number, one of
# a set of words, a mapping of another form, or a list of one of these.
FORMS = {
    "document": {"name!": "text", "protocol!": {"genetlink-legacy"}, "doc!": "text",
                 "version!": "number", "uapi-header!": "text", "kernel-policy!": {"global"},
                 "definitions!": ["definition"], "attribute-sets!": ["set"],
                 "operations!": "operations"},
    "const": {"name!": "text", "type!": {"const"}, "value!": "number", "doc!": "text"},
    "enum": {"name!": "text", "type!": {"enum", "flags"}, "doc!": "text", "enum-name": "text",
             "name-prefix!": "text", "value-start": "number", "entries!": ["entry"]},
    "entry": {"name!": "text", "value": "number", "doc!": "text"},
    "struct": {"name!": "text", "type!": {"struct"}, "doc!": "text", "members!": ["member"]},
    "member": {"name!": "text", "type!": SCALARS, "doc!": "text", "enum": "text",
               "byte-order": ORDERS, "display-hint": HINTS},
    "set": {"name!": "text", "enum-name!": "text", "name-prefix!": "text", "doc!": "text",
            "attributes!": ["attribute"]},
    "attribute": {"name!": "text", "type!": SCALARS | {"binary", "string", "nest", "pad"},
                  "value!": "number", "doc!": "text", "byte-order": ORDERS, "enum": "text",
                  "struct": "text", "nested-attributes": "text", "checks": "checks",
                  "display-hint": HINTS},
    "checks": {"min": "number", "max": "number", "min-len": "number", "max-len": "number"},
    "operations": {"enum-model!": {"directional"}, "enum-name!": "text", "name-prefix!": "text",
                   "list!": ["operation"]},
    "operation": {"name!": "text", "doc!": "text", "attribute-set!": "text",
                  "flags": [{"admin-perm", "uns-admin-perm"}],
                  "dont-validate": [{"strict", "dump", "dump-strict"}], "do": "way", "dump": "way"},
    "way": {"request!": "message", "reply": "message"},
    "message": {"value!": "number", "attributes": ["text"]},
}
DEFINITIONS = {"const": "const", "enum": "enum", "flags": "enum", "struct": "struct"}

# what an attribute needs besides, and what it may not have, by type
NEEDS = {"nest": "nested-attributes", "string": "checks", "binary": "checks"}
LENGTHS = {"min-len", "max-len"}


class Mapping(dict):
    """A mapping, and the lines that it and its keys stand on."""
    line = 0
    lines = {}

    def at(self, key=None):
        """Where it stands, or a key of it."""
        return f"{PATH}:{self.lines.get(key, self.line)}"


class Loader(yaml.SafeLoader):
    """Makes Mappings, and refuses a key that comes twice."""

    def construct_mapping(self, node, deep=False):
        """A mapping with lines."""
        made = Mapping(super().construct_mapping(node, deep=True))
        made.line = node.start_mark.line + 1
        made.lines = {key.value: key.start_mark.line + 1 for key, _ in node.value}
        if len(made) != len(node.value):
            raise yaml.MarkedYAMLError(problem="a key stands there twice: remove one",
                                       problem_mark=node.start_mark)
        return made


Loader.add_constructor("tag:yaml.org,2002:map", lambda loader, node: loader.construct_mapping(node))


def load():
    """The document, and what is wrong with its form; None if it cannot be read."""
    try:
        document = yaml.load(source.text_of(PATH), Loader)
    except yaml.MarkedYAMLError as error:
        return None, [f"{PATH}:{error.problem_mark.line + 1}: {error.problem}"]
    except FileNotFoundError:
        return None, [f"{PATH}: is not there: write it, see docs/netlink.md"]
    findings = list(check_value(document, "document", f"{PATH}:1", "it"))
    return document, findings or list(check_names(document)) + list(check_attributes(document))


def check_value(value, form, where, what):
    """What is wrong with a value by its form."""
    if form == "definition":
        kind = value.get("type") if isinstance(value, Mapping) else None
        form = DEFINITIONS.get(kind, "const")
    if isinstance(form, list):
        if not isinstance(value, list):
            yield f"{where}: {what} is no list: write one"
            return
        for one in value:
            yield from check_value(one, form[0], one.at() if isinstance(one, Mapping) else where,
                                   what)
    elif isinstance(form, set):
        if value not in form:
            yield f"{where}: {what} is {value}: use {', '.join(sorted(form))}"
    elif form == "number":
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            yield f"{where}: {what} is {value}: use a number, 0 or more"
    elif form == "text":
        if not isinstance(value, str) or not value.strip():
            yield f"{where}: {what} is {value}: use a text"
    else:
        yield from check_mapping(value, form, where, what)


def check_mapping(value, form, where, what):
    """Keys that are missing, unknown or wrong."""
    if not isinstance(value, Mapping):
        yield f"{where}: {what} is no mapping: a {form} has {', '.join(FORMS[form])}"
        return
    known = {key.rstrip("!"): kind for key, kind in FORMS[form].items()}
    name = value.get("name", what)
    for key in FORMS[form]:
        if key.endswith("!") and key[:-1] not in value:
            yield f"{value.at()}: {form} {name} has no {key[:-1]}: add it"
    for key, one in value.items():
        if key not in known:
            yield f"{value.at(key)}: {form} {name} has {key}: use {', '.join(known)}"
        else:
            yield from check_value(one, known[key], value.at(key), f"{key} of {name}")


def twice(items, key):
    """Of items of one list, those whose key came before."""
    seen = set()
    for item in items:
        if item.get(key) is not None and item[key] in seen:
            yield f"{item.at(key)}: {key} {item[key]} of {item['name']} was there before: change it"
        seen.add(item.get(key))


def check_names(document):
    """What comes twice, and attributes of operations that there are not."""
    lists = [document["definitions"], document["attribute-sets"], document["operations"]["list"]]
    lists += [found["attributes"] for found in document["attribute-sets"]]
    lists += [found["entries"] for found in document["definitions"] if "entries" in found]
    for items in lists:
        yield from twice(items, "name")
    for found in document["attribute-sets"]:
        yield from twice(found["attributes"], "value")
    names = {found["name"]: {attr["name"] for attr in found["attributes"]}
             for found in document["attribute-sets"]}
    for operation in document["operations"]["list"]:
        if operation["attribute-set"] not in names:
            yield (f"{operation.at('attribute-set')}: there is no attribute set "
                   f"{operation['attribute-set']}: use {', '.join(names)}")
            continue
        if not ways(operation):
            yield f"{operation.at()}: {operation['name']} has neither do nor dump: add one"
        for message in messages(operation):
            for name in message.get("attributes", []):
                if name not in names[operation["attribute-set"]]:
                    yield (f"{message.at('attributes')}: {operation['attribute-set']} has no "
                           f"attribute {name}: add it there, or remove it here")


def check_attributes(document):
    """What attributes and members refer to, and whether their checks fit their type."""
    found = {"nested-attributes": {one["name"] for one in document["attribute-sets"]}}
    for key, kinds in (("enum", {"enum", "flags"}), ("struct", {"struct"})):
        found[key] = {one["name"] for one in document["definitions"] if one["type"] in kinds}
    attrs = [attr for one in document["attribute-sets"] for attr in one["attributes"]]
    attrs += [member for one in document["definitions"] for member in one.get("members", [])]
    for attr in attrs:
        for key, names in found.items():
            if key in attr and attr[key] not in names:
                yield f"{attr.at(key)}: there is no {key} {attr[key]}: add it, or use another"
        yield from check_type(attr, attr["type"], set(attr.get("checks", ())))


def check_type(attr, kind, checks):
    """What an attribute lacks by its type, and checks that are of other types."""
    if kind in NEEDS and NEEDS[kind] not in attr:
        yield f"{attr.at()}: {kind} {attr['name']} has no {NEEDS[kind]}: add it"
    if kind in SCALARS and checks & LENGTHS:
        yield f"{attr.at('checks')}: {kind} {attr['name']} has a length: use min and max"
    if kind not in SCALARS and checks - LENGTHS:
        yield f"{attr.at('checks')}: {kind} {attr['name']} has a range: use max-len or min-len"


def ways(operation):
    """How an operation may be asked for."""
    return [way for way in ("do", "dump") if way in operation]


def messages(operation):
    """Requests and replies of an operation."""
    return [operation[way][part] for way in ways(operation) for part in ("request", "reply")
            if part in operation[way]]


def c_name(prefix, name):
    """A name as the header has it."""
    return (prefix + name).upper().replace("-", "_")


def entries(definition):
    """Of an enum or flags: entry and the number that stands for it."""
    number = definition.get("value-start", 0) - 1
    for entry in definition["entries"]:
        number = entry.get("value", number + 1)
        yield entry, 1 << number if definition["type"] == "flags" else number


def attributes(document):
    """All attributes: set, attribute, name in C."""
    for found in document["attribute-sets"]:
        for attr in found["attributes"]:
            yield found, attr, c_name(found["name-prefix"], attr["name"])
