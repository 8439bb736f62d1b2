"""Earlier states of a record: what it said, since when, and what each change took away and brought.

Every part of an earlier state is a row of its own under the policy of that part, so a reader who is given the identity
alone is given the identity's history alone. By whom and with which contribution a state came is custody: its owner's.
"""

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from django.db import connection

from commonweal.audit import journal
from commonweal.databanks import queries
from commonweal.databanks.types import PARTS
from commonweal.databanks.views import RecordView
from commonweal.handling import warrants

CASE = "case"
"""Beside the parts of a type's file: legal basis, evaluation and retention class, which every record has."""
OF_THE_CASE = ("basis", "evaluation", "retention_class")
ENCLOSED = "enclosed"
"""Attachments, told by their digest and not by their content, and references to biometric data."""
TOLD_PARTS = (*PARTS, CASE, ENCLOSED)
_ROWS = """
    select version, part, replaced_at, case when part in ('attachment', 'fingerprint-card') then (
        select jsonb_agg(jsonb_build_object('kind', a->>'kind', 'title', a->>'title', 'media_type', a->>'media_type',
            'sha256', encode(sha256(decode(a->>'content', 'base64')), 'hex')))
        from jsonb_array_elements(body) a) else body end
    from databanks_version where record_id = %s order by version, part
"""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one property: values that went, values that came, and pairs of which one became the other."""

    part: str
    code: str
    removed: tuple[object, ...]
    added: tuple[object, ...]
    changed: tuple[tuple[object, object], ...]


@dataclass(frozen=True, slots=True)
class State:
    """A record as it stood from `since` (None where nobody noted it) until `until` (None: it stands).

    `bodies` holds the parts that the reader may see. What tells of its contribution (`batch` to `file_name`)
    is its owner's alone.
    """

    version: int
    until: datetime | None
    bodies: dict[str, dict]
    since: datetime | None = None
    batch: uuid.UUID | None = None
    entered_by: str = ""
    approver: str = ""
    file_name: str = ""
    changes: tuple[Change, ...] = ()
    first: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """A record with all its states, the present one first."""

    record: RecordView
    states: tuple[State, ...]


def versions(token: str, record_id: uuid.UUID) -> History | None:
    """Every state of a record as the warrant may see it; None where there is nothing for it. Reading is journalled."""
    with warrants.reading(token) as holder:
        found = queries.fetch([record_id], holder=holder).get(record_id)
        if found is None or found.level == "hit":
            return None
        if found.level == "full":
            found = queries.complete(found, holder)
        about = (f"record/{found.id}",)
        journal.record("databanks.versions.read", by=holder.actor, about=about, touches=(queries.touch(found),))
        return History(found, tuple(_compared(_states(found))))


def _states(found: RecordView) -> list[State]:
    """The present state and the earlier ones, newest first; each told since when it stood, as far as that is known."""
    earlier, provenance = _rows(found.id), _provenance(found.id)
    states = [_present(found)]
    for version in sorted(earlier, reverse=True):
        until, bodies = earlier[version]
        since, batch, entered_by, approver = provenance.get(version, (None, None, "", ""))
        since = since or (earlier[version - 1][0] if version - 1 in earlier else None)
        states.append(State(version, until, bodies, since, batch, entered_by, approver))
    files = _files([state.batch for state in states if state.batch])
    return [replace(state, file_name=files.get(state.batch, "")) for state in states]


def _files(batches: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Names of the files of these contributions, where the warrant may know of them."""
    with connection.cursor() as cursor:
        cursor.execute("select id, file_name from databanks_batch where id = any(%s)", [list(batches)])
        return dict(cursor.fetchall())


def _present(found: RecordView) -> State:
    bodies = {"identity": found.identity}
    if found.level == "full":
        case = {"basis": found.basis, "evaluation": found.evaluation, "retention_class": found.retention}
        bodies |= {"narrative": found.narrative, "special": found.special, CASE: case, ENCLOSED: _enclosed(found)}
    kept = found.custody
    who = (kept.batch, kept.contributor, kept.approver) if kept else (None, "", "")
    return State(found.version, None, bodies, found.changed_at, *who)


def _enclosed(found: RecordView) -> dict[str, list]:
    attachments = [
        {"kind": each.kind, "title": each.title, "media_type": each.media_type, "sha256": each.sha256.hex()}
        for each in found.attachments
    ]
    return {"attachments": attachments, "biometrics": list(found.biometrics)}


def _rows(record_id: uuid.UUID) -> dict[int, tuple[datetime, dict[str, dict]]]:
    """By version: until when it stood, and its parts."""
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, [record_id])
        found: dict[int, tuple[datetime, dict[str, dict]]] = {}
        for version, part, until, body in cursor.fetchall():
            _put(found.setdefault(version, (until, {}))[1], part, json.loads(body))
        return found


def _put(bodies: dict[str, dict], part: str, body: dict | list) -> None:
    """A kept part into its place: a narrative carries the case beside what the type's file names."""
    if part == "narrative":
        bodies |= {part: body["body"], CASE: {name: body[name] for name in OF_THE_CASE}}
    elif part in PARTS:
        bodies[part] = body
    else:
        enclosed = bodies.setdefault(ENCLOSED, {})
        code = "biometrics" if part == "biometric" else "attachments"
        enclosed[code] = enclosed.get(code, []) + body


def _provenance(record_id: uuid.UUID) -> dict[int, tuple]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select version, since, batch, entered_by, approver from databanks_provenance where record_id = %s",
            [record_id],
        )
        return {row[0]: row[1:] for row in cursor.fetchall()}


def _compared(states: Sequence[State]) -> Iterator[State]:
    for newer, older in pairwise(states):
        yield replace(newer, changes=tuple(changes(older.bodies, newer.bodies)))
    yield replace(states[-1], first=True)


def changes(older: Mapping[str, Mapping], newer: Mapping[str, Mapping]) -> Iterator[Change]:
    """What differs between two states, part by part and property by property. Pure."""
    for part in TOLD_PARTS:
        before, after = older.get(part, {}), newer.get(part, {})
        for code in dict.fromkeys((*after, *before)):
            change = _change(part, code, _listed(before.get(code)), _listed(after.get(code)))
            if change is not None:
                yield change


def _listed(values: object) -> list:
    if values in (None, "", {}):
        return []
    return list(values) if isinstance(values, list) else [values]


def _change(part: str, code: str, before: list, after: list) -> Change | None:
    gone = [value for value in before if value not in after]
    come = [value for value in after if value not in before]
    if not gone and not come:
        return None
    pairs = []
    for old in list(gone):
        new = next((each for each in come if _same_thing(old, each, alone=len(gone) == len(come) == 1)), None)
        if new is not None:
            pairs.append((old, new))
            gone.remove(old)
            come.remove(new)
    return Change(part, code, tuple(gone), tuple(come), tuple(pairs))


def _same_thing(old: object, new: object, *, alone: bool) -> bool:
    """Whether a value became another rather than going while the other came: alone, or of one kind."""
    if alone:
        return True
    return isinstance(old, dict) and isinstance(new, dict) and bool(old.get("kind")) and old["kind"] == new.get("kind")
