"""Files that are screened, as they stand: read under a warrant of the officer whose file it is."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock, sealed
from commonweal.common.errors import BadInput
from commonweal.databanks import judgements, uploads
from commonweal.databanks import queries as databanks
from commonweal.databanks.judgements import Judgement, Subject
from commonweal.databanks.queries import RecordView
from commonweal.handling import warrants
from commonweal.handling.warrants import Holder
from commonweal.search import actions, judged, screening_files, stored, wire

CALM = timedelta(seconds=1)
SILENT = timedelta(seconds=60)
"""Without a sign of life for so long, running work counts as interrupted."""
A_PAGE = 50
"""Rows on a page of results."""


@dataclass(frozen=True, slots=True)
class Screening:
    """One file, how it is read, under which purpose, and how far the work is."""

    id: uuid.UUID
    officer: str
    file_name: str
    size: int
    sha256: bytes
    found: dict
    mapping: dict
    choice: dict
    state: str
    purpose: str
    basis: str
    case_ref: str
    standing_duty: str
    warrant: uuid.UUID | None
    done: int
    position: int
    total: int | None
    matched: int
    refused: int
    problem: dict | None
    opened_at: datetime
    began_at: datetime | None
    began_done: int
    changed_at: datetime
    expires: datetime

    @property
    def running(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in ("queued", "running")

    @property
    def interrupted(self) -> bool:
        """Whether whoever did the work gives no sign of life."""
        return self.running and clock.now() - self.changed_at > SILENT

    @property
    def rate(self) -> float:
        """Rows a second since it last began; 0 before anything is known."""
        if self.began_at is None or self.changed_at - self.began_at < CALM:
            return 0.0
        return (self.done - self.began_done) / (self.changed_at - self.began_at).total_seconds()

    @property
    def seconds_left(self) -> int | None:
        """How long the rest takes at this rate; None where nobody can say."""
        if not self.running or not self.total or not self.rate:
            return None
        return max(0, round((self.total - self.done) / self.rate))


@dataclass(frozen=True, slots=True)
class Match:
    """A row of the file with a record that may be meant, as its officer may see it now, and what was judged of it."""

    number: int
    place: int
    band: str
    said: dict
    record: RecordView
    contact: object | None
    judged: Judgement | None = None
    pairs: tuple[Judgement, ...] = ()

    @property
    def person(self) -> Subject:
        """Whom the row is about."""
        return judged.subject(_question(self.said))


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that could not be asked, and why."""

    number: int
    said: dict
    problem: dict


COLUMNS = ", ".join(Screening.__slots__)
SEALED = ("file_name", "found", "mapping", "choice")


def screenings(token: str) -> list[Screening]:
    """The holder's files, the newest first."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(f"select {COLUMNS} from search_screening order by opened_at desc, id")
        return [_screening(row) for row in cursor.fetchall()]


def screening(token: str, wanted: uuid.UUID) -> Screening:
    """One of the holder's files; raises BadInput where there is none (any more)."""
    with warrants.reading(token), connection.cursor() as cursor:
        return read(cursor, wanted)


def read(cursor, wanted: uuid.UUID, *, lock: bool = False) -> Screening:
    """The same inside `warrants.reading`."""
    cursor.execute(f"select {COLUMNS} from search_screening where id = %s{' for update' if lock else ''}", [wanted])
    row = cursor.fetchone()
    if row is None:
        raise BadInput(
            "search.screening.unknown",
            "There is no such file of yours: it was removed, or its term is over. Upload the file again.",
        )
    return _screening(row)


def _screening(row: tuple) -> Screening:
    values = dict(zip(Screening.__slots__, row, strict=True))
    told = {name: sealed.unseal(values[name], place(row[0], name)) for name in SEALED}
    told["problem"] = stored.told(values["problem"], "search_screening", row[0])
    told["mapping"] = screening_files.in_order(told["mapping"])
    return Screening(**values | told | {"sha256": bytes(values["sha256"])})


def place(wanted: uuid.UUID, column: str) -> str:
    """Where a column of a file stands."""
    return sealed.place("search_screening", wanted, column)


def chunk_place(wanted: uuid.UUID, number: int) -> str:
    """Where a piece of a file stands."""
    return sealed.place("search_screening_chunk", f"{wanted}/{number}", "body")


def row_place(wanted: uuid.UUID, number: int) -> str:
    """Where the words of a row stand."""
    return sealed.place("search_screened", f"{wanted}/{number}", "said")


Place = tuple[int, int]
"""A row of the file and the place of a candidate in it."""


def matches(
    token: str,
    wanted: uuid.UUID,
    *,
    after: Place = (0, -1),
    limit: int = A_PAGE,
    band: str = "",
    judged_too: bool = True,
) -> list[Match]:
    """What was found, in the order of the file, behind row and place `after`; as the holder may see it now, with what
    was judged of it by now, or without what was judged not to be meant.

    What is shown is journalled with a touch for each record. Nothing, where the purpose is another than the file's.
    """
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        found: list[Match] = []
        behind: Place | None = after
        while behind is not None and len(found) < limit:
            page, behind = _page(cursor, holder, wanted, behind, limit, band)
            found += page if judged_too else [each for each in page if each.judged is None]
        found = found[:limit]
        shown = {each.record.id: each.record for each in found}
        journal.record(
            "search.screening.read",
            by=holder.actor,
            about=(f"screening/{wanted}",),
            touches=[databanks.touch(record) for record in shown.values()],
            rows=len(found),
        )
        return found


def _page(
    cursor, holder: Holder, wanted: uuid.UUID, after: Place, limit: int, band: str
) -> tuple[list[Match], Place | None]:
    """What of the next finds the holder sees, and the last of them; None where there are no more."""
    cursor.execute(
        "select number, place, band, said, record, held from search_screened where screening = %s"
        " and record is not null and (number, place) > (%s, %s) and %s in ('', band)"
        " order by number, place limit %s",
        [wanted, *after, band, limit],
    )
    rows = cursor.fetchall()
    seen = databanks.fetch([row[4] for row in rows], holder=holder)
    found = [
        Match(number, at, of, _said(wanted, number, said), seen[record], actions.contact(seen[record]))
        for number, at, of, said, record, _held in rows
        if record in seen
    ]
    last = rows[-1][:2] if len(rows) == limit else None
    return _judged(found, held={(number, record) for number, *_, record, held in rows if held}), last


def _judged(found: list[Match], *, held: set[tuple[int, uuid.UUID]]) -> list[Match]:
    """The same with what was judged, in the order of the file; each row is a question of its own."""
    rows = [list(row) for _number, row in groupby(found, key=lambda each: each.number)]
    asked = [
        judged.Asked(_question(row[0].said), row, {record for number, record in held if number == row[0].number})
        for row in rows
    ]
    return [each for row in judged.marked(asked) for each in sorted(row, key=lambda one: one.place)]


def _said(wanted: uuid.UUID, number: int, words: bytes) -> dict[str, str]:
    return screening_files.in_order(sealed.unseal(words, row_place(wanted, number)))


def _question(said: dict) -> wire.Question:
    return screening_files.as_question(said, {})


def judged_before(
    token: str, wanted: uuid.UUID, records: Iterable[uuid.UUID]
) -> dict[tuple[int, uuid.UUID], Judgement]:
    """By row and record: that the person of the row was judged not to be the one of the record."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            "select number, record, said from search_screened where screening = %s and record = any(%s) and not held",
            [wanted, list(records)],
        )
        rows = cursor.fetchall()
        met = [(judged.subject(_question(_said(wanted, number, said))), [record]) for number, record, said in rows]
        found = judgements.of_candidates(met)
    return {
        (number, record): of[record] for (number, record, _said), of in zip(rows, found, strict=True) if record in of
    }


def lines(token: str, wanted: uuid.UUID, *, band: str = "") -> list[tuple[int, str, uuid.UUID]]:
    """Row, band and record of everything found that the holder may see now, in the order of the file; nothing is read
    of the records, so nothing is journalled."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            "select number, band, record from search_screened where screening = %s and record is not null"
            " and %s in ('', band) order by number, place",
            [wanted, band],
        )
        return cursor.fetchall()


def refusals(token: str, wanted: uuid.UUID, *, limit: int = 100) -> list[Refusal]:
    """Rows that could not be asked, in the order of the file."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            "select number, said, problem from search_screened where screening = %s and record is null"
            " order by number limit %s",
            [wanted, limit],
        )
        return [
            Refusal(number, _said(wanted, number, said), stored.told(problem, "search_screened", f"{wanted}/{number}"))
            for number, said, problem in cursor.fetchall()
        ]


@contextmanager
def opened(token: str, found: Screening) -> Iterator[Path]:
    """The file as a path that only this process can open, for the length of the block."""
    with uploads.private_file() as file:
        for number in range((found.size + uploads.CHUNK - 1) // uploads.CHUNK):
            with warrants.reading(token), connection.cursor() as cursor:
                cursor.execute(
                    "select body from search_screening_chunk where screening = %s and number = %s", [found.id, number]
                )
                row = cursor.fetchone()
            file.write(sealed.unseal_bytes(row[0], chunk_place(found.id, number)) if row else b"")
        if file.tell() != found.size:
            raise BadInput("search.screening.incomplete", "The file is not whole any more. Upload it again.")
        yield uploads.path_of(file)
