"""How alike two folded words are, and which word of one name stands for which of another."""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from .aliases import are_aliases
from .fold import Word, skeleton

ALIAS = 0.95
INITIAL = 0.7
FORM_SHARE = 0.6
"""Weight of the reduced form against the skeleton; in unvowelled scripts the consonants weigh more."""
FORM_SHARE_UNVOWELLED = 0.3


class Pair(NamedTuple):
    """A word asked for and the word that stands for it (None if none does), with their likeness from 0 to 1."""

    asked: Word
    says: Word | None
    likeness: float


def likeness(one: Word, other: Word) -> float:
    """Likeness of two words from 0 to 1, the best of their readings; symmetrical; 1 for equal reduced forms."""
    if one.kind == "initial" or other.kind == "initial":
        return INITIAL if begins_alike(one, other) else 0.0
    if one.reduced == other.reduced:
        return 1.0
    if are_aliases(one.reduced, other.reduced):
        return ALIAS
    share = FORM_SHARE_UNVOWELLED if one.unvowelled or other.unvowelled else FORM_SHARE
    alike = share * _similar(one.reduced, other.reduced) + (1 - share) * _similar(one.skeleton, other.skeleton)
    if one.readings or other.readings:
        for form in (one.reduced, *one.readings):
            for against in (other.reduced, *other.readings):
                found = share * _similar(form, against) + (1 - share) * _similar(skeleton(form), skeleton(against))
                alike = max(alike, found)
    return alike


_similar = Levenshtein.normalized_similarity


def begins_alike(one: Word, other: Word) -> bool:
    """Whether an initial fits the beginning of the other word."""
    return not beginnings(one).isdisjoint(beginnings(other))


def beginnings(word: Word) -> frozenset[str]:
    """The sounds with which the word may begin."""
    return frozenset(form[0] for form in (word.reduced, *word.readings) if form)


def align(asked: Sequence[Word], says: Sequence[Word], *, least: float = 0.5) -> list[Pair]:
    """Each word asked for with the word of the other name that stands for it, one to one, the likest pairs first.

    Pairs under `least` are not made. The result is in the order of `asked`.
    """
    if len(asked) == 1 and len(says) == 1:
        alike = likeness(asked[0], says[0])
        return [Pair(asked[0], says[0], alike) if alike >= least else Pair(asked[0], None, 0.0)]
    ranked = sorted(
        ((likeness(one, other), -i, -j) for i, one in enumerate(asked) for j, other in enumerate(says)), reverse=True
    )
    found: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for alike, i, j in ranked:
        if alike >= least and -i not in found and -j not in taken:
            found[-i] = (-j, alike)
            taken.add(-j)
    return [
        Pair(word, says[found[i][0]], found[i][1]) if i in found else Pair(word, None, 0.0)
        for i, word in enumerate(asked)
    ]
