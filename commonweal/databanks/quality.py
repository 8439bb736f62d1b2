"""What is amiss in a record, found by rules: check digits, dates that cannot be, missing fields, doubles. Pure.

A finding names the rule and the property, never a value. Nothing here refuses a record: a frame may be stamped wrongly,
and the owner knows better.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from commonweal.databanks import retention
from commonweal.databanks.properties import Property, RecordType
from commonweal.names import fold as fold_words
from commonweal.names.checks import checks
from commonweal.names.numbers import fold as fold_number

EVENTS = (
    "since", "seized", "dates", "found", "announced", "entered", "closed-from", "identified", "fired", "taken",
    "used-from",
)  # fmt: skip
"""Properties that say when what the record is about happened, in the order in which they are asked."""
NOT_A_KEY = {"file", "case", "image", "series"}
"""Kinds of number that several records may share without being doubles."""
SHORTEST_KEY = 4
STALE_SHARE = 0.25
"""Our default: a record that nobody changed or confirmed for a quarter of its class's longest term is stale."""
A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Subject:
    """A record as the rules look at it; `entered` is the day on which its present state became active."""

    type: RecordType
    identity: Mapping[str, list]
    narrative: Mapping[str, list]
    basis: Mapping[str, str]
    entered: date

    def values(self, code: str) -> list:
        """The values of a property, in whichever part it stands."""
        return self.identity.get(code) or self.narrative.get(code) or []


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing amiss: the rule that found it (`terms.FindingCode`) and the property."""

    code: str
    property: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What the rules say of one record: findings, recommended fields filled of how many, days from event to entry,
    and the keys by which doubles are known."""

    findings: tuple[Finding, ...]
    filled: int
    recommended: int
    days: int | None
    keys: tuple[tuple[bytes, str], ...]


def look(subject: Subject) -> Looked:
    """Everything that the rules say of a record."""
    recommended = [each.code for each in subject.type.properties.values() if each.recommended]
    missing = [code for code in recommended if not subject.values(code)]
    event = event_day(subject)
    findings = [
        *(Finding("missing", code) for code in missing),
        *_numbers(subject),
        *_dates(subject, event),
    ]
    return Looked(
        findings=tuple(dict.fromkeys(findings)),
        filled=len(recommended) - len(missing),
        recommended=len(recommended),
        days=(subject.entered - event).days if event and event <= subject.entered else None,
        keys=tuple(dict.fromkeys(_keys(subject))),
    )


def event_day(subject: Subject) -> date | None:
    """The day of what the record is about: its own date where it gives a full one, else that of its basis."""
    told = (value for code in EVENTS for value in subject.values(code) if isinstance(value, dict))
    dates = [each for value in told if (each := _day(value.get("date", "")))]
    return min(dates) if dates else _day(subject.basis.get("date", ""))


def _day(text: str) -> date | None:
    """A full day; None for a date of less precision."""
    return date.fromisoformat(text) if len(text) == 10 else None


def _first_day(text: str) -> date | None:
    """The earliest day that a date of any precision can mean."""
    try:
        return date.fromisoformat((text + "-01-01")[:10] if len(text) == 4 else (text + "-01")[:10])
    except ValueError:
        return None


def _of_kind(subject: Subject, kind: str) -> Iterator[tuple[Property, dict]]:
    """Every value of the properties of a kind, with its property."""
    for property_ in subject.type.properties.values():
        if property_.kind == kind:
            for value in subject.values(property_.code):
                if isinstance(value, dict):
                    yield property_, value


def _numbers(subject: Subject) -> Iterator[Finding]:
    for property_, value in _of_kind(subject, "identifier"):
        check = property_.check(value.get("kind", ""))
        if check and checks(value["number"], check) is False:
            yield Finding("checksum", property_.code)


def _dates(subject: Subject, event: date | None) -> Iterator[Finding]:
    births = [_first_day(value.get("date", "")) for value in subject.values("births")]
    born = min((each for each in births if each), default=None)
    for property_, value in _of_kind(subject, "date"):
        told = _first_day(value.get("date", ""))
        first, last = property_.plausible
        if told is None:
            continue
        if last == "today" and told > subject.entered:
            yield Finding("future", property_.code)
        elif first and told < _first_day(first):
            yield Finding("too-early", property_.code)
        if born and property_.code not in ("births", "closed-until") and told < born:
            yield Finding("before-birth", property_.code)
    if event and event > subject.entered:
        yield Finding("after-entry", "basis")
    yield from _documents(subject, born)


def _documents(subject: Subject, born: date | None) -> Iterator[Finding]:
    """Terms of documents: issued before birth, ended before they began."""
    for property_, value in _of_kind(subject, "identifier"):
        issued, until = _first_day(value.get("issued", "")), _first_day(value.get("until", ""))
        if issued and born and issued < born:
            yield Finding("before-birth", property_.code)
        if issued and until and until < issued:
            yield Finding("ends-before-begin", property_.code)


def _keys(subject: Subject) -> Iterator[tuple[bytes, str]]:
    """What two records of one owner and type share where they may be doubles: a number, or all names and the birth."""
    for property_, value in _of_kind(subject, "identifier"):
        kind = value.get("kind", "")
        folded = fold_number(value["number"], property_.fold(kind))
        if kind not in NOT_A_KEY and len(folded) >= SHORTEST_KEY:
            yield _key(subject, property_.code, kind, folded), property_.code
    days = [value["date"] for value in subject.values("births") if len(value.get("date", "")) == 10]
    for name in subject.values("names") if days else ():
        words = sorted(word.reduced for word in fold_words(name.get("text", "")))
        for day in days if len(words) > 1 else ():
            yield _key(subject, "names", day, " ".join(words)), "names"


def _key(subject: Subject, *parts: str) -> bytes:
    return hashlib.blake2b("\x1f".join((subject.type.code, *parts)).encode(), digest_size=12).digest()


def stale_days() -> dict[str, int]:
    """Days without a change after which a record of each class counts as stale."""
    return {code: round(each.initial / 12 * A_YEAR * STALE_SHARE) for code, each in retention.classes().items()}
