"""Bars with their figures, as SVG with attributes only; the table beside them says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, ROW, BAR, NAME, FIGURE = 640, 26, 16, 70, 90
COLUMN, HEIGHT, BASE = 52, 150, 118


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its length (None where it is not told), the words of its figure."""

    name: str
    value: float | None
    words: str


def across(bars: Sequence[Bar], label: str) -> SafeString:
    """Bars one under the other, each with name and figure; one that is not told has its words alone."""
    most = max((bar.value or 0 for bar in bars), default=0) or 1
    room = WIDTH - NAME - FIGURE
    rows = []
    for number, bar in enumerate(bars):
        y, length = number * ROW, round(room * (bar.value or 0) / most, 1)
        rows.append((NAME - 8, y + 17, bar.name, NAME, y + 5, length, BAR, NAME + length + 6, y + 17, bar.words))
    drawn = format_html_join(
        "",
        '<text class="n" x="{}" y="{}">{}</text><rect x="{}" y="{}" width="{}" height="{}"/>'
        '<text class="f" x="{}" y="{}">{}</text>',
        rows,
    )
    return _picture(WIDTH, max(len(bars), 1) * ROW, label, drawn)


def upright(bars: Sequence[Bar], label: str, *, most: float) -> SafeString:
    """Bars side by side, as months follow each other, on a scale from 0 to `most`."""
    columns = []
    for number, bar in enumerate(bars):
        x, tall = number * COLUMN + 6, round((BASE - 22) * (bar.value or 0) / most, 1)
        middle = x + (COLUMN - 12) // 2
        above = round(BASE - tall - 5, 1)
        columns.append((x, BASE - tall, COLUMN - 12, tall, middle, above, bar.words, middle, BASE + 18, bar.name))
    drawn = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}"/><text class="m" x="{}" y="{}">{}</text>'
        '<text class="m" x="{}" y="{}">{}</text>',
        columns,
    )
    width = max(len(bars), 6) * COLUMN
    line = format_html('<line x1="0" x2="{}" y1="{}" y2="{}"/>', width, BASE, BASE)
    return _picture(width, HEIGHT, label, format_html("{}{}", line, drawn))


def _picture(width: int, height: int, label: str, drawn: SafeString) -> SafeString:
    return format_html(
        '<svg class="cw-bars" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>', width, height, label, drawn
    )
