"""Plots of a run as plain SVG: bars of recall, and speed by size. No library is needed to draw them."""

import math
from collections.abc import Sequence
from html import escape

from .recall import Result

WIDTH, ROW, LEFT, TOP = 860, 16, 230, 46
INK, LIGHT, OURS, THEIRS = "#1f2933", "#d9dee4", "#0b5d57", "#9aa5b1"
"""Ours is told by its place as well: it stands first in each group."""


def recall(results: Sequence[Result], size: int, *, sets: Sequence[str]) -> str:
    """Found among the first ten, and at the first place (the darker part), by set and peer."""
    rows: list[str] = []
    height = TOP
    for name in sets:
        mine = [result for result in results if result.size == size and result.set == name]
        if not mine:
            continue
        height += ROW
        rows.append(_text(8, height - 3, name, weight="600"))
        for result in mine:
            rows += _bar(result, height)
            height += ROW
        height += ROW // 2
    title = f"Found among the first ten (dark: at the first place), {size:,} records"
    return _page(title, rows, height + ROW)


def _bar(result: Result, top: int) -> list[str]:
    full = WIDTH - LEFT - 110
    colour = OURS if result.peer == "Commonweal" else THEIRS
    return [
        _text(24, top + ROW - 4, result.peer),
        _rect(LEFT, top + 2, full * result.at_10, ROW - 4, colour, 0.45),
        _rect(LEFT, top + 2, full * result.at_1, ROW - 4, colour, 1),
        _text(LEFT + full + 8, top + ROW - 4, f"{result.at_1:.3f} / {result.at_10:.3f}"),
    ]


def speed(results: Sequence[Result], *, name: str) -> str:
    """Milliseconds of the middle question and of the slowest in a hundred, by peer and size, on a scale of tens."""
    mine = sorted((each for each in results if each.set == name), key=lambda each: (each.size, each.p50))
    rows, height, full = [], TOP, WIDTH - LEFT - 150
    for result in mine:
        colour = OURS if result.peer == "Commonweal" else THEIRS
        p50, p99 = (LEFT + full * _of_ten(value) for value in (result.p50, result.p99))
        rows += [
            _text(8, height + ROW - 4, f"{result.peer}, {result.size:,}"),
            _rect(p50, height + ROW / 2 - 1, max(1.0, p99 - p50), 2, colour, 1),
            f'<circle cx="{p50:.1f}" cy="{height + ROW / 2}" r="5" fill="{colour}"/>',
            _text(LEFT + full + 8, height + ROW - 4, f"{result.p50:.1f} / {result.p99:.1f} ms"),
        ]
        height += ROW + 4
    for power in range(5):
        place = LEFT + full * power / 4
        rows.append(f'<line x1="{place}" y1="{TOP - 6}" x2="{place}" y2="{height}" stroke="{LIGHT}"/>')
        rows.append(_text(place - 6, height + ROW, f"{10**power / 10:g} ms"))
    return _page(
        f"Middle question (dot) and slowest in a hundred (line), questions of “{name}”", rows, height + 2 * ROW
    )


def _of_ten(milliseconds: float) -> float:
    """Place between a tenth of a millisecond and a second, by powers of ten; beyond stays at the edge."""
    return min(1.0, math.log10(10 * max(0.1, milliseconds)) / 4)


def _page(title: str, rows: Sequence[str], height: float) -> str:
    body = "\n".join([_text(8, 24, title, size=15, weight="600"), *rows])
    heading = f'viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}" font-family="sans-serif"'
    paper = f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {heading} font-size="12">{paper}\n{body}\n</svg>\n'


def _text(x: float, y: float, words: str, *, size: int = 12, weight: str = "400") -> str:
    return f'<text x="{x}" y="{y}" fill="{INK}" font-size="{size}" font-weight="{weight}">{escape(words)}</text>'


def _rect(x: float, y: float, width: float, height: float, colour: str, opacity: float) -> str:
    return f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{height}" fill="{colour}" opacity="{opacity}"/>'
