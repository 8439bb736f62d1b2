"""The design that Commonweal decided against: keys of sounds in a full-text index, candidates aligned word by word.

Keys of a word: its reduced sounds, its consonants, these with any one left out, neighbours' consonants joined, its
initial; each counts by rarity and kind. Two hundred candidates are aligned in Python, as it would have to be.
"""

import itertools
import math
from collections.abc import Iterable, Sequence

from commonweal.names import Word, fold_name

from ..files import Query, Record
from . import Found, Peer, forms
from .scan import best_of_each
from .terms import Terms

CANDIDATES = 200
MOST_KEYS = 48
CLASSES = {"f": 1.0, "s": 0.8, "e": 0.35, "j": 0.35, "i": 0.3}
KINDS = {"name": 1.0, "patronymic": 0.45, "particle": 0.25, "initial": 0.3}
LEAST = 0.4


def keys(words: Sequence[Word]) -> set[str]:
    """All keys of a name."""
    found: set[str] = set()
    for word in words:
        if word.kind == "initial":
            found.add(f"i:{word.reduced[:1]}")
            continue
        found.update((f"f:{word.reduced}", f"s:{word.skeleton}", f"i:{word.reduced[:1]}"))
        found.update(f"f:{reading}" for reading in word.readings)
        if len(word.skeleton) > 2:
            found.add(f"e:{word.skeleton}")
            found.update(
                f"e:{word.skeleton[:place]}{word.skeleton[place + 1 :]}" for place in range(len(word.skeleton))
            )
    found.update(f"j:{one.skeleton}{other.skeleton}" for one, other in itertools.pairwise(words))
    found.update(f"j:{word.skeleton}" for word in words if len(word.skeleton) > 3)
    return {key for key in found if len(key) > 2 and " " not in key}


class Keys(Peer):
    """Keys in tantivy, constant scores by rarity and class."""

    name = "tantivy keys"
    setting = f"{CANDIDATES} candidates by the {MOST_KEYS} rarest keys, aligned in Python"
    needs = ("tantivy", "rapidfuzz")

    def build(self, records: Iterable[Record]) -> None:
        self._terms = Terms()
        self._of: list[int] = []
        self._words: list[tuple[tuple[str, str, str], ...]] = []
        self._terms.fill(self._rows(records))

    def _rows(self, records: Iterable[Record]) -> Iterable[tuple[int, set[str]]]:
        for number, record in enumerate(records):
            for form in dict.fromkeys(forms(record)):
                words = fold_name(form)
                self._of.append(number)
                self._words.append(tuple((word.reduced, word.skeleton, word.kind) for word in words))
                yield len(self._of) - 1, keys(words)

    def _weight(self, key: str) -> float:
        return math.log(len(self._terms) / (self._terms.frequency(key) + 1) + 1) * CLASSES[key[0]]

    def search(self, query: Query, *, limit: int) -> Found:
        words = fold_name(query.text)
        weighted = {key: self._weight(key) for key in keys(words)}
        best = dict(sorted(weighted.items(), key=lambda each: (-each[1], each[0]))[:MOST_KEYS])
        found = self._terms.any_of(best, limit=max(CANDIDATES, limit))
        asked = [(word, max(0.3, self._weight(f"s:{word.skeleton}")) * KINDS[word.kind]) for word in words]
        asked.sort(key=lambda each: -each[1])
        return best_of_each((self._of[row], aligned(asked, self._words[row])) for row, _ in found)[:limit]

    def close(self) -> None:
        if hasattr(self, "_terms"):
            self._terms.close()


def aligned(asked: Sequence[tuple[Word, float]], says: Sequence[tuple[str, str, str]]) -> float:
    """Likeness of a name asked for, its words by weight, and one that is held: each word stands for one at most."""
    left, total, won = list(says), 0.0, 0.0
    for word, weight in asked:
        total += weight
        best, at = 0.0, -1
        for place, other in enumerate(left):
            alike = _alike(word, other)
            if alike > best:
                best, at = alike, place
        if best >= LEAST:
            won += weight * best**1.3
            left.pop(at)
    coverage = 1 - len(left) / max(1, len(says))
    return round(won / total * (1 - 0.25 * (1 - coverage)), 4) if total else 0.0


def _alike(word: Word, other: tuple[str, str, str]) -> float:
    from rapidfuzz.distance import Levenshtein

    reduced, skeleton, kind = other
    if "initial" in (word.kind, kind):
        return 0.7 if word.reduced[:1] == reduced[:1] else 0.0
    share = 0.3 if word.unvowelled else 0.6
    likeness = max(Levenshtein.normalized_similarity(form, reduced) for form in (word.reduced, *word.readings))
    return share * likeness + (1 - share) * Levenshtein.normalized_similarity(word.skeleton, skeleton)
