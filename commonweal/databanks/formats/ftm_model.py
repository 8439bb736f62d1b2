"""The FollowTheMoney model as it is read here (ftm.yaml), and what of a file waits for its entity."""

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from commonweal.common.errors import BadInput
from commonweal.databanks.formats.rows import Held
from commonweal.databanks.types import all_types

MOST_ASIDE = 1_000_000
"""Documents, addresses, sanctions and edges of one file, and names of entities, which are kept in memory."""


class Model(NamedTuple):
    """ftm.yaml: what each schema and property becomes."""

    records: dict[str, list[str]]
    parts: dict[str, str]
    edges: dict[str, dict]
    names: dict[str, list[str]]
    countries: dict[str, str]
    dates: dict[str, list[str]]
    numbers: dict[str, list[str]]
    texts: dict[str, str]
    places: dict[str, list[str]]
    special: list[str]
    derived: list[str]


@cache
def model() -> Model:
    """The model, read once."""
    return Model(**yaml.safe_load((Path(__file__).parent / "ftm.yaml").read_text(encoding="utf-8")))


class Aside:
    """What was put aside: by the entity to which it belongs, and addresses by their own name."""

    def __init__(self) -> None:
        self.of: dict[str, list[Held]] = defaultdict(list)
        self.addresses: dict[str, tuple[int, dict]] = {}
        self.types: dict[str, str] = {}
        self.used: set[str] = set()
        self._count = 0

    def put(self, number: int, entity: dict) -> None:
        schema = entity["schema"]
        if schema == "Address":
            self.addresses[entity["id"]] = (number, entity)
        elif (type_ := _type_of(schema)) or schema in model().records:
            self.types[entity["id"]] = type_
        elif (named := belongs_to(entity)) is not None:
            for parent in named:
                self.of[parent].append(Held(number, f"ftm/{parent}", entity))
        self._count += 1
        if self._count > MOST_ASIDE:
            raise BadInput(
                "databanks.ftm.too-many",
                "The file holds more than {most} entities, documents and links; hand it in in parts.",
                most=MOST_ASIDE,
            )


def belongs_to(entity: dict) -> list[str] | None:
    """The entities to which this one belongs, by its schema; None where the schema is not of that kind."""
    schema = entity["schema"]
    named = model().parts.get(schema) or model().edges.get(schema, {}).get("from")
    return None if named is None else [each for each in entity["properties"].get(named, []) if isinstance(each, str)]


def _type_of(schema: str) -> str:
    return next((each for each in model().records.get(schema, ()) if each in all_types()), "")


def record_type_of(schema: str) -> str:
    """The record type of a schema; raises BadInput where there is none."""
    if not (known := _type_of(schema)):
        raise BadInput(
            "databanks.ftm.unknown-schema",
            "Entities of the schema {schema} have no place here; known are {known}.",
            schema=schema[:40],
            known=", ".join([each for each in model().records if _type_of(each)]),
        )
    return known
