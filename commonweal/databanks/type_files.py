"""Reads the file of a record type and checks it; whatever is amiss is a ValueError that names file and place."""

from commonweal.databanks import type_folders
from commonweal.databanks.properties import GROUPS, KINDS, PARTS, SEARCHABLE, Link, Property, RecordType, Words
from commonweal.databanks.terms import RetentionClass
from commonweal.databanks.vocabularies import Vocabulary, folded, vocabulary, words
from commonweal.names.checks import CHECKS
from commonweal.names.numbers import FOLDS

_FIELDS = {
    "type", "name", "group", "source", "searched_by", "retention", "retention_by", "title", "one_of", "protected",
    "properties", "links",
}  # fmt: skip
_NEEDED = ("type", "name", "group", "source", "retention", "properties")
_OF_A_PROPERTY = {
    "like", "part", "kind", "name", "required", "recommended", "kinds", "choices", "units", "vocabulary", "check",
    "fold", "plausible",
}  # fmt: skip
_OF_A_KIND = {"en", "ru", "check", "fold", "also", "source", "verified"}
_TABLE_OF = {"choice": "choices", "amount": "units"}
"""The table without which a kind of value cannot be read."""


def load(data: object, file: str) -> RecordType:
    """The record type that a file says."""
    _fields(data, _FIELDS, _NEEDED, file)
    properties = {
        code: _property(code, entry, f"{file}: property {code}") for code, entry in data["properties"].items()
    }
    identity = [each.code for each in properties.values() if each.part == "identity"]
    searchable = [code for code in identity if properties[code].kind in SEARCHABLE]
    one_of = tuple(_codes(group, list(properties), f"{file}: one_of") for group in data.get("one_of", ()))
    return RecordType(
        code=data["type"],
        name=words(data["name"], file),
        group=_one(data["group"], GROUPS, f"{file}: group"),
        source=data["source"],
        searched_by=_codes(data.get("searched_by", ()), searchable, f"{file}: searched_by"),
        retention=_codes(data["retention"], list(RetentionClass), f"{file}: retention"),
        retention_by={
            code: _classes_by(properties, code, told, tuple(data["retention"]), f"{file}: retention_by")
            for code, told in data.get("retention_by", {}).items()
        },
        properties=properties,
        links={code: _link(code, entry or {}, f"{file}: link {code}") for code, entry in data.get("links", {}).items()},
        title=_codes(data.get("title", identity[:1]), identity, f"{file}: title"),
        one_of=one_of,
        protected=data.get("protected", False) is True,
        required={
            part: tuple(code for code, each in properties.items() if each.part == part and each.required)
            for part in PARTS
        },
    )


def _classes_by(
    properties: dict[str, Property], code: str, told: dict, classes: tuple[str, ...], where: str
) -> dict[str, tuple[str, ...]]:
    """Which classes of retention a record may have whose choice in this property is …"""
    choices = properties[_one(code, [each for each, known in properties.items() if known.choices], where)].choices
    return {_one(choice, choices, where): _codes(some, list(classes), where) for choice, some in told.items()}


def _property(code: str, entry: object, where: str) -> Property:
    _fields(entry, _OF_A_PROPERTY, (), where)
    if common := entry.get("like"):
        known = type_folders.reference("properties")
        entry = known[_one(common, known, f"{where}: like")] | entry
    _fields(entry, _OF_A_PROPERTY, ("part", "kind", "name"), where)
    kind = _one(entry["kind"], KINDS, f"{where}: kind")
    if kind in _TABLE_OF and not entry.get(_TABLE_OF[kind]):
        raise ValueError(f"{where}: a property of the kind {kind} lists its {_TABLE_OF[kind]}")
    if (kind == "term") != ("vocabulary" in entry):
        raise ValueError(f"{where}: vocabulary belongs to the kind term, and only to it")
    kinds, choices = (_table(entry.get(each, {}), where) for each in ("kinds", "choices"))
    return Property(
        code=code,
        part=_one(entry["part"], PARTS, f"{where}: part"),
        kind=kind,
        name=words(entry["name"], where),
        required=bool(entry.get("required")),
        recommended=bool(entry.get("recommended")),
        kinds={each: words(told, where) for each, told in kinds.items()},
        choices={each: words(told, where) for each, told in choices.items()},
        units=_units(entry.get("units", ()), where),
        vocabulary=vocabulary(entry["vocabulary"]) if kind == "term" else None,
        shared=next((told for told in map(entry.get, ("vocabulary", "kinds", "choices")) if isinstance(told, str)), ""),
        checks=_by_kind(kinds, "check", entry, CHECKS, where),
        folds=_by_kind(kinds, "fold", entry, FOLDS, where),
        spellings=_spellings(choices),
        plausible=_plausible(entry.get("plausible", ("", "")), where),
    )


def _table(told: object, where: str) -> dict[str, dict]:
    """Kinds or choices as the file lists them, or all terms of the vocabulary that it names."""
    if isinstance(told, str):
        known = vocabulary(told)
        return {code: term.name | {"also": term.also} | term.facts for code, term in known.terms.items()}
    for code, entry in told.items():
        _fields(entry, _OF_A_KIND, ("en", "ru"), f"{where}: {code}")
    return {str(code): entry for code, entry in told.items()}


def _spellings(choices: dict[str, dict]) -> dict[str, str]:
    """Codes by folded spelling; a spelling of two choices tells neither."""
    found: dict[str, set[str]] = {}
    for code, told in choices.items():
        for written in (code, told["en"], told["ru"], *told.get("also", ())):
            found.setdefault(folded(written), set()).add(code)
    return {written: codes.pop() for written, codes in found.items() if len(codes) == 1}


def _units(codes: list[str], where: str) -> dict[str, Words]:
    if not codes:
        return {}
    known: Vocabulary = vocabulary("units")
    return {each: known.terms[_one(each, known.terms, f"{where}: units")].name for each in codes}


def _by_kind(kinds: dict[str, dict], what: str, entry: dict, known: tuple[str, ...], where: str) -> dict[str, str]:
    """`check` or `fold` by kind of identifier: what the kind says, else what the property says of all its kinds."""
    found = {code: told.get(what) or entry.get(what) for code, told in (kinds or {"": {}}).items()}
    return {code: _one(said, known, f"{where}: {what}") for code, said in found.items() if said}


def _plausible(given: object, where: str) -> tuple[str, str]:
    if not isinstance(given, list | tuple) or len(given) != 2:
        raise ValueError(f'{where}: plausible is [first, last], "" where one is open')
    return str(given[0]), str(given[1])


def _link(code: str, entry: dict, where: str) -> Link:
    """A link with its own words, or with those of reference/links.yaml."""
    _fields(entry, {"en", "ru", "inverse", "to"}, (), where)
    if "en" not in entry:
        known = type_folders.reference("links")
        entry = known[_one(code, known, where)] | entry
    inverse = words(entry["inverse"], where) if entry.get("inverse") else None
    return Link(code, words(entry, where), inverse, tuple(entry.get("to", ())))


def _fields(entry: object, known: set[str], needed: tuple[str, ...], where: str) -> None:
    if not isinstance(entry, dict):
        raise ValueError(f"{where}: must be fields with values")
    if unknown := sorted(set(map(str, entry)) - known):
        raise ValueError(f"{where}: unknown field {unknown[0]!r}; known are {', '.join(sorted(known))}")
    if lacking := [each for each in needed if each not in entry]:
        raise ValueError(f"{where}: the field {lacking[0]!r} is missing")


def _one(code: object, known: object, where: str) -> str:
    if code not in known:
        raise ValueError(f"{where}: {code!r} is not among {', '.join(sorted(known))}")
    return str(code)


def _codes(codes: object, known: list[str], where: str) -> tuple[str, ...]:
    return tuple(_one(each, known, where) for each in codes)
