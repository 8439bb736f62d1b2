"""Commonweal itself, as the search process asks it."""

import uuid
from collections.abc import Iterable, Iterator

from pyroaring import BitMap

from commonweal.search.index import Doc, Index, Question
from commonweal.search.index.bands import SAME
from commonweal.search.index.pairs import compare

from ..files import Query, Record
from . import Found, Judge, Peer, forms

NEVER = 4e9
"""A term that does not end, in seconds of Unix time."""
_KIN = 2_000
"""Records made up that come in together, as one chunk of rows does: their ids begin alike."""
_ODD = 0x9E3779B97F4A7C15F39CC061
"""Any large odd number: multiplying by it scatters numbers below 2^96, and can be undone."""
_REST = (1 << 96) - 1


def id_of(number: int) -> uuid.UUID:
    """The id of a made-up record: like those of the house (`databanks.protection_staging.KIN`), 32 bits that a chunk of
    records shares, and 96 that look like chance."""
    kin = ((number // _KIN + 1) * _ODD & _REST) >> 64
    return uuid.UUID(int=kin << 96 | (number + 1) * _ODD & _REST)


def number_of(id: uuid.UUID) -> int:
    """The number of the record with an id of `id_of`."""
    return ((id.int & _REST) * pow(_ODD, -1, 1 << 96) & _REST) - 1


def doc_of(number: int, record: Record) -> Doc:
    """A record as the index needs it."""
    return Doc(id_of(number), 1, "active", NEVER, forms(record), record.births)


BUILDERS = 2
"""Processes that fold, as in the search process."""


class Commonweal(Peer):
    """The index of this house; every record is visible."""

    name = "Commonweal"
    setting = "as shipped"
    up_to = 20_000_000

    def build(self, records: Iterable[Record]) -> None:
        self.index = Index.build(self._docs(records), position=None, processes=BUILDERS)
        self._visible = self.index.visible(BitMap(range(len(self.index))))

    def _docs(self, records: Iterable[Record]) -> Iterator[Doc]:
        return (doc_of(number, record) for number, record in enumerate(records))

    def search(self, query: Query, *, limit: int) -> Found:
        return [(number_of(candidate.id), candidate.score) for candidate in self.candidates(query, limit=limit)]

    def candidates(self, query: Query, *, limit: int) -> list:
        """The same with bands and verdicts."""
        question = Question(full_name=query.text, born=query.born)
        return self.index.search(question, visible=self._visible, limit=limit)


class CommonwealJudge(Judge):
    """The two compared as a search would compare them, both ways, the better counts: rather one than two, or not."""

    name = "Commonweal"
    setting = "as shipped: likelier one than two"
    threshold = SAME

    def compare(self, one: str, other: str, *, is_person: bool, births: tuple[str, str] = ("", "")) -> float:
        docs = [_pair_doc(place, text, births[place], is_person=is_person) for place, text in enumerate((one, other))]
        return compare(*docs).probability


def _pair_doc(number: int, text: str, birth: str, *, is_person: bool) -> Doc:
    names, titles = ((text,), ()) if is_person else ((), (text,))
    births = (birth,) if birth else ()
    return Doc(uuid.UUID(int=number + 1), 1, "active", NEVER, names, births, organisations=titles)
