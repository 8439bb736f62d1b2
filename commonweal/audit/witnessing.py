"""The house's side of witnessing: which witnesses there are, asking them, and when a checkpoint is settled.

A round puts one checkpoint, the candidate, before every witness until enough of them have cosigned it; then it is
settled, and the next round takes the newest one. Where nothing was written in between, the same checkpoint is cosigned
anew: the date is what keeps the house open. What is settled stands in the database and, once for each size, in a file.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import psycopg
from psycopg.types.json import Jsonb

from commonweal.audit import checkpoint, cosignature, journal, proofs, witness, witness_ways
from commonweal.common import clock
from commonweal.common.errors import BadInput

LIMIT = 14_400
"""Seconds after the last settled checkpoint for which other parties are shown records (as X-Road's time-stamps)."""
EARLY = timedelta(minutes=5)
"""How far a witness's clock may run before the house's."""


@dataclass(frozen=True)
class Watcher:
    """One witness as the house knows it: its key and where it is asked (an address or a folder)."""

    key: checkpoint.PublicKey
    place: str


@dataclass(frozen=True)
class Policy:
    """Who witnesses, how many settle a checkpoint, after how many seconds without one others see nothing."""

    quorum: int = 0
    seconds: int = LIMIT
    witnesses: tuple[Watcher, ...] = ()


def read_policy(text: str) -> Policy:
    """Read the list of witnesses: lines `quorum N`, `seconds N`, `witness KEY PLACE`; `#` begins a remark.

    BadInput names the line that cannot be read, a witness named twice, or a quorum above their number.
    """
    values, watchers = {"quorum": 0, "seconds": LIMIT}, []
    for number, line in enumerate(text.splitlines(), start=1):
        word, *rest = line.partition("#")[0].split() or [""]
        try:
            if word == "witness":
                key = checkpoint.PublicKey.parse(rest[0])
                if key.algorithm != checkpoint.COSIGNER or len(rest) != 2:
                    raise ValueError
                watchers.append(Watcher(key, rest[1]))
            elif word in values and len(rest) == 1 and int(rest[0]) >= (word == "seconds"):
                values[word] = int(rest[0])
            elif word:
                raise ValueError
        except (ValueError, IndexError, BadInput):
            raise BadInput(
                "audit.witnesses.unreadable",
                "Line {line} of the list of witnesses cannot be read; it holds `quorum N`, `seconds N` or"
                " `witness KEY PLACE` with the key that `commonweal journal witness key` prints.",
                line=number,
            ) from None
    names = {watcher.key.name for watcher in watchers}
    raws = {watcher.key.raw for watcher in watchers}
    if len(names) != len(watchers) or len(raws) != len(watchers) or values["quorum"] > len(watchers):
        raise BadInput(
            "audit.witnesses.too-few",
            "The list of witnesses asks for {quorum} cosignatures and names {count} different witnesses.",
            quorum=values["quorum"],
            count=min(len(names), len(raws)),
        )
    return Policy(values["quorum"], values["seconds"], tuple(watchers))


class Settlement(NamedTuple):
    """What the database holds of it (table `audit_settlement`)."""

    quorum: int
    seconds: int
    until: datetime | None
    """None where no witnesses are configured: nothing ends."""
    size: int
    settled_at: datetime | None
    note: str
    candidate: str
    witnesses: dict[str, dict]

    @property
    def open(self) -> bool:
        """Whether other parties are shown anything at this moment."""
        return self.until is None or self.until > clock.now()


_READ = (
    "select quorum, seconds, nullif(until, 'infinity'), size, settled_at, note, candidate, witnesses"
    " from audit_settlement"
)


def standing(connection: psycopg.Connection) -> Settlement:
    """How it stands; `connection` may be Django's too."""
    with connection.cursor() as cursor:
        cursor.execute(_READ)
        *row, witnesses = cursor.fetchone()
    return Settlement(*row, json.loads(witnesses) if isinstance(witnesses, str) else witnesses)


def configure(connection: psycopg.Connection, policy: Policy) -> Settlement:
    """Make the database follow the list of witnesses; a change of it is journalled. For cw_clock.

    Where witnesses are new, the time until which others are shown records begins to run now.
    """
    now = standing(connection)
    keys = {watcher.key.name: str(watcher.key) for watcher in policy.witnesses}
    before = {name: seen.get("key") for name, seen in now.witnesses.items()}
    if (now.quorum, now.seconds, before) == (policy.quorum, policy.seconds, keys):
        return now
    # What another key cosigned under this name is none of the new one's.
    known = {name: now.witnesses[name] if before.get(name) == key else {"key": key} for name, key in keys.items()}
    begun = now.settled_at if now.quorum and now.settled_at else clock.now()
    until = begun + timedelta(seconds=policy.seconds) if policy.quorum else None
    fresh = now._replace(quorum=policy.quorum, seconds=policy.seconds, until=until, witnesses=known)
    entry = journal.write(
        "audit.witnesses.changed",
        by=journal.systems_actor(),
        quorum=policy.quorum,
        seconds=policy.seconds,
        witnesses=sorted(keys.values()),
    ).entry
    with connection.transaction():
        connection.execute("select audit_append(%s, '[]')", [entry])
        _write(connection, fresh)
    return fresh


def step(
    connection: psycopg.Connection,
    *,
    policy: Policy,
    log: checkpoint.PublicKey,
    file: checkpoint.CheckpointFile,
    settled: checkpoint.CheckpointFile,
) -> Settlement:
    """One round of asking: every witness once, whatever the others do. For cw_clock, in autocommit.

    `file` holds the signed checkpoints, `settled` takes those that settled. The journal's own signature is checked
    too: what is put before witnesses is what anybody may hold against the house.
    """
    now = configure(connection, policy)
    newest = file.last()
    if not policy.witnesses or newest is None or checkpoint.verify(newest, key=log) is None:
        return now
    if not now.candidate or _settles(now.candidate, now.witnesses, policy):
        now = now._replace(candidate=newest)
    told = {
        watcher.key.name: _ask(connection, watcher, now.witnesses[watcher.key.name], now.candidate)
        | {"key": str(watcher.key)}
        for watcher in policy.witnesses
    }
    now = now._replace(witnesses=told)
    if policy.quorum and (at := _settles(now.candidate, told, policy)):
        point = checkpoint.parse(now.candidate)
        if point.size >= now.size and (now.settled_at is None or at >= now.settled_at):
            lines = "".join(told[name]["line"] for name in sorted(told) if _cosigned(told[name], now.candidate))
            note = now.candidate + lines
            if point.size > now.size or not now.note:
                settled.append([note])
            now = now._replace(size=point.size, settled_at=at, note=note, until=at + timedelta(seconds=policy.seconds))
    _write(connection, now)
    return now


def _settles(candidate: str, told: dict[str, dict], policy: Policy) -> datetime | None:
    """The moment at which the quorum stood behind the candidate, or None. Every cosignature is verified anew."""
    moments = [
        moment
        for watcher in policy.witnesses
        if (seen := told.get(watcher.key.name, {})) and _cosigned(seen, candidate)
        if (moment := cosignature.when(candidate + seen["line"], key=watcher.key))
    ]
    return sorted(moments, reverse=True)[policy.quorum - 1] if 0 < policy.quorum <= len(moments) else None


def _cosigned(seen: dict, candidate: str) -> bool:
    return seen.get("note") == candidate and bool(seen.get("line"))


def _ask(connection: psycopg.Connection, watcher: Watcher, seen: dict, candidate: str) -> dict:
    """What is known of this witness after it was asked: size, at, note, line, and the fault where there is one."""
    point = checkpoint.parse(candidate)
    for _ in range(2):  # a second time where the witness says that it knows another size than we thought
        old = seen.get("size", 0)
        if old > point.size:
            return seen | {"fault": "ahead"}
        try:
            proof = [] if old in (0, point.size) else proofs.Prover(connection).consistency(old, point.size)
        except ValueError:
            return seen | {"fault": "no-proof"}
        asked, reply = witness_ways.send(watcher.place, witness.request(old, proof, candidate))
        if reply is None:
            return seen | {"fault": "silent"}
        note = asked.decode().partition("\n\n")[2]  # by a folder, the answer may be to what was asked earlier
        if reply.status == 200:
            return _take(watcher, seen, note, reply.text)
        size = reply.text.strip()
        if reply.status != 409 or not size.isdecimal() or len(size) > 18 or int(size) == old:
            return seen | {"fault": "refused"}
        seen = {"size": int(size)} | {name: seen[name] for name in ("at", "note", "line") if name in seen}
    return seen | {"fault": "ahead" if seen["size"] > point.size else "behind"}


def _take(watcher: Watcher, seen: dict, note: str, text: str) -> dict:
    """Take in a cosignature, if it holds, is not from the future and not older than the last one: no replay counts."""
    line = cosignature.lines(text, key=watcher.key)
    at = cosignature.when(note + line, key=watcher.key)
    if at is None or at > datetime.now(UTC) + EARLY:
        return seen | {"fault": "false"}
    if seen.get("at") and at < datetime.fromisoformat(seen["at"]):
        return seen | {"fault": "replayed"}
    return {"size": checkpoint.parse(note).size, "at": at.isoformat(), "note": note, "line": line}


def _write(connection: psycopg.Connection, now: Settlement) -> None:
    connection.execute(
        "select audit_settle(%s::smallint, %s, coalesce(%s::timestamptz, 'infinity'), %s, %s, %s, %s, %s)",
        [*now[:2], now.until, *now[3:7], Jsonb(now.witnesses)],
    )


def cosigned_at(seen: dict) -> datetime | None:
    """When a witness cosigned last, of what is known of it."""
    return datetime.fromisoformat(seen["at"]) if seen.get("at") else None
