"""A part of the index that never changes once it is made: vocabulary, postings, records. The base on disk is one; what
came since lies in small ones in memory."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property, partial

import numpy as np

from . import library
from .arrays import Array, both, mix, places
from .documents import (
    CLASS_WEIGHTS,
    FORM,
    INITIAL,
    KIND_WEIGHTS,
    NAMED,
    PARTICLE,
    PATRONYMIC,
    Columns,
    hash_of,
    hashes_of,
)
from .native import handle_of
from .numbers import Numbers, hashes, make_numbers, taken_out
from .packed import LISTS, OFFSETS, SORT, opened, packed, sorts, words_and_classes
from .postings import Postings, make_postings
from .vocabulary import Vocabulary, make_vocabulary, order_key, tokens_of

_MANY = 1_000_000
"""Tokens from which a thread is worth its start."""


class Segment:
    """Read access to one part; record numbers in here are local and become global by adding `start`."""

    def __init__(self, arrays: dict[str, Array], named: dict[str, list[str]], *, start: int = 0) -> None:
        self.stored = arrays
        """The arrays as they lie on disk; `arrays` gives every column under its own name."""
        self.arrays = opened(arrays)
        self.named = {name: named[name] for name in NAMED}
        """What the numbers in the columns status, sex, type and number_sort stand for."""
        self.start = start
        self.postings = Postings(self.arrays)
        self.numbers = Numbers(arrays)

    def __len__(self) -> int:
        return len(self.arrays["id_low"])

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words, for fuzzy look-up; made when first asked for."""
        return Vocabulary(self.arrays)

    @cached_property
    def handle(self) -> library.Segment:
        """The whole for the compiled loops."""
        return handle_of(self.vocabulary.native, self.arrays, start=self.start)

    @cached_property
    def ids_sorted(self) -> tuple[Array, Array]:
        """High halves of the ids in ascending order, and the local numbers in that order."""
        high = self.arrays["id_high"][:]
        order = np.argsort(high)
        # Chance mostly tells them apart by their high halves: half the time.
        if (np.diff(high[order]) == 0).any():
            order = np.lexsort((self.arrays["id_low"], high))
        return high[order], order

    @cached_property
    def with_organisations(self) -> Array:
        """Whether each record has the name of an organisation."""
        found = np.zeros(len(self), bool)
        sort = self.arrays["token_sort"]
        tokens = sort.where((sort.value & 0xFF) % len(KIND_WEIGHTS) > INITIAL)
        if len(tokens):
            rows = np.searchsorted(self.arrays["row_tokens"][:], tokens, "right") - 1
            found[np.searchsorted(self.arrays["doc_rows"][:], rows, "right") - 1] = True
        return found

    @cached_property
    def any_organisation(self) -> bool:
        """Whether any record has one."""
        return bool(self.with_organisations.any())

    @cached_property
    def with_numbers(self) -> Array:
        """Whether each record has any number."""
        found = np.zeros(len(self), bool)
        found[self.arrays["number_doc"]] = True
        return found

    def number_of(self, high: int, low: int) -> list[int]:
        """Local numbers of the records with this id (an id may recur when its record was replaced)."""
        highs, order = self.ids_sorted
        start, end = (int(np.searchsorted(highs, np.uint64(high), side)) for side in ("left", "right"))
        alike, lows = range(start, end), self.arrays["id_low"]
        # Ids may have their high half in common: the low halves are in order too.
        first = bisect_left(alike, low, key=lambda place: int(lows[order[place]]))
        last = bisect_right(alike, low, lo=first, key=lambda place: int(lows[order[place]]))
        return [int(number) for number in order[start + first : start + last]]

    def have(self, highs: Array) -> Array:
        """Which of these high halves belong to any id here: one look for many ids."""
        known, _ = self.ids_sorted
        return np.searchsorted(known, highs, "right") > np.searchsorted(known, highs, "left")

    def words_of_rows(self, rows: Array) -> "Rows":
        """The tokens of some written names."""
        at, ends = places(self.arrays["row_tokens"], rows)
        arrays = self.arrays
        return Rows(arrays["token"][at], *words_and_classes(arrays["token_sort"][at], ends), ends)

    def tokens_of(self, numbers: Array) -> tuple[Array, Array]:
        """The tokens of all names of some records, and where those of each begin and end."""
        rows, ends = places(self.arrays["doc_rows"], numbers)
        at, token_ends = places(self.arrays["row_tokens"], rows)
        return self.arrays["token"][at], token_ends[ends]

    def content_hashes(self) -> Array:
        """A 64-bit sum for each record over everything that a search can notice, whatever the order of words."""
        arrays = self.arrays
        with np.errstate(over="ignore"):
            # Of the words themselves: the keys kept of them are too short to tell all words apart.
            keys = hashes_of(tokens_of(arrays))[arrays["token"][:]]
            ends = arrays["row_tokens"][:]
            words, classes = words_and_classes(arrays["token_sort"][:], ends)
            words = mix(keys + words.astype(np.uint64) * np.uint64(1009) + classes)
            rows = mix(_sums(words, ends))
            total = _sums(rows, arrays["doc_rows"])
            for name, salt in (("birth", 1), ("country", 2)):
                values, ends = arrays[name].of(np.arange(len(self)))
                total += mix(_sums(mix(values.astype(np.uint64)), ends) + np.uint64(salt))
            sorts = self._named_hashes("number_sort")[arrays["number_sort"]]
            np.add.at(total, arrays["number_doc"], mix(hashes(arrays) + sorts + np.uint64(3)))
            total += mix(arrays["label"][:].astype(np.uint64) + np.uint64(4))
            total += mix(arrays["expires"][:].view(np.uint64) + np.uint64(5))
            for name in ("status", "sex", "type"):
                total += mix(self._named_hashes(name)[arrays[name][:]])
        return total

    def _named_hashes(self, name: str) -> Array:
        return np.array([hash_of(f"{name}:{value}") for value in self.named[name]] or [0], np.uint64)


class Rows:
    """Tokens of several written names, one name after the other."""

    def __init__(self, token: Array, word: Array, weight_class: Array, ends: Array) -> None:
        kind = weight_class % len(KIND_WEIGHTS)
        self.token, self.word, self.weight = token, word, CLASS_WEIGHTS[weight_class]
        self.patronymic, self.particle, self.initial = kind == PATRONYMIC, kind == PARTICLE, kind == INITIAL
        self.form = kind == FORM
        self.starts, self.lengths = ends[:-1], np.diff(ends)
        self.row = np.repeat(np.arange(len(self.lengths)), self.lengths)
        first_of_row = np.zeros(len(token), bool)
        first_of_row[self.starts] = True
        self.main = first_of_row | (np.diff(word.astype(np.int16), prepend=-1) != 0)
        self.organisation = kind[self.starts] > INITIAL
        """Whether each row is the name of an organisation."""
        self.row_weight = self.sum(np.where(self.main, self.weight, 0))

    def sum(self, values: Array) -> Array:
        """Sum of a value of each token over each row."""
        return np.add.reduceat(values, self.starts)

    def max(self, values: Array) -> Array:
        """Greatest value over each row."""
        return np.maximum.reduceat(values, self.starts)


def _sums(values: Array, offsets: Array) -> Array:
    """Sum of each list of values."""
    totals = np.zeros(len(values) + 1, np.uint64)
    np.cumsum(values, out=totals[1:])
    return totals[offsets[1:]] - totals[offsets[:-1]]


def make_segment(columns: Columns, *, start: int = 0) -> Segment:
    """A segment from columns: puts the vocabulary in order, drops words that no record holds, makes the postings."""
    arrays = dict(columns.arrays)
    used = np.flatnonzero(np.bincount(arrays["token"], minlength=len(columns.vocabulary)))
    tokens = [columns.vocabulary[number] for number in used]
    order = sorted(range(len(tokens)), key=lambda place: order_key(tokens[place]))
    renumber = np.zeros(len(columns.vocabulary), np.int32)
    renumber[used[order]] = np.arange(len(order), dtype=np.int32)
    arrays["token"] = renumber[arrays["token"]] if len(arrays["token"]) else arrays["token"]
    row_docs = np.repeat(np.arange(len(arrays["label"])), np.diff(arrays["doc_rows"].astype(np.int64)))
    token_docs = np.repeat(row_docs, np.diff(arrays["row_tokens"].astype(np.int64)))
    postings = partial(make_postings, arrays["token"], token_docs, words=len(order))
    rest = partial(_packed_but_postings, arrays, [tokens[place] for place in order])
    stored, lists = both(rest, postings, in_threads=len(token_docs) > _MANY)
    return Segment(stored | packed(lists), columns.named, start=start)


def _packed_but_postings(arrays: dict[str, Array], tokens: list[str]) -> dict[str, Array]:
    """What is stored of the columns of records and numbers, and of the words in their order."""
    arrays = arrays | make_vocabulary(tokens) | make_numbers(arrays)
    del arrays["number_length"]
    return packed({**arrays, "token_sort": sorts(arrays)})


def columns_of(segments: list[Segment], *, kept: list[Array]) -> Columns:
    """The columns of several segments together, with only the `kept` local numbers of each."""
    return together(
        Columns(tokens_of(segment.arrays), _chosen(segment, chosen), segment.named)
        for segment, chosen in zip(segments, kept, strict=True)
    )


def together(columns: Iterable[Columns]) -> Columns:
    """Several columns as one, in their order."""
    known: dict[str, int] = {}
    named: dict[str, dict[str, int]] = {name: {} for name in NAMED}
    parts: list[dict[str, Array]] = []
    start = 0
    for one in columns:
        part = dict(one.arrays)
        part["token"] = _renumbered(one.vocabulary, known)[part["token"]]
        for name, known_values in named.items():
            width = np.uint32 if name == "number_sort" else np.uint8
            part[name] = _renumbered(one.named[name], known_values)[part[name]].astype(width)
        part["number_doc"] = part["number_doc"] + np.uint32(start)
        parts.append(part)
        start += len(part["label"])
    arrays = {
        name: _joined_offsets([part[name] for part in parts])
        if name in {*OFFSETS, *LISTS.values()}
        else np.concatenate([part[name] for part in parts])
        for name in parts[0]
    }
    return Columns(list(known), arrays, {name: list(values) for name, values in named.items()})


def _renumbered(names: list[str], known: dict[str, int]) -> Array:
    return np.array([known.setdefault(name, len(known)) for name in names] or [0], np.int32)


def _joined_offsets(parts: list[Array]) -> Array:
    """Offsets of lists laid one behind the other."""
    lengths = np.concatenate([np.diff(part.astype(np.int64)) for part in parts])
    joined = np.zeros(len(lengths) + 1, np.uint32)
    np.cumsum(lengths, out=joined[1:])
    return joined


def _chosen(segment: Segment, chosen: Array) -> dict[str, Array]:
    """The columns of one segment for the chosen records, in the order of `chosen`."""
    arrays = segment.arrays
    part = {name: arrays[name][chosen] for name in ("id_high", "id_low", "label", "status", "expires", "sex", "type")}
    rows, part["doc_rows"] = places(arrays["doc_rows"], chosen)
    tokens, part["row_tokens"] = places(arrays["row_tokens"], rows)
    part["token"] = arrays["token"][tokens]
    part |= zip(SORT, words_and_classes(arrays["token_sort"][tokens], part["row_tokens"]), strict=True)
    for name, offsets in LISTS.items():
        part[name], part[offsets] = arrays[name].of(chosen)
    renumber = np.full(len(segment), -1, np.int64)
    renumber[chosen] = np.arange(len(chosen))
    rows = np.flatnonzero(renumber[arrays["number_doc"]] >= 0)
    part |= taken_out(arrays, rows)
    part["number_doc"] = renumber[part["number_doc"]].astype(np.uint32)
    return part
