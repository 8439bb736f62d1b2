"""How much an officer may ask: the limits, what was used of them, and the refusal that names the remedy.

Short names are names, so nothing is refused for being short; what keeps a bank from being read off by asking for all
names is the number of questions, and the number of different records of other agencies that the answers show. Whether a
question found anything changes nothing of its own count.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput, CommonwealError, NotAllowed, NotNow
from commonweal.handling import warrants
from commonweal.handling.warrants import Holder

BORDER, BORDER_CHECK = "border", "border-check"
"""The kind of post that has limits of its own, and the purpose of a shift there."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit: for an agency, or for all without one of their own; at a kind of post, or at every one."""

    what: str
    agency: str
    post: str
    most: int
    source_en: str
    source_ru: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Use:
    """How much one officer asked in a day (24 hours)."""

    officer: str
    questions: int
    rows: int
    latest: datetime


def limits() -> list[Limit]:
    """All limits, as they are published."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select what, agency, post, most, source_en, source_ru, verified from search_limit order by 1, 2, 3"
        )
        return [Limit(*row) for row in cursor.fetchall()]


def most(holder: Holder) -> dict[str, int]:
    """The limits that hold for this holder."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select what, most from search_limit where agency in ('', %s) and post in ('', %s) order by agency, post",
            [holder.agency, post_of(holder)],
        )
        return dict(cursor.fetchall())  # that of the agency comes behind, and stays; within it that of the post


def post_of(holder: Holder) -> str:
    """At which kind of post the holder works: in a shift at the border, else at a desk."""
    return BORDER if holder.purpose == BORDER_CHECK and holder.standing_duty else ""


def count_question(token: str, names: Sequence[str] = ()) -> None:
    """Count one question before it is asked; committed when this returns, so a question that fails counts, too.

    `names` are the blind tokens of whom it is about (`tokens`), for the rules of supervision; they go with the count.

    Raises NotNow where an officer asked as much as is allowed, or was shown as many records of other agencies.
    """
    with warrants.reading(token) as holder:
        _alone(holder)
        bounds = most(holder)
        for what, span in (("questions-hour", HOUR), ("questions-day", DAY)):
            if _used("question", span)[0] >= bounds[what]:
                raise refusal(what, bounds[what])
        if len(shown(holder)) >= bounds["shown-day"]:
            raise refusal("shown-day", bounds["shown-day"])
        _note(holder, "question", 1, names)


def count_rows(holder: Holder, rows: int) -> None:
    """Count rows of a file, in the transaction that screens them. Inside `warrants.reading`; raises as above."""
    _alone(holder)
    bounds = most(holder)
    mine, ours = _used("row", DAY)
    if mine + rows > bounds["rows-day"]:
        raise refusal("rows-day", bounds["rows-day"])
    if ours + rows > bounds["rows-day-agency"]:
        raise refusal("rows-day-agency", bounds["rows-day-agency"])
    _note(holder, "row", rows)


def rows_left(holder: Holder) -> int:
    """How many rows the holder may still have screened today."""
    bounds = most(holder)
    mine, ours = _used("row", DAY)
    return max(0, min(bounds["rows-day"] - mine, bounds["rows-day-agency"] - ours))


def shown(holder: Holder) -> set[uuid.UUID]:
    """The records of other agencies that the holder was shown within a day, by answers, alerts and screened files."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select record from search_shown where officer = %s and at > %s", [holder.officer, clock.now() - DAY]
        )
        return {row[0] for row in cursor.fetchall()}


def note_shown(holder: Holder, records: Iterable[uuid.UUID]) -> None:
    """Note which records of other agencies were shown, in the transaction that shows them."""
    now = clock.now()
    rows = [(holder.officer, record, now) for record in sorted(set(records))]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(
                "insert into search_shown (officer, record, at) values (%s, %s, %s)"
                " on conflict (officer, record) do update set at = excluded.at",
                rows,
            )


def count_shown(holder: Holder, records: Iterable[uuid.UUID]) -> None:
    """Note records of other agencies that are shown together, such as those of a folder; raises NotNow, so that none
    of them is shown, where they would be more than an officer may be shown in a day."""
    wanted, before = set(records), shown(holder)
    bound = most(holder)["shown-day"]
    if wanted - before and len(wanted | before) > bound:
        raise refusal("shown-day", bound)
    note_shown(holder, wanted)


def count_view(holder: Holder, record: uuid.UUID) -> None:
    """Note that a record of another agency is opened in full, in the transaction that opens it; once more the same
    record counts once. Raises NotNow, so that it is not opened, where it would be more than are allowed in a day."""
    _alone(holder)
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*), coalesce(bool_or(record = %s), false) from search_shown"
            " where officer = %s and opened_at > %s",
            [record, holder.officer, clock.now() - DAY],
        )
        opened, before = cursor.fetchone()
        bound = most(holder)["views-day"]
        if opened >= bound and not before:
            raise refusal("views-day", bound)
        cursor.execute(
            "insert into search_shown as s (officer, record, at, opened_at) values (%s, %s, %s, %s)"
            " on conflict (officer, record) do update set at = excluded.at, opened_at = excluded.opened_at",
            [holder.officer, record, clock.now(), clock.now()],
        )


def use_of_agency(token: str) -> list[Use]:
    """How much each officer of the holder's agency asked in the last day, most first; for who supervises."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        if holder.role not in ("admin", "auditor"):
            raise NotAllowed(
                "search.limit.not-supervisor",
                "How much officers ask is shown to the agency's registrar and its auditor.",
            )
        cursor.execute(
            "select officer, coalesce(sum(number) filter (where what = 'question'), 0),"
            " coalesce(sum(number) filter (where what = 'row'), 0), max(at) from search_use where at > %s"
            " group by officer order by 2 desc, 3 desc, 1",
            [clock.now() - DAY],
        )
        used = [Use(*row) for row in cursor.fetchall()]
        journal.record("search.use.read", by=holder.actor, officers=len(used))
        return used


def change(
    token: str, *, what: str, most: int, source_en: str, source_ru: str, agency: str = "", post: str = ""
) -> None:
    """The secretariat sets a limit, for one agency or for all, at one kind of post or at every one without its own.

    The change holds from the next question on.
    """
    if not (0 <= most <= 100_000_000) or not source_en.strip() or not source_ru.strip():
        raise BadInput("search.limit.incomplete", "A limit is a number from 0 on, and says in both languages whence.")
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        if holder.role != "secretariat":
            raise NotAllowed("search.limit.not-secretariat", "Limits of searching are set by the secretariat.")
        if what not in {each.what for each in limits()} or post not in ("", BORDER):
            raise BadInput("search.limit.unknown", "There is no limit {what}.", what=what[:40])
        cursor.execute(
            "insert into search_limit (what, agency, post, most, source_en, source_ru) values (%s, %s, %s, %s, %s, %s)"
            " on conflict (what, agency, post) do update set most = excluded.most, source_en = excluded.source_en,"
            " source_ru = excluded.source_ru, verified = false",
            [what, agency, post, most, source_en.strip(), source_ru.strip()],
        )
        journal.record("search.limit.changed", by=holder.actor, what=what, agency=agency, post=post, most=most)


def _alone(holder: Holder) -> None:
    """Two questions of one officer at once are counted one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('search_use'), hashtext(%s))", [holder.officer])


def _used(what: str, span: timedelta) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("select mine, ours from search_used(%s, %s)", [what, clock.now() - span])
        return cursor.fetchone()


def _note(holder: Holder, what: str, number: int, names: Sequence[str] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into search_use (party, agency, officer, what, number, at, names)"
            " values (%s, %s, %s, %s, %s, %s, %s)",
            [holder.party, holder.agency, holder.officer, what, number, clock.now(), list(names)],
        )


def refusal(what: str, most: int) -> CommonwealError:
    """What is said where this limit is reached."""
    return REFUSALS[what](most)


REFUSALS = {
    "questions-hour": lambda most: NotNow(
        "search.limit.questions-hour",
        "An officer asks at most {most} questions an hour, and you have asked as many. Ask again within the hour; for a"
        " list of names let a file be screened.",
        most=most,
    ),
    "questions-day": lambda most: NotNow(
        "search.limit.questions-day",
        "An officer asks at most {most} questions a day, and you have asked as many. Ask again tomorrow; for a list of"
        " names let a file be screened. Your agency's registrar sees it; the secretariat can set another limit.",
        most=most,
    ),
    "shown-day": lambda most: NotNow(
        "search.limit.shown-day",
        "Answers, alerts, case folders and screened files together show an officer at most {most} different records of"
        " other agencies within a day, and this would be more. Go on tomorrow, ask for strong candidates alone, or let"
        " the secretariat set another limit for your agency.",
        most=most,
    ),
    "views-day": lambda most: NotNow(
        "search.limit.views-day",
        "An officer opens at most {most} different records of other agencies in full within a day, and you have opened"
        " as many. Those stay open to you; open others tomorrow, or let the secretariat set another limit for your"
        " agency or your post.",
        most=most,
    ),
    "rows-day": lambda most: NotNow(
        "search.limit.rows-day",
        "An officer lets at most {most} rows a day be screened. The rest goes on tomorrow, when you say so; the"
        " secretariat can set another limit for your agency.",
        most=most,
    ),
    "rows-day-agency": lambda most: NotNow(
        "search.limit.rows-day-agency",
        "Your agency lets at most {most} rows a day be screened, and that much was. The rest goes on tomorrow, when you"
        " say so; the secretariat can set another limit for your agency.",
        most=most,
    ),
}
"""What is said where a limit is reached, each with what to do."""
