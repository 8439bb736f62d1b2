"""Earlier states of a record in words: what each change took away and brought, and each state as it stood."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from commonweal.databanks.types import PARTS
from commonweal.databanks.versions import CASE, ENCLOSED, Change, History, State
from commonweal.portal import dates, facts, terms
from commonweal.portal.values import Shown, shown
from commonweal.portal.words import basis_kind, evaluation, property_name, word


@dataclass(frozen=True, slots=True)
class ToldChange:
    """What became of one property, in words."""

    words: str
    removed: tuple[Shown, ...]
    added: tuple[Shown, ...]
    changed: tuple[tuple[Shown, Shown], ...]


@dataclass(frozen=True, slots=True)
class ToldState:
    """One state: when and by whom, what changed with it, and everything that it said."""

    version: int
    since: datetime | None
    until: datetime | None
    first: bool
    changes: tuple[ToldChange, ...]
    said: tuple[facts.Fact, ...]
    batch: UUID | None
    entered_by: str
    approver: str
    file_name: str


def told(history: History) -> Iterator[ToldState]:
    """Every state, the present one first."""
    record_type = history.record.type
    for state in history.states:
        yield ToldState(
            version=state.version,
            since=state.since,
            until=state.until,
            first=state.first,
            changes=tuple(_change(record_type, each) for each in state.changes),
            said=tuple(_said(history, state)),
            batch=state.batch,
            entered_by=state.entered_by,
            approver=state.approver,
            file_name=state.file_name,
        )


def _change(record_type: str, change: Change) -> ToldChange:
    def show(value: object) -> Shown:
        if change.part in BESIDE:
            return BESIDE[change.part](change.code, value)
        return shown(record_type, change.code, value)

    return ToldChange(
        words=_words(record_type, change.part, change.code),
        removed=tuple(show(each) for each in change.removed),
        added=tuple(show(each) for each in change.added),
        changed=tuple((show(old), show(new)) for old, new in change.changed),
    )


def _words(record_type: str, part: str, code: str) -> str:
    return word(terms.CASE_PART_WORDS, code) if part in BESIDE else property_name(record_type, code)


def _said(history: History, state: State) -> Iterator[facts.Fact]:
    """What a state said, part by part; the case last."""
    bodies = {part: state.bodies.get(part, {}) for part in PARTS}
    record = replace(history.record, **bodies)
    for part in PARTS:
        yield from facts.facts(record, part)
    for part, show in BESIDE.items():
        for code, values in state.bodies.get(part, {}).items():
            told = tuple(show(code, value) for value in (values if isinstance(values, list) else [values]) if value)
            if told:
                yield facts.Fact(code, word(terms.CASE_PART_WORDS, code), part, told)


def case_value(code: str, value: object) -> Shown:
    """Legal basis, evaluation or retention class in words."""
    if code == "basis" and isinstance(value, Mapping):
        kind = basis_kind(value.get("kind", ""))
        second = (value.get("number", ""), dates.partial(value.get("date", "")), value.get("organ", ""))
        return Shown(kind, " · ".join(filter(None, second)))
    if code == "evaluation":
        return Shown(str(value), evaluation(str(value)))
    return Shown(word(terms.RETENTION_WORDS, value)) if code == "retention_class" else Shown(str(value))


def enclosed_value(code: str, value: Mapping) -> Shown:
    """An attachment or a reference to biometric data, named."""
    if code == "biometrics":
        kind = str(word(terms.BIOMETRIC_WORDS, value["kind"]))
        return Shown(value["reference"], " · ".join((kind, value["system"])), number=True)
    kind = str(word(terms.ATTACHMENT_WORDS, value["kind"]))
    return Shown(value["title"], " · ".join((kind, str(word(terms.MEDIA_WORDS, value["media_type"])))))


BESIDE = {CASE: case_value, ENCLOSED: enclosed_value}
"""Beside the parts of a type's file: how the values of each are put into words."""


def since_words(state: ToldState) -> str:
    """From when to when a state stood."""
    since, until = dates.moment(state.since), dates.moment(state.until)
    if state.until is None:
        return gettext("stands since {since}").format(since=since)
    if state.since is None:
        return gettext("until {date}").format(date=until)
    return f"{since} – {until}"
