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


def doc_of(number: int, record: Record) -> Doc:
    """A record as the index needs it; its id is its number and one."""
    return Doc(uuid.UUID(int=number + 1), 1, "active", NEVER, forms(record), record.births)


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
        return [(candidate.id.int - 1, candidate.score) for candidate in self.candidates(query, limit=limit)]

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
