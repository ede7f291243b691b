#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""What benchmarks have measured, and ratios.

usage: report.py LOG JSON

LOG has lines «result IMPL WORKLOAD ROUND key value...». Prints a table, and writes JSON. The net
cost of a packet is what it takes above the generator's floor. Who shares the machine can only add
to a time, so of the rounds the lowest counts, and within one the fastest tenth of slices wherever
all slices do the same. No ratio is given where a packet was lost.
"""

import json
import statistics
import sys


def read(path):
    """{(workload, impl): [{key: number}]}, and lines that are no results"""
    results, other = {}, []
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            words = line.split()
            if len(words) < 6 or words[0] != "result":
                other.append(line.rstrip())
                continue
            values = {k: int(v) for k, v in zip(words[4::2], words[5::2])}
            results.setdefault((words[2], words[1]), []).append(values)
    return results, other


def is_steady(workload):
    """does each slice of it cost the same: not where a table fills up"""
    return not workload.startswith(("new-", "grow-"))


def per_packet(workload, samples):
    """nanoseconds, one a sample"""
    if is_steady(workload) and all(s.get("slice_ns") for s in samples):
        return [s["slice_ns"] / s["slice"] for s in samples]
    return [s["cpu_ns"] / s["sent"] for s in samples if s.get("sent")]


def packets_of(workload):
    """how many packets leave for each that is ordered"""
    return 5 if workload.startswith(("new-", "grow-")) and "-tcp-" in workload else 1


def lost(workload, samples):
    if workload.startswith("floor-"):
        return 0
    # a device may send a packet of its own in between
    return sum(max(0, s["sent"] * packets_of(workload) - s["left"]) for s in samples)


def floor_of(workload, results):
    """what the generator takes itself, for flows of this family and number"""
    if workload.startswith(("floor-", "big-")):
        return 0.0
    fields = workload.split("-")
    if fields[0] == "pick":
        fields = ["pick", "4", "10000"]
    flows = "1" if fields[0] in ("forward", "new", "grow") else fields[2]
    for name in (f"floor-{fields[1]}-{flows}", f"floor-{fields[1]}-1", "floor-4-1"):
        samples = results.get((name, "none"))
        if samples:
            return min(per_packet(name, samples)) * packets_of(workload)
    return 0.0


def summary(results):
    rows = []
    for workload in dict.fromkeys(name for name, _ in results):
        row = {"workload": workload, "impl": {}}
        floor = floor_of(workload, results)
        for (name, impl), samples in results.items():
            if name != workload:
                continue
            values = [v - floor for v in per_packet(workload, samples)]
            row["impl"][impl] = {
                "median": statistics.median(values),
                "low": min(values),
                "high": max(values),
                "lost": lost(workload, samples),
            }
        rows.append(row)
    return rows


def ratio(row):
    ours, theirs = row["impl"].get("lvs"), row["impl"].get("ip_vs")
    if not ours or not theirs:
        return ""
    if ours["lost"] or theirs["lost"]:
        return f"lost {ours['lost']}, {theirs['lost']}"
    return f"{100 * ours['low'] / theirs['low']:.0f} %"


def cell(value):
    if not value:
        return "-"
    return f"{value['low']:.0f} ({value['median']:.0f}-{value['high']:.0f})"


def main():
    results, other = read(sys.argv[1])
    rows = summary(results)
    print("net ns a packet (ns a flow for new- and grow-): lowest (median-highest)")
    print(f"{'workload':18} {'without':>18} {'nft':>18} {'lvs':>20} {'ip_vs':>20}  ratio")
    for row in rows:
        impl = row["impl"]
        print(
            f"{row['workload']:18} {cell(impl.get('none')):>18}"
            f" {cell(impl.get('nft')):>18} {cell(impl.get('lvs')):>20}"
            f" {cell(impl.get('ip_vs')):>20}  {ratio(row)}"
        )
    for line in other:
        print("said:", line)
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(rows, file, indent=1)
    return 0 if rows and not any(l.startswith("bench:") for l in other) else 1


if __name__ == "__main__":
    sys.exit(main())
