"""What the index is told of a record, and the columns that it keeps of it."""

import uuid
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np

from commonweal.common.errors import BadInput
from commonweal.names import Word, fold_name, of_part, organisations, parse_date
from commonweal.names.frequency import SHARES, share
from commonweal.names.numbers import fold
from commonweal.names.organisations import OrgWord

from .arrays import Array
from .numbers import encode
from .organisations import keys_of, rows_of

MAX_NAMES = 32
"""Written forms of one record that are read; the rest is left out."""

NAME, PATRONYMIC, PARTICLE, INITIAL = range(4)
KINDS = {"name": NAME, "patronymic": PATRONYMIC, "particle": PARTICLE, "initial": INITIAL} | {
    kind: number for number, kind in enumerate(organisations.WEIGHTS, INITIAL + 1)
}
FORM = KINDS["form"]
_BANDS = [*SHARES.values()]

KIND_WEIGHTS = (1.0, 0.45, 0.25, 0.2, *organisations.WEIGHTS.values())
BAND_WEIGHTS = (0.4, 0.55, 0.7, 1.0)
"""A very common, a common, a frequent and a rare name: what their agreement is worth."""
CLASS_WEIGHTS = np.array([band * kind for band in BAND_WEIGHTS for kind in KIND_WEIGHTS], np.float32)


class Number(NamedTuple):
    """A number of a record: as written, how it is folded (`names.numbers.FOLDS`), its kind and its country."""

    number: str
    fold: str = "serial"
    kind: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Doc:
    """A record as the index needs it.

    `names` are full written forms in any script, each a string or a dictionary of parts (`family`, `given`,
    `patronymic`); `births` as `1984-03-14`, `1984-03` or `1984`; `expires` in seconds of Unix time.
    """

    id: uuid.UUID
    label: int
    status: str
    expires: float
    names: tuple[str | dict[str, str], ...]
    births: tuple[str, ...] = ()
    sex: str = ""
    countries: tuple[str, ...] = ()
    identifiers: tuple[Number, ...] = ()
    type: str = ""
    organisations: tuple[str, ...] = ()
    """Names of an organisation or a thing: found by `names.organisations`, never as a person's."""


def token_of(form: str, *, unvowelled: bool) -> str:
    """The key of a word in the vocabulary: its reduced form, marked `~` when its script writes no vowels."""
    return form + "~" if unvowelled else form


def initial_token(word: Word) -> str:
    """The key of an initial: `^` and the sounds that it may stand for."""
    return "^" + "".join(sorted({form[0] for form in (word.reduced, *word.readings)}))


def weight_class(word: Word, part: str = "") -> int:
    """Number of the word's weight in `CLASS_WEIGHTS`: by how common it is and by its kind."""
    rank = share(word.reduced, part="" if part == "patronymic" else part)
    band = _BANDS.index(rank) if rank in _BANDS else len(_BANDS)
    return band * len(KIND_WEIGHTS) + KINDS[word.kind]


def organisation_class(kind: str) -> int:
    """Number of the weight of an organisation's word in `CLASS_WEIGHTS`."""
    return len(_BANDS) * len(KIND_WEIGHTS) + KINDS[kind]


_of_part = lru_cache(maxsize=1 << 14)(of_part)


@lru_cache(maxsize=1 << 16)
def hash_of(text: str) -> int:
    """64 bits that are the same in every process."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


@lru_cache(maxsize=1 << 15)
def birth_number(text: str) -> int:
    """A date of birth as yyyymmdd, zeros for what is not known; 0 if it cannot be read."""
    try:
        read = parse_date(text)
    except BadInput:
        return 0
    return read.year * 10000 + read.month * 100 + read.day


def words_of(name: str | dict[str, str]) -> tuple[Word, ...]:
    """The folded words of one written form, in text or in parts."""
    if isinstance(name, str):
        return fold_name(name)
    return tuple(word for part, text in sorted(name.items()) for word in _of_part(text, part))


@dataclass
class Columns:
    """Records as columns; tokens are numbers into `vocabulary`, which may be in any order."""

    vocabulary: list[str] = field(default_factory=list)
    arrays: dict[str, Array] = field(default_factory=dict)
    named: dict[str, list[str]] = field(default_factory=dict)
    """Values of the columns status, sex, type and number_sort (kind and country of a number, a slash between), which
    hold their places in these lists."""


NAMED = ("status", "sex", "type", "number_sort")
"""Columns that hold places in a list of values."""
OFFSETS = {"doc_rows": "row", "row_tokens": "token", "doc_births": "birth", "doc_countries": "country"}


class Collector:
    """Turns records into columns, remembering the words it has met."""

    def __init__(self) -> None:
        self._tokens: dict[str, int] = {}
        self._words: dict[tuple[str, str], tuple[list[int], int]] = {}
        self._named: dict[str, dict[str, int]] = {name: {} for name in NAMED}
        self._lists = {
            name: array(code)
            for name, code in {
                "id_high": "Q", "id_low": "Q", "label": "q", "status": "B", "expires": "d", "sex": "B",
                "type": "B",
                "doc_rows": "I", "row_tokens": "I", "token": "i", "token_word": "B", "token_class": "B",
                "doc_births": "I", "birth": "i", "doc_countries": "I", "country": "H",
                "number_text": "B", "number_length": "B", "number_doc": "I", "number_sort": "I",
            }.items()
        }  # fmt: skip
        for name in OFFSETS:
            self._lists[name].append(0)

    def add(self, doc: Doc) -> None:
        """Append one record."""
        lists = self._lists
        number = len(lists["label"])
        lists["id_high"].append(doc.id.int >> 64)
        lists["id_low"].append(doc.id.int & 0xFFFFFFFFFFFFFFFF)
        lists["label"].append(doc.label)
        lists["expires"].append(doc.expires)
        lists["status"].append(self._place("status", doc.status))
        lists["sex"].append(self._place("sex", doc.sex))
        lists["type"].append(self._place("type", doc.type))
        for name in doc.names[:MAX_NAMES]:
            self._add_name(words_of(name))
        for words in rows_of(doc.organisations) if doc.organisations else ():
            self._add_organisation(words)
        lists["doc_rows"].append(len(lists["row_tokens"]) - 1)
        if doc.births:
            lists["birth"].extend(sorted({birth_number(text) for text in doc.births} - {0}))
        lists["doc_births"].append(len(lists["birth"]))
        if doc.countries:
            lists["country"].extend(sorted({country_number(code) for code in doc.countries}))
        lists["doc_countries"].append(len(lists["country"]))
        if doc.identifiers:
            self._add_numbers(doc.identifiers, number)

    def _add_numbers(self, numbers: tuple[Number, ...], record: int) -> None:
        lists = self._lists
        for text, sort in sorted({(fold(one.number, one.fold), f"{one.kind}/{one.country}") for one in numbers}):
            if text:
                lists["number_text"].frombytes(encode(text))
                lists["number_length"].append(len(text))
                lists["number_doc"].append(record)
                lists["number_sort"].append(self._place("number_sort", sort))

    def _add_name(self, words: tuple[Word, ...]) -> None:
        read = []
        for word in words:
            key = word.text, word.kind
            known = self._words.get(key)
            if known is None:
                known = self._words[key] = self._read(word)
            read.append(known)
        self._add_row(read)

    def _add_organisation(self, words: tuple[OrgWord, ...]) -> None:
        self._add_row([([self._token(key) for key in keys_of(word)], organisation_class(word.kind)) for word in words])

    def _token(self, key: str) -> int:
        return self._tokens.setdefault(key, len(self._tokens))

    def _add_row(self, words: list[tuple[list[int], int]]) -> None:
        if not words:
            return
        lists = self._lists
        token, word, weight_class = lists["token"], lists["token_word"], lists["token_class"]
        for place, (tokens, weight) in enumerate(words):
            for one in tokens:
                token.append(one)
                word.append(place)
                weight_class.append(weight)
        lists["row_tokens"].append(len(lists["token"]))

    def _read(self, word: Word) -> tuple[list[int], int]:
        """Token numbers of a word, its main reading first, and its weight class."""
        if word.kind == "initial":
            keys = [initial_token(word)]
        else:
            keys = [token_of(form, unvowelled=word.unvowelled) for form in (word.reduced, *word.readings)]
        return [self._token(key) for key in keys], weight_class(word)

    def columns(self) -> Columns:
        """Everything added so far."""
        arrays = {name: np.array(values, dtype=_dtype(values.typecode)) for name, values in self._lists.items()}
        return Columns(list(self._tokens), arrays, {name: list(values) for name, values in self._named.items()})

    def _place(self, name: str, value: str) -> int:
        known = self._named[name]
        return known.setdefault(value, len(known))


def collect(docs: Iterable[Doc]) -> Columns:
    """The columns of `docs`."""
    collector = Collector()
    for doc in docs:
        collector.add(doc)
    return collector.columns()


def _dtype(code: str) -> str:
    return {"Q": "u8", "q": "i8", "B": "u1", "d": "f8", "I": "u4", "i": "i4", "H": "u2"}[code]


def country_number(code: str) -> int:
    """A country code of two letters as a number."""
    return int.from_bytes(code.encode("ascii", "replace")[:2].ljust(2), "big")
