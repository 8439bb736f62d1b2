"""A record of a published list on its way into a Commonweal line: values are added, and nothing that is said gets lost.

What the record type has no property for, or what does not fit its value (a number of ninety characters), becomes a
note in words. Every text is made harmless first (commonweal/databanks/formats/text.py).
"""

from commonweal.common.errors import BadInput
from commonweal.databanks.formats.defaults import Frame
from commonweal.databanks.formats.text import tidy
from commonweal.databanks.types import record_type
from commonweal.names import countries, script_of

LONGEST_NOTE = 10_000
LONGEST_NUMBER = 60
LONGEST_NAME = 300
LONGEST_PLACE = 500
LONGEST_SOURCE = 200


def clean(text: str | None, where: str = "") -> str:
    """A text on one line; raises BadInput where it is no text."""
    return " ".join(tidy(text or "", where).split())


class Draft:
    """A line that is being filled."""

    def __init__(self, frame: Frame, type_: str, ref: str) -> None:
        self.type = record_type(type_)
        self._line = frame.line(type_) | {"ref": ref}
        self._notes: list[str] = []

    def line(self) -> dict:
        """The line as it stands, notes among its texts."""
        for note in self._notes:
            pieces = [note[at : at + LONGEST_NOTE] for at in range(0, len(note), LONGEST_NOTE)]
            self._line["narrative"].setdefault("texts", []).extend({"text": piece} for piece in pieces)
        self._notes = []
        return self._line

    def has(self, code: str, kind: str = "") -> bool:
        """Whether the type has this property, and this kind of it."""
        property_ = self.type.properties.get(code)
        return property_ is not None and (not kind or kind in property_.kinds)

    def add(self, code: str, value: object) -> None:
        """Add a value to a property that the type has, unless it is there already."""
        values = self._line[self.type.properties[code].part].setdefault(code, [])
        if value not in values:
            values.append(value)

    def note(self, what: str, said: str) -> None:
        """Keep something in words."""
        if said:
            self._notes.append(f"{what}: {said}" if what else said)

    def text(self, code: str, what: str, said: str) -> None:
        """A text into the property `code`, or a note where the type has none."""
        if said and self.has(code) and self.type.properties[code].kind == "text" and len(said) <= LONGEST_NOTE:
            self.add(code, {"text": said})
        else:
            self.note(what, said)

    def name(self, text: str, *kinds: str, parts: dict[str, str] | None = None, source: str = "") -> None:
        """A name of the first of these kinds that the type has."""
        if not text:
            return
        if len(text) > LONGEST_NAME or not self.has("names"):
            self.note("Name", text)
            text = text.partition(" (")[0]  # a name with all its forms in brackets behind it
            if len(text) > LONGEST_NAME or not self.has("names"):
                return
        value: dict[str, object] = {"text": text}
        self._mark(value, "names", kinds)
        if (script := script_of(text)) not in ("Zyyy", "Zzzz"):
            value["script"] = script
        if parts and all(parts.values()):
            value["parts"] = parts
        if source:
            value["source"] = source[:LONGEST_SOURCE]
        self.add("names", value)

    def date(self, code: str, day: str, what: str, source: str = "") -> None:
        """A day of any precision; implausible ones are kept in words."""
        if self.has(code) and "1850" <= day[:4] <= "2200":
            self.add(code, {"date": day, "source": source[:LONGEST_SOURCE]} if source else {"date": day})
        else:
            self.note(what, f"{day} ({source})" if source else day)

    def country(self, name: str, kind: str, what: str) -> str:
        """A country by its name; returns its code, empty where it is not known."""
        code = countries.code(name) or ""
        if name and code and self.has("countries", kind):
            self.add("countries", {"code": code, "kind": kind})
        elif name:
            self.note(what, name)
        return code

    def number(self, number: str, *kinds: str, what: str, country: str = "", note: str = "", **days: str) -> None:
        """A number of the first of these kinds that the type has, with country and days (`issued`, `until`)."""
        if not number or len(number) > LONGEST_NUMBER or not self.has("identifiers"):
            self.note(what, " ".join(filter(None, (number, note, *days.values()))))
            return
        value: dict[str, object] = {"number": number}
        self._mark(value, "identifiers", kinds)
        value |= {"country": country} if country else {}
        value |= {when: day for when, day in days.items() if day}
        if note and len(note) <= LONGEST_SOURCE:
            value["source"] = note
        elif note:
            self.note(f"{what} {number}", note)
        self.add("identifiers", value)

    def place(self, text: str, kinds: tuple[str, ...], what: str, *, country: str = "", source: str = "") -> None:
        """A place of the first of these kinds that the type has."""
        if not text:
            return
        if not self.has("places") or len(text) > LONGEST_PLACE or not any(self.has("places", kind) for kind in kinds):
            self.note(what, f"{text} ({source})" if source else text)
            return
        value: dict[str, object] = {"text": text}
        self._mark(value, "places", kinds)
        value |= {"country": country} if country else {}
        value |= {"source": source[:LONGEST_SOURCE]} if source else {}
        self.add("places", value)

    def listing(self, number: str, kind: str, what: str, *, issued: str = "") -> None:
        """The act by which the record stands on a list."""
        if self.has("listings", kind) and 0 < len(number) <= LONGEST_NUMBER:
            self.add("listings", {"number": number, "kind": kind} | ({"issued": issued} if issued else {}))
        else:
            self.note(what, " ".join(filter(None, (number, issued))))

    def link(self, to: str, kinds: tuple[str, ...], to_type: str, **told: str) -> bool:
        """A link to another record of the list, of the first of these kinds that may lead there; `since`, `source`."""
        for kind in kinds:
            link = self.type.links.get(kind)
            if link is not None and (not link.to or to_type in link.to):
                links = self._line.setdefault("links", [])
                value = {"to": to, "kind": kind} | {key: said[:LONGEST_SOURCE] for key, said in told.items() if said}
                if value not in links:
                    links.append(value)
                return True
        return False

    def listed(self) -> None:
        """Say that the thing stands on a list, where the type asks why it is on record."""
        for code, choice in (("circumstance", "listed"), ("categories", "listed-entity")):
            if code in self.type.properties and choice in self.type.properties[code].choices:
                self.add(code, choice)

    def _mark(self, value: dict, code: str, kinds: tuple[str, ...]) -> None:
        known = self.type.properties[code].kinds
        kind = next((each for each in kinds if each in known), "other" if "other" in known else "")
        if kind:
            value["kind"] = kind


def no_record(what: str) -> BadInput:
    """The refusal of an entry without that by which it is told apart."""
    return BadInput(
        "databanks.list.no-record", "The entry has no {what}, without which it is no record; mend it.", what=what
    )
