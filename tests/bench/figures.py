# SPDX-License-Identifier: GPL-2.0
"""Figures of benchmarks that are no cost of a packet."""

import statistics

LEVELS = {"median": "median", "p999": "p99.9", "max": "longest"}


def levels(key, words):
    return {f"{key}_{level}": f"{words}, {name}, ns" for level, name in LEVELS.items()}


def delays(key, words):
    return {**levels(key, words), f"{key}_late": f"packets with more than 100 us {words}"}


# by the kind of a workload: the keys that it prints, and what they are
FIGURES = {
    "persist": {
        "first_ns": "a client's first flow, ns",
        "client_bytes": "memory of a client with one flow, bytes",
        "flow_bytes": "memory of a further flow, bytes",
    },
    "flood": {
        "fill_ns": "a packet of the flood below the bound, ns",
        "dropped": "packets of the flood dropped at the bound",
        "memory_bytes": "memory at the bound, bytes",
        "known_sent": "packets of established connections beside it",
        **delays("known_delay", "delay beside it"),
    },
    "expire": {
        "entry_ns": "CPU time of an entry's end, ns",
        **delays("calm_delay", "delay while none expires"),
        **delays("storm_delay", "delay while they expire"),
        "calm_cost_max": "in the module while none expires, longest, ns",
        "storm_cost_max": "in the module while they expire, longest, ns",
        "calm_gap_ns": "between interrupts while none expires, longest, ns",
        "storm_gap_ns": "between interrupts while they expire, longest, ns",
    },
    "table": {
        **levels("each", "an insertion"),
        **levels("calm_cost", "a look-up before"),
        **levels("grow_cost", "a look-up while it grows"),
        **levels("shrink_cost", "a look-up while it shrinks"),
        **delays("calm_delay", "delay before"),
        **delays("grow_delay", "delay while it grows"),
        **delays("shrink_delay", "delay while it shrinks"),
    },
    "idle": {
        "idle_us": "CPU time at rest, us a second",
        "dump_us": "CPU time to list all statistics, us",
        "dump_wall_us": "time to list all statistics, its host's too, us",
        "lines": "lines of that list",
        "service_bytes": "memory of a service, bytes",
    },
}
# numbers that are no better for being lower
COUNTS = ("dropped", "known_sent", "lines")
# what a clock of instructions does not tell: it runs on while the machine rests
OF_TIME = ("entry_ns",)
# kinds of which no cost of a packet is told
ALONE = ("expire", "table", "idle")


def kind_of(workload):
    return workload.split("-")[0]


def of_samples(workload, samples):
    """{key: its median and spread over the rounds}"""
    out = {}
    for key in FIGURES.get(kind_of(workload), {}):
        values = [s[key] for s in samples if key in s]
        if values:
            out[key] = {
                "median": statistics.median(values),
                "low": min(values),
                "high": max(values),
            }
    return out


def is_unlike(row):
    """has somebody dropped what others may have let pass: costs are not of the same thing then"""
    return any(e["figures"].get("dropped", {}).get("median") for e in row["impl"].values())


def cell(value):
    if not value:
        return "-"
    return f"{value['median']:.0f} ({value['low']:.0f}-{value['high']:.0f})"


def ratio(ours, theirs, is_whole):
    """of medians; none where packets were lost"""
    if not is_whole or not ours or not theirs or theirs["median"] <= 0:
        return ""
    return f"{100 * ours['median'] / theirs['median']:.0f} %"


def show(row, unit):
    """the lines of one workload"""
    values = {impl: entry.get("figures", {}) for impl, entry in row["impl"].items()}
    is_whole = not any(entry["lost"] for entry in row["impl"].values())
    for key, words in FIGURES.get(kind_of(row["workload"]), {}).items():
        none, ours, theirs = (values.get(i, {}).get(key) for i in ("none", "lvs", "ip_vs"))
        if unit != "ns" and key in OF_TIME:
            continue
        if none or ours or theirs:
            is_count = key in COUNTS or key.endswith("_late")
            share = "" if is_count else ratio(ours, theirs, is_whole)
            print(
                f"{row['workload']:11} {words:56} {cell(none) if none else '':>20}"
                f" {cell(ours):>26} {cell(theirs):>26}  {share}"
            )
