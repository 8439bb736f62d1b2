"""Turns records into columns, a batch at a time."""

from array import array
from collections.abc import Callable, Hashable, Iterable, Sequence

import numpy as np

from commonweal.names import Word
from commonweal.names.numbers import fold
from commonweal.names.organisations import OrgWord
from commonweal.names.plain import PlainWords

from .arrays import Array, places
from .documents import (
    MAX_NAMES,
    NAMED,
    Columns,
    Doc,
    Number,
    birth_number,
    country_number,
    initial_token,
    organisation_class,
    token_of,
    weight_class,
    words_of,
)
from .numbers import encode
from .organisations import keys_of, rows_of

_HALF = 0xFFFFFFFFFFFFFFFF
_NUMPY = {"B": np.uint8, "H": np.uint16, "i": np.int32, "I": np.uint32}


class Numbered(dict[Hashable, int]):
    """Numbers for values, by the order in which they are first asked for."""

    def __missing__(self, value: Hashable) -> int:
        number = self[value] = len(self)
        return number


class Collector:
    """Remembers the words that it has met from one batch to the next: each is read once."""

    def __init__(self) -> None:
        self._tokens = Numbered()
        self._words: dict[Word | OrgWord, int] = {}
        self._plain = PlainWords(self._new)
        # Of each word its tokens, one behind the other, where they end, and its class.
        self._word_tokens, self._word_ends, self._word_class = array("i"), array("I", [0]), array("B")

    @property
    def words_known(self) -> int:
        """How many words it remembers."""
        return len(self._words) + len(self._plain)

    def columns(self, docs: Sequence[Doc]) -> Columns:
        """The columns of these records."""
        ids = [doc.id.int for doc in docs]
        named = {name: Numbered() for name in NAMED}
        arrays = {
            "id_high": np.array([id >> 64 for id in ids], np.uint64),
            "id_low": np.array([id & _HALF for id in ids], np.uint64),
            "label": np.array([doc.label for doc in docs], np.int64),
            "status": _places(named["status"], [doc.status for doc in docs]),
            "expires": np.array([doc.expires for doc in docs], np.float64),
            "sex": _places(named["sex"], [doc.sex for doc in docs]),
            "type": _places(named["type"], [doc.type for doc in docs]),
        }
        words, row_ends, doc_rows = array("I"), array("I", [0]), array("I", [0])
        for doc in docs:
            for name in doc.names[:MAX_NAMES]:
                if row := self._row(name):
                    words.extend(row)
                    row_ends.append(len(words))
            for organisation in rows_of(doc.organisations) if doc.organisations else ():
                words.extend(map(self._number, organisation))
                row_ends.append(len(words))
            doc_rows.append(len(row_ends) - 1)
        arrays |= {"doc_rows": _array(doc_rows)} | self._tokens_of(_array(words), _array(row_ends))
        arrays["birth"], arrays["doc_births"] = _lists("i", birth_number, [doc.births for doc in docs])
        arrays["country"], arrays["doc_countries"] = _lists("H", country_number, [doc.countries for doc in docs])
        arrays |= _numbers([doc.identifiers for doc in docs], named["number_sort"])
        used, arrays["token"] = _used(arrays["token"], len(self._tokens))
        tokens = list(self._tokens)
        vocabulary = [tokens[number] for number in used]
        return Columns(vocabulary, arrays, {name: list(values) for name, values in named.items()})

    def _row(self, name: str | dict[str, str]) -> Sequence[int]:
        """Numbers of the words of one written form, in text or in parts."""
        plain = self._plain.row(name) if isinstance(name, str) else None
        return [*map(self._number, words_of(name))] if plain is None else plain

    def _number(self, word: Word | OrgWord) -> int:
        """The number of a word."""
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = self._new(word)
        return known

    def _new(self, word: Word | OrgWord) -> int:
        """A number for a word of which its tokens are kept, the main reading first, and its class."""
        self._word_tokens.extend([self._tokens[key] for key in _keys(word)])
        self._word_ends.append(len(self._word_tokens))
        self._word_class.append(_class(word))
        return len(self._word_class) - 1

    def _tokens_of(self, words: Array, row_ends: Array) -> dict[str, Array]:
        """The columns of tokens of rows of words."""
        at, ends = places(_array(self._word_ends), words)
        lengths = np.diff(ends)
        place = np.arange(len(words)) - np.repeat(row_ends[:-1], np.diff(row_ends))
        return {
            "row_tokens": ends[row_ends].astype(np.uint32),
            "token": _array(self._word_tokens)[at],
            "token_word": np.repeat(place.astype(np.uint8), lengths),
            "token_class": np.repeat(_array(self._word_class)[words], lengths),
        }


def collect(docs: Iterable[Doc]) -> Columns:
    """The columns of `docs`."""
    return Collector().columns(list(docs))


def _keys(word: Word | OrgWord) -> list[str]:
    if isinstance(word, OrgWord):
        return keys_of(word)
    if word.kind == "initial":
        return [initial_token(word)]
    return [token_of(form, unvowelled=word.unvowelled) for form in (word.reduced, *word.readings)]


def _class(word: Word | OrgWord) -> int:
    return organisation_class(word.kind) if isinstance(word, OrgWord) else weight_class(word)


def _array(values: array) -> Array:
    return np.array(values, _NUMPY[values.typecode])


def _places(known: Numbered, values: list[str]) -> Array:
    return np.array([known[value] for value in values], np.uint8)


def _lists(code: str, number_of: Callable[[str], int], lists: list[tuple[str, ...]]) -> tuple[Array, Array]:
    """The numbers of each list, each once, ascending and without 0, and where each list begins and ends."""
    found, ends = array(code), array("I", [0])
    for texts in lists:
        if len(texts) == 1:
            if number := number_of(texts[0]):
                found.append(number)
        elif texts:
            found.extend(sorted({number_of(text) for text in texts} - {0}))
        ends.append(len(found))
    return _array(found), _array(ends)


def _numbers(of_docs: list[tuple[Number, ...]], sorts: Numbered) -> dict[str, Array]:
    """The columns of numbers: of each its text, length, record, kind and country."""
    text, length, record, sort = array("B"), array("B"), array("I"), array("I")
    for place, numbers in enumerate(of_docs):
        if numbers:
            for folded, kind in sorted({(fold(one.number, one.fold), f"{one.kind}/{one.country}") for one in numbers}):
                if folded:
                    text.frombytes(encode(folded))
                    length.append(len(folded))
                    record.append(place)
                    sort.append(sorts[kind])
    columns = {"number_text": text, "number_length": length, "number_doc": record, "number_sort": sort}
    return {name: _array(values) for name, values in columns.items()}


def _used(tokens: Array, count: int) -> tuple[list[int], Array]:
    """Which of `count` tokens occur, and the tokens as places among these."""
    there = np.zeros(count, bool)
    there[tokens] = True
    return np.flatnonzero(there).tolist(), (np.cumsum(there, dtype=np.int32) - 1)[tokens]
