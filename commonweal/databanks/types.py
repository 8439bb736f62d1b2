"""Record types: read once from schema/*.yaml, checked when they are read, then asked by everybody."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from commonweal.common.errors import BadInput

PARTS = ("identity", "narrative", "special")
KINDS = ("name", "date", "choice", "country", "identifier", "place", "text")


@dataclass(frozen=True, slots=True)
class Property:
    """One multi-valued property of a record type."""

    code: str
    part: str
    kind: str
    name: dict[str, str]
    required: bool = False
    recommended: bool = False
    kinds: dict[str, dict[str, str]] = field(default_factory=dict)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordType:
    """A record type: its properties by code, the kinds of its links, and what the search index reads of it."""

    code: str
    name: dict[str, str]
    source: str
    searched_by: tuple[str, ...]
    retention: tuple[str, ...]
    properties: dict[str, Property]
    links: dict[str, dict[str, str]]
    required: dict[str, tuple[str, ...]]
    """Codes of the properties without which a record is refused, by part."""

    def in_part(self, part: str) -> list[Property]:
        """The properties of one part, in the order of the file."""
        return [each for each in self.properties.values() if each.part == part]


@cache
def all_types() -> dict[str, RecordType]:
    """Every record type by code."""
    folder = Path(__file__).parent / "schema"
    loaded = [
        _load(yaml.safe_load(path.read_text(encoding="utf-8")), path.name) for path in sorted(folder.glob("*.yaml"))
    ]
    return {each.code: each for each in loaded}


def record_type(code: str) -> RecordType:
    """The type with this code; raises BadInput naming those that exist."""
    types = all_types()
    if code not in types:
        raise BadInput(
            "databanks.line.unknown-type",
            "Unknown record type {type}; known are {known}.",
            type=code,
            known=", ".join(types),
        )
    return types[code]


def _load(data: dict, file: str) -> RecordType:
    properties = {}
    for code, entry in data["properties"].items():
        if entry["kind"] not in KINDS or entry["part"] not in PARTS:
            raise ValueError(f"{file}: property {code} has an unknown kind or part")
        properties[code] = Property(code=code, **entry)
    return RecordType(
        code=data["type"],
        name=data["name"],
        source=data["source"],
        searched_by=tuple(data["searched_by"]),
        retention=tuple(data["retention"]),
        properties=properties,
        links=data.get("links", {}),
        required={
            part: tuple(code for code, each in properties.items() if each.part == part and each.required)
            for part in PARTS
        },
    )
