"""Made-up people for measuring speed, out of the project's own name tables alone: nothing is fetched or installed.

Family names are drawn by rank from common ones and from given names and made stems with the endings of the region, so
that a million people use some two hundred thousand different words. Half are written in Cyrillic, half in Latin letters
by one of several systems; one in twenty-five has a slip. The same seed gives the same people everywhere. For recall use
`commonweal.house.bench.fillers`, whose frequencies are real.
"""

import random
import re
import uuid
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate

from commonweal.names.tables import common
from commonweal.search.index import Doc
from tools.bench.exact import SYSTEMS

SEED = 20261124
_CYRILLIC = re.compile("[А-ЯЁ][а-яё]+")
_ROMANISE = [
    SYSTEMS[name]
    for name in (
        "ICAO Doc 9303",
        "MVD Russia 310-1997",
        "BGN/PCGN 1947 Russian",
        "ISO 9:1995",
        "GOST 7.79-2000 B",
        "Soviet French-style",
        "German press (Duden)",
    )
]
_ENDINGS = ["ов", "ев", "ин", "ский", "енко", "ук", "ян", "швили", "дзе", "иев", "аев", "беков", "заде", "улин", "ович"]
_STEMS = 24_000
_BLOCK = 10_000
_WITH_PATRONYMIC, _IN_CYRILLIC, _SLIPPED = 0.6, 0.5, 0.04


def people(*, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """Endless people: a name as written and a year of birth."""
    dice = random.Random(seed)
    romanise = lru_cache(1 << 18)(lambda text, system: _ROMANISE[system](text))
    (given, given_weights), (families, family_weights) = _given(), _families()
    while True:
        firsts = dice.choices(given, cum_weights=given_weights, k=_BLOCK)
        fathers = dice.choices(given, cum_weights=given_weights, k=_BLOCK)
        lasts = dice.choices(families, cum_weights=family_weights, k=_BLOCK)
        for first, father, last in zip(firsts, fathers, lasts, strict=True):
            words = [last, first]
            if dice.random() < _WITH_PATRONYMIC:
                words.append(_patronymic(father))
            if dice.random() >= _IN_CYRILLIC:
                system = dice.randrange(len(_ROMANISE))
                words = [romanise(word, system) for word in words]
            if dice.random() < _SLIPPED:
                words[0] = slip(words[0], dice)
            yield " ".join(words), str(dice.randint(1940, 2008))


def docs(count: int, *, seed: int = SEED, first: int = 0) -> Iterator[Doc]:
    """`count` people as records with ids in scattered order."""
    dice = random.Random(f"{seed}/{first}")
    for _, (name, year) in zip(range(count), people(seed=seed), strict=False):
        yield Doc(uuid.UUID(int=dice.getrandbits(128)), 1, "active", 4e9, (name,), births=(year,))


def slip(word: str, dice: random.Random) -> str:
    """`word` with one letter left out, doubled or turned with its neighbour."""
    if len(word) < 3:
        return word
    at = dice.randrange(1, len(word) - 1)
    kinds = (word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], word[: at - 1] + word[at] + word[at - 1])
    chosen = dice.randrange(3)
    return kinds[chosen] + (word[at + 1 :] if chosen == 2 else "")


def _patronymic(father: str) -> str:
    return (father[:-1] + "евич") if father[-1] in "йь" else father.rstrip("аяео") + "ович"


@cache
def _given() -> tuple[list[str], list[float]]:
    share = {"A": 20.0, "B": 3.0, "C": 0.5}
    named = [(name, share[band]) for band, text in common.GIVEN.items() for name in text.split()]
    kept = [(name, weight) for name, weight in named if _CYRILLIC.fullmatch(name)]
    return [name for name, _ in kept], list(accumulate(weight for _, weight in kept))


@cache
def _families() -> tuple[list[str], list[float]]:
    """Common names first, then made ones, each rank rarer than the one before."""
    dice = random.Random(SEED)
    known = [name for text in common.FAMILY.values() for name in text.split() if _CYRILLIC.fullmatch(name)]
    stems = [name[:-1] for name in _given()[0] if len(name) > 4]
    while len(stems) < _STEMS:
        stems.append(_stem(dice))
    made = [stem + ending for stem in stems for ending in _ENDINGS]
    dice.shuffle(made)
    families = list(dict.fromkeys([*known, *made]))
    return families, list(accumulate((rank + 20) ** -0.7 for rank in range(len(families))))


def _stem(dice: random.Random) -> str:
    syllables = [dice.choice("бвгджзклмнпрстхчш") + dice.choice("аеиоу") for _ in range(dice.randint(1, 3))]
    return ("".join(syllables) + dice.choice("бвгдзклмнрстш")).capitalize()
