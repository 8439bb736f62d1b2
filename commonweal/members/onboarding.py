"""Many officers come, change and leave by one file: a plan first, then the same plan carried out, all or nothing.

Who is not in the file leaves on explicit word only, with the number that the plan told. What gives rights (agency,
unit, clearance, roles) is never changed: whoever moves or rises gets a new entry under a new code.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from django.db import transaction

from commonweal.audit import journal
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.handling import warrants
from commonweal.handling.terms import Role
from commonweal.members import actions, roster
from commonweal.members.models import Accreditation, Agency, Officer
from commonweal.members.roster import Entry

Rows = Iterable[tuple[int, Mapping[str, str]]]
MOST = 5_000
"""Officers of one file."""
FIXED = ("agency", "unit", "clearance", "roles")
OPEN = ("rank", "name", "name_latin")


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one row, or of an officer who is in none: added, changed, same, refused or leaving.

    `changes` names the fields that differ; of a refused row `code` and `message` with its values say why.
    """

    row: int
    officer: str
    outcome: str
    entry: Entry | None = None
    changes: tuple[str, ...] = ()
    problem: BadInput | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a file would do to the register, in the order of its rows; those who leave come last."""

    steps: tuple[Step, ...]
    digest: str
    """Of the rows and the outcomes: a plan that is carried out is the one that was shown."""

    def of(self, outcome: str) -> list[Step]:
        """The steps with this outcome."""
        return [step for step in self.steps if step.outcome == outcome]


def plan(rows: Rows, *, officer: str) -> Plan:
    """What these rows (number, cells by heading) would do, asked by this administrator. Writes nothing.

    Raises BadInput where columns are missing or the file is too long; what is wrong with one row stands in its step.
    """
    read = list(rows)
    if not read or len(read) > MOST:
        raise BadInput("members.roster.size", "A roster has between 1 and {most} officers.", most=MOST)
    places = roster.columns(list(read[0][1]))
    register = _Register(officer, read, places)
    steps = [register.step(number, cells) for number, cells in read]
    steps += register.leaving()
    said = [[step.row, step.officer, step.outcome, step.changes, _plain(step.entry)] for step in steps]
    digest = hashlib.sha256(json.dumps(said, default=str, ensure_ascii=False).encode()).hexdigest()
    return Plan(tuple(steps), digest)


def _plain(entry: Entry | None) -> dict | None:
    return asdict(entry) if entry else None


class _Register:
    """The register as the plan looks at it, read once."""

    def __init__(self, officer: str, rows: list, places: Mapping[str, str]) -> None:
        self.officer, self.places = officer, places
        self.parents = dict(Agency.objects.values_list("code", "parent"))
        manager = Officer.objects.filter(code=officer, suspended_at=None).first()
        self.home = manager.agency_id if manager is not None and Role.ADMIN in manager.roles else None
        self.officers = Officer.objects.in_bulk()
        self.terms: dict[str, list[tuple]] = {}
        for code, since, until in Accreditation.objects.values_list("officer_id", "since", "until"):
            self.terms.setdefault(code, []).append((since, until))
        self.named: set[str] = set()
        self.agencies: set[str] = set()

    def step(self, number: int, cells: Mapping[str, str]) -> Step:
        """What becomes of one row."""
        code = str(cells.get(self.places["code"], ""))[:40].strip().upper()
        try:
            entry = roster.entry(cells, self.places)
            self._check(entry)
            known = self.officers.get(entry.code)
            changes = self._changes(entry, known) if known else ()
        except BadInput as problem:
            self.named.add(code)  # who stands in a faulty row has not left
            return Step(number, code, "refused", problem=problem)
        self.named.add(entry.code)
        self.agencies.add(entry.agency)
        outcome = "added" if known is None else "changed" if changes else "same"
        return Step(number, entry.code, outcome, entry, changes)

    def leaving(self) -> list[Step]:
        """Officers of the agencies of the file who are in none of its rows, are not suspended, and are not oneself."""
        gone = [
            one.code
            for one in self.officers.values()
            if one.agency_id in self.agencies
            and one.code not in self.named
            and one.suspended_at is None
            and one.code != self.officer
        ]
        return [Step(0, code, "leaving") for code in sorted(gone)]

    def _check(self, entry: Entry) -> None:
        if entry.code in self.named:
            raise BadInput(
                "members.roster.repeated",
                "{officer} stands in an earlier row; keep one of the two.",
                officer=entry.code,
            )
        if entry.agency not in self.parents:
            raise BadInput(
                "members.roster.no-agency",
                "There is no agency {agency}; enter it in the register first, or mend the code.",
                agency=entry.agency[:40],
            )
        if not self._manages(entry.agency):
            raise BadInput(
                "members.roster.not-yours",
                "The agency {agency} is not at or below yours; its own administrator enters its officers.",
                agency=entry.agency,
            )
        if not entry.since < entry.until <= entry.since + actions.LONGEST_ACCREDITATION:
            raise BadInput(
                "members.roster.term",
                "An accreditation ends after it begins and lasts at most five years; mend its days.",
            )

    def _manages(self, agency: str) -> bool:
        """Whether the administrator's agency is this one or above it."""
        seen: set[str] = set()
        while agency and agency not in seen:
            if agency == self.home:
                return True
            seen.add(agency)
            agency = self.parents.get(agency)
        return False

    def _changes(self, entry: Entry, known: Officer) -> tuple[str, ...]:
        standing = {"agency": known.agency_id, "unit": known.unit, "clearance": known.clearance}
        fixed = [name for name in ("agency", "unit", "clearance") if standing[name] != getattr(entry, name)]
        fixed += ["roles"] if set(known.roles) != set(entry.roles) else []
        if fixed:
            raise BadInput(
                "members.roster.fixed",
                "{officer} stands in the register with another {fields}; enter the new standing under a new code.",
                officer=entry.code,
                fields=", ".join(fixed),
            )
        if known.suspended_at is not None:
            raise BadInput(
                "members.roster.suspended",
                "{officer} has left or is suspended; who comes back gets a new code.",
                officer=entry.code,
            )
        changed = [name for name in OPEN if getattr(known, name) != getattr(entry, name)]
        changed += ["until"] if self._extends(entry) else []
        if changed and entry.code == self.officer:
            raise BadInput("members.roster.oneself", "Nobody changes his own entry; another administrator does.")
        return tuple(changed)

    def _extends(self, entry: Entry) -> bool:
        """Whether the row gives a term beyond those that stand; raises where it would shorten one."""
        terms = self.terms.get(entry.code, [])
        if (entry.since, entry.until) in terms:
            return False
        last = max((until for _, until in terms), default=None)
        if last is not None and entry.until < last:
            raise BadInput(
                "members.roster.shorter",
                "{officer} is accredited until {day}; no term is shortened: take him out of the roster when he leaves.",
                officer=entry.code,
                day=f"{last:%Y-%m-%d}",
            )
        return last is None or entry.until > last


def carry_out(rows: Rows, token: str, *, digest: str, leave: int | None = None) -> Plan:
    """Carry the plan of these rows out under an administrator's warrant, in one transaction; returns it.

    `digest` is that of the plan that was shown: where the register has changed meanwhile, nothing is done. Who is in
    no row leaves only where `leave` is their number; without it they stay. Refused rows are passed over.
    """
    read = list(rows)
    with warrants.reading(token) as holder, transaction.atomic():
        if holder.role != Role.ADMIN:
            raise NotAllowed("members.roster.not-admin", "Officers are entered under the warrant of an administrator.")
        made = plan(read, officer=holder.officer)
        if made.digest != digest:
            raise NotNow("members.roster.changed", "The register has changed since the plan was made; look at it anew.")
        gone = made.of("leaving")
        if leave is not None and leave != len(gone):
            raise BadInput(
                "members.roster.other-number",
                "{number} officers would leave, not {said}; look at the plan anew and say the number.",
                number=len(gone),
                said=leave,
            )
        _enter(made, by=holder.actor)
        for step in gone if leave else ():
            actions.suspend(Officer.objects.get(code=step.officer), because="not in the roster", by=holder.actor)
        counts = {outcome: len(made.of(outcome)) for outcome in ("added", "changed", "same", "refused")}
        journal.record(
            "members.roster.carried-out",
            by=holder.actor,
            about=(f"agency/{holder.agency}",),
            left=len(gone) if leave else 0,
            digest=digest,
            **counts,
        )
    return made


def _enter(made: Plan, *, by: journal.Actor) -> None:
    """New officers, new names and ranks, new terms."""
    fields = ("code", "rank", "name", "name_latin", "unit", "clearance")
    Officer.objects.bulk_create(
        Officer(agency_id=e.agency, roles=list(e.roles), **{name: getattr(e, name) for name in fields})
        for e in (step.entry for step in made.of("added"))
    )
    for step in made.of("changed"):
        renamed = {name: getattr(step.entry, name) for name in step.changes if name in OPEN}
        if renamed:
            Officer.objects.filter(code=step.officer).update(**renamed)
    for step in (*made.of("added"), *(each for each in made.of("changed") if "until" in each.changes)):
        officer = Officer.objects.select_related("agency__parent").get(code=step.officer)
        actions.accredit(officer, since=step.entry.since, until=step.entry.until, by=by)
