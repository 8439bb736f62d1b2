"""Commonweal itself, as the search process asks it."""

import uuid
from collections.abc import Iterable, Iterator

from pyroaring import BitMap

from commonweal.common.errors import BadInput
from commonweal.search.index import Doc, Index, Question
from commonweal.search.index.bands import NAME_LIKELY

from ..files import Query, Record
from . import Found, Judge, Peer, forms

NEVER = 4e9
"""A term that does not end, in seconds of Unix time."""


def doc_of(number: int, record: Record) -> Doc:
    """A record as the index needs it; its id is its number and one."""
    return Doc(uuid.UUID(int=number + 1), 1, "active", NEVER, forms(record), record.births)


class Commonweal(Peer):
    """The index of this house; every record is visible."""

    name = "Commonweal"
    setting = "as shipped"
    up_to = 20_000_000

    def build(self, records: Iterable[Record]) -> None:
        self.index = Index.build(self._docs(records), position=None)
        self._visible = self.index.visible(BitMap(range(len(self.index))))

    def _docs(self, records: Iterable[Record]) -> Iterator[Doc]:
        return (doc_of(number, record) for number, record in enumerate(records))

    def search(self, query: Query, *, limit: int) -> Found:
        return [(candidate.id.int - 1, candidate.score) for candidate in self.candidates(query, limit=limit)]

    def candidates(self, query: Query, *, limit: int) -> list:
        """The same with bands and verdicts."""
        question = Question(full_name=query.text, born=query.born)
        return self.index.search(question, visible=self._visible, limit=limit)


class CommonwealJudge(Judge):
    """A search of one form among the other alone, both ways, the better counts."""

    name = "Commonweal"
    setting = "as shipped: possible or better"
    threshold = NAME_LIKELY

    def compare(self, one: str, other: str, *, is_person: bool, births: tuple[str, str] = ("", "")) -> float:
        return max(self._found(one, other, births), self._found(other, one, births[::-1]))

    def _found(self, asked: str, held: str, births: tuple[str, str]) -> float:
        doc = Doc(uuid.UUID(int=1), 1, "active", NEVER, (held,), tuple(birth for birth in births[1:] if birth))
        question = Question(full_name=asked, born=births[0], one_word=True)
        try:
            found = Index.build([doc], position=None).search(question, visible=BitMap([0]), limit=1)
        except BadInput:
            return 0.0
        return found[0].score if found else 0.0
