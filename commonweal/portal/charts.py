"""Transition tables as pictures: states one under the other, arrows between them, in the reader's language.

An arrow to the next state goes straight down; one that leaps goes along the right side, one that leads back along the
left, each in a lane of its own, so that no two lie on each other. SVG with attributes only; the table beside it says
the same in words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from commonweal.databanks import status as databanks
from commonweal.members import status as members
from commonweal.oversight import status as oversight
from commonweal.portal import terms
from commonweal.portal.words import word
from commonweal.workflow.transitions import Table

TABLES: tuple[Table, ...] = tuple(
    sorted((*databanks.TABLES, *members.TABLES, *oversight.TABLES), key=lambda table: table.name)
)
"""Every table of the house; a test holds the list against the rooms."""

SIGN, LINE = 8.4, 18
"""Width of a sign and height of a line of text, in user units (one is a pixel at natural size)."""
BOX, GAP, TOP, LANE = 34, 46, 26, 18
HEAD = 5


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one state to another by their places, with the words of what leads there."""

    start: int
    end: int
    words: str

    @property
    def low(self) -> int:
        return min(self.start, self.end)

    @property
    def high(self) -> int:
        return max(self.start, self.end)


def event_words(event: str) -> str:
    """What happens, in the reader's language."""
    return pgettext("event", event)


def state_words(table: Table, state: str) -> str:
    """A state of a table in the reader's language: its word agrees with what the table is about."""
    return pgettext(f"state of {table.name}", table.states[state])


def role_words(roles: Iterable[str]) -> str:
    """Who may cause it, in the reader's language."""
    return ", ".join(str(word(terms.ACTOR_WORDS, role)) for role in roles)


def title(table: Table) -> str:
    """What the table is about."""
    return str(word(terms.CHART_WORDS, table.name))


def arrows(table: Table) -> list[Arrow]:
    """One arrow for each pair of states, with everything that leads from the one to the other."""
    places = {state: number for number, state in enumerate(table.states)}
    events: dict[tuple[int, int], list[str]] = {}
    for line in table.transitions:
        events.setdefault((places[line.state], places[line.next]), []).append(event_words(line.event))
    return [Arrow(start, end, ", ".join(words)) for (start, end), words in events.items()]


def lanes(among: Sequence[Arrow]) -> list[tuple[Arrow, int]]:
    """Each arrow with its lane, counted outwards; arrows in one lane do not touch. Short ones lie inside."""
    taken: list[list[Arrow]] = []
    placed = []
    for arrow in sorted(among, key=lambda each: (each.high - each.low, each.low, each.start)):
        free = (
            n for n, lane in enumerate(taken) if all(each.high < arrow.low or each.low > arrow.high for each in lane)
        )
        number = next(free, len(taken))
        if number == len(taken):
            taken.append([])
        taken[number].append(arrow)
        placed.append((arrow, number))
    return placed


def _meet(one: Arrow, other: Arrow) -> bool:
    return one.low <= other.high and other.low <= one.high


def chart(table: Table) -> SafeString:
    """The picture."""
    drawn = arrows(table)
    straight = [each for each in drawn if each.end == each.start + 1]
    right = lanes([each for each in drawn if each.end > each.start + 1 or each.end == each.start])
    left = lanes([each for each in drawn if each.end < each.start])
    width = max(_long(state_words(table, state)) for state in table.states) + 28
    beside = max((_long(each.words) for each in straight), default=0) - width / 2 + 16
    middle = width / 2 + _reach(left, 0.0) + 4
    inner = max(beside, 0.0)
    total = middle + width / 2 + _reach(right, inner) + 4
    height = TOP + len(table.states) * (BOX + GAP) - GAP + 6
    sides = [
        *(_side(each, number, right, middle + width / 2, inner, 1) for each, number in right),
        *(_side(each, number, left, middle - width / 2, 0.0, -1) for each, number in left),
    ]
    parts = [
        _start(middle),
        *(line for line, _ in sides),
        *(_straight(each, middle) for each in straight),
        *(words for _, words in sides),
        *(
            _box(state_words(table, state), number, middle, width, state in table.final)
            for number, state in enumerate(table.states)
        ),
    ]
    label = gettext("States and what leads from one to another; the table below says the same in words")
    return format_html(
        '<svg class="cw-chart" width="{0}" height="{1}" viewBox="0 0 {0} {1}" role="img" aria-label="{2}">{3}</svg>',
        round(total),
        round(height),
        label,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def _long(text: str) -> float:
    return len(text) * SIGN


def _width(number: int, placed: Sequence[tuple[Arrow, int]]) -> float:
    """How much room a lane takes: its longest words."""
    return max((_long(arrow.words) for arrow, lane in placed if lane == number), default=0.0) + LANE


def _reach(placed: Sequence[tuple[Arrow, int]], inner: float) -> float:
    """How far the lanes of one side reach from the boxes."""
    if not placed:
        return inner
    return inner + LANE + sum(_width(number, placed) for number in {lane for _, lane in placed})


def _y(place: int) -> float:
    return TOP + place * (BOX + GAP)


def _start(middle: float) -> SafeString:
    return format_html(
        '<circle class="o" cx="{0}" cy="7" r="5"/><line x1="{0}" x2="{0}" y1="12" y2="{1}"/>{2}',
        round(middle, 1),
        TOP - 1,
        _head(middle, TOP, 0, 1),
    )


def _box(words: str, place: int, middle: float, width: float, final: bool) -> SafeString:
    y = _y(place)
    return format_html(
        '<rect{} x="{}" y="{}" width="{}" height="{}" rx="3"/><text class="b" x="{}" y="{}">{}</text>',
        SafeString(' class="f"') if final else "",
        round(middle - width / 2, 1),
        y,
        round(width, 1),
        BOX,
        round(middle, 1),
        y + 22,
        words,
    )


def _straight(arrow: Arrow, middle: float) -> SafeString:
    top, bottom = _y(arrow.start) + BOX, _y(arrow.end)
    return format_html(
        '<line x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>{3}<text x="{4}" y="{5}">{6}</text>',
        round(middle, 1),
        top,
        bottom - 1,
        _head(middle, bottom, 0, 1),
        round(middle + 9, 1),
        top + GAP / 2 + 4,
        arrow.words,
    )


def _side(
    arrow: Arrow, lane: int, placed: Sequence[tuple[Arrow, int]], edge: float, inner: float, way: int
) -> tuple[SafeString, SafeString]:
    """An arrow out of a box, along its lane, into another box; `way` is 1 on the right side, -1 on the left.

    Its words stand in a gap between boxes, where no arrow leaves or comes in; drawn after all lines.
    """
    out = edge + way * (inner + LANE + sum(_width(number, placed) for number in range(lane)))
    start, end = _y(arrow.start) + BOX * 0.68, _y(arrow.end) + BOX * 0.32
    gap = _y((arrow.low + arrow.high) // 2) + BOX + GAP / 2 + 4
    beside = out + way * 6
    if arrow.start == arrow.end:
        out, gap, beside = edge + way * LANE, _y(arrow.start) + BOX + 15, edge + way * 6
    edge, out = round(edge, 1), round(out, 1)
    line = format_html(
        '<path d="M{0} {1}H{2}V{3}H{4}"/>{5}',
        edge,
        round(start, 1),
        out,
        round(end, 1),
        edge + way,
        _head(edge, end, -way, 0),
    )
    words = format_html(
        '<text{} x="{}" y="{}">{}</text>',
        SafeString(' class="l"') if way < 0 else "",
        round(beside, 1),
        round(gap, 1),
        arrow.words,
    )
    return line, words


def _head(x: float, y: float, right: int, down: int) -> SafeString:
    """The head of an arrow whose point is at x, y and which points to the right (1), left (-1) or down."""
    if down:
        points = f"{x - HEAD:.1f},{y - 9:.1f} {x + HEAD:.1f},{y - 9:.1f} {x:.1f},{y:.1f}"
    else:
        points = f"{x - right * 9:.1f},{y - HEAD:.1f} {x - right * 9:.1f},{y + HEAD:.1f} {x:.1f},{y:.1f}"
    return format_html('<polygon points="{}"/>', points)
