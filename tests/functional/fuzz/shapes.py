#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""shapes.py SPEC: prints shapes.h's tables in C, of all attributes that a request can carry, by the
description of the netlink family."""
import sys

import yaml

# table: attribute set
TABLES = {"top": "command", "svc": "service", "dest": "destination", "daemon": "daemon"}


def length(attr):
    """Bytes of an attribute, 0 for text and nests."""
    if attr["type"][1:].isdigit():
        return int(attr["type"][1:]) // 8
    checks = attr.get("checks", {}) if attr["type"] == "binary" else {}
    return checks.get("max-len", checks.get("min-len", 0))


def table(name, found):
    """One table."""
    print(f"\nstatic const struct attr_shape {name}_attrs[] = {{")
    for attr in found["attributes"]:
        number = (found["name-prefix"] + attr["name"]).upper().replace("-", "_")
        print(f"\t{{ {number}, {length(attr)} }},")
    print("};")
    print(f"const struct list_shape {name}_shape = {{ {name}_attrs, COUNT_OF({name}_attrs) }};")


def main():
    """All tables."""
    with open(sys.argv[1], encoding="utf-8") as file:
        sets = {one["name"]: one for one in yaml.safe_load(file)["attribute-sets"]}
    print("/* by shapes.py */")
    print('#include "shapes.h"\n\n#include "dice.h"\n\n#include <linux/lvs.h>')
    for name, of_set in TABLES.items():
        table(name, sets[of_set])


if __name__ == "__main__":
    main()
