"""What an answer costs beside the search itself: rights, the way to the search process and back, fetch under row-level
security, journal, padding. A small house, so that the search in it is short.

`python -m tools.prove names_costs`
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

from django.test import override_settings

from commonweal import settings
from commonweal.search import actions
from tests import factories, keeper, worlds
from tools.prove.line import Line
from tools.prove.names_twins import ASKER, AT_HIT, NOBODY, PEOPLE, house

ROUNDS = 40
ANSWER = "all but padding"
STAGES = {
    ANSWER: (actions, "_answer"),
    "rights and banks": (actions, "banks_asked"),
    "count of questions": (actions.limits, "count_question"),
    "search process and the way there": (actions.client, "call"),
    "fetch under row-level security": (actions.databanks, "fetch"),
    "explanation": (actions, "_candidate"),
    "judgements": (actions.judged, "marked"),
    "journal": (actions.journal, "record"),
    "owners' inboxes": (actions, "_tell_owners"),
    "bound of the day": (actions.limits, "note_shown"),
}
ASKED = {"somebody whom the asker reads": PEOPLE[0], "somebody at level hit": AT_HIT, "nobody": NOBODY}


@contextmanager
def watched() -> Iterator[dict[str, float]]:
    """Seconds by stage, as long as this lasts."""
    spent: dict[str, float] = defaultdict(float)
    before = {stage: getattr(*place) for stage, place in STAGES.items()}

    def timed(stage: str) -> Callable:
        def call(*given, **named):
            began = time.perf_counter()
            try:
                return before[stage](*given, **named)
            finally:
                spent[stage] += time.perf_counter() - began

        return call

    for stage, (holder, name) in STAGES.items():
        setattr(holder, name, timed(stage))
    try:
        yield spent
    finally:
        for stage, (holder, name) in STAGES.items():
            setattr(holder, name, before[stage])


def _asked(token: str, name: tuple[str, str]) -> tuple[float, dict[str, float]]:
    """The whole time of one question, and that of its stages."""
    with watched() as spent:
        began = time.perf_counter()
        actions.ask(token, {"family": name[0], "given": name[1]})
        return time.perf_counter() - began, dict(spent)


def _line(kind: str, asked: list[tuple[float, dict[str, float]]]) -> Line:
    parts = {stage: 1000 * median(spent.get(stage, 0.0) for _, spent in asked) for stage in STAGES}
    whole, answer = 1000 * median(each for each, _ in asked), parts.pop(ANSWER)
    told = ", ".join(f"{stage} {spent:.1f}" for stage, spent in parts.items() if spent >= 0.05)
    return Line(
        f"what an answer costs: {kind}",
        f"{whole:.1f} ms: {told}, commit and the rest {answer - sum(parts.values()):.1f}, padding {whole - answer:.1f}",
        "printed",
        True,
    )


def prove() -> list[Line]:
    """The lines of this chapter."""
    with keeper.use(), house(worlds.template(), twins=0):
        opening = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            token = factories.open_as(*ASKER)
            opening.append(1000 * (time.perf_counter() - began))
        with override_settings(SEARCH_STEP=settings.SEARCH_STEP):
            found = {kind: [_asked(token, name) for _ in range(ROUNDS)] for kind, name in ASKED.items()}
    return [
        Line("what opening a purpose costs", f"{median(opening):.1f} ms", "printed", True),
        *(_line(kind, asked) for kind, asked in found.items()),
    ]
