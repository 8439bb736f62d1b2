"""How often somebody who is on no list is taken for somebody listed, and what of the listed is found in the same run.

Unlisted people: *hard namesakes*, Russians drawn by how often their names occur (`fillers.russian_people`), in Cyrillic;
*not listed*, a sample of not_listed_people.csv. Years of birth of the former are drawn evenly from 1940 to 2008, those
of the latter are the file's. All by one seed.

`python -m tools.prove names_strong`
"""

import random
from collections.abc import Sequence
from typing import NamedTuple

from commonweal.common.errors import BadInput
from commonweal.house.bench import files, unlisted
from commonweal.house.bench.files import Query
from commonweal.house.bench.fillers import SEED
from commonweal.house.bench.peers.commonweal import number_of
from commonweal.search.index import POSSIBLE, STRONG, Question
from commonweal.search.index.question import read_question
from tools.prove import names_base
from tools.prove.line import Line
from tools.prove.names_base import Indexed

PEOPLE = 3000
LISTED = 2000
MOST, HOPED, MOST_WITH_YEAR, RECALL = 0.02, 0.005, 0.001, 0.97


class Found(NamedTuple):
    """Shares of questions whose right record is shown strong; strong or possible; how many were asked."""

    strong: float
    shown: float
    asked: int


@names_base.needs_lists
def prove() -> list[Line]:
    """The lines of this chapter."""
    index = Indexed(names_base.persons())
    dice = random.Random(SEED)
    people = {
        "hard Russian namesakes": unlisted.namesakes(dice, PEOPLE),
        "not_listed_people.csv": [
            query._replace(born=query.born[:4])
            for query in names_base.some(files.unlisted(names_base.data() / "names" / "not_listed_people.csv"), PEOPLE)
        ],
    }
    listed = _listed()
    lines = []
    for with_year in (False, True):
        asked = [query if with_year else query._replace(born="") for query in listed]
        words = "with the year of birth" if with_year else "without a second attribute"
        lines += [_false(index, name, queries, words, with_year=with_year) for name, queries in people.items()]
        lines.append(_recall(index, asked, words))
    return lines


def _listed() -> list[Query]:
    """Cross-script questions about people whose year of birth is listed, with it."""
    years = {person.group: person.births[0] for person in names_base.persons() if person.births}
    sets, _ = names_base.cross()
    dated = [query._replace(born=years[query.group]) for query in sets["all scripts"] if query.group in years]
    return names_base.some(dated, LISTED)


def _false(index: Indexed, name: str, queries: Sequence[Query], words: str, *, with_year: bool) -> Line:
    bands = [_bands(index, query if with_year else query._replace(born="")) for query in queries]
    strong = sum(STRONG in each.values() for each in bands)
    shown = sum(bool({STRONG, POSSIBLE} & set(each.values())) for each in bands)
    share = strong / len(queries)
    most = MOST_WITH_YEAR if with_year else MOST
    hoped = "" if with_year else f", hoped for {100 * HOPED:g} %"
    return Line(
        f"false strong hits {words}, {name} (seed {SEED})",
        f"{100 * share:.2f} % ({strong} of {len(queries):,}); strong or possible {100 * shown / len(queries):.1f} %",
        f"at most {100 * most:g} %{hoped}",
        share <= most,
    )


def _recall(index: Indexed, queries: Sequence[Query], words: str) -> Line:
    """Recall of bands over all, and over names that hardly anybody else bears."""
    every = _found(index, queries)
    rare = _found(index, [query for query in queries if _bearers(query) <= 1])
    return Line(
        f"recall of strong or possible {words}, same run",
        f"{every.shown:.3f} of {every.asked:,}; strong {every.strong:.3f} with common names,"
        f" {rare.strong:.3f} without ({rare.asked:,} names with one expected bearer; shown {rare.shown:.3f})",
        f"at least {RECALL:g}",
        every.shown >= RECALL,
    )


def _found(index: Indexed, queries: Sequence[Query]) -> Found:
    strong = shown = 0
    for query in queries:
        bands = _bands(index, query)
        right = {band for number, band in bands.items() if number < len(index.groups) and _is(index, number, query)}
        strong += STRONG in right
        shown += bool({STRONG, POSSIBLE} & right)
    count = max(1, len(queries))
    return Found(strong / count, shown / count, len(queries))


def _is(index: Indexed, number: int, query: Query) -> bool:
    return index.groups[number] == query.group


def _bands(index: Indexed, query: Query) -> dict[int, str]:
    """Bands of the first ten by number of record; none where the question is refused."""
    try:
        return {number_of(found.id): found.band for found in index.peer.candidates(query, limit=10)}
    except BadInput:
        return {}


def _bearers(query: Query) -> float:
    """How many people of the region would bear the whole name."""
    try:
        asked = read_question(Question(full_name=query.text))
    except BadInput:
        return 1.0
    return asked.bearers(asked.parts)
