"""The evidence file of an inspection: what officers asked and read, by whom it was judged, each with its receipt.

For a supervisor about his party. Nothing of a record stands in it and no word of a question; by its receipt each line
can be held against the journal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from commonweal.audit import journal
from commonweal.audit.receipts import receipt_code
from commonweal.common import clock
from commonweal.common.errors import BadInput
from commonweal.handling import warrants
from commonweal.oversight import supervision

LONGEST = 366
MOST = 20_000
COLUMNS = (
    *("receipt", "day", "at", "agency", "officer", "what", "purpose", "basis", "case", "shown"),
    *("judged", "reason", "judged_by", "judged_at", "words"),
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found, and under which receipt the inspection itself stands in the journal."""

    since: date
    until: date
    agency: str
    officer: str
    by: str
    receipt: str
    rows: tuple[tuple, ...]


_DEEDS = """
select e.entry, e.day, e.at, e.agency, e.officer, e.verb, e.purpose, e.basis, e.case_ref, e.shown,
       coalesce(s.state, ''), coalesce(s.reason, ''), coalesce(s.decided_by, ''), s.decided_at, coalesce(s.words, '')
from oversight_event e left join oversight_sample s on s.entry = e.entry where {deeds}
union all
select s.entry, s.day, s.at, s.agency, s.officer, 'search.question.asked', s.purpose, s.basis, s.case_ref, s.shown,
       s.state, s.reason, s.decided_by, s.decided_at, s.words
from oversight_sample s where not exists (select 1 from oversight_event e where e.entry = s.entry) and {sampled}
union all
select f.entries[1], f.at::date, f.at, f.agency, f.officer, 'flag:' || f.rule, '', '', '', cardinality(f.entries),
       f.state, '', f.decided_by, f.decided_at, f.words
from oversight_flag f where {flagged}
order by 3, 1 limit {most}
"""


def evidence(token: str, *, since: date, until: date, agency: str = "", officer: str = "") -> Evidence:
    """The evidence of an inspection over these days, both counted, of one agency or officer or of the whole party.

    Events are known for 31 days, drawn questions and flags for three years. Journalled with how much was taken out.
    Raises BadInput for days the wrong way round or more than a year.
    """
    if not timedelta(0) <= until - since <= timedelta(days=LONGEST):
        raise BadInput("oversight.evidence.days", "An inspection is over one day to a year, the first day first.")
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        supervision.only_auditor(holder)
        values, bounds = [], []
        for row, day in (("e", "e.day"), ("s", "s.day"), ("f", "f.at::date")):
            bounds.append(
                f"{row}.party = %s and {day} between %s and %s and (%s = '' or {row}.agency = %s)"
                f" and (%s = '' or {row}.officer = %s) and {row}.officer <> %s"
            )
            values += [holder.party, since, until, agency, agency, officer, officer, holder.officer]
        cursor.execute(_DEEDS.format(deeds=bounds[0], sampled=bounds[1], flagged=bounds[2], most=MOST), values)
        rows = tuple((receipt_code(row[0].bytes), *row[1:]) for row in cursor.fetchall())
        receipt = journal.record(
            "oversight.evidence.taken",
            by=holder.actor,
            about=[f"agency/{agency}"] if agency else [f"party/{holder.party}"],
            since=since.isoformat(),
            until=until.isoformat(),
            officer=officer,
            rows=len(rows),
        )
        return Evidence(since, until, agency, officer, holder.officer, receipt, rows)


def head(found: Evidence) -> Iterable[tuple[str, object]]:
    """Lines above the table."""
    yield "inspection", found.receipt
    yield "by", found.by
    yield "days", f"{found.since.isoformat()} – {found.until.isoformat()}"
    yield "agency", found.agency or "*"
    yield "officer", found.officer or "*"
    yield "made", clock.now().isoformat(timespec="seconds")
