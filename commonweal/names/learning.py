"""What names of one person in two scripts, or two spellings, teach: words that are one name and look like two.

Taken from the family and the given name alone, each of one word, where the rest of the house would take the two words
for two names although their consonants agree. Whether enough people teach the same is not asked here.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from .clean import clean
from .compare import likeness
from .dictionary import LEAST_ALIKE, consonants_alike
from .fold import Word
from .parts import Parts, of_part, parse

KNOWN = 0.86
"""Likeness from which the house takes two words for spellings of one name anyhow (`contradict` holds to the same)."""
LEAST_ALIKE_IN_ONE_SCRIPT = 0.6
"""Likeness of consonants under which two words of one script are two names and no spellings."""
_SHORTEST = 2
"""Letters of a word that can teach: an initial is no name."""


class Taught(NamedTuple):
    """Two written words, in small letters and in a fixed order, that are one `part` (family, given) of one person.

    `kin` tells apart the families from which the same two words come: for a given name the consonants of the family
    name, for a family name those of the father's name; empty where the record does not say.
    """

    one: str
    other: str
    part: str
    kin: str


def taught(names: Sequence[str | Mapping[str, str]]) -> set[Taught]:
    """What the written names of one person teach; each is a text or its parts (family, given, patronymic)."""
    found = set()
    for mine, theirs in combinations([_parts(name) for name in names], 2):
        for part, of_kin in (("family", "patronymic"), ("given", "family")):
            one, other = _only(getattr(mine, part)), _only(getattr(theirs, part))
            if one and other and _teach(one, other):
                kin = _consonants(getattr(mine, of_kin)) or _consonants(getattr(theirs, of_kin))
                found.add(Taught(*sorted((_written(one), _written(other))), part, kin))
    return found


def _parts(name: str | Mapping[str, str]) -> Parts:
    if isinstance(name, str):
        return parse(name)
    return Parts(*(of_part(name.get(part, ""), part) for part in Parts._fields))


def _only(words: Sequence[Word]) -> Word | None:
    """The word of a part that has one."""
    word = words[0] if len(words) == 1 else None
    return word if word and word.kind == "name" and len(word.text) >= _SHORTEST else None


def _teach(one: Word, other: Word) -> bool:
    least = LEAST_ALIKE if one.script != other.script else LEAST_ALIKE_IN_ONE_SCRIPT
    return likeness(one, other) < KNOWN and consonants_alike(one, other) >= least


def _written(word: Word) -> str:
    return clean(word.text).casefold()


def _consonants(words: Sequence[Word]) -> str:
    return " ".join(word.skeleton for word in words if word.kind != "particle")
