"""The picture of related records: the record in the middle, those one step away around it, those of two steps outside.

SVG with attributes only. Every node carries the number under which it stands in the table beside; the table says all.
"""

import math
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

MIDDLE, NODE, MARGIN = 320, 22, 30
LEAST, APART = 160, 125
"""Least distance of the first ring from the middle, and between two rings."""
SPACE = 50
"""From node to node along a ring; a ring of many is drawn further outside, so that none covers another."""
Place = tuple[float, float]


def places(rings: Sequence[int]) -> list[Place]:
    """Where each node stands, ring by ring, evenly spread from the top on; `rings` are the counts."""
    found: list[Place] = []
    radius = 0.0
    for step, count in enumerate(rings):
        if step:
            radius = max(radius + (LEAST if step == 1 else APART), count * SPACE / (2 * math.pi))
        for at in range(count):
            turn = 2 * math.pi * (at / count) - math.pi / 2 + (math.pi / count if step == 2 else 0)
            found.append((round(MIDDLE + radius * math.cos(turn), 1), round(MIDDLE + radius * math.sin(turn), 1)))
    return found


def graph(rings: Sequence[int], edges: Sequence[tuple[int, int, str]], tones: Sequence[str], label: str) -> SafeString:
    """The drawing: edges as (node, node, kind) by position, `tones` the level of each node."""
    at = places(rings)
    lines = format_html_join(
        "",
        '<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>',
        ((kind, *at[one], *at[other]) for one, other, kind in edges),
    )
    nodes = format_html_join(
        "",
        '<g class="{}"><circle cx="{}" cy="{}" r="{}"/><text x="{}" y="{}">{}</text></g>',
        (
            (f"{tone} me" if number == 0 else tone, x, y, NODE + 5 * (number == 0), x, y + 8, number + 1)
            for number, (tone, (x, y)) in enumerate(zip(tones, at, strict=True))
        ),
    )
    left, top = (min(place[axis] for place in at) - MARGIN for axis in (0, 1))
    width, height = (max(place[axis] for place in at) + MARGIN - start for axis, start in ((0, left), (1, top)))
    return format_html(
        '<svg class="cw-graph" width="{2}" viewBox="{0} {1} {2} {3}" role="img" aria-label="{4}">{5}{6}</svg>',
        *(round(each, 1) for each in (left, top, width, height)),
        label,
        lines,
        nodes,
    )
