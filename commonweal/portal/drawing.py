"""Pictures with a figure in them, as SVG with attributes only (the content policy allows no style attribute).

Each has the same content as text beside it. Functions take values and return safe markup.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import yaml
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

TILE_WIDTH, TILE_HEIGHT, GAP, MARGIN = 50, 42, 3, 2
AXIS_DAYS, AXIS_WIDTH, AXIS_ROW, AXIS_TOP = 14, 1320, 26, 26


@dataclass(frozen=True, slots=True)
class Tile:
    """One party on the map: what it sees (`level`), the short word in the tile, the sentence behind it."""

    party: str
    level: str
    word: str
    sentence: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that ends on the axis of days; `tone` is p, soon or late."""

    at: datetime
    words: str
    tone: str = "p"


@cache
def places() -> tuple[int, dict[str, tuple[int, int]]]:
    """Columns of the map, and for each party its column and row (reference/tiles.yaml)."""
    text = (Path(__file__).parent / "reference" / "tiles.yaml").read_text(encoding="utf-8")
    read = yaml.safe_load(text)
    return read["columns"], {party: (place[0], place[1]) for party, place in read["places"].items()}


def tile_map(tiles: Sequence[Tile], label: str) -> SafeString:
    """The tile map; parties without a place of their own follow below in the order given."""
    columns, known = places()
    below = max((row for _, row in known.values()), default=-1) + 1
    others = [tile.party for tile in tiles if tile.party not in known]
    spots = known | {party: (n % columns, below + n // columns) for n, party in enumerate(others)}
    drawn = [_tile(tile, *spots[tile.party]) for tile in tiles]
    rows = max((spots[tile.party][1] for tile in tiles), default=0) + 1
    width = MARGIN + columns * (TILE_WIDTH + GAP)
    height = MARGIN + rows * (TILE_HEIGHT + GAP)
    return format_html(
        '<svg class="cw-tiles" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        width,
        height,
        label,
        format_html_join("", "{}", ((each,) for each in drawn)),
    )


def _tile(tile: Tile, column: int, row: int) -> SafeString:
    x, y = MARGIN + column * (TILE_WIDTH + GAP), MARGIN + row * (TILE_HEIGHT + GAP)
    middle = x + TILE_WIDTH // 2
    stroke = ""
    if tile.level == "nothing":
        stroke = format_html('<line x1="{}" y1="{}" x2="{}" y2="{}"/>', x, y + TILE_HEIGHT, x + TILE_WIDTH, y)
    return format_html(
        '<g class="{}{}"><title>{}</title><rect x="{}" y="{}" width="{}" height="{}"/>{}'
        '<text x="{}" y="{}">{}</text><text class="s" x="{}" y="{}"{}>{}</text></g>',
        tile.level,
        " me" if tile.marked else "",
        tile.sentence,
        x,
        y,
        TILE_WIDTH,
        TILE_HEIGHT,
        stroke,
        middle,
        y + 18,
        tile.party[:5],
        middle,
        y + 34,
        SafeString(f' textLength="{TILE_WIDTH - 4}" lengthAdjust="spacingAndGlyphs"') if len(tile.word) > 7 else "",
        tile.word,
    )


def clock_bar(share: float, label: str) -> SafeString:
    """How much of a term has passed (`share` from 0 to 1), with marks at 50, 75 and 90 per cent."""
    passed = round(min(max(share, 0.0), 1.0) * 100, 1)
    marks = format_html_join(
        "",
        '<line class="m" x1="{0}" x2="{0}" y1="0" y2="12" vector-effect="non-scaling-stroke"/>',
        ((mark,) for mark in (50, 75, 90)),
    )
    return format_html(
        '<svg viewBox="0 0 100 12" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="t" x="0" y="0" width="100" height="12" vector-effect="non-scaling-stroke"/>'
        '<rect class="v" x="0" y="0" width="{}" height="12"/>{}</svg>',
        label,
        passed,
        marks,
    )


def axis(marks: Iterable[Mark], *, now: datetime, day_words: Sequence[str], label: str) -> SafeString:
    """Fourteen days from the day of `now`, weekends shaded, each mark at its moment with its words.

    `day_words` are the fourteen headings. A mark goes into the first of the rows that is free at its place.
    """
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    ordered = sorted((mark for mark in marks if mark.at < start + timedelta(days=AXIS_DAYS)), key=lambda m: m.at)
    ends: list[float] = []
    drawn = []
    for mark in ordered:
        x = max(_x(mark.at, start), 10.0)
        length = 16 + 9 * len(mark.words)
        if x + length > AXIS_WIDTH - 10:
            x = max(10.0, AXIS_WIDTH - 10.0 - length)
        row = next((n for n, end in enumerate(ends) if end < x), len(ends))
        ends[row : row + 1] = [x + length]
        y = AXIS_TOP + 6 + row * AXIS_ROW
        drawn.append((mark.tone, x, y, x + 9, y + 15, mark.words))
    height = AXIS_TOP + 12 + AXIS_ROW * max(len(ends), 1)
    return format_html(
        '<svg class="cw-axis" viewBox="0 0 {} {}" role="img" aria-label="{}">{}'
        '<line class="now" x1="{}" x2="{}" y1="{}" y2="{}"/>{}</svg>',
        AXIS_WIDTH,
        height,
        label,
        _days(start, day_words, height),
        round(_x(now, start), 1),
        round(_x(now, start), 1),
        AXIS_TOP,
        height - 4,
        format_html_join(
            "", '<rect class="{}" x="{}" y="{}" width="4" height="18"/><text class="e" x="{}" y="{}">{}</text>', drawn
        ),
    )


def _x(at: datetime, start: datetime) -> float:
    return round(10 + (at - start) / timedelta(days=1) * (AXIS_WIDTH - 20) / AXIS_DAYS, 1)


def _days(start: datetime, day_words: Sequence[str], height: int) -> SafeString:
    parts = []
    for number, words in enumerate(day_words):
        day = start + timedelta(days=number)
        x, width = _x(day, start), round((AXIS_WIDTH - 20) / AXIS_DAYS, 1)
        if day.weekday() >= 5:
            parts.append(
                format_html(
                    '<rect class="off" x="{}" y="{}" width="{}" height="{}"/>',
                    x,
                    AXIS_TOP,
                    width,
                    height - AXIS_TOP - 4,
                )
            )
        parts.append(format_html('<line x1="{}" x2="{}" y1="{}" y2="{}"/>', x, x, AXIS_TOP, height - 4))
        parts.append(format_html('<text x="{}" y="16">{}</text>', x + 5, words))
    return format_html_join("", "{}", ((part,) for part in parts))
