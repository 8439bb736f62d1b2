"""Counts that may be published: small ones are left out, and with them what would reveal them by subtraction. Pure.

A table is rows by columns with its sums. A count from 1 to 9 is left out. Rows and columns are places, and counts that
are left out are ways between a row and a column: one that lies on no circle follows from the sums, and any other does
not. So further counts are left out until each lies on a circle, the smallest first. What is left out for either reason
looks the same.
"""

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEAST = 10
"""Counts below this stand in no statistics, but for zero."""

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Published:
    """A table as it may be shown. None is a count that is left out; the last row and the last column are sums."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]


def published(counts: Mapping[tuple[str, str], int], rows: Sequence[str], columns: Sequence[str]) -> Published:
    """The table of these counts, by row and column, as it may be published."""
    whole = [[counts.get((row, column), 0) for column in columns] for row in rows]
    whole = [[*line, sum(line)] for line in whole]
    whole.append([sum(line[at] for line in whole) for at in range(len(columns) + 1)])
    hidden = {(y, x) for y, line in enumerate(whole) for x, count in enumerate(line) if 0 < count < LEAST}
    for cell in sorted(hidden):
        hidden |= _circle(whole, hidden, cell)
    cells = [[None if (y, x) in hidden else count for x, count in enumerate(line)] for y, line in enumerate(whole)]
    return Published((*rows, ""), (*columns, ""), tuple(map(tuple, cells)))


def _circle(whole: Sequence[Sequence[int]], hidden: set[Cell], cell: Cell) -> set[Cell]:
    """What is to be left out besides so that this cell lies on a circle: the way round that costs the least."""
    row, column = cell
    high, wide = len(whole), len(whole[0])
    start, end = ("row", row), ("column", column)
    best: dict[tuple[str, int], int] = defaultdict(lambda: 1 << 60)
    best[start] = 0
    came: dict[tuple[str, int], tuple[tuple[str, int], Cell]] = {}
    waiting = [(0, start)]
    while waiting:
        cost, place = heapq.heappop(waiting)
        if cost > best[place]:
            continue
        kind, at = place
        for step in range(wide if kind == "row" else high):
            way = (at, step) if kind == "row" else (step, at)
            further = ("column" if kind == "row" else "row", step)
            # A zero that is left out is no loss, but a circle of zeros hides nothing: it costs like the least count.
            price = cost + (0 if way in hidden else max(whole[way[0]][way[1]], LEAST))
            if way != cell and price < best[further]:
                best[further], came[further] = price, (place, way)
                heapq.heappush(waiting, (price, further))
    found, place = set(), end
    while place != start:
        place, way = came[place]
        found.add(way)
    return found
