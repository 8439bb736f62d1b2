"""What a record's page, its print and its earlier states say, and in which order: made from the record type's file.

Nothing here knows a single type: a file that comes tomorrow has its page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from commonweal.databanks import types
from commonweal.databanks.types import Link, Property
from commonweal.databanks.views import LinkView, RecordView
from commonweal.portal import naming
from commonweal.portal.values import Shown, shown
from commonweal.portal.words import property_name, tongue

ASSESSMENTS = "assessments"
"""The property whose values are judgements, which stand apart from facts (Directive (EU) 2016/680, article 7)."""
LEADING = ("date", "choice", "term", "count")
"""Kinds of value short enough to stand under the title."""
LED_BY = 4
"""Values under the title at most."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A property with its values."""

    code: str
    words: str
    kind: str
    values: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """What names a record: as text and as markup; `number` where it is a number of the thing, not a name."""

    text: str
    html: SafeString | str
    number: bool = False
    of: str = ""
    """Code of the property that it comes from, and its kind; "" where it is the owner's reference."""
    kind: str = ""


def title(record_type: str, identity: Mapping, ref: str) -> Title:
    """The first value of the first property that names records of this type; the owner's reference where none does."""
    for known in _naming(record_type):
        values = identity.get(known.code) or ()
        if not values:
            continue
        first = naming.primary(values) if known.kind == "name" else values[0]
        told = shown(record_type, known.code, first)
        return Title(told.text, told.html, number=told.number, of=known.code, kind=known.kind)
    return Title(ref, format_html('<span class="cw-ref cw-wrap">{}</span>', ref), number=True)


def _naming(record_type: str) -> list[Property]:
    known = types.all_types().get(record_type)
    return [known.properties[code] for code in known.title] if known else []


def title_of(view: RecordView | LinkView) -> Title:
    """The title of a record, or of the record at the other end of a link."""
    return title(view.type, view.identity, view.owner_ref)


def lead(record: RecordView, named: Title) -> list[SafeString | str]:
    """A few short values that stand under the title: another form of the name, dates, choices."""
    said: list[SafeString | str] = []
    forms = naming.others(record.values(named.of)) if named.kind == "name" else []
    if forms:
        said.append(shown(record.type, named.of, forms[0]).html)
    for fact in facts(record, "identity"):
        if fact.kind in LEADING and fact.code != named.of:
            text = fact.values[0].text
            said.append(f"{fact.words} {text}" if fact.kind in ("date", "count") else text)
    return said[:LED_BY]


def facts(record: RecordView, part: str, *, but: Iterable[str] = ()) -> list[Fact]:
    """What one part of a record says, property by property in the order of the type's file; kinds in `but` left out.

    What the file does not describe any more stays in the record and is not shown.
    """
    known = types.all_types().get(record.type)
    body = getattr(record, part)
    left_out = set(but)
    return [
        fact(record.type, each, body[each.code])
        for each in (known.in_part(part) if known else ())
        if body.get(each.code) and each.kind not in left_out
    ]


def fact(record_type: str, known: Property, values: Iterable[object]) -> Fact:
    """A property with its values in words."""
    told = tuple(shown(record_type, known.code, value) for value in values)
    return Fact(known.code, property_name(record_type, known.code), known.kind, told)


def numbers(record: RecordView) -> list[Fact]:
    """The numbers by which the thing or person is known."""
    return [each for each in facts(record, "identity") if each.kind == "identifier"]


def names(record: RecordView) -> list[tuple[str, str, list[Mapping]]]:
    """Every property of names with its code, its words and its forms as contributed."""
    return [
        (each.code, each.words, list(record.values(each.code)))
        for each in facts(record, "identity")
        if each.kind == "name"
    ]


def link_title(link: LinkView) -> SafeString | str:
    """What the other end of a link is called; at level hit the code of the hit, which tells nothing twice."""
    if link.level == "hit":
        return format_html('<span class="cw-ref">{}</span>', link.hit_ref)
    return title_of(link).html


def link_name(record_type: str, link: LinkView) -> str:
    """What the link says, read from the record on whose page it stands."""
    known = types.all_types()
    start = record_type if link.outgoing else link.type
    for each in (known.get(start), *known.values()):
        if each is not None and link.kind in each.links:
            return _worded(each.links[link.kind], outgoing=link.outgoing)
    return link.kind


def _worded(said: Link, *, outgoing: bool) -> str:
    if outgoing:
        return said.name[tongue()]
    if said.inverse is not None:
        return said.inverse[tongue()]
    return gettext("named there: {words}").format(words=said.name[tongue()])
