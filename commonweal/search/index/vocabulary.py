"""The words of a segment, found fuzzily: by equal or nearly equal consonants, then by likeness of form.

Words stand in the order of their skeleton, so that a class (all words of one skeleton) is a range. A class is found
by the hash of its skeleton and of every skeleton with one consonant left out; a word of fewer than three consonants
also by its form with one letter left out.
"""

from functools import lru_cache

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from commonweal.names import skeleton
from commonweal.names.compare import FORM_SHARE, FORM_SHARE_UNVOWELLED
from commonweal.names.organisations import MARK, MARKS

from .arrays import Array, places
from .documents import hash_of, token_of

LEAST = 0.55
"""Likeness from which a word is considered."""
_SHORT = 3
_MARKED = [ord(mark) for mark in (*MARKS, "^")]


def deletions(form: str) -> set[str]:
    """`form` and, from three letters on, each form with one letter left out; the mark of an organisation's word stays,
    so that it never meets a person's."""
    found = {form}
    if len(form) >= _SHORT:
        found.update(form[:place] + form[place + 1 :] for place in range(form[:1] in MARKS, len(form)))
    return found


def order_key(token: str) -> tuple[str, str]:
    """Sort key of a vocabulary: skeleton, then the token itself."""
    return skeleton(token.rstrip("~")), token


def make_vocabulary(tokens: list[str]) -> dict[str, Array]:
    """The arrays of a vocabulary whose tokens are in the order of `order_key`."""
    skeletons = [skeleton(token.rstrip("~")) for token in tokens]
    starts = [place for place, one in enumerate(skeletons) if place == 0 or one != skeletons[place - 1]]
    class_pairs = [(hash_of(key), number) for number, at in enumerate(starts) for key in deletions(skeletons[at])]
    short_pairs = [
        (hash_of(key), number)
        for number, token in enumerate(tokens)
        if len(skeletons[number]) < _SHORT <= len(token.rstrip("~")) and token[0] != "^"
        for key in deletions(token.rstrip("~"))
    ]
    blob = "\n".join(tokens).encode()
    arrays = {
        "vocabulary": np.frombuffer(blob, np.uint8),
        "token_key": np.array([hash_of(token) for token in tokens], np.uint64),
        "class_start": np.array([*starts, len(tokens)], np.uint32),
    }
    for name, pairs in (("class", class_pairs), ("short", short_pairs)):
        table = np.array(sorted(pairs), np.uint64).reshape(-1, 2)
        arrays[f"{name}_hash"] = table[:, 0].copy()
        arrays[f"{name}_number"] = table[:, 1].astype(np.int32)
    return arrays


def tokens_of(arrays: dict[str, Array]) -> list[str]:
    """The words themselves, in order."""
    text = arrays["vocabulary"].tobytes().decode()
    return text.split("\n") if text else []


class Vocabulary:
    """Fuzzy look-up in the arrays of `make_vocabulary`."""

    def __init__(self, arrays: dict[str, Array]) -> None:
        self._arrays = arrays
        self.tokens = tokens_of(arrays)
        self.keys = arrays["token_key"]
        self._by_key = np.argsort(self.keys)
        self._sorted_keys = self.keys[self._by_key]
        forms = [token[:-1] if token[-1] == "~" else token for token in self.tokens]
        self._forms = _texts(forms)
        self._unvowelled = np.array([token[-1] == "~" for token in self.tokens], bool)
        self._lengths = np.array([len(form) for form in forms], np.int32)
        self._skeletons = _texts([skeleton(forms[at]) for at in arrays["class_start"][:-1]])
        self._class_of = np.repeat(np.arange(len(self._skeletons)), np.diff(arrays["class_start"]))
        self._letters = np.array([_letters(form) for form in forms], np.uint64)
        self.first = np.array([ord(form[0]) & 0xFF for form in forms], np.uint8)
        self.initials = {number: frozenset(token[1:]) for number, token in enumerate(self.tokens) if token[0] == "^"}
        """Initials by number, with the sounds that each may stand for."""
        self.near = lru_cache(maxsize=16384)(self._near)

    def __len__(self) -> int:
        return len(self.tokens)

    def exact(self, form: str) -> Array:
        """Numbers of the words with this reduced form, from any script."""
        wanted = np.array([hash_of(form), hash_of(token_of(form, unvowelled=True))], np.uint64)
        starts = np.searchsorted(self._sorted_keys, wanted, "left").tolist()
        ends = np.searchsorted(self._sorted_keys, wanted, "right").tolist()
        found = [self._by_key[start:end] for start, end in zip(starts, ends, strict=True)]
        return np.sort(np.concatenate(found))

    def _near(self, form: str, unvowelled: bool) -> tuple[Array, Array]:
        """Numbers of the words that are like `form`, and their likeness (from `LEAST`); initials are never among
        them. Depends on each word alone, not on which others there are."""
        bones = skeleton(form)
        groups = self._numbers("class", deletions(bones))
        numbers, ends = places(self._arrays["class_start"], groups)
        bone_likeness = np.repeat(_likeness(bones, self._skeletons[groups]), np.diff(ends))
        if len(bones) < _SHORT <= len(form):
            extra = np.setdiff1d(self._numbers("short", deletions(form)), numbers)
            numbers = np.concatenate([numbers, extra])
            extra_bones = _likeness(bones, self._skeletons[self._class_of[extra]])
            bone_likeness = np.concatenate([bone_likeness, extra_bones])
        share = np.where(self._unvowelled[numbers] | unvowelled, FORM_SHARE_UNVOWELLED, FORM_SHARE).astype(np.float32)
        possible = (1 - share) * bone_likeness + share * self._best_possible(form, numbers) >= LEAST
        numbers, bone_likeness, share = numbers[possible], bone_likeness[possible], share[possible]
        likeness = (1 - share) * bone_likeness + share * _likeness(form, self._forms[numbers])
        kept = likeness >= LEAST
        return numbers[kept], likeness[kept]

    def _numbers(self, table: str, keys: set[str]) -> Array:
        """Classes or words listed under any of the keys, each once, in order."""
        hashes = np.array([hash_of(key) for key in keys], np.uint64)
        listed = self._arrays[f"{table}_hash"]
        starts, ends = np.searchsorted(listed, hashes, "left"), np.searchsorted(listed, hashes, "right")
        parts = [self._arrays[f"{table}_number"][start:end] for start, end in zip(starts, ends, strict=True)]
        return np.unique(np.concatenate(parts)).astype(np.int64)

    def _best_possible(self, form: str, numbers: Array) -> Array:
        """An upper bound of the likeness of form, by length and by letters that only one of the two has."""
        ours = np.uint64(_letters(form))
        theirs = self._letters[numbers]
        missing = np.maximum(np.bitwise_count(ours & ~theirs), np.bitwise_count(theirs & ~ours))
        apart = np.maximum(np.abs(self._lengths[numbers] - len(form)), missing)
        bound = 1 - apart / np.maximum(self._lengths[numbers], len(form))
        return np.where(self._lengths[numbers] > 0, bound, 0).astype(np.float32)

    def likeness(self, form: str, unvowelled: bool, numbers: Array) -> Array:
        """Likeness of `form` to each of the words, without a lower bound; 0 for initials, and
        between an organisation's word and a person's."""
        bones = _likeness(skeleton(form), self._skeletons[self._class_of[numbers]])
        share = np.where(self._unvowelled[numbers] | unvowelled, FORM_SHARE_UNVOWELLED, FORM_SHARE).astype(np.float32)
        alike = (1 - share) * bones + share * _likeness(form, self._forms[numbers])
        firsts = self.first[numbers]
        if form[0] in MARKS:
            return np.where(firsts == ord(MARK) if form[0] == MARK else np.False_, alike, np.float32(0))
        return np.where(np.isin(firsts, _MARKED), np.float32(0), alike)


def _texts(values: list[str]) -> Array:
    """Texts as an array, of which many are taken at once without a loop in Python."""
    texts = np.empty(len(values), object)
    texts[:] = values
    return texts


def _likeness(one: str, others: Array) -> Array:
    if not len(others):
        return np.zeros(0, np.float32)
    return cdist([one], others.tolist(), scorer=Levenshtein.normalized_similarity, dtype=np.float32)[0]


def _letters(form: str) -> int:
    """The letters of a form as bits; letters beyond the alphabet of sounds share bits, which only loosens a bound."""
    bits = 0
    for letter in form:
        bits |= 1 << (ord(letter) & 63)
    return bits
