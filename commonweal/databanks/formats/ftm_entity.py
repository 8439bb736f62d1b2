"""One FollowTheMoney entity into a record, with its documents, sanctions, addresses and edges."""

import re

from commonweal.databanks.formats.defaults import Frame
from commonweal.databanks.formats.drafts import Draft, clean
from commonweal.databanks.formats.ftm_model import Aside, model
from commonweal.names import countries

_DATE = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[T ].*)?", re.ASCII)
_DOCUMENTS = {"passport": "passport", "driv": "driving-licence", "card": "id-card", "birth": "birth-certificate"}
_PARTS = {"family": ("lastName",), "given": ("firstName", "secondName", "middleName"), "patronymic": ("fatherName",)}


def line(entity: dict, type_: str, frame: Frame, aside: Aside) -> dict:
    """The Commonweal line of an entity, with what was put aside for it."""
    own = aside.of.pop(entity["id"], [])
    draft = Draft(frame, type_, f"ftm/{entity['id']}")
    said = {name: _texts(values, name) for name, values in entity["properties"].items() if name not in model().derived}
    _names(draft, said)
    for address in said.pop("addressEntity", []):
        _address(draft, address, aside)
    for name, values in said.items():
        for value in values:
            _property(draft, name, value)
    if entity["schema"] == "LegalEntity":
        draft.note("Schema", "LegalEntity: whether a person or an organisation is not told")
    if "sanction" in said.get("topics", []) or any(each.body["schema"] == "Sanction" for each in own):
        draft.listed()
    for each in own:
        _own(draft, each.body, aside)
    return draft.line()


def _texts(values: list, name: str) -> list[str]:
    """The values of a property as texts; of an entity that stands in place of a value its caption or id."""
    found = []
    for value in values:
        if isinstance(value, dict):
            value = value.get("caption") or value.get("id") or ""
        if isinstance(value, str | int | float) and (text := clean(str(value), name)):
            found.append(text)
    return found


def _names(draft: Draft, said: dict[str, list[str]]) -> None:
    firsts = {part: [said[name][0] for name in names if said.get(name)] for part, names in _PARTS.items()}
    parts = {part: " ".join(found)[:150] for part, found in firsts.items() if found}
    given = said.get("name", [])
    if not given and parts:
        draft.name(" ".join(parts[part] for part in _PARTS if part in parts), "full", parts=parts)
    for name, kinds in model().names.items():
        for place, text in enumerate(said.pop(name, [])):
            draft.name(text, *kinds, parts=parts if name == "name" and place == 0 and len(parts) > 1 else None)
    for names in _PARTS.values():
        for name in names:
            for more in said.pop(name, [])[1:]:
                draft.note(name, more)


def _property(draft: Draft, name: str, value: str) -> None:
    if name in model().countries:
        _country(draft, name, value, model().countries[name])
    elif name in model().dates:
        _date(draft, name, value, model().dates[name])
    elif name in model().numbers:
        draft.number(value, *model().numbers[name], what=name)
    elif name == "gender" and value.lower() in ("male", "female") and draft.has("sex"):
        draft.add("sex", value.lower())
    elif name in model().special and not draft.has(model().texts.get(name, "")):
        draft.note(name, "not taken: a special category for which the record type has no property")
    elif name in model().texts:
        draft.text(model().texts[name], name, value)
    elif name in model().places:
        draft.place(value, tuple(model().places[name]), name)
    elif name == "program":
        draft.listing(value, "sanctions-programme", "Programme")
    else:
        draft.note("" if name in ("notes", "summary", "description") else name, value)


def _country(draft: Draft, name: str, value: str, kind: str) -> None:
    draft.country(value, kind, name)


def _date(draft: Draft, name: str, value: str, codes: list[str]) -> None:
    code = next((each for each in codes if draft.has(each)), "")
    found = _DATE.fullmatch(value)
    if code and found:
        draft.date(code, found[1], name)
    else:
        draft.note(name, value)


def _address(draft: Draft, identifier: str, aside: Aside) -> None:
    """An address by its name; one that is not in the file is kept by its name."""
    found = aside.addresses.get(identifier)
    if found is None:
        draft.note("Address", identifier)
        return
    aside.used.add(identifier)
    properties = {name: _texts(values, name) for name, values in found[1]["properties"].items()}
    first = {name: values[0] for name, values in properties.items() if values}
    pieces = ("street", "street2", "postOfficeBox", "city", "postalCode", "region", "state", "country")
    text = first.get("full") or ", ".join(first[piece] for piece in pieces if piece in first)
    country = countries.code(first.get("country", "")) or ""
    kinds = tuple(model().places["address"])
    draft.place(text, kinds, "Address", country=country, source=first.get("remarks", ""))


def _own(draft: Draft, entity: dict, aside) -> None:
    """A document, a sanction or an edge of the entity."""
    schema = entity["schema"]
    said = {name: _texts(values, name) for name, values in entity["properties"].items()}
    first = {name: values[0] for name, values in said.items() if values}
    if schema in model().edges:
        _edge(draft, schema, first, said, aside)
    elif schema == "Sanction":
        number = next((first[name] for name in ("programId", "program", "authorityId", "unscId") if name in first), "")
        issued = _day(first.get("listingDate") or first.get("startDate"))
        draft.listing(number, "sanctions-programme", "Sanction", issued=issued)
        draft.note("Sanction", _told(first, ("entity", "programId")))
    else:
        kind = next((kind for word, kind in _DOCUMENTS.items() if word in first.get("type", schema).lower()), "other")
        issued, until = _day(first.get("startDate")), _day(first.get("endDate"))
        country = countries.code(first.get("country", "")) or ""
        note = _told(first, ("holder", "number", "passportNumber", "country", "startDate", "endDate"))
        number = first.get("number") or first.get("passportNumber", "")
        draft.number(number, kind, what=schema, country=country, note=note, issued=issued, until=until)


def _edge(draft: Draft, schema: str, first: dict, said: dict, aside) -> None:
    edge = model().edges[schema]
    told = _told(first, (edge["from"], edge["to"], "startDate"))
    since = _day(first.get("startDate"))
    for to in said.get(edge["to"], []):
        if not draft.link(f"ftm/{to}", tuple(edge["kinds"]), aside.types.get(to, ""), since=since, source=told):
            draft.note(schema, "; ".join(filter(None, (f"ftm/{to}", since, told))))


def _told(first: dict[str, str], without: tuple[str, ...]) -> str:
    """What else an entity says, in words."""
    return "; ".join(f"{name}: {value}" for name, value in first.items() if name not in without)


def _day(said: str | None) -> str:
    found = _DATE.fullmatch(said or "")
    return found[1] if found and "1850" <= found[1][:4] <= "2200" else ""
