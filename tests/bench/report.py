#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""What benchmarks have measured, and ratios.

usage: report.py LOG JSON [UNIT]

LOG has lines «result IMPL WORKLOAD ROUND key value...». Prints two tables, and writes JSON. The net
cost of a packet is what it takes above the generator's floor. Who shares the machine can only add
to a time, so of the rounds the lowest counts, and within one the fastest tenth of slices wherever
all slices do the same. Of other figures the median of the rounds counts: a longest delay is no
better for one round without it. No ratio is given where a packet was lost.
"""

import json
import statistics
import sys

import figures

# what is counted by flows
FLOWS = ("new-", "grow-", "persist-")


def read(path):
    """{(workload, impl): [{key: number}]}, and lines that are no results"""
    results, other = {}, []
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            words = line.split()
            if len(words) < 6 or words[0] != "result":
                other.append(line.rstrip())
                continue
            if words[4] == "bench:":
                other.append(" ".join(words[4:] + [f"({words[1]}, {words[2]})"]))
                continue
            values = {k: int(v) for k, v in zip(words[4::2], words[5::2])}
            results.setdefault((words[2], words[1]), []).append(values)
    return results, other


def is_steady(workload):
    """does each slice of it cost the same: not where a table fills up"""
    return not workload.startswith(FLOWS)


def per_packet(workload, samples):
    """nanoseconds, one a sample"""
    if is_steady(workload) and all(s.get("slice_ns") for s in samples):
        return [s["slice_ns"] / s["slice"] for s in samples]
    return [s["cpu_ns"] / s["sent"] for s in samples if s.get("sent")]


def packets_of(workload):
    """how many packets leave for each that is ordered"""
    return 5 if workload.startswith(("new-", "grow-")) and "-tcp-" in workload else 1


def lost(workload, samples):
    """of all that is sent in a workload, but for a flood, which may be dropped"""
    count = 0
    for key in dict.fromkeys(key for s in samples for key in s):
        if not key.endswith("sent") or (key == "sent" and workload.startswith(("floor-", "flood-"))):
            continue
        left = key[: -len("sent")] + "left"
        # a device may send a packet of its own in between
        count += sum(max(0, s[key] * packets_of(workload) - s[left]) for s in samples if key in s)
    return count


def floor_of(workload, results):
    """what the generator takes itself, for flows of this family and number"""
    if workload.startswith(("floor-", "big-")):
        return 0.0
    fields = workload.split("-")
    if fields[0] == "pick":
        fields = ["pick", "4", "10000"]
    one = ("forward", "new", "grow", "persist", "flood")
    flows = "1" if fields[0] in one else fields[2]
    for name in (f"floor-{fields[1]}-{flows}", f"floor-{fields[1]}-1", "floor-4-1"):
        samples = results.get((name, "none"))
        if samples:
            return min(per_packet(name, samples)) * packets_of(workload)
    return 0.0


def entry_of(workload, samples, floor):
    entry = {"lost": lost(workload, samples), "figures": figures.of_samples(workload, samples)}
    if figures.kind_of(workload) not in figures.ALONE:
        values = [v - floor for v in per_packet(workload, samples)]
        entry.update(median=statistics.median(values), low=min(values), high=max(values))
    return entry


def summary(results):
    rows = []
    for workload in dict.fromkeys(name for name, _ in results):
        alone = figures.kind_of(workload) in figures.ALONE
        floor = 0 if alone else floor_of(workload, results)
        rows.append({
            "workload": workload,
            "impl": {
                impl: entry_of(workload, samples, floor)
                for (name, impl), samples in results.items()
                if name == workload
            },
        })
    return rows


def ratio(row):
    ours, theirs = row["impl"].get("lvs"), row["impl"].get("ip_vs")
    if not ours or not theirs:
        return ""
    if ours["lost"] or theirs["lost"]:
        return f"lost {ours['lost']}, {theirs['lost']}"
    if figures.is_unlike(row):
        return "some dropped"
    return f"{100 * ours['low'] / theirs['low']:.0f} %"


def cell(value):
    if not value:
        return "-"
    return f"{value['low']:.0f} ({value['median']:.0f}-{value['high']:.0f})"


def show_costs(rows, unit):
    print(f"net {unit} a packet (a flow for new-, grow- and persist-): lowest (median-highest)")
    print(f"{'workload':18} {'without':>18} {'nft':>18} {'lvs':>20} {'ip_vs':>20}  ratio")
    for row in rows:
        impl = row["impl"]
        print(
            f"{row['workload']:18} {cell(impl.get('none')):>18}"
            f" {cell(impl.get('nft')):>18} {cell(impl.get('lvs')):>20}"
            f" {cell(impl.get('ip_vs')):>20}  {ratio(row)}"
        )


def show_figures(rows, unit):
    note = "" if unit == "ns" else f"; an ns is one of {unit}"
    print(f"other figures: median (lowest-highest){note}")
    print(f"{'workload':11} {'':56} {'without':>20} {'lvs':>26} {'ip_vs':>26}  ratio")
    for row in rows:
        figures.show(row, unit)


def main():
    results, other = read(sys.argv[1])
    rows = summary(results)
    costs = [r for r in rows if figures.kind_of(r["workload"]) not in figures.ALONE]
    others = [r for r in rows if any(e["figures"] for e in r["impl"].values())]
    unit = sys.argv[3] if len(sys.argv) > 3 else "ns"
    if costs:
        show_costs(costs, unit)
    if others:
        show_figures(others, unit)
    for row in rows:
        for impl, entry in row["impl"].items():
            if entry["lost"]:
                print(f"lost: {row['workload']} of {impl}: {entry['lost']} packets")
    for line in other:
        print("said:", line)
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(rows, file, indent=1)
    return 0 if rows and not any(l.startswith("bench:") for l in other) else 1


if __name__ == "__main__":
    sys.exit(main())
