"""What a warrant may find: the decision table asked once for all labels, by the search process's own database role.

A record is decided with its label and status, for every record of that group at once; the few on which an agency has
a consent, a review or a complaint, or which an approver contributed, are decided one by one. Terms are the
index's own affair (`Index.expired`). Uses the same rendering as row-level security.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

import psycopg

from commonweal.handling.decision import TABLE, Row
from commonweal.handling.sql import SETS, level_of, me
from commonweal.handling.terms import Level

FRESH = 1.0
"""Seconds for which an answer is used again while nothing was taken away (the epoch is the same)."""

_OF_A_GROUP = {
    "id": "'00000000-0000-0000-0000-000000000000'::uuid",
    "status": "s.status",
    "expires": "'infinity'::timestamptz",
    "contributor": "''",
}
_OF_A_RECORD = {"id": "r.id", "status": "r.status", "expires": "r.expires", "contributor": "r.contributor"}


@dataclass(frozen=True, slots=True)
class Visible:
    """Groups (label, status) and single records with the level at which the warrant sees them.

    `groups` holds only levels of hit and above; those at level silent, which no answer shows, stand apart. `records`
    holds every exception, also those at nothing, since they override their group.
    """

    officer: str
    groups: dict[tuple[int, str], int]
    records: dict[uuid.UUID, int]
    silent: frozenset[tuple[int, str]] = frozenset()
    warrant: uuid.UUID | None = None


def groups_sql(table: tuple[Row, ...] = TABLE) -> str:
    """Every label and status with the level; statuses other than active matter to the owner's agency alone."""
    return (
        f"select l.id, s.status, {level_of(_OF_A_GROUP, table)} as level"
        " from handling_label l cross join (values ('active'), ('draft'), ('blocked'), ('withdrawn')) s(status)"
        f" where s.status = 'active' or l.owner_agency = {me('agency')}"
    )


def records_sql(table: tuple[Row, ...] = TABLE) -> str:
    """The records that are decided one by one."""
    single = " union all ".join(SETS[name][1:-1] for name in ("complaints", "reviews", "consents.3", "consents.4"))
    own = f"select o.id from databanks_record o where o.contributor = {me('officer')} and {me('role')} = 'approver'"
    return (
        f"select r.id, {level_of(_OF_A_RECORD, table)} as level"
        f" from databanks_record r join handling_label l on l.id = r.label_id where r.id in ({single} union all {own})"
    )


class Sight:
    """Asks what tokens may find, and keeps an answer for a moment while nothing was taken away."""

    def __init__(
        self, connection: psycopg.Connection, clock: Callable[[], float], table: tuple[Row, ...] = TABLE
    ) -> None:
        self._connection = connection
        self._clock = clock
        self._groups, self._records = groups_sql(table), records_sql(table)
        self._kept: dict[str, tuple[int, float, Visible]] = {}
        self._banks: dict[int, str] = {}

    def of(self, token: str, *, anew: bool = False) -> Visible | None:
        """What the holder of this token may find now; None where no warrant is in order.

        `anew` uses no earlier answer: a label that is younger than that would be missing from it.
        """
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read, read only")
            cursor.execute("select set_config('commonweal.token', %s, true)", [token])
            cursor.execute(
                "select (m).id, (m).officer, (select value from handling_epoch) from handling_me() m"
                " where (m).officer is not null"
            )
            holder = cursor.fetchone()
            if holder is None:
                return None
            *who, epoch = holder
            kept = self._kept.get(token)
            if not anew and kept and kept[0] == epoch and self._clock() - kept[1] < FRESH:
                return kept[2]
            visible = self._ask(cursor, *who)
        self._keep(token, epoch, visible)
        return visible

    def banks(self, labels: set[int]) -> dict[int, str]:
        """The bank of each label. A label never changes, so each is asked for once."""
        if unknown := labels - self._banks.keys():
            rows = self._connection.execute("select id, bank from handling_label where id = any(%s)", [list(unknown)])
            self._banks |= dict(rows.fetchall())
        return self._banks

    def _ask(self, cursor: psycopg.Cursor, warrant: uuid.UUID, officer: str) -> Visible:
        cursor.execute(self._groups)
        levels = {(label, status): level for label, status, level in cursor.fetchall()}
        groups = {group: level for group, level in levels.items() if level >= Level.HIT}
        silent = frozenset(group for group, level in levels.items() if level == Level.SILENT)
        cursor.execute(self._records)
        return Visible(officer, groups, dict(cursor.fetchall()), silent, warrant)

    def _keep(self, token: str, epoch: int, visible: Visible) -> None:
        if len(self._kept) > 1_000:
            self._kept.clear()
        self._kept[token] = (epoch, self._clock(), visible)
