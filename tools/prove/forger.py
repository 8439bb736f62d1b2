"""Five ways to change a journal behind its guards, each by a clumsy forger and by one who recomputes every hash."""

import random
import secrets

import psycopg

from commonweal.audit import merkle

KINDS = ("update", "delete", "insert", "swap", "truncate")
_FAR = 10**12
"""Leaf numbers are moved by way of this distance, because their uniqueness is checked row by row."""


def plain_entry(chance: random.Random | None = None, **facts: object) -> str:
    """A small entry of the journal's form."""
    nonce = f"{chance.getrandbits(128):032x}" if chance else secrets.token_hex(16)
    told = ",".join(f'"{name}":"{value}"' for name, value in sorted(facts.items()))
    return (
        '{"at":"2026-11-24T03:45:00.000000Z","by":{"officer":"kz-0007"},"facts":{'
        + told
        + f'}},"nonce":"{nonce}","v":1,"verb":"tests.thing.done"}}'
    )


def append_plain(connection: psycopg.Connection, count: int) -> None:
    """Append `count` small entries through the journal's own function, in the caller's transaction."""
    connection.execute(
        "select count(audit_append(entry, '[]')) from unnest(%s::text[]) as entry",
        [[plain_entry(n=place) for place in range(count)]],
    )


def tamper(connection: psycopg.Connection, kind: str, position: int, *, recompute: bool, chance: random.Random) -> None:
    """Change the journal at leaf `position` as a superuser could, inside a transaction, with all triggers off.

    With `recompute` the forger leaves no trace inside the database: hashes, ids and numbers fit one another again.
    Without it he changes what he wants changed and hopes that nobody looks.
    """
    connection.execute("set local session_replication_role = replica")
    _WAYS[kind](connection, position, recompute, plain_entry(chance, forged="yes"))
    if recompute:
        connection.execute(
            r"""update audit_entry as e set leaf_hash = h.hash, id = encode(substring(h.hash for 16), 'hex')::uuid
                from (select id, sha256('\x00'::bytea || convert_to(entry, 'UTF8')) as hash from audit_entry) as h
                where h.id = e.id and e.leaf_hash <> h.hash"""
        )


def _update(connection: psycopg.Connection, position: int, recompute: bool, entry: str) -> None:
    connection.execute("update audit_entry set entry = %s where leaf = %s", [entry, position])


def _delete(connection: psycopg.Connection, position: int, recompute: bool, entry: str) -> None:
    connection.execute("delete from audit_entry where leaf = %s", [position])
    if recompute:
        _shift(connection, position + 1, -1)


def _insert(connection: psycopg.Connection, position: int, recompute: bool, entry: str) -> None:
    _shift(connection, position, 1)
    digest = merkle.leaf_hash(entry.encode() if recompute else b"something else")
    connection.execute(
        "insert into audit_entry (id, entry, leaf_hash, xact, leaf, appended_at) values (%s, %s, %s, '3', %s, now())",
        [digest[:16].hex(), entry, digest, position],
    )


def _swap(connection: psycopg.Connection, position: int, recompute: bool, entry: str) -> None:
    """Two neighbours change places: whole, or only what is written in them."""
    if recompute:
        for old, new in ((position, _FAR), (position + 1, position), (_FAR, position + 1)):
            connection.execute("update audit_entry set leaf = %s where leaf = %s", [new, old])
        return
    connection.execute(
        """update audit_entry as e set entry = o.entry from audit_entry as o
           where e.leaf in (%(p)s, %(p)s + 1) and o.leaf in (%(p)s, %(p)s + 1) and e.leaf <> o.leaf""",
        {"p": position},
    )


def _truncate(connection: psycopg.Connection, position: int, recompute: bool, entry: str) -> None:
    """Everything from here on goes; the careful forger writes as many entries anew."""
    gone = connection.execute("delete from audit_entry where leaf >= %s", [position]).rowcount
    if recompute:
        append_plain(connection, gone)
        connection.execute("select audit_number(%s)", [gone])


def _shift(connection: psycopg.Connection, first: int, by: int) -> None:
    connection.execute("update audit_entry set leaf = leaf + %s where leaf >= %s", [_FAR, first])
    connection.execute("update audit_entry set leaf = leaf - %s where leaf >= %s", [_FAR - by, _FAR])


_WAYS = {"update": _update, "delete": _delete, "insert": _insert, "swap": _swap, "truncate": _truncate}
