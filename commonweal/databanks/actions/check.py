"""The dry run: what a source would bring, counted, and its first errors; nothing is written."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection
from pyroaring import BitMap64

from commonweal.common.errors import NotAllowed
from commonweal.databanks import lines, preparing
from commonweal.databanks.actions.contribute import CHUNK, Rows, holder_of, reading_of
from commonweal.databanks.formats.rows import Held, Refused
from commonweal.databanks.lines import repeated
from commonweal.handling import warrants

FIRST = 50
"""Refusals that a report holds."""


@dataclass(slots=True)
class Report:
    """What a source would bring: counts of its rows, errors by code, the first refusals.

    `absent` counts the records of the list that the source does not name; 0 where no list was named. `nameless` counts
    refused rows whose reference could not be read: each may be of an absent record.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0
    held: int = 0
    absent: int = 0
    nameless: int = 0
    by_code: Counter[str] = field(default_factory=Counter)
    first: list[Refused] = field(default_factory=list)

    def refuse(self, row: Refused) -> None:
        """Count a refusal, and each of its errors by its code."""
        self.refused += 1
        self.nameless += not row.ref
        self.by_code.update(each.code for each in (row, *row.also))
        if len(self.first) < FIRST:
            self.first.append(row)


def check(
    rows: Rows,
    token: str,
    *,
    list: str = "",
    refused: Callable[[Refused], None] | None = None,
    progress: Callable[[int], None] | None = None,
    chunk: int = CHUNK,
) -> Report:
    """Prepare every row as `contribute` would and compare it with what the agency holds; writes nothing.

    `list` names the list that the rows are all of, where they are. `refused` is told every refusal.
    """
    holder = holder_of(token)
    if holder.role != "contributor":
        raise NotAllowed("databanks.batch.not-contributor", "Contributing needs a warrant in the role contributor.")
    run = _Run(token, list, reading_of(holder), refused)
    for start in preparing.batched(enumerate(rows, start=1), chunk):
        run.take(start)
        if progress:
            progress(start[-1][0])
    return run.end()


class _Run:
    """A dry run under way. References are kept as 64 bits each: two that fall together by chance are told as one, which
    happens once in ten million files of a million rows."""

    def __init__(
        self, token: str, list_: str, reading: lines.Reading, refused: Callable[[Refused], None] | None
    ) -> None:
        self.report = Report()
        self._token, self._list, self._reading, self._refused = token, list_, reading, refused
        self._taken, self._named = BitMap64(), BitMap64()
        self._listed = 0

    def take(self, items: list[preparing.Item]) -> None:
        """Count one chunk."""
        asked: dict[str, bytes] = {}
        for _, row in items:
            if isinstance(row, Held):
                self.report.held += 1
                continue
            ready = row if isinstance(row, Refused) else lines.prepare(row.number, row.line, self._reading)
            if isinstance(ready, lines.Prepared) and not _is_new(self._taken, ready.owner_ref):
                ready = repeated(ready.line, ready.owner_ref)
            if isinstance(ready, lines.Prepared):
                asked[ready.owner_ref] = ready.content_hash
                continue
            self.report.refuse(ready)
            if self._refused:
                self._refused(ready)
            if ready.ref:
                asked.setdefault(ready.ref, b"")
        self._compare(asked)

    def _compare(self, asked: dict[str, bytes]) -> None:
        """What the rows with these references would do; a refused one, without a hash, is named by the list only."""
        if not asked:
            return
        with warrants.reading(self._token), connection.cursor() as cursor:
            cursor.execute(
                "select owner_ref, outcome, listed from databanks_compare(%s, %s, %s)",
                [self._list, list(asked), list(asked.values())],
            )
            found = cursor.fetchall()
        outcomes = Counter(outcome for ref, outcome, _ in found if asked[ref])
        self._listed += sum(listed for ref, _, listed in found if _is_new(self._named, ref))
        self.report.new += outcomes["new"]
        self.report.changed += outcomes["changed"]
        self.report.same += outcomes["same"]

    def end(self) -> Report:
        """The report, with what the list no longer names."""
        if self._list:
            with warrants.reading(self._token), connection.cursor() as cursor:
                cursor.execute("select databanks_listed(%s)", [self._list])
                self.report.absent = cursor.fetchone()[0] - self._listed
        return self.report


def _is_new(known: BitMap64, ref: str) -> bool:
    key = lines.reference_key(ref)
    if key in known:
        return False
    known.add(key)
    return True
