"""Rows of a contribution in normal form: every format is read into Commonweal lines, and each line is prepared here.

A line is an object of docs/formats.md, whatever file it came from. Pure: decoding, checking and normal form. Which
warrant contributes, and what is already known, is asked elsewhere.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import msgspec

from commonweal.common.errors import BadInput
from commonweal.databanks import enclosures, values
from commonweal.databanks.formats.rows import Held, Refused, Row
from commonweal.databanks.terms import RETENTION_YEARS, RetentionClass
from commonweal.databanks.types import PARTS, RecordType, record_type
from commonweal.handling import labels
from commonweal.handling.decision import Label


class _Basis(msgspec.Struct, forbid_unknown_fields=True):
    kind: str
    number: str
    organ: str = ""
    date: str = ""


class _Retention(msgspec.Struct, forbid_unknown_fields=True, rename={"klass": "class"}):
    klass: str
    until: str


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


_decoder = msgspec.json.Decoder(Line)
_encoder = msgspec.json.Encoder(order="deterministic")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A line in normal form, ready to be staged; JSON parts are texts."""

    line: int
    record_type: str
    owner_ref: str
    label: Label
    expires: datetime
    content_hash: bytes
    identity: str
    narrative: str
    special: str | None
    basis: str
    evaluation: str
    retention_class: str
    links: str
    attachments: str | None = None
    biometrics: str | None = None


Accepts = Callable[[str, str], BadInput | None]
"""Asked of every line: why a record of this bank and type cannot come from this contributor, None where it can."""


@dataclass(frozen=True, slots=True)
class Reading:
    """By what the rows of one contribution are read: whose they become, on which day, and what the banks accept.

    Owner fields come from the contributing officer's warrant, never from a line; equal labels are read once.
    """

    party: str
    agency: str
    unit: str
    today: date
    accepts: Accepts = lambda bank, kind: None
    _labels: dict[tuple[bytes, bool], Label] = field(default_factory=dict)

    def label(self, key: bytes, words: dict, *, protected: bool = False) -> Label:
        """The label that these words mean, `key` being their encoding, on a record of a protected type or another."""
        known = self._labels.get((key, protected))
        if known is None:
            known = self._labels[key, protected] = labels.from_words(
                words, party=self.party, agency=self.agency, unit=self.unit, protected=protected
            )
        return known


def json_lines(lines: Iterable[bytes]) -> Iterator[Row | Refused]:
    """The rows of a file of Commonweal JSON Lines; empty lines are passed over."""
    for number, raw in enumerate(lines, start=1):
        if not raw.strip():
            continue
        try:
            yield Row(number, _decode(raw))
        except BadInput as refused:
            yield Refused.because(number, refused)


def prepared(rows: Iterable[Row | Refused | Held], reading: Reading) -> Iterator[Prepared | Refused | Held]:
    """Every row of a file prepared, or its refusal with the number and the remedy; held rows as they are.

    A reference that stood earlier in the same file is refused.
    """
    seen: set[bytes] = set()
    for row in rows:
        if isinstance(row, Row):
            row = prepare(row.number, row.line, reading)
        if isinstance(row, Prepared):
            reference = hashlib.blake2b(row.owner_ref.encode(), digest_size=12).digest()
            if reference in seen:
                row = repeated(row.line, row.owner_ref)
            seen.add(reference)
        yield row


def repeated(number: int, ref: str) -> Refused:
    """The refusal of a row whose reference stood earlier in its file."""
    return Refused.because(
        number,
        BadInput(
            "databanks.line.repeated-ref",
            "The reference {ref} stands earlier in this file; keep one of the two lines.",
            ref=ref,
        ),
    )


def prepare(number: int, line: dict | Line, reading: Reading) -> Prepared | Refused:
    """One line in normal form, or its refusal. Every format's rows come through here."""
    try:
        return _prepare(number, line if isinstance(line, Line) else _read(line), reading)
    except BadInput as refused:
        return Refused.because(number, refused)


def _prepare(number: int, line: Line, reading: Reading) -> Prepared:
    kind = record_type(line.type)
    ref = values.text(line.ref, "ref", longest=120)
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
    expires = _expires(line.retention, kind, reading.today)
    links = [_link(link, kind) for link in line.links]
    identity, narrative, special, basis_text, links_text = map(_encoder.encode, (*parts, basis, links))
    # JSON and these codes hold no line break, so lines joined by one cannot be read in two ways.
    said = (kind.code, ref, evaluation, line.retention.klass, line.retention.until)
    content = b"\n".join([*(word.encode() for word in said), identity, narrative, special, basis_text, links_text, key])
    _check_length(content)
    attachments = _enclosed(enclosures.attachments(line.attachments))
    biometrics = _enclosed(enclosures.biometrics(line.biometrics))
    if attachments or biometrics:
        content = b"\n".join([content, (attachments or "").encode(), (biometrics or "").encode()])
    return Prepared(
        line=number,
        record_type=kind.code,
        owner_ref=ref,
        label=label,
        expires=expires,
        content_hash=hashlib.sha256(content).digest(),
        identity=identity.decode(),
        narrative=narrative.decode(),
        special=special.decode() if parts[2] else None,
        basis=basis_text.decode(),
        evaluation=evaluation,
        retention_class=line.retention.klass,
        links=links_text.decode(),
        attachments=attachments,
        biometrics=biometrics,
    )


def _enclosed(things: list[dict]) -> str | None:
    return _encoder.encode(things).decode() if things else None


def _decode(raw: bytes) -> Line:
    _check_length(raw, enclosures.longest(raw))
    if b"\\u0000" in raw or b"\x00" in raw:
        raise BadInput("databanks.line.nul", "The line holds a NUL character; remove it.")
    try:
        return _decoder.decode(raw)
    except msgspec.ValidationError as error:
        raise _malformed(error) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput("databanks.line.not-json", "The line cannot be read: {what}.", what=str(error)[:200]) from None


def _read(line: dict) -> Line:
    try:
        return msgspec.convert(line, Line)
    except msgspec.ValidationError as error:
        raise _malformed(error) from None


def _malformed(error: msgspec.ValidationError) -> BadInput:
    """The decoder's own words name the field, never its content."""
    return BadInput("databanks.line.malformed", "The line cannot be read: {what}.", what=str(error)[:200])


def _check_length(raw: bytes, longest: int = enclosures.BARE_LINE) -> None:
    """A line without what it encloses is short; the whole may be longer."""
    if len(raw) > longest:
        raise BadInput("databanks.line.too-long", "The line is longer than {longest} bytes.", longest=longest)


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


def _expires(retention: _Retention, kind: RecordType, today: date) -> datetime:
    """The end of the last day, in UTC; refused where it is over or longer than the class allows."""
    if retention.klass not in kind.retention:
        raise values.bad("retention.class", f"must be one of {', '.join(kind.retention)}")
    until = values.date_text(retention.until, "retention.until")
    if len(until) != 10:
        raise values.bad("retention.until", "must be a full date")
    return _end(retention.klass, until, today)


@lru_cache(maxsize=8_192)
def _end(klass: str, until: str, today: date) -> datetime:
    last_day = date.fromisoformat(until)
    if last_day < today:
        raise BadInput("databanks.line.term-over", "The term of this record ended on {until}.", until=until)
    longest = RETENTION_YEARS[RetentionClass(klass)]
    latest = today + timedelta(days=round(longest * 366))
    if last_day > latest:
        raise BadInput(
            "databanks.line.term-too-long",
            "A record of class {class} is kept until {latest} at most; it says {until}.",
            **{"class": klass, "latest": latest.isoformat(), "until": until},
        )
    return datetime.combine(last_day + timedelta(days=1), time(), UTC)


def _link(link: _Link, kind: RecordType) -> dict:
    if link.kind not in kind.links:
        raise values.bad("links", f"kind must be one of {', '.join(kind.links)}")
    result = {"to": values.text(link.to, "links.to", longest=120), "kind": link.kind}
    result["evaluation"] = _evaluation(link.evaluation)
    if link.since:
        result["since"] = values.date_text(link.since, "links.since")
    if link.source:
        result["source"] = values.text(link.source, "links.source", longest=200)
    return result
