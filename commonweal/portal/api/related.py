"""Related records by program: nodes that the warrant sees, and what two of them share, each edge with its source."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from ninja import Field, Query, Router, Schema

from commonweal.common.operations import operation
from commonweal.portal import graph_sheets
from commonweal.portal.api import records
from commonweal.portal.api.bearer import Bearer, Proven
from commonweal.portal.api.exports import FILE
from commonweal.portal.api.problems import answers
from commonweal.search import related

router = Router(tags=["records"])


class NodeOut(Schema):
    """A record by its number in this graph; `record` is its id where its identity may be read, else `hit` names it."""

    number: int
    step: int
    level: str
    record: UUID | None
    hit: str
    type: str
    reference: str
    party: str
    agency: str


class EdgeOut(Schema):
    """What two nodes share. `kind`: link (drawn by the owner, with its own kind and evaluation), number, address, or
    name (which agrees, with the same date of birth)."""

    one: int
    other: int
    kind: str
    link: str
    outgoing: bool
    evaluation: str
    since: str
    source: str
    sort: str
    values: list[str]


class GraphOut(Schema):
    """`more`: further records that the holder may see are related, beyond the most that one graph shows."""

    nodes: list[NodeOut]
    edges: list[EdgeOut]
    more: bool
    receipt: str = Field(description="of the journal entry")


@router.get(
    "/records/{uuid:record_id}/related", response=answers(GraphOut), auth=Bearer(), summary="Records related with one"
)
@operation(policy="record", journal="search.related.shown")
def read_related(request: HttpRequest, record_id: UUID, depth: int = Query(1, ge=1, le=related.DEEPEST)) -> dict:
    """What is related with a record, one or two steps away; what may not be seen answers like what is not (404)."""
    found = related.related(request.token, record_id, depth=depth)
    if found is None:
        raise Http404
    number = {each.id: at + 1 for at, each in enumerate(found.nodes)}
    return {
        "nodes": [_node(each, number[each.id], step) for step, ring in enumerate(found.rings) for each in ring],
        "edges": [_edge(each, number) for each in found.edges],
        "more": found.more,
        "receipt": found.receipt,
    }


class RelatedIn(Schema):
    """How far, in which format, and for what."""

    depth: int = Field(1, ge=1, le=related.DEEPEST)
    format: str = Field("csv", max_length=10, description="csv or json")
    reason: str = Field(max_length=500)


@router.post(
    "/records/{uuid:record_id}/related/export", response=FILE, auth=Proven(), summary="Take out related records"
)
@operation(policy="purpose", journal="databanks.records.exported")
def export_related(request: HttpRequest, record_id: UUID, wanted: RelatedIn) -> HttpResponseBase:
    """The file: what may leave, and what two of those share. Needs the role exporter; hits stay."""
    taken = graph_sheets.take(request.token, record_id, **wanted.dict())
    if taken is None:
        raise Http404
    return graph_sheets.response(*taken)


def _node(record: related.RecordView, number: int, step: int) -> dict:
    hit = record.level == "hit"
    return {
        "number": number,
        "step": step,
        "level": record.level,
        "record": None if hit else record.id,
        "hit": record.hit_ref if hit else "",
        "type": record.type,
        "reference": record.owner_ref,
        "party": record.owner_party,
        "agency": record.owner_agency,
    }


def _edge(edge: related.Edge, number: dict[UUID, int]) -> dict:
    said = records.link_out(edge.link) if edge.link else {}
    return {
        "one": number[edge.one],
        "other": number[edge.other],
        "kind": edge.kind,
        "link": said.get("kind", ""),
        "outgoing": said.get("outgoing", False),
        "evaluation": said.get("evaluation", ""),
        "since": said.get("since", ""),
        "source": said.get("source", ""),
        "sort": edge.sort,
        "values": [value for value in (edge.value, edge.other_value) if value],
    }
