"""People who do not exist, to fill an index to a million and more. The same seed gives the same people, everywhere.

Six in ten are Russian: family name, given name and, for seven in ten of these, patronymic, each drawn by how often it
occurs (package `russiannames`, BSD-3-Clause, 375,000 family names, in the group of requirements-bench.txt); of these
six in ten are romanised in one of nine systems, the rest stay Cyrillic. The others are first and last words of listed
names, recombined. Many bear the name of somebody listed, as people do.
"""

import itertools
import random
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from importlib.util import find_spec

from commonweal.common.errors import NotNow

from .files import Record
from .noise import SYSTEMS, romanised

SEED = 20261124
_BATCH = 10_000
_WORD = re.compile("[А-ЯЁ][а-яё-]+")
_SYSTEMS = list(SYSTEMS)
_RUSSIAN, _WITH_PATRONYMIC, _ROMANISED = 0.6, 0.7, 0.6


def fillers(persons: Sequence[Record], *, seed: int = SEED) -> Iterator[Record]:
    """Endless people; each has a name, a birth year and a group of its own below zero.

    Raises NotNow `house.bench.no-names` where the package with the frequencies is not installed.
    """
    dice = random.Random(seed)
    listed = [words for record in persons for name in record.latin if 2 <= len(words := name.split()) <= 4]
    romanise = lru_cache(1 << 18)(romanised)
    for batch in itertools.count():
        russians = russian_people(dice, _BATCH)
        for place in range(_BATCH):
            number = -2 - batch * _BATCH - place
            year = str(dice.randint(1940, 2008))
            if dice.random() >= _RUSSIAN and listed:
                text, script = _recombined(listed, dice), "Latn"
            elif dice.random() < _ROMANISED:
                system = dice.choice(_SYSTEMS)
                text, script = " ".join(romanise(word, system) for word in next(russians)), "Latn"
            else:
                text, script = " ".join(next(russians)), "Cyrl"
            yield Record(number, ((text, script),), (year,), "filler")


def _recombined(listed: list[list[str]], dice: random.Random) -> str:
    first, last = dice.choice(listed), dice.choice(listed)
    words = [first[0], last[-1]]
    if dice.random() < 0.5:
        words.insert(1, dice.choice(listed)[1])
    return " ".join(words)


def russian_people(dice: random.Random, count: int) -> Iterator[tuple[str, ...]]:
    """`count` Russian names in Cyrillic, family name first, by frequency; parts agree in gender."""
    drawn = {
        gender: [dice.choices(words, cum_weights=weights, k=count) for words, weights in tables]
        for gender, tables in frequencies().items()
    }
    for place in range(count):
        family, given, patronymic = (column[place] for column in drawn[dice.choice("mf")])
        yield (family, given, patronymic) if dice.random() < _WITH_PATRONYMIC else (family, given)


def missing_frequencies() -> bool:
    """Whether what holds the frequencies is not installed."""
    return find_spec("russiannames") is None or find_spec("duckdb") is None


@cache
def frequencies() -> dict[str, list[tuple[list[str], list[int]]]]:
    """For each gender the family names, given names and patronymics with their cumulated counts, in a fixed order."""
    if missing_frequencies():
        raise NotNow(
            "house.bench.no-names",
            "Made-up people need the package russiannames, which is not installed: run `make bench-names`, which"
            " installs it, or leave --fill away.",
        )
    import duckdb

    folder = resources.files("russiannames") / "data"
    found: dict[str, list[tuple[list[str], list[int]]]] = {"m": [], "f": []}
    for table, either in (("surnames", {"u", None}), ("names", {"u"}), ("midnames", set())):
        rows = duckdb.read_parquet(str(folder / f"{table}.parquet")).project("text, count, gender").fetchall()
        for gender, columns in found.items():
            mine = sorted(
                (text, count) for text, count, of in rows if of in {gender, *either} and _WORD.fullmatch(text)
            )
            columns.append(([text for text, _ in mine], list(itertools.accumulate(count for _, count in mine))))
    return found
