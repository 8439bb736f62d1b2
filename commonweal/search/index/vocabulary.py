"""The words of a segment, found fuzzily: by equal or nearly equal consonants, then by likeness of form.

Words stand in the order of their skeleton, so that a class (all words of one skeleton) is a range. A class is found
by a key of its skeleton and of every skeleton with one consonant left out; a word of fewer than three consonants
also by its form with one letter left out. Two texts may share a key of 32 bits: a class found so by chance is sifted by
likeness, as all are, and a word found exactly is compared whole.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from commonweal.names import skeleton
from commonweal.names.compare import FORM_SHARE, FORM_SHARE_UNVOWELLED
from commonweal.names.organisations import MARK, MARKS

from .arrays import Array, places
from .documents import hash_of, hashes_of, token_of
from .library import LIBRARY
from .native import LEAST, Words, letters, listed_under

_SHORT = 3
_PIECE = 1 << 16
"""Words whose keys are made at once: memory has a bound."""
_IS_MARK = np.zeros(256, bool)
_IS_MARK[[ord(mark) for mark in (*MARKS, "^")]] = True
_BREAK, _UNVOWELLED = ord("\n"), ord("~")
_NONE = np.zeros(0, np.int64)


def deletions(form: str) -> set[str]:
    """`form` and, from three letters on, each form with one letter left out; the mark of an organisation's word stays,
    so that it never meets a person's."""
    if len(form) < _SHORT:
        return {form}
    found = {form[:place] + form[place + 1 :] for place in range(form[0] in MARKS, len(form))}
    found.add(form)
    return found


def key_of(text: str) -> int:
    """32 bits that are the same in every process."""
    return hash_of(text) >> 32


def _keys_of(texts: Iterable[str]) -> Array:
    """`key_of` each of many texts."""
    return (hashes_of(texts) >> np.uint64(32)).astype(np.uint32)


def order_key(token: str) -> tuple[str, str]:
    """Sort key of a vocabulary: skeleton, then the token itself."""
    return skeleton(token.rstrip("~")), token


def make_vocabulary(tokens: list[str]) -> dict[str, Array]:
    """The arrays of a vocabulary whose tokens are in the order of `order_key`."""
    bare = [token.rstrip("~") for token in tokens]
    skeletons = list(map(skeleton, bare))
    starts = [place for place, one in enumerate(skeletons) if place == 0 or one != skeletons[place - 1]]
    short = [
        number
        for number, bones in enumerate(skeletons)
        if len(bones) < _SHORT <= len(bare[number]) and bare[number][0] != "^"
    ]
    arrays = {
        "vocabulary": np.frombuffer("\n".join(tokens).encode(), np.uint8),
        "token_key": _keys_of(tokens),
        "class_start": np.array([*starts, len(tokens)], np.uint32),
    }
    arrays |= _listed("class", [skeletons[at] for at in starts], range(len(starts)))
    return arrays | _listed("short", [bare[number] for number in short], short)


def _listed(name: str, forms: list[str], numbers: Sequence[int]) -> dict[str, Array]:
    """Each number under the key of its form and of the form with each one letter left out, in the order of keys."""
    starts = range(0, len(forms), _PIECE)
    parts = [_keys_and_numbers(forms[at : at + _PIECE], numbers[at : at + _PIECE]) for at in starts]
    both = np.concatenate([np.zeros(0, np.uint64), *parts])
    both.sort()
    return {f"{name}_key": (both >> np.uint64(32)).astype(np.uint32), f"{name}_number": both.astype(np.int32)}


def _keys_and_numbers(forms: list[str], numbers: Sequence[int]) -> Array:
    """What `_listed` lists, as one number each, the key in the upper half; neighbours have many texts in common."""
    texts = list(map(deletions, forms))
    beside = np.repeat(np.array(numbers, np.uint64), np.fromiter(map(len, texts), np.int64, len(texts)))
    places_of = {text: place for place, text in enumerate(set().union(*texts))}
    keys = _keys_of(places_of)[[places_of[text] for some in texts for text in some]]
    return keys.astype(np.uint64) << np.uint64(32) | beside


def tokens_of(arrays: dict[str, Array]) -> list[str]:
    """The words themselves, in order."""
    text = arrays["vocabulary"].tobytes().decode()
    return text.split("\n") if text else []


class Vocabulary:
    """Fuzzy look-up in the arrays of `make_vocabulary`."""

    def __init__(self, arrays: dict[str, Array]) -> None:
        self._arrays = arrays
        text = arrays["vocabulary"].tobytes().decode()
        codes = np.frombuffer(f"{text}\n".encode("utf-32-le") if text else b"", np.uint32)
        ends = np.flatnonzero(codes == _BREAK)
        self._starts = np.concatenate([[0], ends[:-1] + 1]) if len(ends) else ends
        self.keys = arrays["token_key"]
        self.unvowelled = codes[ends - 1] == _UNVOWELLED
        self._text, self._ends = text, ends - self.unvowelled
        self.lengths = (self._ends - self._starts).astype(np.int32)
        self.letters = _letters_of(codes, self._starts, self._ends)
        self.first = (codes[self._starts] & 0xFF).astype(np.uint8)
        self.class_of = np.repeat(
            np.arange(len(arrays["class_start"]) - 1, dtype=np.uint32), np.diff(arrays["class_start"])
        )
        self.initials = {at: frozenset(self.token(at)[1:]) for at in np.flatnonzero(self.first == ord("^")).tolist()}
        """Initials by number, with the sounds that each may stand for."""
        self.initials_for = lru_cache(maxsize=256)(self._initials_for)
        self.near = lru_cache(maxsize=16384)(self._near)

    def token(self, number: int) -> str:
        """A word without the mark of its script."""
        return self._text[self._starts[number] : self._ends[number]]

    def _whole(self, number: int) -> str:
        return self._text[self._starts[number] : self._ends[number] + self.unvowelled[number]]

    def _initials_for(self, sounds: frozenset[str]) -> Array:
        """Numbers of the initials that may stand for one of the sounds."""
        return np.array(
            [number for number, letters in self.initials.items() if not sounds.isdisjoint(letters)], np.int64
        )

    @cached_property
    def skeletons(self) -> list[str]:
        """The skeleton of each class."""
        return [skeleton(self.token(at)) for at in self._arrays["class_start"][:-1].tolist()]

    @cached_property
    def _by_key(self) -> tuple[Array, Array]:
        """Keys in ascending order, and the word of each."""
        order = np.argsort(self.keys)
        return self.keys[order], order

    @cached_property
    def _forms(self) -> Array:
        return _texts([self.token(at) for at in range(len(self))])

    @cached_property
    def _bones(self) -> Array:
        return _texts(self.skeletons)

    def __len__(self) -> int:
        return len(self._starts)

    def exact(self, forms: Sequence[str]) -> list[Array]:
        """For each of these reduced forms the numbers of its words, from any script, ascending."""
        keys, words = self._by_key
        tokens = [token for form in forms for token in (form, token_of(form, unvowelled=True))]
        wanted = np.fromiter(map(key_of, tokens), np.uint32, len(tokens))
        starts, ends = np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right")
        found = [_NONE] * len(forms)
        for place in np.flatnonzero(starts < ends).tolist():
            alike = words[starts[place] : ends[place]].tolist()
            same = [at for at in alike if self._whole(at) == tokens[place]]
            if same:
                found[place // 2] = np.array(sorted([*found[place // 2].tolist(), *same]), np.int64)
        return found

    def _near(self, form: str, unvowelled: bool) -> tuple[Array, Array]:
        """Numbers of the words that are like `form`, and their likeness (from `LEAST`); initials are never among
        them. Depends on each word alone, not on which others there are."""
        bones = skeleton(form)
        groups = self._numbers("class", deletions(bones))
        short = len(bones) < _SHORT <= len(form)
        extra = self._numbers("short", deletions(form)) if short else np.zeros(0, np.int64)
        if short:
            extra = extra[np.isin(self.class_of[extra], groups, invert=True)]
        return self._alike_among(form, bones, unvowelled, groups, extra)

    def _alike_among(self, form: str, bones: str, unvowelled: bool, groups: Array, extra: Array) -> tuple[Array, Array]:
        """Words of some classes, and `extra` ones, that are like a form."""
        if LIBRARY:
            return self.native.near(form, bones, unvowelled, groups, extra)
        numbers, ends = places(self._arrays["class_start"], groups)
        bone_likeness = np.repeat(_likeness(bones, self._bones[groups]), np.diff(ends))
        if len(extra):
            numbers = np.concatenate([numbers, extra])
            bone_likeness = np.concatenate([bone_likeness, _likeness(bones, self._bones[self.class_of[extra]])])
        share = self._form_share(numbers, unvowelled)
        possible = (1 - share) * bone_likeness + share * self._best_possible(form, numbers) >= LEAST
        numbers, bone_likeness, share = numbers[possible], bone_likeness[possible], share[possible]
        likeness = (1 - share) * bone_likeness + share * _likeness(form, self._forms[numbers])
        kept = likeness >= LEAST
        return numbers[kept], likeness[kept]

    def _form_share(self, numbers: Array, unvowelled: bool) -> Array:
        """What the form weighs against the skeleton, for each word."""
        either = self.unvowelled[numbers] | unvowelled
        return np.where(either, FORM_SHARE_UNVOWELLED, FORM_SHARE).astype(np.float32)

    @cached_property
    def native(self) -> Words:
        """The words for the compiled loops."""
        return Words(self, self._arrays)

    def _numbers(self, table: str, keys: set[str]) -> Array:
        """Classes or words listed under any of the keys, each once, in order."""
        wanted = np.array([key_of(key) for key in keys], np.uint32)
        listed, numbers = self._arrays[f"{table}_key"], self._arrays[f"{table}_number"]
        if LIBRARY and (found := listed_under(listed, numbers, wanted)) is not None:
            return found
        starts, ends = np.searchsorted(listed, wanted, "left"), np.searchsorted(listed, wanted, "right")
        parts = [numbers[start:end] for start, end in zip(starts, ends, strict=True)]
        return np.unique(np.concatenate(parts)).astype(np.int64)

    def _best_possible(self, form: str, numbers: Array) -> Array:
        """An upper bound of the likeness of form, by length and by letters that only one of the two has."""
        ours = np.uint64(letters(form))
        theirs = self.letters[numbers]
        missing = np.maximum(np.bitwise_count(ours & ~theirs), np.bitwise_count(theirs & ~ours))
        apart = np.maximum(np.abs(self.lengths[numbers] - len(form)), missing)
        bound = 1 - apart / np.maximum(self.lengths[numbers], len(form))
        return np.where(self.lengths[numbers] > 0, bound, 0).astype(np.float32)

    def comparable(self, form: str, numbers: Array) -> Array:
        """Which of the words may be compared with a form: no initials, and no organisation's with a person's."""
        firsts = self.first[numbers]
        if form[0] not in MARKS:
            return ~_IS_MARK[firsts]
        return firsts == ord(MARK) if form[0] == MARK else np.zeros(len(numbers), bool)

    def raise_to(self, form: str, unvowelled: bool, numbers: Array, likeness: Array, *, least: float) -> None:
        """Raise `likeness` of the words, in place, to what `self.likeness` says where that is `least`: compiled."""
        possible = self.comparable(form, numbers)
        self.native.raise_to(form, unvowelled, numbers, likeness, possible=possible, least=least)

    def likeness(self, form: str, unvowelled: bool, numbers: Array) -> Array:
        """Likeness of `form` to each of the words, without a lower bound; 0 for initials, and
        between an organisation's word and a person's."""
        bones = _likeness(skeleton(form), self._bones[self.class_of[numbers]])
        share = self._form_share(numbers, unvowelled)
        alike = (1 - share) * bones + share * _likeness(form, self._forms[numbers])
        return np.where(self.comparable(form, numbers), alike, np.float32(0))


def _texts(values: list[str]) -> Array:
    """Texts as an array, of which many are taken at once without a loop in Python."""
    texts = np.empty(len(values), object)
    texts[:] = values
    return texts


def _likeness(one: str, others: Array) -> Array:
    if not len(others):
        return np.zeros(0, np.float32)
    return cdist([one], others.tolist(), scorer=Levenshtein.normalized_similarity, dtype=np.float32)[0]


def _letters_of(codes: Array, starts: Array, ends: Array) -> Array:
    """`letters` of many forms, which begin and end at these places of `codes`."""
    if not len(starts):
        return np.zeros(0, np.uint64)
    bits = np.uint64(1) << (codes & 63).astype(np.uint64)
    bits[codes == _BREAK] = 0
    bits[ends[ends < len(codes)]] = 0
    return np.bitwise_or.reduceat(bits, starts)
