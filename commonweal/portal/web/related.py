"""Related records of one record: a small graph to look at, and the same as a list to walk from record to record."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from commonweal.common.errors import NotNow
from commonweal.databanks.views import RecordView
from commonweal.portal import facts, graph_drawing, graph_sheets
from commonweal.portal.pages import page
from commonweal.portal.web import errors
from commonweal.portal.web.records import seen_under
from commonweal.search import related


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the list, its number in the picture, its step, and what it shares with which other numbers."""

    number: int
    step: int
    record: RecordView
    title: object
    edges: tuple[tuple[int, related.Edge, str], ...]


@page(policy="record", journal="search.related.shown")
def page_of(request: HttpRequest, record: UUID) -> HttpResponse:
    """The graph. What may not be seen answers like what is not; a limit is told only of what the reader sees."""
    depth = 2 if request.GET.get("depth") == "2" else 1
    try:
        found, _token, warrant = seen_under(request, lambda token: related.related(token, record, depth=depth))
    except NotNow as problem:
        return errors.told(request, problem)
    if found is None:
        raise Http404
    rows = _rows(found)
    context = {
        "record": found.rings[0][0],
        "rows": rows,
        "picture": _picture(found, rows),
        "depth": depth,
        "more": found.more,
        "receipt": found.receipt,
        "warrant": warrant,
        "highest": max(each.classification for each in found.nodes),
        "looked_up": warrant.role == "reader" and warrant.purpose != "own-records",
    }
    return render(request, "portal/record_related.html", context)


@page(policy="purpose", journal="databanks.records.exported", methods=("POST",), proof="fresh")
def export(request: HttpRequest, record: UUID) -> HttpResponseBase:
    """The same as a file, for an exporter under an open purpose."""
    values = request.POST
    taken = graph_sheets.take(
        request.purpose_token,
        record,
        depth=2 if values.get("depth") == "2" else 1,
        format=values.get("format", ""),
        reason=values.get("reason", ""),
    )
    if taken is None:
        raise Http404
    return graph_sheets.response(*taken)


def _rows(found: related.Graph) -> list[Row]:
    number = {each.id: at + 1 for at, each in enumerate(found.nodes)}
    types = {each.id: each.type for each in found.nodes}
    rows = []
    for step, ring in enumerate(found.rings):
        for each in ring:
            mine = [edge for edge in found.edges if each.id in (edge.one, edge.other)]
            told = [_seen_from(each.id, edge, number, types) for edge in mine]
            title = each.hit_ref if each.level == "hit" else facts.title_of(each).html
            rows.append(Row(number[each.id], step, each, title, tuple(sorted(told, key=lambda one: one[0]))))
    return rows


def _seen_from(
    node: UUID, edge: related.Edge, number: dict[UUID, int], types: dict[UUID, str]
) -> tuple[int, related.Edge, str]:
    """The other end's number, and the edge as it reads from this node, whose type stands beside it."""
    if edge.one == node:
        return number[edge.other], edge, types[edge.one]
    link = edge.link and replace(edge.link, outgoing=not edge.link.outgoing, type=types[edge.one])
    return number[edge.one], replace(edge, link=link), types[edge.other]


def _picture(found: related.Graph, rows: list[Row]) -> object:
    at = {row.record.id: row.number - 1 for row in rows}
    return graph_drawing.graph(
        [len(ring) for ring in found.rings],
        [(at[edge.one], at[edge.other], edge.kind) for edge in found.edges],
        [row.record.level for row in rows],
        _("The records of the list, by their numbers, with a line for what two share"),
    )
