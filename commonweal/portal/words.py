"""Words for codes, in the reader's language: levels, purposes, types, kinds, reasons."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import get_language, gettext, ngettext

from commonweal.common import clock as house_clock
from commonweal.databanks import types
from commonweal.databanks.vocabularies import vocabulary
from commonweal.handling import queries as handling
from commonweal.names import REASONS
from commonweal.portal import terms


def word(table: Mapping, code: object) -> str:
    """The display word of a code in one of the tables of `terms`; the code where it has none."""
    return str(table.get(code, code))


def word_of(code: str, table: str) -> str:
    """The display word of a code: `{{ record.type|word_of:"TYPE_WORDS" }}`; the code where no word is known."""
    return word(getattr(terms, table), code)


def tongue() -> str:
    """The reader's language as reference files name it: en or ru."""
    return "ru" if (get_language() or "").startswith("ru") else "en"


def purpose_name(code: str) -> str:
    """The purpose in the reader's language."""
    entry = handling.purposes().get(code)
    return entry[tongue()] if entry else code


def type_name(code: str) -> str:
    """The record type in the reader's language."""
    known = types.all_types().get(code)
    return known.name[tongue()] if known else code


def group_name(code: str) -> str:
    """The group of record types in the reader's language."""
    return vocabulary("type-groups").terms[code].name[tongue()]


def type_groups() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Groups of record types that there are, each with its word and its types with theirs."""
    terms_of_groups = vocabulary("type-groups").terms
    return [
        (group, terms_of_groups[group].name[tongue()], [(each.code, each.name[tongue()]) for each in each_type])
        for group, each_type in types.by_group().items()
    ]


def kind_name(record_type: str, property_code: str, kind: str) -> str:
    """The kind of one value (passport, alias, place of birth) as the record type's file words it."""
    known = _property(record_type, property_code)
    words = (known.kinds | known.choices).get(kind) if known else None
    return words[tongue()] if words else kind


def basis_kind(code: str) -> str:
    """The kind of document on which a record rests; as it stands where it is none of the vocabulary."""
    known = vocabulary("basis-kinds").terms.get(code)
    return known.name[tongue()] if known else code


def property_name(record_type: str, property_code: str) -> str:
    """The heading of a property as the record type's file words it."""
    known = _property(record_type, property_code)
    return known.name[tongue()] if known else property_code


def _property(record_type: str, code: str) -> types.Property | None:
    known = types.all_types().get(record_type)
    return known.properties.get(code) if known else None


def said(text: str) -> str:
    """A sentence of another room (a reason, a step), translated by its text."""
    return gettext(text) if text else ""


def level_code(level: int | str) -> str:
    """The name of a level given as its number or its name."""
    return terms.LEVELS[level] if isinstance(level, int) else str(level)


def contact_note(contact: object) -> str:
    """What a duty desk says of itself, in the reader's language where it says so."""
    return (contact.note_ru if tongue() == "ru" else contact.note_en) or contact.note_en


def duty_hours(text: str) -> str:
    """At what hours a duty desk answers: the usual signs in words, anything else as it stands."""
    days, *rest = text.split(", ", 1)
    return ", ".join([word(terms.HOURS_WORDS, days), *rest])


def unit_name(code: str) -> str:
    """A unit within an agency: the usual ones in the reader's language, others as the register writes them."""
    return word(terms.UNIT_WORDS, code)


def reason_words(code: str, params: Mapping) -> str:
    """The reason of a comparison in the reader's language, "" where it says nothing beyond the verdict."""
    if code in terms.SAYS_NOTHING or code not in REASONS:
        return ""
    values = dict(params)
    if "language" in values:
        values["language"] = word(terms.LANGUAGE_WORDS, values["language"])
    if "other" in values:
        values["other"] = word(terms.PART_IN_SENTENCE, values["other"])
    if code in terms.REASON_ONE:
        one, many = terms.REASON_ONE[code]
        return ngettext(one, many, values["count"]).format(**values)
    return gettext(REASONS[code]).format(**values)


def clearance(degree: int) -> str:
    """The clearance in words."""
    return str(terms.CLASSIFICATION_WORDS[degree])


def time_left(until: datetime) -> str:
    """How long something stays open."""
    minutes = max(int((until - house_clock.now()).total_seconds() // 60), 0)
    if minutes < 120:
        return ngettext("{n} min left", "{n} min left", minutes).format(n=minutes)
    return ngettext("{n} h left", "{n} h left", minutes // 60).format(n=minutes // 60)


def band_word(code: str, number: int) -> str:
    """How many in a band: 2 strong."""
    one, many = terms.BAND_COUNTED[code]
    return ngettext(one, many, number).format(count=number)


def evaluation(code: str) -> str:
    """What the evaluation says of the source and of the information."""
    source, information = terms.SOURCE_WORDS.get(code[:1]), terms.INFORMATION_WORDS.get(code[1:].strip())
    return " · ".join(str(each) for each in (source, information) if each)


def deed(verb: str) -> str:
    """What was done to the record."""
    return word(terms.DEED_WORDS, verb)
