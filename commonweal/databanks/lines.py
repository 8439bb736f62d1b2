"""Rows of a contribution in normal form: every format is read into Commonweal lines, and each line is prepared here.

A line is an object of docs/formats.md, whatever file it came from. Pure: decoding, checking and normal form. Which
warrant contributes, and what is already known, is asked elsewhere.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

import msgspec

from commonweal.common.errors import BadInput
from commonweal.databanks import enclosures, gate, neutrality, retention, values
from commonweal.databanks.formats import jsonl
from commonweal.databanks.formats.rows import Held, Refused, Row
from commonweal.databanks.types import PARTS, RecordType, record_type
from commonweal.handling import labels
from commonweal.handling.decision import Label
from commonweal.handling.terms import Scope

LONGEST_REF = 120


class _Basis(msgspec.Struct, forbid_unknown_fields=True):
    kind: str
    number: str
    organ: str = ""
    date: str = ""


class _Retention(msgspec.Struct, forbid_unknown_fields=True, rename={"klass": "class"}):
    until: str
    klass: str = ""


class _Link(msgspec.Struct, forbid_unknown_fields=True):
    to: str
    kind: str
    evaluation: str = "X4"
    since: str = ""
    source: str = ""


class Line(msgspec.Struct, forbid_unknown_fields=True):
    """A Commonweal line as its file has it."""

    type: str
    ref: str
    label: dict
    basis: _Basis
    evaluation: str
    retention: _Retention
    identity: dict
    narrative: dict = {}
    special: dict = {}
    links: list[_Link] = []
    attachments: list[enclosures.Attachment] = []
    biometrics: list[enclosures.Biometric] = []
    neutrality: dict = {}
    weighing: str = ""


_encoder = msgspec.json.Encoder(order="deterministic")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A line in normal form, ready to be staged; JSON parts as they are written."""

    line: int
    record_type: str
    owner_ref: str
    label: Label
    expires: datetime
    content_hash: bytes
    identity: bytes
    narrative: bytes
    special: bytes | None
    basis: bytes
    evaluation: str
    retention_class: str
    links: bytes
    attachments: bytes | None = None
    biometrics: bytes | None = None
    neutrality: bytes | None = None


Accepts = Callable[[str, str], BadInput | None]
"""Asked of every line: why a record of this bank and type cannot come from this contributor, None where it can."""


def _every_bank(_bank: str, _kind: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Reading:
    """By what the rows of one contribution are read: whose they become, on which day, and what the banks accept.

    Owner fields come from the contributing officer's warrant, never from a line; equal labels are read once.
    """

    party: str
    agency: str
    unit: str
    today: date
    accepts: Accepts = _every_bank
    shorter: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """What the contributor's state or a bank shortened, in months, by bank and class of retention."""
    _labels: dict[tuple[bytes, bool], Label] = field(default_factory=dict)

    def label(self, key: bytes, words: dict, *, protected: bool = False) -> Label:
        """The label that these words mean, `key` being their encoding, on a record of a protected type or another."""
        known = self._labels.get((key, protected))
        if known is None:
            known = self._labels[key, protected] = labels.from_words(
                words, party=self.party, agency=self.agency, unit=self.unit, protected=protected
            )
        return known


def json_lines(lines: Iterable[bytes]) -> Iterator[Row]:
    """The rows of a file of Commonweal JSON Lines, each still as it is written; empty lines are passed over."""
    for number, raw in enumerate(lines, start=1):
        if raw.strip():
            yield Row(number, raw)


def prepared(rows: Iterable[Row | Refused | Held], reading: Reading) -> Iterator[Prepared | Refused | Held]:
    """Every row as it would be staged by itself, or its refusal; refusals and held rows as they are."""
    for row in rows:
        yield prepare(row.number, row.line, reading) if isinstance(row, Row) else row


def repeated(number: int, ref: str) -> Refused:
    """The refusal of a row whose reference stood earlier in its file."""
    return Refused.because(
        number,
        BadInput(
            "databanks.line.repeated-ref",
            "The reference {ref} stands earlier in this file; keep one of the two lines.",
            ref=ref,
        ),
        ref=ref,
    )


def reference_key(ref: str) -> int:
    """64 bits of a reference, the same wherever they are asked for."""
    return int.from_bytes(hashlib.blake2b(ref.encode(), digest_size=8).digest())


def prepare(number: int, line: dict | bytes, reading: Reading) -> Prepared | Refused:
    """One line, as an object or as JSON, in normal form, or its refusal. Every format's rows come through here."""
    read = None
    try:
        read = _read(line)
        return _prepare(number, read, reading)
    except BadInput as refused:
        return Refused.because(number, refused, ref=read.ref[:LONGEST_REF] if read else "")


def _prepare(number: int, line: Line, reading: Reading) -> Prepared | Refused:
    kind = record_type(line.type)
    ref = values.text(line.ref, "ref", longest=LONGEST_REF)
    if "\n" in ref or "\t" in ref:
        raise values.bad("ref", "holds control characters")
    key = _encoder.encode(line.label)
    label = reading.label(key, line.label, protected=kind.protected)
    if refusal := reading.accepts(label.bank, kind.code):
        raise refusal.with_traceback(None)  # one error for many lines: it must not keep where it was raised
    parts = [_part(kind, part, getattr(line, part)) for part in PARTS]
    if kind.one_of:
        values.complete(kind, set().union(*parts))
    basis = _basis(line.basis)
    evaluation = _evaluation(line.evaluation)
    klass = _class(line.retention.klass, kind, parts)
    longest = retention.most_months(klass, label.bank, reading.shorter)
    expires = _expires(klass, line.retention.until, longest, reading.today)
    neutral = None
    if gate.of_type(kind.code):
        entry = gate.Entry(
            kind.code, {**parts[0], **parts[1]}, basis, klass, label.purposes, label.scope >= Scope.PARTY
        )
        neutral, wrong = _asked(entry, line, reading.today)
        if wrong:
            return Refused.because(number, *wrong, ref=ref)
    links = [_link(link, kind) for link in line.links]
    identity, narrative, special, basis_text, links_text = map(_encoder.encode, (*parts, basis, links))
    # JSON and these codes hold no line break, so lines joined by one cannot be read in two ways.
    said = (kind.code, ref, evaluation, klass, line.retention.until)
    content = b"\n".join([*(word.encode() for word in said), identity, narrative, special, basis_text, links_text, key])
    if len(content) > enclosures.BARE_LINE:
        raise BadInput(
            "databanks.line.too-long", "The line is longer than {longest} bytes.", longest=enclosures.BARE_LINE
        )
    attachments = _enclosed(enclosures.attachments(line.attachments))
    biometrics = _enclosed(enclosures.biometrics(line.biometrics))
    if attachments or biometrics:
        content = b"\n".join([content, attachments or b"", biometrics or b""])
    if neutral:
        content = b"\n".join([content, neutral])
    return Prepared(
        line=number,
        record_type=kind.code,
        owner_ref=ref,
        label=label,
        expires=expires,
        content_hash=hashlib.sha256(content).digest(),
        identity=identity,
        narrative=narrative,
        special=special if parts[2] else None,
        basis=basis_text,
        evaluation=evaluation,
        retention_class=klass,
        links=links_text,
        attachments=attachments,
        biometrics=biometrics,
        neutrality=neutral,
    )


def _asked(entry: gate.Entry, line: Line, today: date) -> tuple[bytes | None, list[BadInput]]:
    """What the gate asks of an entry of its classes: the answers of neutrality, and all that is missing or wrong."""
    classes = gate.of(entry)
    if not classes:
        return None, []
    wrong = gate.lacking(entry)
    try:
        found = neutrality.normal(
            line.neutrality, line.weighing, classes=classes, births=entry.said.get("births", ()), today=today
        )
    except BadInput as refusal:
        return None, [*wrong, refusal]
    return _encoder.encode(found), wrong


def _enclosed(things: list[dict]) -> bytes | None:
    return _encoder.encode(things) if things else None


def _read(line: dict | bytes) -> Line:
    try:
        return msgspec.convert(jsonl.decode(line) if isinstance(line, bytes) else line, Line)
    except msgspec.ValidationError as error:
        raise _malformed(error) from None


def _malformed(error: msgspec.ValidationError) -> BadInput:
    """The decoder's own words name the field, never its content."""
    return BadInput("databanks.line.malformed", "The line cannot be read: {what}.", what=str(error)[:200])


def _part(kind: RecordType, part: str, given: dict) -> dict:
    result = {}
    for code, raw in given.items():
        property_ = kind.properties.get(code)
        if property_ is None or property_.part != part:
            raise values.bad(str(code)[:60], f"is no property of the part {part} of {kind.code}")
        kept = values.normal(raw, property_)
        if kept:
            result[code] = kept
    for code in kind.required[part]:
        if code not in result:
            raise values.bad(code, f"is required for {kind.code}")
    return result


def _basis(basis: _Basis) -> dict:
    result = {
        "kind": values.text(basis.kind, "basis.kind", longest=100),
        "number": values.text(basis.number, "basis.number", longest=100),
    }
    if basis.organ:
        result["organ"] = values.text(basis.organ, "basis.organ", longest=300)
    if basis.date:
        result["date"] = values.date_text(basis.date, "basis.date")
    return result


def _evaluation(code: str) -> str:
    if len(code) != 2 or code[0] not in "ABCX" or code[1] not in "1234":
        raise values.bad("evaluation", "is a letter A, B, C or X and a figure 1 to 4, such as B2")
    return code


def _class(said: str, kind: RecordType, parts: list[dict]) -> str:
    """The class that the line names, or the only one that its type or category has."""
    allowed = kind.retention
    for code, of in kind.retention_by.items():
        given = [value for part in parts for value in part.get(code, ())]
        allowed = tuple(each for each in allowed if not given or any(each in of.get(value, ()) for value in given))
    if said in allowed:
        return said
    if not said and len(allowed) == 1:
        return allowed[0]
    raise values.bad("retention.class", f"must be one of {', '.join(allowed or kind.retention)}")


def _expires(klass: str, until: str, longest: int, today: date) -> datetime:
    """The end of the last day, in UTC; refused where it is over or longer than the class allows."""
    until = values.date_text(until, "retention.until")
    if len(until) != 10:
        raise values.bad("retention.until", "must be a full date")
    return _end(klass, until, longest, today)


@lru_cache(maxsize=8_192)
def _end(klass: str, until: str, longest: int, today: date) -> datetime:
    last_day = date.fromisoformat(until)
    if last_day < today:
        raise BadInput("databanks.line.term-over", "The term of this record ended on {until}.", until=until)
    latest = retention.behind(today, longest)
    if last_day > latest:
        raise BadInput(
            "databanks.line.term-too-long",
            "A record of class {class} is kept until {latest} at most; it says {until}.",
            **{"class": klass, "latest": latest.isoformat(), "until": until},
        )
    return retention.end_of(last_day)


def _link(link: _Link, kind: RecordType) -> dict:
    if link.kind not in kind.links:
        raise values.bad("links", f"kind must be one of {', '.join(kind.links)}")
    result = {"to": values.text(link.to, "links.to", longest=LONGEST_REF), "kind": link.kind}
    result["evaluation"] = _evaluation(link.evaluation)
    if link.since:
        result["since"] = values.date_text(link.since, "links.since")
    if link.source:
        result["source"] = values.text(link.source, "links.source", longest=200)
    return result
