"""Related records: what a record shares with others that the reader may see, as nodes and edges.

Nodes are records that the warrant sees, and nothing else exists here: the search process proposes ids out of what is
visible to the warrant, and all of them are read again under row-level security in the transaction that journals. An
edge is a link that an owner drew, with its evaluation, or a value that the reader reads in both records: the same
number, the same address, or a name that agrees with the same date of birth. A record at level hit shows no value, so
it shares none and is not walked further; it stands here only where a link that the reader sees in full leads to it.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from commonweal.audit import journal
from commonweal.common.errors import BadInput
from commonweal.databanks import addresses
from commonweal.databanks import banks as banks_of_the_house
from commonweal.databanks import queries as databanks
from commonweal.databanks.queries import RecordView
from commonweal.databanks.views import LinkView
from commonweal.handling import warrants
from commonweal.handling.warrants import Holder
from commonweal.names import PARTS, numbers
from commonweal.search import client, limits, reading, wire
from commonweal.search.steps import whole_steps
from commonweal.search.terms import Band

MOST = 40
"""Nodes of one graph at most."""
DEEPEST = 2
MOST_ASKED = 60
"""Values that one graph looks up at most."""
NUMBERS, NAMES = 6, 2
"""Values of one record that are looked up."""
TELLING = 5
"""Signs from which an equal number says anything."""
A_DAY = len("YYYY-MM-DD")
Pair = frozenset[uuid.UUID]
Records = Mapping[uuid.UUID, RecordView]


@dataclass(frozen=True, slots=True)
class Edge:
    """What two records share. `kind`: link (with `link` as read from `one`), number (its `sort` and the `value` as
    each wrote it), address (the same) or name (`value` is the date of birth)."""

    one: uuid.UUID
    other: uuid.UUID
    kind: str
    link: LinkView | None = None
    sort: str = ""
    value: str = ""
    other_value: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """`rings[0]` is the record itself, `rings[1]` what is related with it, `rings[2]` what is related with those.

    `more`: further records that the reader may see are related, beyond the most that one graph shows.
    """

    rings: tuple[tuple[RecordView, ...], ...]
    edges: tuple[Edge, ...]
    more: bool
    receipt: str

    @property
    def nodes(self) -> tuple[RecordView, ...]:
        """All records, the nearest first."""
        return tuple(each for ring in self.rings for each in ring)


def related(token: str, record_id: uuid.UUID, *, depth: int = 1) -> Graph | None:
    """What is related with a record, one or two steps away; None where the warrant sees no such record.

    Counts as one question where values are looked up, which needs a purpose: at the desk only links are walked.
    Raises NotNow where the search is away or the officer has asked as much as is allowed.
    """
    with whole_steps():
        return _graph(token, record_id, max(1, min(depth, DEEPEST)))


def _graph(token: str, record_id: uuid.UUID, depth: int) -> Graph | None:
    with warrants.reading(token) as holder:
        start = databanks.fetch([record_id], holder=holder).get(record_id)
        banks = [bank.code for bank in banks_of_the_house.askable(holder)]
    if start is None:
        return None
    if banks and start.level != "hit":
        limits.count_question(token)
    ids, alike = _gather(token, record_id, depth, banks)
    with warrants.reading(token) as holder:
        found = databanks.fetch(ids, holder=holder)
        if record_id not in found:
            return None
        edges = [*_shared(found, alike), *_linked(found, holder)]
        rings = _rings(record_id, found, edges, depth)
        shown = {each.id for ring in rings for each in ring}
        kept = tuple(each for each in edges if {each.one, each.other} <= shown)
        receipt = _trace(found, rings, kept, holder)
    return Graph(rings, kept, len(ids) > MOST, receipt)


def _gather(token: str, record_id: uuid.UUID, depth: int, banks: list[str]) -> tuple[list[uuid.UUID], set[Pair]]:
    """Ids that may belong to the graph, nearest first, and the pairs whose names agree; all out of what is visible."""
    ids, alike, wave = [record_id], set(), [record_id]
    left = MOST_ASKED
    for _ring in range(depth):
        with warrants.reading(token) as holder:
            records = [each for each in databanks.fetch(wave, holder=holder).values() if each.level != "hit"]
            near = [edge.other for each in records for edge in _links_of(each, holder)]
            near += addresses.near([each.id for each in records], banks, MOST)
        for record, question in _questions(records) if banks else ():
            if not left:
                break
            left -= 1
            for each in _ask(token, question, banks):
                if each != record:
                    near.append(each)
                    if not question.number:
                        alike.add(frozenset((record, each)))
        wave = [each for each in dict.fromkeys(near) if each not in ids]
        ids += wave
        if len(ids) > MOST:
            break
    return ids[: MOST + 1], alike


def _questions(records: Iterable[RecordView]) -> Iterator[tuple[uuid.UUID, wire.Question]]:
    """What is looked up of each record: its numbers, and its names with a whole date of birth."""
    for record in records:
        telling = [(sort, said) for sort, _folded, said in _numbers(record)][:NUMBERS]
        yield from ((record.id, wire.Question(number=said, kind=sort)) for sort, said in telling)
        plan = reading.plan(record.type)
        born = next((each["date"] for each in reading.values(plan.births, record.identity)), "")
        for name in reading.values(plan.names, record.identity)[:NAMES] if len(born) == A_DAY else ():
            parts = {part: said for part, said in (name.get("parts") or {}).items() if part in PARTS}
            yield record.id, wire.Question(**(parts or {"full_name": name["text"]}), born=born)


def _ask(token: str, question: wire.Question, banks: list[str]) -> list[uuid.UUID]:
    question.banks = banks
    try:
        reply = client.call(wire.Ask(token=token, question=question, limit=MOST))
    except BadInput:  # a name of one word, say: it would tell nothing
        return []
    return [uuid.UUID(each.id) for each in reply.candidates if each.band == Band.STRONG]


def _numbers(record: RecordView) -> Iterator[tuple[str, str, str]]:
    """Kind, folded form and written form of each number that tells one record from another."""
    for value, held in reading.numbers(record.type, record.identity):
        folded = numbers.fold(held.number, held.fold)
        if numbers.telling(folded) >= TELLING:
            yield value.get("kind", ""), folded, held.number


def _shared(found: Records, alike: set[Pair]) -> Iterator[Edge]:
    """Values that the reader reads in both of two records."""
    holders: dict[tuple[str, str], list[tuple[uuid.UUID, str]]] = defaultdict(list)
    for record in found.values():
        for sort, folded, said in _numbers(record):
            holders[sort, folded].append((record.id, said))
    for (sort, _folded), those in holders.items():
        for at, (one, said) in enumerate(those):
            for other, as_other in those[at + 1 :]:
                if one != other:
                    yield Edge(one, other, "number", sort=sort, value=said, other_value=as_other)
    for each in addresses.shared(list(found)):
        yield Edge(each.one, each.other, "address", value=each.said, other_value=each.other_said)
    for one, other in sorted(sorted(pair) for pair in alike):
        born = _births(found.get(one)) & _births(found.get(other))
        if born:
            yield Edge(one, other, "name", value=min(born))


def _births(record: RecordView | None) -> set[str]:
    if record is None:
        return set()
    plan = reading.plan(record.type)
    return {each["date"] for each in reading.values(plan.births, record.identity) if len(each["date"]) == A_DAY}


def _links_of(record: RecordView, holder: Holder) -> list[Edge]:
    return [Edge(record.id, each.to, "link", link=each) for each in databanks.links(record.id, holder)]


def _linked(found: Records, holder: Holder) -> Iterator[Edge]:
    """Links between records of the graph, each once, read from the end at which it starts where that is readable."""
    seen = set()
    for record in found.values():
        for edge in _links_of(record, holder) if record.level != "hit" else ():
            ends = (edge.one, edge.other) if edge.link.outgoing else (edge.other, edge.one)
            if edge.other in found and (*ends, edge.link.kind) not in seen:
                seen.add((*ends, edge.link.kind))
                yield edge


def _rings(start: uuid.UUID, found: Records, edges: Sequence[Edge], depth: int) -> tuple[tuple[RecordView, ...], ...]:
    """The records by their distance; hits are not walked through."""
    near = defaultdict(list)
    for edge in edges:
        near[edge.one].append(edge.other)
        near[edge.other].append(edge.one)
    rings, seen = [[start]], {start}
    for _step in range(depth):
        walked = [each for each in rings[-1] if found[each].level != "hit"]
        ring = [other for each in walked for other in near[each]]
        rings.append([each for each in dict.fromkeys(ring) if each not in seen][: MOST - len(seen)])
        seen.update(rings[-1])
    return tuple(tuple(found[each] for each in ring) for ring in rings)


def _trace(found: Records, rings: tuple, edges: Iterable[Edge], holder: Holder) -> str:
    """Journal what was shown: every record is touched; what a link named is told as named through a link."""
    shown = [each for ring in rings for each in ring]
    links = defaultdict(list)
    for edge in edges:
        if edge.link is not None:
            links[edge.one].append(edge.link)
    for one, those in links.items():
        databanks.tell_of_links(databanks.with_links(found[one], those), holder)
    touches = [databanks.touch(each) for each in shown]
    limits.note_shown(holder, [each.id for each in shown if not each.mine])
    about = (f"record/{rings[0][0].id}",)
    return journal.record("search.related.shown", by=holder.actor, about=about, touches=sorted(touches))
