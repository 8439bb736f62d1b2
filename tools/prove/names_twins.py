"""What may not be seen changes nothing: answers with and without 1,000 forbidden twins, to the byte; the bound on asking
for all names; the time of an answer that tells of a hit, of nobody, and of somebody watched in silence.

Fixed before comparing: the token and the clock (it stands), ids, request ids, nonces and receipts (by their place).

`python -m tools.prove names_twins`
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from django.test import override_settings

from commonweal import settings
from commonweal.search import actions as search
from tests import factories, keeper, worlds
from tests.search.running import running
from tools.prove.line import Line
from tools.prove.suites import suite
from tools.prove.victims import SLOWER, Deed, Pair, timed_apart
from tools.prove.victims_clock import PROBED, standing
from tools.prove.victims_probes import Hand, said, without_chance

PEOPLE = (
    ("Каримов", "Рустам"), ("Иванов", "Александр"), ("Ҳоҷизода", "Ҷамолиддин"), ("Шевченко", "Олена"), ("Ли", "Ан"),
    ("Qodirov", "Sherzod"), ("Mammadov", "Elchin"), ("Nurmagomedov", "Magomed"), ("Petrosyan", "Gagik"), ("Ким", "Сергей"),
)  # fmt: skip
"""Invented, in several scripts, some short and some very common; no two alike, for among equals an id decides, and ids
are drawn by chance."""
TWINS = 1_000
ROUNDS = 60
ASKER = ("KZ-1", "reader", "wanted-person")
HIDDEN = factories.OPEN_LABEL | {"full": [], "core": [], "hit": [], "silent": []}
BY_HIT = HIDDEN | {"hit": ["KZ"]}
WATCHED = HIDDEN | {"silent": ["KZ"]}
SILENT = ("Тархонбеков", "Эльдор")
AT_HIT = ("Сапармухамедов", "Язмурад")
NOBODY = ("Врангельштерн", "Кассиопей")


class House(NamedTuple):
    """A house of the proof, as `Hand` needs it, with its records by the owner's reference."""

    database: worlds.House
    records: dict


@contextmanager
def house(template: str, *, twins: int) -> Iterator[House]:
    """Ten people that the asker sees, one as a hit, one watched in silence, and so many of the same names that he must not see."""
    with (
        worlds.clone(template) as database,
        database.superuser() as superuser,
        standing(superuser) as time,
        TemporaryDirectory() as folder,
    ):
        factories.cast(superuser)
        superuser.execute("update search_limit set most = 1000000")
        lines = [factories.person(f"UZ-{n}", *name) for n, name in enumerate(PEOPLE)]
        lines += [factories.person("UZ-W", *SILENT, label=WATCHED), factories.person("UZ-H", *AT_HIT, label=BY_HIT)]
        factories.contribute(Path(folder), lines)
        hidden = [
            factories.person(f"T-{n}", *PEOPLE[n % len(PEOPLE)], born=f"19{50 + n % 50}-03-14", label=HIDDEN)
            for n in range(twins)
        ]
        if hidden:
            factories.contribute(Path(folder), hidden, name="twins.jsonl")
        ids = "select owner_ref, record_id from databanks_identity where owner_ref like 'UZ-%'"
        seen = dict(superuser.execute(ids).fetchall())
        with running(Path(folder) / "index"):
            time.to(PROBED)
            superuser.execute("vacuum analyze")
            yield House(database, seen)


def questions() -> Iterator[dict[str, str]]:
    """By parts, by whole name, with a slip, with a year, with a date that another has, initials, and with what
    the narrative tells."""
    for family, given in (*PEOPLE, SILENT, AT_HIT, NOBODY):
        yield {"family": family, "given": given}
        yield {"full_name": f"{given} {family}"}
        yield {"family": family[:-1] + "е", "given": given}
        yield {"family": family, "given": given, "born": "1984"}
        yield {"family": family, "given": given, "born": "1951-03-14"}
        yield {"full_name": f"{family} {given[0]}."}
        yield {"family": family, "given": given, "birthplace": "Самарканд", "father": "Рустам", "age": "40-45"}


def answers(house: House) -> list[str]:
    """What every question brings, as a program is told and as a page shows it."""
    hand = Hand(house, ASKER)
    found = []
    for question in questions():
        told = hand.program.post("/api/search", question, content_type="application/json")
        boxes = {"what" if field == "full_name" else field: text for field, text in question.items()}
        shown = hand.browser.post("/search/", boxes)
        found += [without_chance(str(said(each)), house.records) for each in (told, shown)]
    return found


def _times(house: House) -> dict[str, Pair]:
    """Middle times, each beside that of a question which finds nobody."""
    token = Hand(house, ASKER).token

    def beside(name: tuple[str, str]) -> Callable[[int], tuple[Deed, Deed]]:
        asked = [{"family": family, "given": given} for family, given in (name, NOBODY)]
        return lambda nth: tuple(partial(search.ask, token, question) for question in asked)

    kinds = {"somebody watched in silence": SILENT, "somebody at level hit": AT_HIT}
    unpadded = {f"{kind}, before padding": timed_apart(beside(name), ROUNDS) for kind, name in kinds.items()}
    with override_settings(SEARCH_STEP=settings.SEARCH_STEP):
        return unpadded | {kind: timed_apart(beside(name), ROUNDS) for kind, name in kinds.items()}


def prove() -> list[Line]:
    """The lines of this chapter."""
    with keeper.use():
        template = worlds.template()
        with house(template, twins=0) as without:
            expected = answers(without)
        with house(template, twins=TWINS) as among:
            found = answers(among)
            times = _times(among)
    differing = [place for place, pair in enumerate(zip(expected, found, strict=True)) if pair[0] != pair[1]]
    told = ", ".join(
        f"{name} {pair.one:.1f} ms against {pair.other:.1f} ({pair.apart:.0%})" for name, pair in times.items()
    )
    useful = sum("UZ-" in each for each in expected)
    return [
        Line(
            f"answers with and without {TWINS:,} forbidden twins, program and page",
            f"{len(differing)} of {len(expected)} differ; {useful} of them show somebody"
            + (f"; first: {_difference(expected[differing[0]], found[differing[0]])}" if differing else ""),
            "0 differ, to the byte",
            not differing and useful > 0,
        ),
        Line(
            f"time of an answer, in pairs with one that finds nobody; it leaves at whole steps of {settings.SEARCH_STEP} s",
            told,
            f"within {SLOWER:.0%}",
            max(pair.apart for name, pair in times.items() if "before" not in name) <= SLOWER,
        ),
        suite("quota of an officer, and asking for all names ends at the bound", "tests/search/test_limits.py"),
    ]


def _difference(expected: str, answer: str) -> str:
    place = next((n for n, (a, b) in enumerate(zip(expected, answer, strict=False)) if a != b), 0)
    around = slice(max(place - 60, 0), place + 100)
    return f"{expected[around]!r} became {answer[around]!r}"
