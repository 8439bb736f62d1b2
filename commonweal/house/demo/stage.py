"""Brings the demonstration into the database by the same actions that officers use; run again, it changes nothing."""

import gc
import hashlib
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import psycopg
from django.db import connection, transaction

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.databanks import actions, reviews
from commonweal.databanks.actions import reviews as asking
from commonweal.handling import warrants
from commonweal.house import database, places
from commonweal.house.demo import Demo, generate
from commonweal.house.demo.register import rows
from commonweal.members import actions as members
from commonweal.members import first_run

SECRETARY = "BKBOP-2001"
"""The invented officer who enters what parties may exchange."""

Told = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


def day() -> date:
    """The day on which the demonstration plays: today at its first loading, the same ever after."""
    mark = places.house_folder() / "demonstration-day"
    if not mark.exists():
        mark.write_text(clock.today().isoformat(), encoding="utf-8")
    return date.fromisoformat(mark.read_text(encoding="utf-8").strip())


def load(told: Told = lambda *_: None) -> Demo:
    """Register, exchange and all contributions, each approved by another officer; returns the demonstration."""
    demo = _made()
    house = journal.systems_actor(purpose="demonstration")
    told("register", 0, 1)
    with psycopg.connect(**database.connection_settings("cw_clock")) as own:
        first_run.mark_demonstration(own)
    members.load_reference(by=house)
    members.load_cast(**rows(demo), by=house)
    _exchange(demo)
    told("register", 1, 1)
    total, done = sum(map(len, demo.lines.values())), 0
    for agency, lines in demo.lines.items():
        _contribute(demo, agency, lines, approve=True)
        done += len(lines)
        told("records", done, total)
    for agency, lines in demo.drafts.items():
        _contribute(demo, agency, lines, approve=False)
    return demo


def _made() -> Demo:
    """The demonstration in memory; hundreds of thousands of small objects that stay, which nobody need look through."""
    gc.disable()
    try:
        return generate(day=day())
    finally:
        gc.enable()


def _exchange(demo: Demo) -> None:
    """What the parties may exchange, entered by the secretariat under its own warrant, once."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from handling_exchange")
        if cursor.fetchone()[0]:
            return
    token = warrants.open_warrant(
        SECRETARY, role="secretariat", purpose="own-records", basis="service duty", standing_duty="register", minutes=60
    ).token
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.executemany(
            "insert into handling_exchange (owner, bank, reader, purpose, level, valid_from, valid_until, confirmed,"
            " source) values (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                (
                    e.owner,
                    e.bank,
                    e.reader,
                    e.purpose,
                    LEVELS[e.level],
                    e.valid_from,
                    e.valid_until,
                    e.confirmed,
                    e.source,
                )
                for e in demo.exchange
            ],
        )
        journal.record("handling.exchange.changed", by=holder.actor, rows=len(demo.exchange))


LEVELS = {"hit": 2, "core": 3, "full": 4}


def _contribute(demo: Demo, agency: str, lines: list[bytes], *, approve: bool) -> None:
    content = b"".join(line + b"\n" for line in lines)
    contributor, approver = demo.holding("contributor", agency)[0], demo.holding("approver", agency)[0]
    token = _open(contributor.code, "contributor")
    batch = _known(token, hashlib.sha256(content).digest())
    if batch is None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{agency}.jsonl"
            path.write_bytes(content)
            batch = actions.contribute_file(path, token)
        batch = (batch.id, batch.state)
    if approve and batch[1] == "staged":
        actions.approve(batch[0], _open(approver.code, "approver"))
    if approve:
        _review(_open(approver.code, "approver"))


def _review(token: str) -> None:
    """Put entries that wait for a second reviewer before one of another party, where they lie until he decides."""
    if waiting := [draft.record for draft in reviews.drafts(token) if not draft.agency]:
        asking.ask(token, waiting, agency=reviews.reviewers(token)[0][0])


def _known(token: str, content: bytes) -> tuple | None:
    """The batch of this very file that was handed in before, so that a second demonstration is quick."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            "select id, state from databanks_batch where file_hash = %s and state in ('staged', 'approved') limit 1",
            [content],
        )
        return cursor.fetchone()


def _open(officer: str, role: str) -> str:
    return warrants.open_warrant(
        officer, role=role, purpose="contribution", basis="service duty", standing_duty="contribution", minutes=60
    ).token


@transaction.atomic
def one_time_links(demo: Demo, codes: list[str]) -> dict[str, str]:
    """A fresh one-time sign-in token for each of these officers."""
    from commonweal.members import queries

    house = journal.systems_actor(purpose="demonstration")
    return {code: members.issue_sign_in_link(queries.officer(code), by=house) for code in codes}
