"""Reads of case folders: searches, records and notes of one case, for the officers named in it.

Of a search stand its words, its receipt and its candidates with their bands; each candidate is shown as far as the
reader sees the record at that moment.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock, sealed
from commonweal.common.errors import NotAllowed
from commonweal.databanks import queries as databanks
from commonweal.databanks.views import RecordView
from commonweal.handling import warrants
from commonweal.handling.warrants import Holder
from commonweal.search import limits, wire
from commonweal.search.terms import Band


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder as those named in it see it; columns of `search_folder`, in order."""

    id: uuid.UUID
    party: str
    agency: str
    officer: str
    title: str
    purpose: str
    basis: str
    case_ref: str
    opened_at: datetime
    closes: datetime
    closed_at: datetime | None
    keep_days: int
    expires: datetime

    @property
    def is_open(self) -> bool:
        """Whether something may still be added."""
        return self.closed_at is None and clock.now() < self.closes


@dataclass(frozen=True, slots=True)
class Named:
    """An officer who sees the folder."""

    officer: str
    party: str
    agency: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A thing in a folder; `found` are the candidates of a search that the reader may see now."""

    id: uuid.UUID
    kind: str
    officer: str
    kept_at: datetime
    receipt: str
    said: dict
    band: str
    note: str
    record: RecordView | None = None
    found: tuple["Kept", ...] = field(default=())


COLUMNS = ", ".join(Folder.__slots__)


def folders(token: str) -> list[Folder]:
    """The folders in which the holder is named, open ones first, the newest first. Journalled."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(f"select {COLUMNS} from search_folder order by closed_at is not null, opened_at desc limit 200")
        found = [as_folder(row) for row in cursor.fetchall()]
        journal.record("search.folders.listed", by=holder.actor, rows=len(found))
        return found


def open_folders(holder: Holder) -> list[Folder]:
    """Folders into which the holder may put something of the case under way, this case's first. Inside `reading`."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {COLUMNS} from search_folder where closed_at is null and common_now() < closes"
            " order by case_ref <> %s, opened_at desc limit 50",
            [holder.case_ref or holder.standing_duty],
        )
        return [as_folder(row) for row in cursor.fetchall()]


def read(token: str, wanted: uuid.UUID) -> tuple[Folder, list[Named], list[Kept]] | None:
    """A folder, who is named in it, and what it holds, newest first; None where there is none for the holder.

    Records that are shown are journalled as touches of their owners, and count among those that the holder may be shown
    in a day: raises NotNow where that is too many. At the desk, which shows one's own records alone, it never is.
    """
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        found = one(wanted)
        if found is None:
            return None
        cursor.execute(
            "select officer, party, agency, added_at from search_folder_member where folder = %s order by added_at",
            [wanted],
        )
        named = [Named(*row) for row in cursor.fetchall()]
        kept, shown = _items(wanted, holder)
        limits.count_shown(holder, [each.id for each in shown if not each.mine])
        touches = [databanks.touch(each) for each in shown]
        journal.record("search.folder.read", by=holder.actor, about=(f"folder/{wanted}",), touches=touches)
        return found, named, kept


def _items(folder: uuid.UUID, holder: Holder) -> tuple[list[Kept], list[RecordView]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, kind, officer, kept_at, receipt, said, band, note, record, of_search from search_folder_item"
            " where folder = %s order by kept_at desc, id limit 2000",
            [folder],
        )
        rows = cursor.fetchall()
    seen = databanks.fetch([row[8] for row in rows if row[8]], holder=holder)
    candidates: dict[uuid.UUID, list[Kept]] = {}
    alone = []
    for row in rows:
        said, note = (_opened(row[0], column, value) for column, value in (("said", row[5]), ("note", row[7])))
        kept = Kept(*row[:5], _in_order(said or {}), row[6], note or "", seen.get(row[8]))
        if row[9]:
            candidates.setdefault(row[9], []).append(kept)
        else:
            alone.append(kept)
    order = {band: at for at, band in enumerate(Band)}
    put = [
        _with(each, sorted(candidates.get(each.id, ()), key=lambda one: (order.get(one.band, 9), one.kept_at)))
        for each in alone
    ]
    return put, list(seen.values())


def _in_order(said: dict) -> dict:
    """The words of a question in the order of its parts."""
    return {name: said[name] for name in wire.Question.__struct_fields__ if name in said}


def _with(kept: Kept, found: Sequence[Kept]) -> Kept:
    values = {name: getattr(kept, name) for name in Kept.__slots__}
    return Kept(**values | {"found": tuple(found)})


def records_in(token: str, wanted: uuid.UUID) -> list[uuid.UUID]:
    """The records in a folder that the holder may see now. Nothing is read of them, so nothing is journalled."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            "select distinct record from search_folder_item where folder = %s and record is not null", [wanted]
        )
        return [record for (record,) in cursor.fetchall()]


def one(wanted: uuid.UUID) -> Folder | None:
    """One folder, without what it holds; None where there is none for the holder. Inside `warrants.reading`."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {COLUMNS} from search_folder where id = %s", [wanted])
        row = cursor.fetchone()
    return as_folder(row) if row else None


def as_folder(row: tuple) -> Folder:
    """A row of `COLUMNS`, its title opened."""
    values = dict(zip(Folder.__slots__, row, strict=True))
    return Folder(**values | {"title": sealed.unseal(values["title"], sealed.place("search_folder", row[0], "title"))})


def _opened(item: uuid.UUID, column: str, value: bytes | None) -> object:
    return None if value is None else sealed.unseal(value, item_place(item, column))


def item_place(item: uuid.UUID, column: str) -> str:
    """Where a thing in a folder stands."""
    return sealed.place("search_folder_item", item, column)


def unknown() -> NotAllowed:
    """What is said of a folder, or of a thing in it, that is not there for the holder."""
    return NotAllowed("search.folder.unknown", "There is no such folder, or nothing like this in it, for you.")
