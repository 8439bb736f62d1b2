"""Which word of a name is family name, given name, patronymic.

Nothing is dropped for its length or its rarity: `Ким`, `Ли`, `Ю` are names. Where the form does not tell, the first
word is taken for the family name, as officers write; searches do not depend on the choice.
"""

import re
from typing import NamedTuple

from . import endings, frequency
from .clean import clean
from .fold import Word, fold
from .layout import as_meant

PARTS = ("family", "given", "patronymic")

_FAMILY_ENDING = re.compile(r"(?<=..)(?:[ai]va?|ski|ska|Ski|Ska|inka|anka|Svili|azi|izi|Sinka|Suk)$")


class Parts(NamedTuple):
    """A name split into parts; each is a tuple of folded words, empty where the name has none."""

    family: tuple[Word, ...] = ()
    given: tuple[Word, ...] = ()
    patronymic: tuple[Word, ...] = ()

    def text(self, part: str) -> str:
        """The words of one part as they were written."""
        return " ".join(word.text for word in getattr(self, part))

    def words(self) -> list[tuple[Word, str]]:
        """All words with their part, family name first."""
        return [(word, part) for part in PARTS for word in getattr(self, part)]


def of_part(text: str, part: str) -> tuple[Word, ...]:
    """Words of a text that is known to be one part; `kind` is set by the part, not by the form of the word.

    A single letter in the field of a family name is a name (`И` is one), elsewhere it may be an initial.
    """
    words = fold(text)
    if part == "patronymic":
        return tuple(word if word.kind == "initial" else _of_father(word) for word in words)
    if part == "family":
        return tuple(word if word.kind == "particle" and len(words) > 1 else _named(word) for word in words)
    letters = clean(text).replace(".", "")
    if len(words) == 1 and len(letters) == 1:
        return (words[0]._replace(kind="initial"),)
    return tuple(_named(word) if word.kind == "patronymic" else word for word in words)


def _named(word: Word) -> Word:
    return word._replace(kind="name")


def parse(text: str) -> Parts:
    """The parts of a full name written in one field. `Family, Given` with a comma is taken at its word."""
    text = as_meant(clean(text))
    head, comma, tail = text.partition(",")
    family, rest = (of_part(head, "family"), fold(tail)) if comma else ((), ())
    if family and rest:
        father = _patronymics(rest, first=0)
        given = [word for place, word in enumerate(rest) if place not in father]
        return Parts(family, tuple(map(_unless_patronymic, given)), tuple(_of_father(rest[place]) for place in father))
    words = fold(text)
    if len(words) <= 1:
        return Parts(family=tuple(map(_named, words)))
    father = _patronymics(words, first=1)
    others = [place for place in range(len(words)) if place not in father]
    known = _family(words, others, father)
    return Parts(
        tuple(_unless_patronymic(words[place]) for place in known),
        tuple(_unless_patronymic(words[place]) for place in others if place not in known),
        tuple(_of_father(words[place]) for place in father),
    )


def fold_name(text: str) -> tuple[Word, ...]:
    """The words of a full name in their order, `kind` settled by their place: cheaper than `parse`, for an index."""
    words = fold(text)
    if not any(word.kind == "patronymic" for word in words):
        return words
    father = _patronymics(words, first=1)
    return tuple(_of_father(word) if place in father else _unless_patronymic(word) for place, word in enumerate(words))


def _of_father(word: Word) -> Word:
    """A word of a patronymic; son-of and daughter-of alone say little."""
    return word._replace(kind="particle" if endings.is_separate(word.reduced) else "patronymic")


def _unless_patronymic(word: Word) -> Word:
    """A word that only looks like a patronymic, by its place a name."""
    return _named(word) if word.kind == "patronymic" else word


def _patronymics(words: tuple[Word, ...], *, first: int) -> list[int]:
    """Places of the patronymic: the first word of that form from place `first` on; a separate `оглы` takes the name
    before it along."""
    found = [place for place, word in enumerate(words) if word.kind == "patronymic" and place >= first]
    if not found:
        return []
    apart = [place for place in found if endings.is_separate(words[place].reduced)]
    if apart:
        return [apart[-1] - 1, apart[-1]] if apart[-1] > first else []
    return [found[0]]


def _family(words: tuple[Word, ...], others: list[int], father: list[int]) -> list[int]:
    """Places of the family name among the words that are no patronymic."""
    if not others:
        return []
    if father and others[-1] > father[-1]:
        return [place for place in others if place > father[-1]]
    scores = {place: _likeness(words[place]) for place in others}
    if father and len(others) == 1 and scores[others[0]] <= 0:
        return []
    best = max(others, key=lambda place: (scores[place], -place))
    if scores[best] > scores[others[0]]:
        return [best - 1, best] if best - 1 in others and words[best - 1].kind == "particle" else [best]
    start = [others[0]]
    for place in others[1:-1]:
        if words[start[-1]].kind == "particle":
            start.append(place)
    return start


def _likeness(word: Word) -> int:
    """How much a word looks like a family name; negative when it looks like a given name or an initial."""
    if word.kind in {"initial", "particle"}:
        return -3
    score = 2 * bool(_FAMILY_ENDING.search(word.reduced)) + frequency.is_family(word.reduced)
    score -= 2 * frequency.is_given(word.reduced)
    return score + 4 * (word.text.isupper() and len(word.text) > 1)
