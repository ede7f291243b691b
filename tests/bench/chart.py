#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0
"""A chart of what benchmarks have measured.

usage: chart.py JSON [SVG]

JSON is what report.py has written; the chart goes beside it unless SVG says where. Each workload
has a bar for each that was measured, by the lowest net time of its rounds, as in report.py. What
lost packets has a pale bar and no number. The file needs nothing else, and follows its reader's
choice of light or dark.
"""

import json
import pathlib
import sys
from xml.sax.saxutils import escape

import figures

IMPLS = {"lvs": "lvs", "ip_vs": "in-tree ip_vs", "nft": "nft", "none": "without"}
# kinds of workloads by what one unit of them is; others have no bars
PANELS = {
    "ns a packet, above the generator's own": (
        "forward", "dr", "nat", "natr", "tun", "ctdr", "ctnat", "pick"),
    "ns a packet of 64 KB": ("big",),
    "ns a new flow, all of its packets": ("new", "grow", "persist"),
    "ns a packet of a SYN flood": ("flood",),
}
WIDTH, LEFT, RIGHT = 860, 150, 190
BAR, GAP, LINE = 12, 8, 28
STYLE = """
svg { font: 11px system-ui, sans-serif; }
.title { font-weight: 600; } .name { text-anchor: end; } .pale { opacity: 0.3; }
.paper { fill: #ffffff; } text { fill: #1f2328; } line { stroke: #d0d7de; }
.lvs { fill: #0969da; } .ip_vs { fill: #bc4c00; } .nft { fill: #2da44e; } .none { fill: #818b98; }
@media (prefers-color-scheme: dark) {
  .paper { fill: #0d1117; } text { fill: #e6edf3; } line { stroke: #3d444d; }
  .lvs { fill: #4493f8; } .ip_vs { fill: #f0883e; } .nft { fill: #3fb950; } .none { fill: #9198a1; }
}
"""


def text(x, y, words, kind=""):
    kind = f' class="{kind}"' if kind else ""
    return f'<text x="{x}" y="{y}"{kind}>{escape(words)}</text>'


def box(x, y, width, height, kind):
    return f'<rect x="{x}" y="{y}" width="{width:.1f}" height="{height}" class="{kind}"/>'


def label(impl, row):
    """the number of a bar, and for ours the ratio, unless somebody lost or dropped packets"""
    values = row["impl"]
    if values[impl]["lost"]:
        return f"lost {values[impl]['lost']} packets"
    words = f"{values[impl]['low']:.0f}"
    theirs = values.get("ip_vs")
    is_alike = theirs and not theirs["lost"] and not figures.is_unlike(row)
    if impl == "lvs" and is_alike and theirs["low"] > 0:
        words += f", {100 * values[impl]['low'] / theirs['low']:.0f} % of in-tree"
    return words


def bars(row, y, scale):
    """the bars of one workload, and where the next one begins"""
    out = [text(LEFT - 8, y + BAR - 2, row["workload"], "name")]
    for impl in IMPLS:
        if impl not in row["impl"]:
            continue
        width = max(1.0, row["impl"][impl]["low"] * scale)
        kind = impl + (" pale" if row["impl"][impl]["lost"] else "")
        out.append(box(LEFT, y, width, BAR - 2, kind))
        out.append(text(round(LEFT + width + 5, 1), y + BAR - 3, label(impl, row)))
        y += BAR
    return out, y + GAP


def panel(title, rows, y):
    """all workloads of one unit, which share a scale"""
    highest = max(value["low"] for row in rows for value in row["impl"].values())
    scale = (WIDTH - LEFT - RIGHT) / max(highest, 1)
    out = [text(LEFT, y + 12, title, "title")]
    begin = y = y + LINE - 6
    for row in rows:
        drawn, y = bars(row, y, scale)
        out += drawn
    out.append(f'<line x1="{LEFT}" y1="{begin - 3}" x2="{LEFT}" y2="{y - GAP + 1}"/>')
    return out, y + GAP


def legend():
    out, x = [], LEFT
    for impl, name in IMPLS.items():
        out += [box(x, 14, 10, 10, impl), text(x + 15, 23, name)]
        x += 120
    return out


def chart(rows):
    """the whole picture, or nothing where no workload has bars"""
    out, y = legend(), 44
    begin = y
    for title, kinds in PANELS.items():
        chosen = [r for r in rows if r["workload"].split("-")[0] in kinds]
        if chosen:
            drawn, y = panel(title, chosen, y)
            out += drawn
    if y == begin:
        return ""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" width="{WIDTH}">'
    return "\n".join([head, f"<style>{STYLE}</style>", box(0, 0, WIDTH, y, "paper"), *out,
                      "</svg>", ""])


def main():
    source = pathlib.Path(sys.argv[1])
    picture = chart(json.loads(source.read_text(encoding="utf-8")))
    if picture:
        target = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else source.with_suffix(".svg")
        target.write_text(picture, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
