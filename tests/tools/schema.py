#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""schema.py SCHEMA FILE...: each file holds JSON objects, one after the other, and each of them is
as the schema says. Prints what is wrong, and fails then; or if a file holds none."""
import json
import sys

import jsonschema


def objects(text):
    """The objects of a text."""
    decoder = json.JSONDecoder()
    place = 0
    while text[place:].strip():
        place += len(text[place:]) - len(text[place:].lstrip())
        found, place = decoder.raw_decode(text, place)
        yield found


def flaws(validator, path):
    """What is wrong in a file."""
    count = 0
    with open(path, encoding="utf-8") as file:
        for found in objects(file.read()):
            count += 1
            for error in validator.iter_errors(found):
                best = jsonschema.exceptions.best_match([error])
                yield f"{path}: object {count}: {best.json_path}: {best.message[:300]}"
    if not count:
        yield f"{path}: holds nothing"


def main():
    """Check all."""
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    found = [flaw for path in sys.argv[2:] for flaw in flaws(validator, path)]
    print("\n".join(found), end="\n" if found else "")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
