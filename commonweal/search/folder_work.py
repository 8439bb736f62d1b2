"""Opening, filling, sharing and closing case folders.

A folder is opened under a purpose and keeps its basis and case; its words stand nowhere else and go with it.
"""

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock, sealed
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import queries as databanks
from commonweal.handling import warrants
from commonweal.handling.warrants import Holder
from commonweal.members import queries as members
from commonweal.search import narrative
from commonweal.search.folders import COLUMNS, Folder, item_place, one, unknown
from commonweal.search.terms import Band
from commonweal.workflow import actions as workflow

OPEN_DAYS, MOST_OPEN = 180, 365
"""Days for which a folder is open where none are named, and at most: our defaults, not law."""
KEEP_DAYS, MOST_KEPT = 90, 365
"""Days for which it is kept when it is closed."""
AT_ONCE = 20
SEALED = ("said", "note")
_RECEIPT = re.compile(r"[A-Z0-9-]{0,40}")


def create(token: str, *, title: str, open_days: int = OPEN_DAYS, keep_days: int = KEEP_DAYS) -> Folder:
    """Open a folder for the case of the purpose that is open; who opens it is named in it."""
    _check_text(title, 200, "title")
    if not 1 <= open_days <= MOST_OPEN or not 0 <= keep_days <= MOST_KEPT:
        raise BadInput(
            "search.folder.days",
            "A folder is open for 1 to {open} days, and kept for at most {kept} days when it is closed.",
            open=MOST_OPEN,
            kept=MOST_KEPT,
        )
    with warrants.reading(token) as holder:
        _check_reader(holder)
        now = clock.now()
        closes = now + timedelta(days=open_days)
        case = holder.case_ref or holder.standing_duty
        places = (holder.party, holder.agency, holder.officer, title.strip(), holder.purpose, holder.basis, case)
        made = Folder(uuid.uuid4(), *places, now, closes, None, keep_days, closes + timedelta(days=keep_days))
        values = {name: getattr(made, name) for name in Folder.__slots__}
        values["title"] = sealed.seal(made.title, sealed.place("search_folder", made.id, "title"))
        _insert("search_folder", COLUMNS, list(values.values()))
        _name(made.id, holder, holder.officer, holder.party, holder.agency)
        journal.record("search.folder.opened", by=holder.actor, about=(f"folder/{made.id}",))
        return made


def keep_search(
    token: str, wanted: uuid.UUID, question: Mapping[str, object], found: Sequence[tuple[uuid.UUID, str]], receipt: str
) -> None:
    """Put a search into a folder: its words by part, its receipt, its candidates with their bands.

    What the holder does not see of them is left out. Raises NotNow where the folder takes nothing more.
    """
    parts = narrative.Question.__struct_fields__
    said = {name: str(question[name])[:300] for name in parts if question.get(name) and name != "banks"}
    if not said or not _RECEIPT.fullmatch(receipt) or len(found) > AT_ONCE:
        raise BadInput("search.folder.no-search", "Keep a search from its own answer, as the page shows it.")
    with warrants.reading(token) as holder:
        _check_reader(holder)
        _open(wanted)
        search = _put(wanted, holder, "search", receipt=receipt, said=said)
        seen = databanks.fetch([record for record, _band in found], holder=holder)
        for record, band in found:
            if record in seen and band in set(Band):
                _put(wanted, holder, "record", record=record, band=band, of_search=search)
        _noted("search.folder.added", wanted, holder, kind="search")


def keep_record(token: str, wanted: uuid.UUID, record: uuid.UUID) -> None:
    """Put a record that the holder sees into a folder."""
    with warrants.reading(token) as holder:
        _check_reader(holder)
        _open(wanted)
        if record not in databanks.fetch([record], holder=holder):
            raise unknown()
        _put(wanted, holder, "record", record=record)
        _noted("search.folder.added", wanted, holder, kind="record")


def keep_note(token: str, wanted: uuid.UUID, text: str) -> None:
    """Put a note into a folder."""
    _check_text(text, 4000, "note")
    with warrants.reading(token) as holder:
        _open(wanted)
        _put(wanted, holder, "note", note=text.strip())
        _noted("search.folder.added", wanted, holder, kind="note")


def drop(token: str, wanted: uuid.UUID, item: uuid.UUID) -> None:
    """Take out what one put in oneself, while the folder is open."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute("delete from search_folder_item where folder = %s and id = %s", [wanted, item])
        if not cursor.rowcount:
            raise unknown()
        _noted("search.folder.dropped", wanted, holder)


def invite(token: str, wanted: uuid.UUID, officer: str) -> None:
    """Name another officer, of any agency, who then sees the folder; who opened it does. He is told."""
    with warrants.reading(token) as holder:
        found = _opener(wanted, holder)
        named = members.officer(officer.strip())
        if named is None or named.suspended_at is not None:
            raise BadInput("search.folder.no-officer", "There is no accredited officer with this code.")
        agency = members.agency(named.agency_id)
        _name(wanted, holder, named.code, agency.party_id, agency.code)
        _noted("search.folder.invited", wanted, holder, officer=named.code)
        if named.code != holder.officer:
            workflow.post(
                agency.code,
                officer=named.code,
                kind="folder-invited",
                subject=f"folder/{wanted}",
                words={"agency": holder.agency, "case": found.case_ref},
            )


def leave(token: str, wanted: uuid.UUID, officer: str) -> None:
    """Take a name out: who opened the folder any but his own, everybody his own."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            "delete from search_folder_member where folder = %s and officer = %s"
            " and officer <> (select f.officer from search_folder f where f.id = folder)",
            [wanted, officer],
        )
        if not cursor.rowcount:
            raise unknown()
        _noted("search.folder.uninvited", wanted, holder, officer=officer)


def close(token: str, wanted: uuid.UUID) -> None:
    """Nothing is added any more; the folder is kept for its days and then deleted."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        _opener(wanted, holder)
        now = clock.now()
        cursor.execute(
            "update search_folder set closed_at = %s, expires = least(expires, %s + keep_days * interval '1 day')"
            " where id = %s and closed_at is null",
            [now, now, wanted],
        )
        if not cursor.rowcount:
            raise NotNow("search.folder.closed", "The folder is closed: nothing is added to it any more.")
        _noted("search.folder.closed", wanted, holder)


def remove(token: str, wanted: uuid.UUID) -> None:
    """Delete a folder with everything in it; who opened it does."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        _opener(wanted, holder)
        cursor.execute("delete from search_folder where id = %s", [wanted])
        _noted("search.folder.removed", wanted, holder)


def _open(wanted: uuid.UUID) -> Folder:
    found = one(wanted)
    if found is None:
        raise unknown()
    if not found.is_open:
        raise NotNow("search.folder.closed", "The folder is closed: nothing is added to it any more.")
    return found


def _opener(wanted: uuid.UUID, holder: Holder) -> Folder:
    found = one(wanted)
    if found is None:
        raise unknown()
    if found.officer != holder.officer:
        raise NotAllowed("search.folder.not-opener", "Who opened the folder does this.")
    return found


def _put(folder: uuid.UUID, holder: Holder, kind: str, **values: object) -> uuid.UUID:
    new_id = uuid.uuid4()
    row = {
        "id": new_id,
        "folder": folder,
        "kind": kind,
        "party": holder.party,
        "agency": holder.agency,
        "officer": holder.officer,
        "kept_at": clock.now(),
    } | {name: sealed.seal(of, item_place(new_id, name)) if name in SEALED else of for name, of in values.items()}
    _insert("search_folder_item", ", ".join(row), list(row.values()))
    return new_id


def _name(folder: uuid.UUID, holder: Holder, officer: str, party: str, agency: str) -> None:
    values = [folder, officer, party, agency, holder.officer, clock.now()]
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into search_folder_member values (%s, %s, %s, %s, %s, %s) on conflict do nothing", values
        )


def _insert(table: str, columns: str, values: list) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"insert into {table} ({columns}) values ({', '.join(['%s'] * len(values))})", values)


def _noted(verb: str, folder: uuid.UUID, holder: Holder, **facts: str) -> None:
    journal.record(verb, by=holder.actor, about=(f"folder/{folder}",), **facts)


def _check_text(text: str, longest: int, name: str) -> None:
    if not text.strip() or len(text) > longest or "\x00" in text:
        raise BadInput(
            "search.folder.text",
            "The field {field} holds 1 to {longest} characters.",
            field=name,
            longest=longest,
        )


def _check_reader(holder: Holder) -> None:
    if holder.role != "reader":
        raise NotAllowed("search.folder.needs-purpose", "Open a purpose first: a folder belongs to its case.")
