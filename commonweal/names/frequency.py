"""How common a name is, in three coarse bands, from a list made by hand.

The list is part of the project and never changes with the records held: a weight counted from the records would tell
every reader something about records that he may not see. Bands are orders of magnitude, by general knowledge of the
region; a name that is not listed counts as rare.
"""

from functools import cache, lru_cache

from .endings import without_gender
from .fold import Word, fold
from .tables import common

SHARES = {"A": 2e-2, "B": 3e-3, "C": 5e-4}
"""Share of people who bear a listed name, by band."""
RARE = 1e-5
PATRONYMIC_SHARE = 3e-3
PEOPLE = 3e8
"""Roughly how many people live in the region: bearers expected = PEOPLE x shares."""


@cache
def _bands() -> tuple[dict[str, str], dict[str, str]]:
    """Band by reduced form: given names, family names; the commoner band where two spellings meet."""
    return _read(common.GIVEN), _read(common.FAMILY)


def _read(lists: dict[str, str]) -> dict[str, str]:
    bands: dict[str, str] = {}
    for band in sorted(lists, reverse=True):
        for name in lists[band].split():
            bands |= {word.reduced: band for word in fold(name)}
    return bands


@lru_cache(maxsize=1 << 15)
def share(reduced: str, *, part: str = "") -> float:
    """Share of people with this name, by its reduced form; `part` is family, given, patronymic or empty (any)."""
    if part == "patronymic":
        return PATRONYMIC_SHARE
    given, family = _bands()
    found = [given.get(reduced)] if part != "family" else []
    if part != "given":
        found.append(family.get(reduced) or family.get(without_gender(reduced)))
    return max((SHARES[band] for band in found if band), default=RARE)


def is_given(reduced: str) -> bool:
    """Whether the list knows the name as a given name."""
    return reduced in _bands()[0]


def given_names() -> frozenset[str]:
    """Reduced forms of the given names of the list."""
    return frozenset(_bands()[0])


def is_family(reduced: str) -> bool:
    """Whether the list knows the name as a family name."""
    return reduced in _bands()[1]


def expected_bearers(words: list[tuple[Word, str]]) -> float:
    """How many people of the region would bear all of these words together; `words` with the part each stands for.

    Initials and particles say nothing; the number is an order of magnitude.
    """
    bearers = PEOPLE
    telling = [(word, part) for word, part in words if word.kind not in {"initial", "particle"}]
    if any(part == "patronymic" for _, part in telling):
        bearers *= PATRONYMIC_SHARE
    for word, part in telling:
        bearers *= 1.0 if part == "patronymic" else share(word.reduced, part=part)
    return bearers
