"""Mappings that an officer, or his agency, keeps under a name, and that are offered when such a file comes again."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock, sealed
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks.formats import words
from commonweal.handling import warrants
from commonweal.search import screening_files

LONGEST_NAME = 80
LONGEST_HEADING = 1_000
DAYS = 365
"""A mapping goes so many days after it was last kept."""
MOST = 100
"""Mappings that an officer has at hand, his own and his agency's."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column holds which part of a question; `officer` is empty where it is the agency's."""

    id: uuid.UUID
    officer: str
    name: str
    columns: list[str]
    mapping: dict[str, str]
    choice: dict[str, str]
    made_by: str
    changed_at: datetime
    expires: datetime

    def fits(self, columns: Iterable[str]) -> bool:
        """Whether a file with these headings has every column that is named."""
        return set(self.mapping.values()) <= set(columns)

    def is_for(self, columns: Iterable[str]) -> bool:
        """Whether it was kept for a file with these very headings, whatever their order and spelling of signs."""
        return self.fits(columns) and _headings(self.columns) == _headings(columns)


def _headings(columns: Iterable[str]) -> list[str]:
    return sorted(words.normal(column) for column in columns)


READ = ", ".join((*Mapping.__slots__, "agency", "name_index"))
SEALED = ("name", "columns", "mapping")


def mappings(token: str) -> list[Mapping]:
    """The holder's and his agency's, by name."""
    with warrants.reading(token):
        return at_hand()


def at_hand() -> list[Mapping]:
    """The same inside `warrants.reading`."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {READ} from search_mapping")
        found = [_mapping(row) for row in cursor.fetchall()]
    return sorted(found, key=lambda each: (each.name, each.officer))


def proposed(columns: list[str], saved: str = "") -> tuple[dict, dict]:
    """Mapping and choice for a file with these headings: those of the name `saved`, else those last kept for such a
    file, one's own before the agency's, `saved` among the choice; else the mapping that the headings suggest.

    Inside `warrants.reading`; raises BadInput where there is none of that name.
    """
    known = [each for each in at_hand() if (each.name == saved if saved else each.is_for(columns))]
    if saved and not known:
        raise _unknown()
    if not known:
        return screening_files.suggest(columns), {}
    last = max(known, key=lambda each: (each.officer != "", each.changed_at))
    return last.mapping, last.choice | {"saved": last.name}


def save(
    token: str,
    *,
    name: str,
    columns: list[str],
    mapping: dict[str, str],
    type: str = "",
    least: str = "possible",
    agency: bool = False,
) -> Mapping:
    """Keep a mapping of a file with these headings; one that has the name already is replaced.

    `agency`: for all officers of the agency. Raises BadInput as `screening_files.check` and `choice`, NotNow where too
    many stand.
    """
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadInput(
            "search.mapping.name", "Give the mapping a name of at most {longest} characters.", longest=LONGEST_NAME
        )
    columns = [column.replace("\x00", "")[:LONGEST_HEADING] for column in columns]  # the database keeps no such sign
    kept, choice = screening_files.check(mapping, columns), screening_files.choice(type, least)
    now = clock.now()
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        if holder.role != "reader":
            raise _no_reader()
        officer = "" if agency else holder.officer
        known = at_hand()
        before = next((each.id for each in known if (each.officer, each.name) == (officer, name)), None)
        if len(known) >= MOST and before is None:
            raise NotNow("search.mapping.too-many", "{most} mappings stand already; remove one.", most=MOST)
        by_name = sealed.index(name, "search_mapping/name")
        said = {"name": name, "columns": columns, "mapping": kept}
        places = _places(holder.agency, officer, by_name)
        values = [sealed.seal(said[column], places[column]) for column in SEALED]
        cursor.execute(
            "insert into search_mapping (id, party, agency, officer, name_index, name, columns, mapping, choice,"
            " made_by, changed_at, expires) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
            " on conflict (agency, officer, name_index) do update set columns = excluded.columns,"
            " mapping = excluded.mapping, choice = excluded.choice, made_by = excluded.made_by,"
            f" changed_at = excluded.changed_at, expires = excluded.expires returning {READ}",
            [
                *(uuid.uuid4(), holder.party, holder.agency, officer, by_name, *values),
                *(json.dumps(choice), holder.officer, now, now + timedelta(days=DAYS)),
            ],
        )
        made = _mapping(cursor.fetchone())
        journal.record("search.mapping.saved", by=holder.actor, about=(f"mapping/{made.id}",))
        return made


def remove(token: str, wanted: uuid.UUID) -> None:
    """Remove one of them; raises BadInput where there is none."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        if holder.role != "reader":
            raise _no_reader()
        cursor.execute("delete from search_mapping where id = %s returning id", [wanted])
        if cursor.fetchone() is None:
            raise _unknown()
        journal.record("search.mapping.removed", by=holder.actor, about=(f"mapping/{wanted}",))


def _unknown() -> BadInput:
    return BadInput("search.mapping.unknown", "There is no such mapping of yours or of your agency.")


def _no_reader() -> NotAllowed:
    return NotAllowed("search.mapping.no-purpose", "Mappings of screened files are kept and removed under a purpose.")


def _mapping(row: tuple) -> Mapping:
    *own, agency, by_name = row
    values = dict(zip(Mapping.__slots__, own, strict=True))
    places = _places(agency, values["officer"], by_name)
    told = {name: sealed.unseal(values[name], places[name]) for name in SEALED}
    told["mapping"] = screening_files.in_order(told["mapping"])
    return Mapping(**values | told | {"choice": json.loads(values["choice"])})


def _places(agency: str, officer: str, by_name: bytes) -> dict[str, str]:
    """Where each column of a mapping stands; it has no id before it is known whether one of its name stands already."""
    return {column: sealed.place("search_mapping", f"{agency}/{officer}/{by_name.hex()}", column) for column in SEALED}
