"""What the index is told of a record, and the columns that it keeps of it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import msgspec
import numpy as np

from commonweal.common.errors import BadInput
from commonweal.names import Word, fold_name, of_part, organisations, parse_date
from commonweal.names.frequency import SHARES, share

from .arrays import Array

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


class Doc(msgspec.Struct, frozen=True, gc=False):
    """A record as the index needs it; made quickly, for it is made of every record.

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


def hashes_of(texts: Iterable[str]) -> Array:
    """`hash_of` each of many texts, without remembering them."""
    return np.frombuffer(b"".join([blake2b(text.encode(), digest_size=8).digest() for text in texts]), "<u8")


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


def country_number(code: str) -> int:
    """A country code of two letters as a number."""
    return int.from_bytes(code.encode("ascii", "replace")[:2].ljust(2), "big")
