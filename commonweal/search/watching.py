"""Asking standing questions again: whenever records changed, against those alone, under the rights of that moment.

The worker holds for each officer and purpose a warrant by which the search process knows what he may find today, and
opens a fresh one for an alert. The first is held whether anything matches or not, the second opened only where he sees
the record: what he may not see leaves no trace with him. After a new start, and once a day, questions are asked against
everything, so that what happened meanwhile, or became visible without a change, is told; nothing is told twice.
"""

import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable
from itertools import groupby

from django.db import connection, transaction

from commonweal.audit import journal
from commonweal.common.errors import BadInput, CommonwealError, NotAllowed, NotNow
from commonweal.databanks import judgements
from commonweal.databanks import queries as databanks
from commonweal.databanks.queries import RecordView
from commonweal.handling import warrants
from commonweal.handling.warrants import Holder
from commonweal.search import actions, client, judged, kept, limits, narrative, stored, wire
from commonweal.search.kept import Kept
from commonweal.workflow import actions as workflow

ANEW = 86_400.0
"""Seconds after which a question is asked against everything."""
OWN = {"purpose": "own-records", "basis": "service duty", "case_ref": "", "standing_duty": "standing questions"}
Under = tuple[str, ...]


class Watcher:
    """Remembers warrants, and up to which change each purpose was looked at; nothing of it must survive."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._tokens: dict[Under, str] = {}
        self._since: dict[Under, tuple[str, float, frozenset]] = {}
        self._clock = monotonic
        self._lock = threading.Lock()

    def look(self) -> int:
        """One round over all officers' questions; returns how many alerts were given."""
        with self._lock, connection.cursor() as cursor:
            cursor.execute("select distinct officer from search_watching() order by 1")
            officers = [row[0] for row in cursor.fetchall()]
        return sum(self._of(officer) for officer in officers)

    def close(self) -> None:
        """Give the warrants back."""
        for token in self._tokens.values():
            warrants.close_warrant(token)
        self._tokens.clear()

    def _of(self, officer: str) -> int:
        try:
            own = self._token(officer, OWN)
            questions = [each for each in kept.kept(own) if each.state == kept.ACTIVE and _is_sound(own, each)]
            under = sorted(questions, key=lambda each: tuple(each.under.values()))
            groups = [list(group) for _, group in groupby(under, key=lambda each: each.under)]
            return sum(self._under(officer, group) for group in groups)
        except NotAllowed:
            suspend(officer)
        except NotNow:
            pass  # the search is away; the next round tells it
        return 0

    def _token(self, officer: str, under: dict[str, str]) -> str:
        """A warrant in order: the one that is held, else another."""
        key = (officer, *under.values())
        if warrants.current(self._tokens.get(key, "")) is None:
            opened = warrants.open_warrant(officer, role="reader", minutes=warrants.LONGEST, **under)
            self._tokens[key] = opened.token
        return self._tokens[key]

    def _under(self, officer: str, group: list[Kept]) -> int:
        """The questions of one officer under one purpose, by the banks that they name and that he may ask today."""
        token = self._token(officer, group[0].under)
        today = [bank.code for bank in actions.banks_asked([], token)]
        by_banks: dict[tuple[str, ...], list[Kept]] = defaultdict(list)
        for each in group:
            named = each.question.get("banks")
            by_banks[tuple(code for code in today if not named or code in named)].append(each)
        return sum(self._ask(token, banks, those) for banks, those in by_banks.items() if banks)

    def _ask(self, token: str, banks: tuple[str, ...], group: list[Kept]) -> int:
        """Questions to the same banks, against what changed since the last time."""
        key, now = (group[0].officer, *group[0].under.values(), *banks), self._clock()
        position, whole, known = self._since.get(key, ("", now, frozenset()))
        anew = now - whole > ANEW or not {each.id for each in group} <= known
        asked = [actions.as_asked(each.question | {"banks": banks}) for each in group]
        weighed = any(each.asks_more for each in asked)
        request = wire.Watch(token, [each.for_index() for each in asked], "" if anew else position, weighed=weighed)
        reply = client.call(request)
        given = sum(self._tell(each, row) for each, row in zip(group, reply.rows, strict=True) if row.candidates)
        self._since[key] = (reply.position, now if anew else whole, frozenset(each.id for each in group))
        return given

    def _tell(self, question: Kept, row: wire.Row) -> int:
        opened = warrants.open_warrant(question.officer, role="reader", minutes=1, **question.under)
        try:
            return alert(opened.token, question, row)
        finally:
            warrants.close_warrant(opened.token)


def _is_sound(own: str, question: Kept) -> bool:
    """Whether the question can still be asked; else it alone is suspended, and says why."""
    try:
        actions.as_asked(question.question)
    except BadInput as problem:
        kept.suspend(own, question.id, problem)
        return False
    return True


def alert(token: str, question: Kept, row: wire.Row) -> int:
    """Tell the officer of those records that he sees and does not know as they stand; returns how many.

    Item, journal and the owners' items are one transaction, so an alert is given once. A record that was judged not to
    be the person asked about calls nobody: it stands with the others on the question's page, with that word.
    """
    asked = actions.as_asked(question.question)
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        seen = databanks.fetch([uuid.UUID(each[0]) for each in row.candidates], holder=holder)
        found = {record: (band, held) for record, band, held in narrative.of_row(asked, row, seen)}
        fresh = [record for record in seen.values() if _enter(cursor, question, record, *found[record.id])]
        if not fresh:
            return 0
        journal.record(
            "search.kept.alerted",
            by=holder.actor,
            about=(f"kept/{question.id}",),
            touches=[databanks.touch(record) for record in fresh],
        )
        calling = _calling(asked, fresh, {record for record, (_band, held) in found.items() if held})
        for record in calling:
            _post(question, record, found[record.id][0], holder)
        for record in fresh:
            if record.owner_party != holder.party:
                actions.tell_owner(record, holder)
        limits.note_shown(holder, [record.id for record in fresh if not record.mine])
        return len(calling)


def _enter(cursor, question: Kept, record: RecordView, band: str, held: bool) -> bool:
    return kept.enter(cursor, question.id, record, officer=question.officer, band=band, told=True, held=held)


def _calling(asked: narrative.Question, fresh: list[RecordView], held: set[uuid.UUID]) -> list[RecordView]:
    """Those that nobody judged not to be the person asked about."""
    (apart,) = judgements.of_candidates([(judged.subject(asked), [each.id for each in fresh if each.id not in held])])
    return [each for each in fresh if each.id not in apart]


def _post(question: Kept, record: RecordView, band: str, holder: Holder) -> None:
    workflow.post(
        holder.agency,
        officer=holder.officer,
        kind="question-matched",
        subject=f"record/{record.id}",
        words={"owner": record.owner_agency, "level": band, "kept": str(question.id)},
        sealed_words={"name": question.name},
    )


def suspend(officer: str) -> int:
    """Suspend the questions of an officer who may no longer ask them; 0 where he well may."""
    problem: CommonwealError = NotAllowed(
        "search.kept.no-standing",
        "The officer may not ask this any more: the role or the accreditation is over, or the agency is another now.",
    )
    why = stored.problem(problem)
    by = journal.systems_actor()
    entry = journal.write("search.kept.suspended", by=by, about=(f"officer/{officer}",)).entry
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select search_suspend_kept(%s, %s, %s)", [officer, why, entry])
        return cursor.fetchone()[0]
