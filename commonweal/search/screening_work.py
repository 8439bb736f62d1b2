"""Screening a file: received, begun under a purpose, done in pieces that are committed with what they found.

Each piece is asked under a warrant of the officer and only while the warrant under which he began is in order. What was
found, how far the work is, the journal's touches and the owners' items are one transaction: a process that is killed
between two pieces goes on behind the last row that was committed, and nothing is told twice.
"""

import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import IO

from django.db import connection, transaction

from commonweal.audit import journal
from commonweal.common import background, clock, sealed
from commonweal.common.errors import BadInput, CommonwealError, NotAllowed, NotNow
from commonweal.databanks import queries as databanks
from commonweal.databanks import uploads
from commonweal.databanks.queries import RecordView
from commonweal.handling import warrants
from commonweal.handling.warrants import Holder
from commonweal.search import actions, client, limits, mappings, narrative, screening, screening_files, stored, wire
from commonweal.search.screening import Screening

CHUNK = 1_000
"""Rows that are asked and committed together."""
PER_ROW = 10
"""Candidates of a row at most."""
MOST_DAYS, DAYS = 30, 7
MOST_OPEN = 20
"""Files of one officer that may stand at once."""
PATIENCE = 300.0
"""Seconds that the search process is given for one piece."""
BANDS = screening_files.BANDS

Progress = Callable[[], None]


def receive(file: IO[bytes], token: str, *, name: str, days: int = DAYS, saved: str = "") -> Screening:
    """Keep a file (read from its beginning) for so many days, and look what it is; all of it or nothing.

    `saved` is the name of a mapping by which it is read, in place of the one kept for such a file. Raises BadInput for
    what is no table, NotNow where there is no space, NotAllowed without a purpose.
    """
    if not 1 <= days <= MOST_DAYS:
        raise BadInput("search.screening.days", "A file is kept between 1 and {most} days.", most=MOST_DAYS)
    size = file.seek(0, 2)
    uploads.check_size(size)
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").digest()
    found = screening_files.look(uploads.path_of(file), name)
    file.seek(0)
    new, now = uuid.uuid4(), clock.now()
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        _check_reader(holder)
        cursor.execute("select count(*) from search_screening")
        if cursor.fetchone()[0] >= MOST_OPEN:
            raise NotNow(
                "search.screening.too-many", "{most} files of yours stand already; remove one.", most=MOST_OPEN
            )
        proposed, choice = mappings.proposed(found["columns"], saved)
        cursor.execute(
            "insert into search_screening (id, party, agency, officer, file_name, size, sha256, found, mapping, choice,"
            " state, opened_at, changed_at, expires)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'open', %s, %s, %s)",
            [
                new,
                holder.party,
                holder.agency,
                holder.officer,
                sealed.seal(_name(name), screening.place(new, "file_name")),
                size,
                digest,
                sealed.seal(found, screening.place(new, "found")),
                sealed.seal(proposed, screening.place(new, "mapping")),
                sealed.seal(choice, screening.place(new, "choice")),
                now,
                now,
                now + timedelta(days=days),
            ],
        )
        for number in range((size + uploads.CHUNK - 1) // uploads.CHUNK):
            cursor.execute(
                "insert into search_screening_chunk (screening, number, officer, body) values (%s, %s, %s, %s)",
                [
                    new,
                    number,
                    holder.officer,
                    sealed.seal_bytes(file.read(uploads.CHUNK), screening.chunk_place(new, number)),
                ],
            )
        journal.record(
            "search.screening.received",
            by=holder.actor,
            about=(f"screening/{new}",),
            file_sha256=digest.hex(),
            size=size,
            days=days,
        )
        return screening.read(cursor, new)


def begin(
    token: str,
    wanted: uuid.UUID,
    *,
    mapping: dict[str, str] | None = None,
    type: str | None = None,
    banks: Iterable[str] = (),
    least: str | None = None,
    queue: bool = True,
) -> Screening:
    """Begin, or go on with what stopped, under the purpose of this token; `queue` leaves it to the worker.

    Mapping and choice are said once, at the beginning; what is None is as the file's own proposal has it. Raises
    BadInput where they cannot be asked, NotAllowed where a stopped file was begun under another purpose, NotNow where
    it is being done already.
    """
    with warrants.reading(token) as holder:
        _check_reader(holder)
    before = screening.screening(token, wanted)
    if before.state == "open":
        kept = screening_files.check(before.mapping if mapping is None else mapping, before.found["columns"])
        asked = actions.banks_asked(list(banks), token)
        said = {name: value for name, value in (("type", type), ("least", least)) if value is not None}
        choice = screening_files.choice(**before.choice | said) | {"banks": [bank.code for bank in asked]}
        with screening.opened(token, before) as path:
            total = screening_files.count(path, before.found)
    else:
        kept, choice, total = before.mapping, before.choice, before.total
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        now = clock.now()
        found = screening.read(cursor, wanted, lock=True)
        _check_begin(found, holder)
        verb = "search.screening.begun" if found.state == "open" else "search.screening.resumed"
        cursor.execute(
            "update search_screening set mapping = %s, choice = %s, total = %s, state = 'queued', purpose = %s,"
            " basis = %s, case_ref = %s, standing_duty = %s, warrant = %s, problem = null, changed_at = %s,"
            " began_at = null where id = %s",
            [
                sealed.seal(kept, screening.place(wanted, "mapping")),
                sealed.seal(choice, screening.place(wanted, "choice")),
                total,
                holder.purpose,
                holder.basis,
                holder.case_ref,
                holder.standing_duty,
                holder.id,
                now,
                wanted,
            ],
        )
        journal.record(
            verb,
            by=holder.actor,
            about=(f"screening/{wanted}",),
            file_sha256=found.sha256.hex(),
            rows=total,
            done=found.done,
            parts=sorted(kept),
            banks=choice["banks"],
        )
        if queue:
            background.later("search.screen", lock=str(wanted), file=str(wanted), officer=holder.officer)
        return screening.read(cursor, wanted)


def _check_begin(found: Screening, holder: Holder) -> None:
    if found.state == "done":
        raise NotNow("search.screening.done", "This file is screened; what was found stands with it.")
    if found.running and not found.interrupted:
        raise NotNow("search.screening.running", "This file is being screened already; wait until it has ended.")
    if found.state != "open" and found.purpose != holder.purpose:
        raise NotAllowed(
            "search.screening.other-purpose",
            "This file was begun under the purpose {purpose}; open that purpose to go on.",
            purpose=found.purpose,
        )


def _check_reader(holder: Holder) -> None:
    if holder.role != "reader":
        raise NotAllowed("search.screening.no-purpose", "Screening needs an open purpose with its basis and a case.")


@dataclass
class Piece:
    """What one piece of rows brought: rows to be entered, records to be told of, how many of its rows were done."""

    entered: list[tuple] = field(default_factory=list)
    shown: dict[uuid.UUID, RecordView] = field(default_factory=dict)
    rows: int = 0
    matched: int = 0
    refused: int = 0


def run(token: str, wanted: uuid.UUID, *, progress: Progress = background.check_stopping) -> Screening:
    """Screen what is left of the file, piece by piece; `progress` is called between two of them and may raise.

    Where it cannot go on, it stops with its reason and raises it.
    """
    found = _take(token, wanted)
    if found.state != "running":
        return found
    try:
        with screening.opened(token, found) as path:
            rows = screening_files.questions(path, found.found, found.mapping, behind=found.position)
            for piece in _pieces(rows):
                progress()
                _do(token, found, piece)
        return _end(token, wanted)
    except CommonwealError as problem:
        if problem.code != "search.screening.elsewhere":
            stop(token, wanted, problem)
        raise


def _pieces(rows: Iterator[tuple[int, dict]]) -> Iterator[tuple[tuple[int, dict], ...]]:
    while piece := tuple(islice(rows, CHUNK)):
        yield piece


def _take(token: str, wanted: uuid.UUID) -> Screening:
    with warrants.reading(token), connection.cursor() as cursor:
        found = screening.read(cursor, wanted, lock=True)
        if not found.running:
            return found
        now = clock.now()
        cursor.execute(
            "update search_screening set state = 'running', began_at = %s, began_done = done, changed_at = %s"
            " where id = %s",
            [now, now, wanted],
        )
        return screening.read(cursor, wanted)


def _do(token: str, found: Screening, rows: tuple[tuple[int, dict], ...]) -> None:
    """Ask one piece, in banks that may be asked today, and commit what it found with how far the work is."""
    actions.banks_asked(found.choice["banks"], token)
    asked = [screening_files.as_question(parts, found.choice) for _, parts in rows]
    weighed = any(each.asks_more for each in asked)
    request = wire.AskMany(token, [each.for_index() for each in asked], limit=PER_ROW, weighed=weighed)
    answers = client.call(request, patience=PATIENCE).rows
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        _check_standing(cursor, found, rows[0][0])
        most = limits.most(holder)["shown-day"]
        brought = _brought(found, rows, answers, holder, most=most)
        if not brought.rows:
            raise limits.refusal("shown-day", most)
        limits.count_rows(holder, brought.rows)
        told = _told(cursor, found.id, brought.shown)
        cursor.executemany(
            "insert into search_screened (screening, number, place, officer, record, band, level, held, said, problem)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            brought.entered,
        )
        cursor.execute(
            "update search_screening set position = %s, done = done + %s, matched = matched + %s,"
            " refused = refused + %s, changed_at = %s where id = %s",
            [rows[brought.rows - 1][0], brought.rows, brought.matched, brought.refused, clock.now(), found.id],
        )
        journal.record(
            "search.rows.screened",
            by=holder.actor,
            about=(f"screening/{found.id}",),
            touches=[databanks.touch(record) for record in brought.shown.values()],
            rows=brought.rows,
            matched=brought.matched,
            banks=found.choice["banks"],
        )
        others = [record for record in brought.shown.values() if not record.mine]
        for record in others:
            if record.owner_party != holder.party and record.id not in told:
                actions.tell_owner(record, holder)  # once a file, however many of its rows found it
        limits.note_shown(holder, [record.id for record in others])
    if brought.rows < len(rows):
        raise limits.refusal("shown-day", most)


def _check_standing(cursor, found: Screening, first: int) -> None:
    """The officer's own warrant is in order, and nobody else did this piece meanwhile."""
    now = screening.read(cursor, found.id, lock=True)
    if now.state != "running" or now.position >= first:
        raise NotNow("search.screening.elsewhere", "This file was stopped, or another process goes on with it.")
    cursor.execute("select handling_stands(%s)", [found.warrant])
    if not cursor.fetchone()[0]:
        raise NotAllowed(
            "search.screening.warrant-over",
            "The purpose under which the file was begun is closed or over. Open it again and go on; what is done stays"
            " done.",
        )


def _brought(found: Screening, rows: tuple, answers: list[wire.Row], holder: Holder, *, most: int) -> Piece:
    """What the rows brought, up to the one with which the holder would be shown more than `most` records of others in a
    day: a file is no way around that bound."""
    wanted = BANDS[: BANDS.index(found.choice["least"]) + 1]
    # Where the narrative is weighed too, a weak candidate may rise: then all are read.
    ids = {uuid.UUID(each) for row in answers for each, band, _ in row.candidates if row.resting or band in wanted}
    seen = databanks.fetch(list(ids), holder=holder)
    brought, shown = Piece(), limits.shown(holder)
    for (number, parts), row in zip(rows, answers, strict=True):
        said = sealed.seal(parts, screening.row_place(found.id, number))
        if row.code:
            brought.rows += 1
            brought.refused += 1
            why = BadInput(row.code, row.message, **row.params)
            problem = stored.problem(why, "search_screened", f"{found.id}/{number}")
            brought.entered.append((found.id, number, 0, holder.officer, None, None, None, False, said, problem))
            continue
        asked = screening_files.as_question(parts, found.choice)
        named = [each for each in narrative.of_row(asked, row, seen) if each[1] in wanted]
        fresh = {record for record, *_ in named if not seen[record].mine} - shown
        if fresh and len(shown) + len(fresh) > most:
            return brought
        shown |= fresh
        brought.rows += 1
        for place, (record, band, held) in enumerate(named):
            level = databanks.touch(seen[record]).level
            entry = (found.id, number, place, holder.officer, record, band, level, held, said, None)
            brought.entered.append(entry)
            brought.shown[record] = seen[record]
        brought.matched += bool(named)
    return brought


def _told(cursor, wanted: uuid.UUID, records: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Of these records, those that an earlier piece found: their owners were told."""
    cursor.execute(
        "select distinct record from search_screened where screening = %s and record = any(%s)", [wanted, list(records)]
    )
    return {row[0] for row in cursor.fetchall()}


def _end(token: str, wanted: uuid.UUID) -> Screening:
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        found = screening.read(cursor, wanted, lock=True)
        cursor.execute(
            "update search_screening set state = 'done', changed_at = %s where id = %s", [clock.now(), wanted]
        )
        journal.record(
            "search.screening.ended",
            by=holder.actor,
            about=(f"screening/{wanted}",),
            file_sha256=found.sha256.hex(),
            rows=found.done,
            matched=found.matched,
            refused=found.refused,
        )
        return screening.read(cursor, wanted)


def stop(token: str, wanted: uuid.UUID, problem: CommonwealError) -> None:
    """It stops with its reason, and can go on; where the warrant does not reach so far, the database looks itself."""
    kept = stored.problem(problem, "search_screening", wanted)
    try:
        with warrants.reading(token) as holder, connection.cursor() as cursor:
            cursor.execute(
                "update search_screening set state = 'stopped', problem = %s, changed_at = %s where id = %s"
                " and state in ('queued', 'running')",
                [kept, clock.now(), wanted],
            )
            about = (f"screening/{wanted}",)
            journal.record("search.screening.stopped", by=holder.actor, about=about, code=problem.code)
    except NotAllowed:
        orphan(wanted)


def orphan(wanted: uuid.UUID) -> bool:
    """Stop what belongs to an officer who may no longer ask; False where he well may, or nothing runs."""
    problem = NotAllowed(
        "search.screening.no-standing",
        "The officer may not ask any more: the role or the accreditation is over, or the agency is another now. It can"
        " go on when that is mended.",
    )
    kept = stored.problem(problem)
    by = journal.systems_actor()
    entry = journal.write("search.screening.stopped", by=by, about=(f"screening/{wanted}",), code=problem.code).entry
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select search_orphan_screening(%s, %s, %s)", [wanted, kept, entry])
        return cursor.fetchone()[0]


def forget(token: str, wanted: uuid.UUID) -> None:
    """Remove a file with everything that was found for it; removing what is gone changes nothing."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute("delete from search_screening where id = %s returning 1", [wanted])
        if cursor.fetchone():
            journal.record("search.screening.removed", by=holder.actor, about=(f"screening/{wanted}",))


def _name(name: str) -> str:
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable()).strip()[-120:] or "file"
