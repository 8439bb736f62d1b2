"""Values of properties as people read them, one way for each kind of value, whatever the record type.

`shown` gives a value's own text and the line under it; pages dress the text (tongue and direction of a name, frame of
a state), tables join the two. A kind that is not known here stands as it was contributed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from babel import Locale
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from commonweal.databanks import types
from commonweal.databanks.types import Property
from commonweal.databanks.vocabularies import Term, vocabulary
from commonweal.names.checks import checks
from commonweal.portal import dates, directory, terms
from commonweal.portal.naming import dress
from commonweal.portal.words import tongue, word


@dataclass(frozen=True, slots=True)
class Shown:
    """A value: its text, the line under it, its markup where that is more than text, and whether it is a number."""

    text: str
    second: str = ""
    markup: SafeString | None = None
    number: bool = False

    @property
    def html(self) -> SafeString | str:
        """What stands on a page in place of `text`."""
        return self.text if self.markup is None else self.markup

    @property
    def line(self) -> str:
        """Both in one line, for tables and sentences."""
        return f"{self.text} ({self.second})" if self.second else self.text


def shown(record_type: str, code: str, value: object) -> Shown:
    """One value of the property `code` in the reader's language."""
    known = property_of(record_type, code)
    return SHOWN.get(known.kind if known else "", _unknown)(value, known)


def property_of(record_type: str, code: str) -> Property | None:
    """The property as the type's file describes it; None where it does not (any more)."""
    known = types.all_types().get(record_type)
    return known.properties.get(code) if known else None


def country_name(code: str) -> str:
    """A country's name: the register's where it is a party, else the one of Unicode's CLDR, else the code."""
    name = directory.party_name(code)
    return name if name != code else Locale(tongue()).territories.get(code, code)


def _second(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)


def _kind(value: Mapping, known: Property) -> str:
    words = known.kinds.get(value.get("kind", ""))
    return words[tongue()] if words else value.get("kind", "")


def _source(value: Mapping) -> str:
    return gettext("from: {source}").format(source=value["source"]) if value.get("source") else ""


def _term_of(value: Mapping) -> str:
    """Since when and until when, as far as the value says it."""
    since, until = (dates.partial(value.get(name, "")) for name in ("since", "until"))
    if since and until:
        return f"{since} – {until}"
    if since:
        return gettext("since {date}").format(date=since)
    return gettext("until {date}").format(date=until) if until else ""


def _name(value: Mapping, known: Property) -> Shown:
    script = word(terms.SCRIPT_WORDS, value.get("script", ""))
    return Shown(value["text"], _second(_kind(value, known), script, _source(value)), dress(value))


def _date(value: Mapping, known: Property) -> Shown:
    return Shown(dates.partial(value["date"]), _second(_kind(value, known), _source(value)))


def _choice(value: str, known: Property) -> Shown:
    words = known.choices.get(value)
    return Shown(words[tongue()] if words else str(value))


def _country(value: Mapping, known: Property) -> Shown:
    code = value["code"]
    name = country_name(code)
    text = code if name == code else f"{code} {name}"
    markup = format_html('<abbr class="cw-state" title="{}">{}</abbr> {}', name, code, "" if name == code else name)
    return Shown(text, _second(_kind(value, known), _source(value)), markup)


def _identifier(value: Mapping, known: Property) -> Shown:
    until, issued = (dates.partial(value.get(name, "")) for name in ("until", "issued"))
    second = _second(
        _kind(value, known),
        country_name(value.get("country", "")),
        _checked(value, known),
        gettext("issued {date}").format(date=issued) if issued else "",
        gettext("valid until {date}").format(date=until) if until else "",
        _source(value),
    )
    markup = format_html('<span class="cw-ref cw-wrap">{}</span>', value["number"])
    return Shown(value["number"], second, markup, number=True)


def _checked(value: Mapping, known: Property) -> str:
    """What the check digit says, where this kind of number has one and it can say anything."""
    check = known.check(value.get("kind", ""))
    answer = checks(value["number"], check) if check else None
    if answer is None:
        return ""
    return gettext("check digit right") if answer else gettext("▲ check digit does not fit")


def _place(value: Mapping, known: Property) -> Shown:
    where = country_name(value.get("country", ""))
    return Shown(value["text"], _second(_kind(value, known), where, _term_of(value), _source(value)))


def _text(value: Mapping | str, known: Property) -> Shown:
    if isinstance(value, str):
        return Shown(value)
    markup = format_html('<span lang="{}">{}</span>', value.get("language", "und"), value["text"])
    return Shown(value["text"], _second(_kind(value, known), _source(value)), markup)


def figure(number: object) -> str:
    """A number with a thin space between thousands and the reader's own sign before the fraction."""
    try:
        grouped = f"{Decimal(str(number)):,f}"
    except InvalidOperation:
        return str(number)
    return grouped.translate(str.maketrans({",": "\u202f", ".": "," if tongue() == "ru" else "."}))


def _amount(value: Mapping, known: Property) -> Shown:
    words = known.units.get(value.get("unit", ""))
    unit = words[tongue()] if words else value.get("unit", "")
    return Shown(f"{figure(value['amount'])} {unit}".strip(), _second(_kind(value, known), _source(value)))


def _money(value: Mapping, known: Property) -> Shown:
    return Shown(
        f"{figure(value['amount'])} {value.get('currency', '')}".strip(), _second(_kind(value, known), _source(value))
    )


def _count(value: object, known: Property) -> Shown:
    return Shown(figure(value["count"] if isinstance(value, Mapping) else value))


def _term(value: Mapping, known: Property) -> Shown:
    """A term by the vocabulary's word; what the contributor wrote stands under it where that differs."""
    code = value["code"]
    found = known.vocabulary.terms.get(code) if known.vocabulary else None
    name = found.name[tongue()] if found else code
    written = value.get("text", "")
    second = _second(
        _kind(value, known),
        gettext("written: {text}").format(text=written) if written and written != name else "",
        *(_schedules(found) if found else ()),
        _source(value),
    )
    return Shown(name, second)


def _schedules(term: Term) -> list[str]:
    """Under which schedules of which convention a substance stands, and whether somebody has seen that they name it."""
    known = vocabulary("control-schedules").terms
    told = [known[code].name[tongue()] for code in term.facts.get("schedules", ())]
    return told + ([gettext("not yet verified")] if told and not term.facts["verified"] else [])


def _unknown(value: object, known: Property | None) -> Shown:
    """A value of a property that the type's file does not describe: its fields as they stand."""
    if not isinstance(value, Mapping):
        return Shown(str(value))
    first = next((str(value[name]) for name in ("text", "number", "date", "code", "amount") if name in value), "")
    rest = [f"{name} {each}" for name, each in value.items() if str(each) != first]
    return Shown(first or _second(*rest), _second(*rest) if first else "")


SHOWN: dict[str, Callable[..., Shown]] = {
    "name": _name,
    "date": _date,
    "choice": _choice,
    "country": _country,
    "identifier": _identifier,
    "place": _place,
    "text": _text,
    "amount": _amount,
    "money": _money,
    "count": _count,
    "term": _term,
}
