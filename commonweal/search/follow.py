"""How the index follows the records: everything once, then every change from the outbox, exactly as committed.

A position is a snapshot of the database (`pg_current_snapshot`). Changes since a position are the outbox rows whose
transaction that snapshot did not see; so a long import that commits late is neither missed nor taken twice. Applying a
change means reading the record again, so it may be applied any number of times.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext

import msgspec
import psycopg

from commonweal.search import reading
from commonweal.search.index import Doc, Index, Number

CHUNK = 5_000
AT_ONCE = 50
"""Records that are put into the index before a question may come between."""
_FREE = nullcontext()
_body = msgspec.json.Decoder(dict[str, list]).decode

_DOCUMENTS = """
    select r.id, r.label_id, r.status, extract(epoch from r.expires)::float8, i.record_type, i.body::text
    from databanks_record r join databanks_identity i on i.record_id = r.id
"""


def documents(connection: psycopg.Connection) -> Iterator[Doc]:
    """Every record as the index keeps it, streamed. Run inside a repeatable-read transaction with `position`."""
    with connection.cursor("documents") as cursor:
        cursor.itersize = CHUNK
        cursor.execute(_DOCUMENTS)
        for row in cursor:
            yield _document(*row)


def documents_of(connection: psycopg.Connection, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Doc]:
    """These records as they stand now; one that is gone is missing from the answer."""
    rows = connection.execute(f"{_DOCUMENTS} where r.id = any(%s)", [list(ids)], binary=True).fetchall()
    return {row[0]: _document(*row) for row in rows}


def position(connection: psycopg.Connection) -> str:
    """The snapshot of the present transaction, as text."""
    return connection.execute("select pg_current_snapshot()::text").fetchone()[0]


def changed_since(connection: psycopg.Connection, since: str) -> list[uuid.UUID]:
    """The records changed by transactions that the position `since` did not see, in the order of their first change."""
    rows = connection.execute(
        "select o.record_id from databanks_outbox o"
        " where o.xact >= pg_snapshot_xmin(%(since)s::pg_snapshot)"
        " and not pg_visible_in_snapshot(o.xact, %(since)s::pg_snapshot) order by o.id",
        {"since": since},
    ).fetchall()
    return list(dict.fromkeys(record for (record,) in rows))


def forget_before(connection: psycopg.Connection, kept: str) -> int:
    """Remove outbox rows that a saved index at position `kept` has behind it; returns how many."""
    return connection.execute(
        "delete from databanks_outbox where xact < pg_snapshot_xmin(%s::pg_snapshot)", [kept]
    ).rowcount


def catch_up(
    index: Index, connection: psycopg.Connection, since: str, *, lock: AbstractContextManager = _FREE
) -> tuple[str, int]:
    """Bring the index from position `since` to now; returns the new position and how many records changed.

    `lock` is taken for a few records at a time, so that a question never waits for a whole import.
    """
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read")
        now, changed = position(connection), changed_since(connection, since)
        for chunk in _chunks(changed, CHUNK):
            found = documents_of(connection, chunk)
            for some in _chunks(chunk, AT_ONCE):
                with lock:
                    _apply(index, some, found)
    return now, len(changed)


def _apply(index: Index, records: list[uuid.UUID], found: dict[uuid.UUID, Doc]) -> None:
    index.upsert_all([found[record] for record in records if record in found])
    for record in records:
        if record not in found:
            index.remove(record)


def _chunks(ids: list[uuid.UUID], size: int) -> Iterator[list[uuid.UUID]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def _document(record: uuid.UUID, label: int, status: str, expires: float, record_type: str, text: str) -> Doc:
    """A record as its type's file says that it is searched."""
    plan, body = reading.plan(record_type), _body(text)
    return Doc(
        id=record,
        label=label,
        status=status,
        expires=expires,
        names=tuple([name.get("parts") or name["text"] for name in reading.values(plan.names, body)]),
        organisations=tuple([name["text"] for name in reading.values(plan.organisations, body)]),
        births=tuple([birth["date"] for birth in reading.values(plan.births, body)]),
        sex="".join(reading.values(plan.sex, body)[:1]),
        countries=tuple([country["code"] for country in reading.values(plan.countries, body)]),
        identifiers=tuple(
            [
                Number(held.number, held.fold, value.get("kind", ""), value.get("country", ""))
                for value, held in reading.numbers(record_type, body)
            ]
        ),
        type=record_type,
    )
