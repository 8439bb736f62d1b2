"""The life of data, by a time machine: eleven simulated years in daily steps over 20,000 records.

Every day at midnight the set that a reader of another state sees is held against an oracle written from the rules alone
(`trust_life_rules`), before the house has done anything. The clock process runs an hour later, but for three outages.
At the end every erasure must have had its warning in time, no record may have outlived its term by a day, and everybody
who was shown a record that was withdrawn, blocked or erased must have his notice.

`python -m tools.prove trust_life`
"""

import hashlib
import json
import random
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import psycopg
from django.db import connection

from commonweal.audit import journal
from commonweal.databanks import actions, expiry
from commonweal.databanks.actions import enquiries, extensions, receipts
from commonweal.handling import warrants
from commonweal.house import database, places
from tests import factories
from tools.prove import scratch
from tools.prove.line import Line
from tools.prove.trust_life_rules import DAY, WARNING, Kept, clock_runs, midnight_behind
from tools.prove.victims_clock import ENTERED, Standing, standing

YEARS, RECORDS, BATCHES = 11, 20_000, 50
DAYS = YEARS * 365 + YEARS // 4
CLASSES = {"wanted": 60, "missing": 60, "procedure": 36, "discreet": 12, "analysis": 36, "victim-witness-minor": 12}
"""Months; written down here anew, because the oracle knows no file of the house."""
OUTAGES = ((400, 440), (1_500, 1_650), (3_000, 3_010))
"""Days on which the clock process is dead."""
RECEIVERS = {"KZ-1": "KZ-MIA", "RU-1": "RU-MIA"}
SUM = "select count(*), coalesce(sum(('x' || substr(md5(id::text), 1, 15))::bit(60)::bigint), 0) from databanks_record"


class Machine:
    """The house, its oracle, and the day."""

    def __init__(self, superuser: psycopg.Connection, clock: Standing, folder: Path, seed: int = 7) -> None:
        self.superuser, self.clock, self.folder, self.dice = superuser, clock, folder, random.Random(seed)
        self.settings = database.connection_settings("cw_clock", places.database_name())
        self.kept: dict[uuid.UUID, Kept] = {}
        self.hash: dict[uuid.UUID, int] = {}
        self.alive: list[uuid.UUID] = []
        self.wrong_days: list[str] = []
        self.looks = self.overdue = self.deeds = 0
        self.reader = self._reader()

    def _reader(self) -> str:
        token = factories.open_as("KZ-1")
        self.superuser.execute("update handling_warrant set until = '2100-01-01' where closed_at is null")
        return token

    def look(self) -> None:
        """What the reader sees, against the oracle."""
        self.looks += 1
        now = self.clock.moment
        seen = [record for record in self.alive if self.kept[record].seen(now)]
        with warrants.reading(self.reader), connection.cursor() as cursor:
            cursor.execute(SUM)
            found = tuple(map(int, cursor.fetchone()))
        if found != (len(seen), sum(self.hash[record] for record in seen)):
            self.wrong_days.append(f"{now:%Y-%m-%d %H:%M:%S}: {found[0]} instead of {len(seen)}")

    def work(self) -> None:
        """The clock process does its work, and so does the oracle."""
        expiry.expire(self.settings)
        clock_runs([self.kept[record] for record in self.alive], self.clock.moment)
        self.alive = [record for record in self.alive if self.kept[record].erased is None]
        left = self.superuser.execute("select count(*) from databanks_record where expires <= common_now()")
        self.overdue += left.fetchone()[0]

    def enter(self, number: int) -> None:
        """A contribution: new records of every class and length; of old ones a later end, which changes nothing."""
        now, lines, terms = self.clock.moment, [], {}
        for n in range(RECORDS // BATCHES):
            ref, klass = f"UZ-{number}-{n}", self.dice.choice(list(CLASSES))
            until = self._until(now.date(), CLASSES[klass])
            terms[ref] = until
            line = factories.person(ref, "Karimov", f"A{n}", retention={"class": klass, "until": until.isoformat()})
            line["narrative"] |= {"subject": ["suspect"], "facts": ["Did not come to the hearing"]}
            line["basis"] |= {"date": "2026-02-01"}  # the entry gate asks for it, and for the two above
            lines.append(line)
        again = self.dice.sample(self.alive, min(20, len(self.alive)))
        for record in again:
            each = self.kept[record]
            later = {"class": "wanted", "until": self._until(now.date(), 12, most=True).isoformat()}
            if now < each.end:
                lines.append(factories.person(each.ref, "Karimov", "Changed", retention=later))
        factories.contribute(self.folder, lines, name=f"{number}.jsonl")
        rows = self.superuser.execute("select owner_ref, record_id from databanks_identity where version = 1")
        for ref, record in rows.fetchall():
            if ref in terms:
                self.kept[record] = Kept(ref, midnight_behind(_moment(terms[ref]), 0), now)
                self.hash[record] = int(hashlib.md5(str(record).encode(), usedforsecurity=False).hexdigest()[:15], 16)
                self.alive.append(record)
        for record in again:
            each = self.kept[record]
            if now < each.end:
                each.withdrawn = False  # contributed anew, it stands again
                each.recall()
                each.ends(min(each.end, midnight_behind(_moment(self._until(now.date(), 12, most=True)), 0)), now)

    def _until(self, day: date, months: int, *, most: bool = False) -> date:
        """The last day that the class allows, or a shorter term, now and then only days."""
        year, month = divmod(day.month - 1 + months, 12)
        last = date(day.year + year, month + 1, 1) + (day.day - 1) * DAY
        if last.month != month + 1:
            last = date(last.year, last.month, 1) - DAY
        drawn = 0.0 if most else self.dice.random()
        if drawn < 0.4:
            return last
        return day + timedelta(
            days=self.dice.randint(1, 100) if drawn > 0.9 else self.dice.randint(1, (last - day).days)
        )

    def show(self) -> None:
        """An officer of another agency opens a few records in full: that is what the journal's touches say."""
        officer, agency = self.dice.choice(list(RECEIVERS.items()))
        some = [
            each
            for each in self.dice.sample(self.alive, min(20, len(self.alive)))
            if self.kept[each].seen(self.clock.moment)
        ]
        token = factories.open_as(officer)
        with warrants.reading(token) as holder:
            touches = [journal.Touch(record, "UZ", "UZ-MIA", 4) for record in some]
            journal.record("databanks.record.disclosed", by=holder.actor, touches=touches)
        for record in some:
            self.kept[record].shown.add(agency)

    def deed(self) -> None:
        """Something befalls a record of which nothing was said yet."""
        now = self.clock.moment
        record = self.dice.choice(self.alive)
        each = self.kept[record]
        if not each.seen(now) or each.heard_by or each.asked or each.end - now < DAY:
            return
        self.deeds += 1
        match self.dice.choice(("extend", "extend", "decline", "achieve", "withdraw", "complain", "correct")):
            case "extend" | "decline" as event:
                self._extend(record, each, event)
            case "achieve":
                actions.achieve(record, self._approver(), outcome="located", because="found")
                each.ends(min(each.end, midnight_behind(now, 15)), now)
            case "withdraw":
                actions.withdraw(record, self._approver(), because="no longer sought")
                each.withdrawn = True
                each.recall()
            case "complain":
                self.superuser.execute(
                    "insert into handling_complaint (record, agency, until, opened_by)"
                    " values (%s, 'AM-MIA', %s, 'AM-1')",
                    [record, now + 400 * DAY],
                )
                receipts.contest(factories.open_as("AM-1", "commission"), record, because="perhaps political")
                each.heard_by = midnight_behind(now, 30)
                each.block()
                each.shown.add("AM-MIA")
            case "correct":
                enquiries.ask(factories.open_as("KZ-1"), record, kind="wrong", text="another year")
                each.asked = midnight_behind(now, 30)
                each.shown.add("KZ-MIA")

    def _extend(self, record: uuid.UUID, each: Kept, event: str) -> None:
        now = self.clock.moment
        until = self._until(now.date(), 12, most=True)
        end = midnight_behind(_moment(until), 0)
        klass = self.superuser.execute("select retention_class from databanks_narrative where record_id = %s", [record])
        if CLASSES[klass.fetchone()[0]] < 12 or end <= each.end:
            return
        asked = extensions.ask(
            factories.open_as("UZ-3", "desk", "own-records"), record, until=until, reasons="needed", weighed=["need"]
        )
        decided = "grant" if event == "extend" else "decline"
        extensions.decide(self._approver(), asked.id, event=decided, words="weighed anew")
        if decided == "grant":
            each.ends(end, now)

    def _approver(self) -> str:
        return factories.open_as("UZ-2", "approver", "contribution")


def _moment(day: date) -> datetime:
    return datetime.combine(day, ENTERED.timetz())


def prove() -> list[Line]:
    """Live eleven years, then look back."""
    with (
        scratch.database() as house,
        house.superuser() as superuser,
        standing(superuser) as clock,
        _one_connection(house.connect("cw_clock", autocommit=True)),
    ):
        factories.cast(superuser)
        superuser.execute("update members_accreditation set until = '2100-01-01'")
        with tempfile.TemporaryDirectory() as folder:
            machine = Machine(superuser, clock, Path(folder))
            _live(machine, clock)
            return _look_back(machine, superuser)


@contextmanager
def _one_connection(kept: psycopg.Connection) -> Iterator[None]:
    """The clock process's work on one connection for all days: four thousand would plan every statement anew."""
    with patch.object(expiry, "psycopg", SimpleNamespace(connect=lambda **_: nullcontext(kept))), kept:
        yield


def _live(machine: Machine, clock: Standing) -> None:
    first = datetime.combine(ENTERED.date(), datetime.min.time(), ENTERED.tzinfo) + DAY
    batches = {round(n * 365 * 8 / BATCHES): n for n in range(BATCHES)}
    for day in range(DAYS):
        midnight = first + day * DAY
        if day % 30 == 0:
            clock.to(midnight - timedelta(microseconds=1))
            machine.look()
        clock.to(midnight)
        machine.look()
        clock.to(midnight + timedelta(hours=1))
        if not _dead(day):
            machine.work()
        clock.to(midnight + timedelta(hours=9))
        if day in batches:
            machine.enter(batches[day])
        if machine.alive and day % 11 == 0:
            machine.show()
        if machine.alive and day % 7 == 0:
            machine.deed()


def _dead(day: int) -> bool:
    return any(start <= day < end for start, end in OUTAGES)


def _look_back(machine: Machine, superuser: psycopg.Connection) -> list[Line]:
    erased = superuser.execute("select record, ended, warned_at, erased_at from databanks_erasure").fetchall()
    expected = {record: each for record, each in machine.kept.items() if each.erased is not None}
    late = [record for record, ended, warned, _ in erased if not _in_time(machine.kept[record], ended, warned)]
    unwarned = [row for row in erased if row[2] is None or row[2] > row[3]]
    outlived = [row for row in erased if row[3] - row[1] > DAY and not _in_outage(row[1], row[3])]
    notices = superuser.execute("select record, agency from databanks_notice").fetchall()
    owed = {(record, agency) for record, each in machine.kept.items() for agency in each.owed}
    lead = sorted(((ended - warned) / DAY for _, ended, warned, _ in erased if warned is not None), reverse=True)
    texts = superuser.execute(
        "select string_agg(entry, '') from audit_entry where entry like '%databanks.record.expired%'"
    )
    return [
        Line(
            "what a reader of another state sees, every day of eleven years",
            f"{len(machine.wrong_days)} of {machine.looks} looks differ {machine.wrong_days[:2] or ''}"
            f" over {len(machine.kept):,} records and {machine.deeds} deeds",
            "0, the clock process alive or dead",
            not machine.wrong_days and len(machine.kept) == RECORDS,
        ),
        Line(
            "every erasure had its warning",
            f"{len(unwarned)} of {len(erased):,} without; {len(late)} later than four months before the end or a day"
            f" after the end was set; half had {lead[len(lead) // 2]:.0f} days or more",
            "0 and 0",
            not unwarned and not late and len(erased) == len(expected),
        ),
        Line(
            "no record outlives its term by a day",
            f"{len(outlived)} of {len(erased):,}; {machine.overdue} left behind after the clock process ran",
            "0 while the clock process lives, and unseen from the first moment",
            not outlived and not machine.overdue,
        ),
        Line(
            "everybody who was shown a record that was withdrawn, blocked, corrected or erased has his notice",
            f"{len(owed - set(notices))} missing, {len(set(notices) - owed)} too many, {len(notices) - len(set(notices))}"
            f" twice, of {len(owed):,}",
            "0",
            sorted(notices) == sorted(owed),
        ),
        Line(
            "an erasure leaves ids and moments alone",
            f"{(texts.fetchone()[0] or '').count('Karimov')} names in {json.dumps(len(erased))} erasures",
            "0",
            {row[0] for row in erased} == set(expected),
        ),
    ]


def _in_time(each: Kept, ended: datetime, warned: datetime | None) -> bool:
    """Whether the warning came four months before the end, or within a day of the moment at which that end was set."""
    if warned is None:
        return False
    due = max(ended - WARNING, each.since)
    return warned <= due + DAY or _in_outage(due, warned)


def _in_outage(since: datetime, till: datetime) -> bool:
    """Whether the clock process was dead at some moment between these two, and worked within a day of its return."""
    first = datetime.combine(ENTERED.date(), datetime.min.time(), ENTERED.tzinfo) + DAY
    dead = [(first + start * DAY, first + end * DAY) for start, end in OUTAGES]
    return any(since < end and start <= till <= end + DAY for start, end in dead)
