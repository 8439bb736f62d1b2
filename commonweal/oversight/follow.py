"""The clock's work of supervision: takes what was done from the journal, draws the day's sample, raises flags.

Entries are taken in their order, once. When the first one of a new day comes (or the day is over and nothing more
does), the sample of the day before is drawn. Its seed is a hash over the hashes of all entries of that day, in which
every deed of every state has its 16 random bytes: nobody chooses it, and whoever reads the journal computes it again.
"""

import hashlib
import json
import math
import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import psycopg

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.oversight import rules
from commonweal.oversight.protection_watch import KEPT
from commonweal.search import tokens

AT_ONCE = 500
SHARE, LEAST = 0.02, 20
"""Of the questions of an agency; and at least so many, or all."""
ASKED = "search.question.asked"
READ = ("databanks.record.disclosed", "databanks.attachment.disclosed", "databanks.versions.read")
MOST_RECORDS = 100
YEARS = timedelta(days=3 * 365)
_TAKE = """
select e.leaf, e.id, e.appended_at, e.leaf_hash, e.entry,
       coalesce((select array_agg(t.record) from audit_touch t where t.entry = e.id), '{}')
from audit_entry e where e.leaf > %s order by e.leaf limit %s
"""
_NAMES = """
select u.names from search_use u where u.officer = %s and u.what = 'question' and u.at <= %s
and u.at > %s - interval '2 minutes' order by u.at desc limit 1
"""


def size(questions: int) -> int:
    """How many of so many questions of an agency are drawn."""
    return min(questions, max(LEAST, math.ceil(questions * SHARE)))


def draw(entries: Iterable[uuid.UUID], seed: bytes) -> list[uuid.UUID]:
    """The sample of these entries under a seed: those whose hash with the seed comes first."""
    ranked = sorted(entries, key=lambda entry: hashlib.sha256(seed + entry.bytes).digest())
    return ranked[: size(len(ranked))]


def step(settings: dict) -> int:
    """Take what was done since the last step; returns how many entries. `settings` are those of the role cw_clock."""
    taken = 0
    with psycopg.connect(**settings, autocommit=True) as connection:
        while count := _some(connection):
            taken += count
        _end_of_day(connection)
        connection.execute(f"delete from oversight_event where day < (common_now() - interval '{KEPT}')::date")
        for table in ("oversight_sample", "oversight_flag"):
            connection.execute(f"delete from {table} where expires <= common_now()")
    return taken


def _some(connection: psycopg.Connection) -> int:
    with connection.transaction():
        leaf, day, digest = connection.execute("select leaf, day, digest from oversight_followed for update").fetchone()
        rows = connection.execute(_TAKE, [leaf, AT_ONCE]).fetchall()
        for leaf, entry, appended, hashed, text, records in rows:
            today = max(day, appended.astimezone(UTC).date())
            if today > day:
                _draw(connection, day, digest)
                day, digest = today, hashlib.sha256(b"").digest()
            digest = hashlib.sha256(digest + hashed).digest()
            _take(connection, leaf, entry, day, text, records)
        if rows:
            _keep(connection, leaf, day, digest)
    return len(rows)


def _end_of_day(connection: psycopg.Connection) -> None:
    """A day that is over is drawn though nothing came after it."""
    with connection.transaction():
        leaf, day, digest = connection.execute("select leaf, day, digest from oversight_followed for update").fetchone()
        if date(1970, 1, 1) < day < clock.today():
            _draw(connection, day, digest)
            _keep(connection, leaf, clock.today(), hashlib.sha256(b"").digest())


def _keep(connection: psycopg.Connection, leaf: int, day: date, digest: bytes) -> None:
    connection.execute("update oversight_followed set leaf = %s, day = %s, digest = %s", [leaf, day, digest])


def _take(connection: psycopg.Connection, leaf: int, entry: uuid.UUID, day: date, text: str, records: list) -> None:
    """One entry: what an officer asked or read is kept as an event; a honeypot that was shown is told at once."""
    said = json.loads(text)
    by, verb = said.get("by", {}), said["verb"]
    if not by.get("party") or (verb != ASKED and not records):
        return
    if by.get("role") not in ("reader", "desk", "approver"):
        return
    at = datetime.fromisoformat(said["at"])
    if records:
        _honeypots(connection, entry, at, by["officer"], records)
    if verb != ASKED and verb not in READ:
        return
    names = connection.execute(_NAMES, [by["officer"], at, at]).fetchone() if verb == ASKED else None
    connection.execute(
        "insert into oversight_event (leaf, entry, day, at, verb, officer, party, agency, purpose, basis, case_ref,"
        " parts, shown, records, names) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            *(leaf, entry, day, at, verb, by["officer"], by["party"], by.get("agency", "")),
            *(by.get("purpose", ""), by.get("basis", ""), by.get("case_ref", "")),
            *(said.get("facts", {}).get("parts", []), len(records), records[:MOST_RECORDS], names[0] if names else []),
        ],
    )


def _honeypots(connection: psycopg.Connection, entry: uuid.UUID, at: datetime, officer: str, records: list) -> None:
    marked = connection.execute("select record from oversight_honeypot where record = any(%s)", [records]).fetchall()
    for (record,) in marked:
        event = rules.Event(str(entry), at, officer, records=(str(record),), honeypots=(str(record),))
        for flag in rules.flags([event], [rules.Officer(officer)]):
            _raise(connection, flag, [entry])


def _raise(connection: psycopg.Connection, flag: rules.Flag, entries: list) -> bool:
    params = {name: value if isinstance(value, int) else str(value) for name, value in flag.params.items()}
    new = connection.execute(
        "select oversight_raise(%s, %s, %s, %s, %s, %s, %s)",
        [flag.key, flag.rule, flag.officer, flag.at, json.dumps(params), entries, flag.rule],
    ).fetchone()[0]
    if new:
        by = journal.systems_actor(purpose="supervision")
        about = (f"officer/{flag.officer}",)
        written = journal.write("oversight.flag.raised", by=by, about=about, rule=flag.rule).entry
        connection.execute("select audit_append(%s, '[]')", [written])
    return new


def _draw(connection: psycopg.Connection, day: date, seed: bytes) -> None:
    """The sample of a day, an agency at a time."""
    rows = connection.execute(
        "select party, agency, entry from oversight_event where day = %s and verb = %s", [day, ASKED]
    ).fetchall()
    agencies = defaultdict(list)
    for party, agency, entry in rows:
        agencies[party, agency].append(entry)
    drawn = [entry for entries in agencies.values() for entry in draw(entries, seed)]
    connection.execute(
        "insert into oversight_sample (id, day, party, agency, entry, at, officer, purpose, basis, case_ref, parts,"
        " shown, expires) select gen_random_uuid(), day, party, agency, entry, at, officer, purpose, basis, case_ref,"
        " parts, shown, %s from oversight_event where entry = any(%s) on conflict do nothing",
        [clock.now() + YEARS, drawn],
    )
    if drawn:
        entry = journal.write(
            "oversight.sample.drawn",
            by=journal.systems_actor(purpose="supervision"),
            day=day.isoformat(),
            seed=seed.hex(),
            questions=len(rows),
            drawn=len(drawn),
        ).entry
        connection.execute("select audit_append(%s, '[]')", [entry])


def look(settings: dict) -> int:
    """Hold what is known of the last weeks against the rules; returns how many flags are new."""
    with psycopg.connect(**settings, autocommit=True) as connection, connection.transaction():
        officers = [
            rules.Officer(
                code,
                party,
                agency,
                post=f"{kind}|{unit}",
                own=frozenset((*tokens.of_name(name), *tokens.of_name(latin))),
            )
            for code, party, agency, kind, unit, name, latin in connection.execute("select * from oversight_officers()")
        ]
        events = [
            rules.Event(
                str(entry),
                at,
                officer,
                kind=rules.QUESTION if verb == ASKED else rules.OPENED,
                purpose=purpose,
                justification=case_ref,
                standing=purpose == "border-check",
                records=tuple(map(str, records)),
                names=frozenset(names),
            )
            for entry, at, officer, verb, purpose, case_ref, records, names in connection.execute(
                "select entry, at, officer, verb, purpose, case_ref, records, names from oversight_event order by leaf"
            )
        ]
        found = rules.flags(events, officers)
        return sum(_raise(connection, flag, [uuid.UUID(each) for each in flag.events]) for flag in found)
