"""The picture of related records: the record in the middle, those one step away around it, those of two steps outside.

SVG with attributes only. Every node carries the number under which it stands in the table beside; the table says all.
"""

import math
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SIZE, MIDDLE, NODE = 640, 320, 17
RADII = (0, 160, 285)
Place = tuple[float, float]


def places(rings: Sequence[int]) -> list[Place]:
    """Where each node stands, ring by ring, evenly spread from the top on; `rings` are the counts."""
    found: list[Place] = []
    for step, count in enumerate(rings):
        for at in range(count):
            turn = 2 * math.pi * (at / count) - math.pi / 2 + (math.pi / count if step == 2 else 0)
            found.append(
                (round(MIDDLE + RADII[step] * math.cos(turn), 1), round(MIDDLE + RADII[step] * math.sin(turn), 1))
            )
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
            (f"{tone} me" if number == 0 else tone, x, y, NODE + 5 * (number == 0), x, y + 6, number + 1)
            for number, (tone, (x, y)) in enumerate(zip(tones, at, strict=True))
        ),
    )
    return format_html(
        '<svg class="cw-graph" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>',
        SIZE,
        SIZE,
        label,
        lines,
        nodes,
    )
