"""The graph of related records as a file that leaves: its records with their marks, and what two of them share.

A record that may not leave is no end of an edge either; one at level hit leaves in no form.
"""

import json
from functools import partial
from typing import IO
from uuid import UUID

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from commonweal.common import tables
from commonweal.common.errors import BadInput
from commonweal.databanks import actions
from commonweal.databanks.exports import Taken
from commonweal.portal import exporting, sheets, terms
from commonweal.search import related

FORMATS = (tables.CSV, "json")


def take(token: str, record: UUID, *, depth: int, format: str, reason: str) -> tuple[Taken, related.Graph] | None:
    """Take out what is related with a record; None where the warrant sees no such record.

    Raises as `actions.export_gathered`, and NotNow where the search is away or enough has been asked.
    """
    if format not in FORMATS:
        raise BadInput("databanks.export.format", "A table is written as {known}.", known=", ".join(FORMATS))
    graph = related.related(token, record, depth=depth)
    if graph is None:
        return None
    nodes = [each.id for each in graph.nodes]
    return actions.export_gathered(token, nodes, kind="found", format=format, reason=reason), graph


def response(taken: Taken, graph: related.Graph) -> HttpResponseBase:
    """Its file as a download."""
    return exporting.download(taken, partial(_write, graph=graph))


def _write(target: IO[bytes], taken: Taken, graph: related.Graph) -> None:
    number = {each.id: at for at, each in enumerate(taken.records, 1)}
    edges = [each for each in graph.edges if {each.one, each.other} <= set(number)]
    if taken.export.format == "json":
        content = json.loads(sheets.as_json(taken))
        for each, record in zip(content["records"], taken.records, strict=True):
            each["number"] = number[record.id]
        content["edges"] = [_plain(each, number) | {"mark": taken.export.canary} for each in edges]
        target.write(json.dumps(content, ensure_ascii=False, indent=1, default=str).encode())
        return
    shares = {
        record: "; ".join(_line(each, record, number) for each in edges if record in (each.one, each.other))
        for record in number
    }
    table = sheets.with_first(
        sheets.single(taken), {_("Number"): list(number.values()), _("Shares"): list(shares.values())}
    )
    target.writelines(line.encode() for line in tables.csv_lines(table))


def _plain(edge: related.Edge, number: dict[UUID, int]) -> dict[str, object]:
    link = edge.link
    told = {name: getattr(link, name) for name in ("kind", "outgoing", "evaluation", "since", "source")} if link else {}
    values = [value for value in (edge.value, edge.other_value) if value]
    ends = {"one": number[edge.one], "other": number[edge.other]}
    return ends | {"kind": edge.kind, "link": told, "sort": edge.sort, "values": values}


def _line(edge: related.Edge, record: UUID, number: dict[UUID, int]) -> str:
    """2: same number А 123 ВС 77"""
    other = number[edge.other if edge.one == record else edge.one]
    if edge.link is not None:
        said = " ".join(
            part for part in (edge.link.kind, edge.link.evaluation, edge.link.since, edge.link.source) if part
        )
    else:
        said = edge.value if edge.other_value in ("", edge.value) else f"{edge.value} = {edge.other_value}"
    return f"{other}: {terms.SHARED_WORDS[edge.kind]} {said}"
