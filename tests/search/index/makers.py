"""Records for tests of the index."""

import uuid

from pyroaring import BitMap

from commonweal.search.index import Candidate, Doc, Index, Number, Question

OPEN, HIDDEN = 1, 2


def doc(number: int, *names: str | dict[str, str], label: int = OPEN, **facts) -> Doc:
    """A record with id `number`."""
    given = {"status": "active", "expires": 4e9} | facts
    numbers = given.pop("identifiers", ())
    given["identifiers"] = tuple(Number(one) if isinstance(one, str) else one for one in numbers)
    return Doc(id=uuid.UUID(int=number), label=label, names=names, **given)


def index_of(*docs: Doc) -> Index:
    return Index.build(docs, position={"at": 1})


def everything(index: Index) -> BitMap:
    """All record numbers."""
    return BitMap().union(*index.groups().values()) if index.groups() else BitMap()


def visible_to_reader(index: Index) -> BitMap:
    """The numbers of records with the label OPEN."""
    return BitMap().union(*(numbers for (label, _), numbers in index.groups().items() if label == OPEN))


def ask(index: Index, *, limit: int = 20, **fields) -> list[Candidate]:
    """Search among all records."""
    return index.search(Question(**fields), visible=everything(index), limit=limit)


def ids(found: list[Candidate]) -> list[int]:
    return [candidate.id.int for candidate in found]
