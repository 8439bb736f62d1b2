"""FollowTheMoney entities as JSON Lines: persons, organisations and things become records, edges become links.

A file may name an entity before it comes, so it is read twice: first documents, addresses, sanctions and edges are put
aside by the entity to which they belong, then every entity is made a record with what is its own. What belongs to an
entity that is not in the file is held and joins when it is handed in again with that entity.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from commonweal.common.errors import BadInput
from commonweal.databanks.formats import ftm_entity, jsonl
from commonweal.databanks.formats.defaults import Frame
from commonweal.databanks.formats.ftm_model import Aside, belongs_to, model, record_type_of
from commonweal.databanks.formats.rows import Held, Refused, Row
from commonweal.databanks.formats.settings import Settings

_ID = re.compile(r"[^\s\x00-\x1f]{1,100}")


def rows(
    paths: Iterable[Path], settings: Settings, *, held: Iterable[Held], today: date
) -> Iterator[Row | Refused | Held]:
    """Every entity as a row or a refusal, then what belongs to none of them."""
    paths = list(paths)
    aside = Aside()
    for each in held:
        aside.of[each.parent.removeprefix("ftm/")].append(each)
    for path in paths:
        for number, raw in jsonl.numbered(path):
            if b'"schema"' in raw:
                _put_aside(aside, number, raw)
    frame = Frame(settings.defaults, today=today)
    for path in paths:
        for number, raw in jsonl.numbered(path):
            reference = ""
            try:
                entity = decode(raw)
                reference = f"ftm/{entity['id']}"
                if (line := _line(entity, aside, frame)) is not None:
                    yield Row(number, line)
            except BadInput as error:
                yield Refused.because(number, error, ref=reference)
    yield from _left(aside)


def _put_aside(aside: Aside, number: int, raw: bytes) -> None:
    try:
        entity = decode(raw)
    except BadInput:  # told when the line is read for good
        return
    aside.put(number, entity)


def decode(raw: bytes) -> dict:
    """One entity; raises BadInput where it is none."""
    entity = jsonl.decode(raw)
    sound = isinstance(entity.get("id"), str) and _ID.fullmatch(entity["id"])
    if not sound or not isinstance(entity.get("schema"), str) or not isinstance(entity.get("properties"), dict):
        raise BadInput(
            "databanks.ftm.no-entity", "The line is no FollowTheMoney entity: it needs id, schema and properties."
        )
    properties = entity["properties"]
    for name, values in properties.items():
        properties[name] = values if isinstance(values, list) else [values]
    return {"id": entity["id"], "schema": entity["schema"], "properties": properties}


def _line(entity: dict, aside: Aside, frame: Frame) -> dict | None:
    """The line of an entity that is a record; None where it is part of another and was put aside."""
    schema = entity["schema"]
    if schema == "Address":
        return None
    if schema in model().parts or schema in model().edges:
        if not belongs_to(entity):
            raise BadInput(
                "databanks.ftm.belongs-to-none",
                "The {schema} does not name the entity to which it belongs; add it.",
                schema=schema,
            )
        return None
    type_ = record_type_of(schema)
    return ftm_entity.line(entity, type_, frame, aside)


def _left(aside: Aside) -> Iterator[Refused | Held]:
    """What nobody asked for: addresses that stand alone, documents and edges of entities that are not in the file."""
    for identifier, (number, _) in aside.addresses.items():
        if identifier not in aside.used:
            yield Refused.because(
                number,
                BadInput(
                    "databanks.ftm.address-alone", "No entity of the file has this address; it is no record itself."
                ),
                ref=f"ftm/{identifier}",
            )
    for waiting in aside.of.values():
        yield from waiting
