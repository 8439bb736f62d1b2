"""The consolidated list of the United Nations Security Council, as its XML has it.

Individuals become persons, entities organisations. Nothing is concluded: an alias keeps its quality, a birth that is
approximate or between two years says so in its source, a document keeps its note.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from lxml import etree

from commonweal.common.errors import BadInput
from commonweal.databanks.formats import xml
from commonweal.databanks.formats.defaults import Frame
from commonweal.databanks.formats.drafts import Draft, clean, no_record
from commonweal.databanks.formats.rows import Refused, Row
from commonweal.databanks.formats.settings import Settings
from commonweal.names import countries

ENTRIES = frozenset(("INDIVIDUAL", "ENTITY"))
NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
QUALITIES = {"low": ("weak-alias", "alias"), "f.k.a.": ("former", "alias")}
"""Kinds of name by the quality of an alias; any other is `alias`."""
WIDEST = 12
"""Years between which a birth is told year by year, so that each is found; beyond, the first and the last."""
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T+Z-].*)?", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_NUMBER = re.compile(
    r".{0,200}?\b(?:number|no\.?|nr\.?|N°|№)\s*:?\s*([A-Z0-9][A-Z0-9 /.\-]{1,40})", re.ASCII | re.IGNORECASE
)
_DOCUMENTS = (
    ("passport", re.compile(r"passport|passeport|pasaporte", re.IGNORECASE)),
    ("birth-certificate", re.compile(r"birth certificate", re.IGNORECASE)),
    ("driving-licence", re.compile(r"driv", re.IGNORECASE)),
    ("id-card", re.compile(r"card|tazkira|carte", re.IGNORECASE)),
    ("national-id", re.compile(r"national identification|identification number|national id", re.IGNORECASE)),
)


def rows(path: Path, settings: Settings, *, today: date) -> Iterator[Row | Refused]:
    """Every entry of the list, numbered in its order."""
    frame = Frame(settings.defaults, today=today)
    number = 0
    with path.open("rb") as file:
        for entry in xml.elements(file, ENTRIES):
            number += 1
            reference = ""
            try:
                reference = _reference(entry)
                yield Row(number, _line(entry, reference, frame))
            except BadInput as error:
                yield Refused.because(number, error, ref=reference and f"un/{reference}")
    if not number:
        raise BadInput("databanks.list.empty", "The file is no {list}, or it is empty.", list="UN consolidated list")


def _reference(entry: etree._Element) -> str:
    if reference := _said(entry, "REFERENCE_NUMBER") or _said(entry, "DATAID"):
        return reference
    raise no_record("REFERENCE_NUMBER")


def _line(entry: etree._Element, reference: str, frame: Frame) -> dict:
    person = xml.name(entry) == "INDIVIDUAL"
    draft = Draft(frame, "person" if person else "organisation", f"un/{reference}")
    name = " ".join(filter(None, (_said(entry, tag) for tag in NAMES)))
    if not name:
        raise no_record("FIRST_NAME")
    draft.name(name, "full")
    draft.name(_said(entry, "NAME_ORIGINAL_SCRIPT"), "full", source="original script")
    kind = "INDIVIDUAL" if person else "ENTITY"
    for each in _of(entry, f"{kind}_ALIAS"):
        _alias(draft, each)
    for each in _of(entry, f"{kind}_ADDRESS"):
        _address(draft, each, ("residence", "address"))
    if person:
        _person(draft, entry)
    _listing(draft, entry, reference)
    draft.note("", _said(entry, "COMMENTS1"))
    return draft.line()


def _of(entry: etree._Element, tag: str) -> list[etree._Element]:
    return [each for each in entry if xml.name(each) == tag]


def _said(entry: etree._Element, tag: str) -> str:
    """The text of the first such element inside, on one line."""
    return next((clean(each.text, tag) for each in _of(entry, tag) if each.text), "")


def _values(entry: etree._Element, tag: str) -> list[str]:
    return [said for each in _of(entry, tag) for value in each if (said := clean(value.text, tag))]


def _alias(draft: Draft, alias: etree._Element) -> None:
    name, quality = _said(alias, "ALIAS_NAME"), _said(alias, "QUALITY")
    draft.name(name, *QUALITIES.get(quality.lower(), ("alias",)), source=f"quality: {quality}" if quality else "")
    about = f"Alias {name}" if name else "Alias"
    draft.note(about, _said(alias, "NOTE"))
    if born := _said(alias, "DATE_OF_BIRTH"):
        _born_on(draft, born, f"given for the alias {name}")
    place = _join(alias, "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH")
    country = countries.code(_said(alias, "COUNTRY_OF_BIRTH")) or ""
    draft.place(place, ("birth",), f"{about}, place of birth", country=country, source=f"given for the alias {name}")


def _person(draft: Draft, entry: etree._Element) -> None:
    for each in _of(entry, "INDIVIDUAL_DATE_OF_BIRTH"):
        _birth(draft, each)
    for each in _of(entry, "INDIVIDUAL_PLACE_OF_BIRTH"):
        _address(draft, each, ("birth",))
    for each in _of(entry, "INDIVIDUAL_DOCUMENT"):
        _document(draft, each)
    for said in _values(entry, "NATIONALITY"):
        draft.country(said, "citizenship", "Nationality")
    for said in _values(entry, "DESIGNATION"):
        draft.text("occupation", "Designation", said)
    for said in _values(entry, "TITLE"):
        draft.note("Title", said)
    gender = _said(entry, "GENDER").lower()
    if gender in ("male", "female") and draft.has("sex"):
        draft.add("sex", gender)
    else:
        draft.note("Gender", gender)


def _birth(draft: Draft, born: etree._Element) -> None:
    sure = _said(born, "TYPE_OF_DATE").upper()
    note = _said(born, "NOTE")
    told = {"APPROXIMATELY": "approximately", "BETWEEN": "between"}.get(sure, "")
    first, last = _said(born, "FROM_YEAR"), _said(born, "TO_YEAR")
    if first and last:
        source = f"between {first} and {last}"
        for year in _years(first, last):
            draft.date("births", year, "Born", "; ".join(filter(None, (source, note))))
        return
    day = _said(born, "DATE") or _said(born, "YEAR")
    source = "; ".join(filter(None, (told, note)))
    if day:
        _born_on(draft, day, source)
    else:
        draft.note("Born", source)


def _years(first: str, last: str) -> list[str]:
    if not (_YEAR.fullmatch(first) and _YEAR.fullmatch(last)) or not 0 <= int(last) - int(first) < WIDEST:
        return [first, last]
    return [str(year) for year in range(int(first), int(last) + 1)]


def _born_on(draft: Draft, said: str, source: str) -> None:
    if found := _DAY.fullmatch(said):
        draft.date("births", found[1], "Born", source)
    elif _YEAR.fullmatch(said):
        draft.date("births", said, "Born", source)
    else:
        draft.note("Born", "; ".join(filter(None, (said, source))))


def _join(element: etree._Element, *tags: str) -> str:
    return ", ".join(filter(None, (_said(element, tag) for tag in tags)))


def _address(draft: Draft, place: etree._Element, kinds: tuple[str, ...]) -> None:
    text = _join(place, "STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")
    note = _said(place, "NOTE")
    country = _said(place, "COUNTRY")
    code = countries.code(country) or "" if country else ""
    what = "Born in" if kinds == ("birth",) else "Address"
    if code and draft.has("countries", kinds[0]):
        draft.add("countries", {"code": code, "kind": kinds[0]})
    if not text:
        draft.note(what, note)
    else:
        draft.place(text, kinds, what, country=code, source=note)
        if len(note) > 200:
            draft.note(what, note)


def _document(draft: Draft, document: etree._Element) -> None:
    said = [_said(document, tag) for tag in ("TYPE_OF_DOCUMENT2", "TYPE_OF_DOCUMENT")]
    number = _said(document, "NUMBER")
    note = "; ".join(filter(None, (_said(document, "CITY_OF_ISSUE"), _said(document, "NOTE"))))
    if not number and (found := _NUMBER.fullmatch(said[0])):
        number, note = found[1], "; ".join(filter(None, (said[0], note)))
    elif found := _NUMBER.fullmatch(number):
        number, note = found[1], "; ".join(filter(None, (number, note)))
    kind = next((kind for text in (*said, "") for kind, pattern in _DOCUMENTS if pattern.search(text)), "other")
    issuers = [each for each in (_said(document, "ISSUING_COUNTRY"), _said(document, "COUNTRY_OF_ISSUE")) if each]
    code = next((known for each in issuers if (known := countries.code(each))), "")
    if issuers and not code:
        note = "; ".join(filter(None, (note, *issuers)))
    issued = _said(document, "DATE_OF_ISSUE")
    day = found[1] if (found := _DAY.fullmatch(issued)) else ""
    if issued and not day:
        note = "; ".join(filter(None, (note, f"issued {issued}")))
    if any((number, note, code, day)):
        what = said[0] or said[1] or "Document"
        draft.number(number, kind, what=what, country=code, note=note, issued=day)


def _listing(draft: Draft, entry: etree._Element, reference: str) -> None:
    listed = _DAY.fullmatch(_said(entry, "LISTED_ON"))
    draft.listed()
    draft.number(reference, "list-reference", what="Number on the UN list")
    draft.listing(reference, "un-listing", "Listed", issued=listed[1] if listed else "")
    draft.note("UN list", _said(entry, "UN_LIST_TYPE"))
    draft.note("Updated", ", ".join(_values(entry, "LAST_DAY_UPDATED")))
    draft.note("DATAID", _said(entry, "DATAID"))
