"""Whole worlds of warrants, labels, records and facts of the day, for comparing what decides about them.

The field names are those of section 1 of ``docs/decision-table.md``. Levels, clearances, classifications and scopes are
the numbers of that page; a moment or a day that the page calls empty is ``None``, an empty text is ``""``.

``make_world`` draws on a seeded ``random.Random`` alone, so the same arguments give the same world everywhere. It leans
towards the edges of every condition: a mistake in a comparison shows at the very moment, day or degree where the answer
turns, and almost nowhere else.
"""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

NOTHING, SILENT, HIT, CORE, FULL = range(5)
UNIT, AGENCY, PARTY, ABROAD = range(4)
EVERY_PURPOSE = "*"

# Late in the evening of UTC: whoever takes today from a European clock is a day ahead, and is found out.
NOW = datetime(2026, 11, 17, 23, 30, 0, 250_000, tzinfo=UTC)

NATIONAL_KINDS = ("interior", "security", "border", "customs", "prosecutor", "financial", "drugs", "justice")
KINDS = (*NATIONAL_KINDS, "body")
PURPOSES = ("terrorism", "organised", "drugs", "weapons", "trafficking", "finance", "border", "missing")
UNITS = ("U1", "U2", "U3")
STATUSES = ("draft", "active", "blocked", "withdrawn")
HANDLING = ("H0", "H1", "H2", "H3")
BLIND_ROLES = ("contributor", "auditor", "admin", "exporter", "statistician")

# One turn of the roles; a world goes round it as often as it needs, so that no role is missing by chance.
ROLES = ("reader",) * 12 + ("desk",) * 2 + ("approver",) * 2 + ("reviewer",) * 2 + ("commission",) * 2 + BLIND_ROLES

# One turn of what may be wrong with a warrant; "" is a warrant in order.
FAULTS = ("closed", "unopened", "expired", "uncommitted", "purpose", "basis", "ground") + ("",) * 25

MICROSECOND = timedelta(microseconds=1)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Warrant:
    """What authorises a query. ``committed`` says that an earlier transaction committed it."""

    id: int
    officer: str
    party: str
    agency: str
    kind: str
    unit: str
    clearance: int
    role: str
    purpose: str
    basis: str
    case_ref: str
    standing_duty: str
    opened_at: datetime
    until: datetime
    closed_at: datetime | None
    committed: bool


@dataclass(frozen=True, slots=True)
class Label:
    """The immutable row that many records share."""

    id: int
    owner_party: str
    owner_agency: str
    owner_unit: str
    bank: str
    classification: int
    scope: int
    full: frozenset[str]
    core: frozenset[str]
    hit: frozenset[str]
    silent: frozenset[str]
    denied: frozenset[str]
    kinds: frozenset[str]
    purposes: frozenset[str]
    special_purposes: frozenset[str]
    protected: bool
    handling: str


@dataclass(frozen=True, slots=True)
class Record:
    """One record; ``label`` is the id of its label."""

    id: uuid.UUID
    label: int
    status: str
    expires: datetime
    contributor: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """What an owner exchanges with a reader from a bank, for a purpose or for every one."""

    owner: str
    bank: str
    reader: str
    purpose: str
    level: int
    valid_from: date
    valid_until: date | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Consent:
    """The owner's consent to an agency on one record."""

    record: uuid.UUID
    agency: str
    level: int
    until: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Review:
    """A draft put before another agency."""

    record: uuid.UUID
    agency: str
    until: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint about a record before a commission."""

    record: uuid.UUID
    agency: str
    until: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class World:
    """All that a decision looks at, at one moment. The label with id n is the n-th, counted from one."""

    now: datetime
    warrants: list[Warrant]
    labels: list[Label]
    records: list[Record]
    exchange: list[Exchange]
    consents: list[Consent]
    reviews: list[Review]
    complaints: list[Complaint]
    settled: bool = True


@dataclass(frozen=True, slots=True)
class _Agency:
    party: str
    code: str
    kind: str


def make_world(
    seed: int,
    *,
    warrants: int = 100,
    records: int = 20_000,
    labels: int = 1_500,
    parties: int = 12,
    banks: int = 3,
    agencies_per_party: int = 5,
    now: datetime = NOW,
) -> World:
    """A world that depends on the arguments alone and stands on the edge of every row of the table."""
    rng = Random(seed)
    states = [f"P{i:02d}" for i in range(parties)]
    bodies = [f"B{i:02d}" for i in range(max(2, parties // 10))]
    agencies = _agencies(states, bodies, agencies_per_party)
    issued, faults = _warrants(rng, now, agencies, warrants)
    made_labels = _labels(rng, agencies, issued, states + bodies, [f"bank-{i + 1}" for i in range(banks)], labels)
    made_records = _records(rng, now, made_labels, issued, records)
    sound = [w for w, fault in zip(issued, faults, strict=True) if not fault] or issued
    exchange = _exchange(rng, now, made_labels, sound, states + bodies)
    facts = _Facts(rng, now, sound, issued, made_labels, made_records)
    return World(
        now=now,
        warrants=issued,
        labels=made_labels,
        records=made_records,
        exchange=exchange,
        consents=facts.consents(records // 8),
        reviews=facts.reviews(records // 20),
        complaints=facts.complaints(records // 20),
    )


def _after(rng: Random, now: datetime) -> datetime:
    """A moment after now, often only just."""
    return now + rng.choice((MICROSECOND, SECOND, DAY * rng.randint(1, 3_000), DAY * rng.randint(1, 300)))


def _not_after(rng: Random, now: datetime) -> datetime:
    """Now itself, or a moment before it, often only just."""
    return now - rng.choice((timedelta(0), timedelta(0), MICROSECOND, SECOND, DAY * rng.randint(1, 300)))


def _end(rng: Random, now: datetime, live: float) -> datetime:
    """When something ends; ``live`` is the share that has not ended."""
    return _after(rng, now) if rng.random() < live else _not_after(rng, now)


def _closing(rng: Random, now: datetime, live: float) -> datetime | None:
    """When something was closed. A closing that bears a later time closes as well: it is not empty."""
    return None if rng.random() < live else rng.choice((now - DAY, now - MICROSECOND, now, now + SECOND))


def _agencies(states: list[str], bodies: list[str], per_party: int) -> list[_Agency]:
    """The agencies of each party. In every third state the first bears the code of one of the state before it."""
    agencies: list[_Agency] = []
    for i, state in enumerate(states):
        for j in range(per_party):
            kind = NATIONAL_KINDS[(i + j) % len(NATIONAL_KINDS)]
            code = f"{state}-{kind[:3].upper()}-{1 + j // len(NATIONAL_KINDS)}"
            if j == 0 and i % 3 == 1:
                before = agencies[-per_party]
                kind, code = before.kind, before.code
            agencies.append(_Agency(state, code, kind))
    agencies += [_Agency(body, f"{body}-BOD-{j}", "body") for body in bodies for j in (1, 2)]
    return agencies


def _shuffled_turns(rng: Random, turn: tuple[str, ...], count: int) -> list[str]:
    dealt = [turn[i % len(turn)] for i in range(count)]
    rng.shuffle(dealt)
    return dealt


def _warrants(rng: Random, now: datetime, agencies: list[_Agency], count: int) -> tuple[list[Warrant], list[str]]:
    """The warrants, and what is wrong with each."""
    codes: dict[str, int] = defaultdict(int)
    for agency in agencies:
        codes[agency.code] += 1
    shared = [agency for agency in agencies if codes[agency.code] > 1] or agencies
    roles = _shuffled_turns(rng, ROLES, count)
    faults = _shuffled_turns(rng, FAULTS, count)
    issued = []
    for i in range(count):
        agency = rng.choice(shared if rng.random() < 0.2 else agencies)
        # A few officers hold two warrants, as somebody does who serves in two roles.
        officer = issued[rng.randrange(i)].officer if i and rng.random() < 0.06 else f"officer-{i:04d}"
        issued.append(_warrant(rng, now, i, officer, agency, roles[i], faults[i]))
    return issued, faults


def _warrant(rng: Random, now: datetime, number: int, officer: str, agency: _Agency, role: str, fault: str) -> Warrant:
    opened_at = now - rng.choice((timedelta(0), MICROSECOND, SECOND, timedelta(hours=rng.randint(1, 7))))
    until = now + rng.choice((MICROSECOND, SECOND, timedelta(hours=rng.randint(1, 7))))
    if fault == "unopened":
        opened_at = now + rng.choice((MICROSECOND, SECOND))
        until = now + timedelta(hours=8)
    if fault == "expired":
        opened_at = now - timedelta(hours=8)
        until = now - rng.choice((timedelta(0), timedelta(0), MICROSECOND, SECOND))
    case_ref, standing_duty = rng.choice((("case 7", ""), ("", "patrol"), ("case 7", "patrol")))
    if fault == "ground":
        case_ref = standing_duty = ""
    return Warrant(
        id=number,
        officer=officer,
        party=agency.party,
        agency=agency.code,
        kind=agency.kind,
        unit=rng.choice(UNITS),
        clearance=rng.choices(range(4), (1, 2, 3, 3))[0],
        role=role,
        purpose="" if fault == "purpose" else rng.choice(PURPOSES),
        basis="" if fault == "basis" else "article 1",
        case_ref=case_ref,
        standing_duty=standing_duty,
        opened_at=opened_at,
        until=until,
        closed_at=rng.choice((now - MICROSECOND, now, now + SECOND)) if fault == "closed" else None,
        committed=fault != "uncommitted",
    )


def _circle(rng: Random, parties: list[str]) -> tuple[set[str], ...]:
    """Five sets of parties, in the order full, core, hit, silent, denied; some parties stand in several."""
    sets: tuple[set[str], ...] = (set(), set(), set(), set(), set())
    for party in parties:
        for place in rng.choices(range(5), (42, 20, 18, 12, 8), k=2 if rng.random() < 0.15 else 1):
            # The last place means no list at all: denial is drawn apart, so that it also falls on those listed.
            if place < 4:
                sets[place].add(party)
        if rng.random() < 0.05:
            sets[4].add(party)
    return sets


def _some(rng: Random, codes: tuple[str, ...]) -> frozenset[str]:
    """All codes, most, some, or none."""
    drawn = rng.random()
    if drawn < 0.06:
        return frozenset()
    if drawn < 0.76:
        return frozenset(codes)
    return frozenset(rng.sample(codes, rng.randint(len(codes) // 2, len(codes) - 1)))


def _labels(
    rng: Random, agencies: list[_Agency], issued: list[Warrant], parties: list[str], banks: list[str], count: int
) -> list[Label]:
    # In a world of many agencies few would own anything that a warrant reaches, so owners are drawn from both.
    reached = {(w.party, w.agency) for w in issued}
    serving = [a for a in agencies if (a.party, a.code) in reached] or agencies
    circles = [_circle(rng, parties) for _ in range(60)]
    # No party keeps more than a few of many banks, or the owners and banks would hardly ever meet a row of exchange.
    kept = {party: rng.sample(banks, min(3, len(banks))) for party in parties}
    labels = []
    for number in range(1, count + 1):
        owner = rng.choice(serving if rng.random() < 0.6 else agencies)
        full, core, hit, silent, denied = sets = tuple(set(chosen) for chosen in rng.choice(circles))
        for party in rng.sample(parties, min(2, len(parties))):
            sets[rng.randrange(5)].add(party)
        protected = rng.random() < 0.15
        denied.discard(owner.party)  # such a label is refused when it is made
        labels.append(
            Label(
                id=number,
                owner_party=owner.party,
                owner_agency=owner.code,
                owner_unit=rng.choice(UNITS),
                bank=rng.choice(kept[owner.party]),
                classification=rng.choices(range(4), (3, 4, 3, 1))[0],
                scope=rng.choices(range(4), (7, 6, 9, 78))[0],
                full=frozenset(full),
                core=frozenset(core),
                hit=frozenset(hit),
                silent=frozenset(silent),
                denied=frozenset(denied),
                kinds=_some(rng, KINDS),
                # What is protected names few purposes, so that most warrants are strangers to it.
                purposes=frozenset(rng.sample(PURPOSES, rng.randint(0, 4))) if protected else _some(rng, PURPOSES),
                special_purposes=frozenset(rng.sample(PURPOSES, rng.randint(0, 3))),
                protected=protected,
                handling=rng.choice(HANDLING),
            )
        )
    return labels


def _records(rng: Random, now: datetime, labels: list[Label], issued: list[Warrant], count: int) -> list[Record]:
    """The records. Contributors are officers of the owner's agency where it has any, at times reviewers, or anybody."""
    of_agency: dict[tuple[str, str], list[str]] = defaultdict(list)
    for warrant in issued:
        of_agency[warrant.party, warrant.agency].append(warrant.officer)
    reviewers = [w.officer for w in issued if w.role == "reviewer"] or ["officer-0000"]
    anybody = [w.officer for w in issued] + [f"staff-{i:03d}" for i in range(50)]
    records = []
    for _ in range(count):
        label = rng.choice(labels)
        drawn = rng.random()
        house = of_agency.get((label.owner_party, label.owner_agency)) if drawn < 0.6 else None
        records.append(
            Record(
                id=uuid.UUID(int=rng.getrandbits(128), version=4),
                label=label.id,
                status=rng.choices(STATUSES, (10, 78, 6, 6))[0],
                expires=_end(rng, now, 0.9),
                contributor=rng.choice(house or (reviewers if drawn > 0.85 else anybody)),
            )
        )
    return records


def _exchange(
    rng: Random, now: datetime, labels: list[Label], sound: list[Warrant], parties: list[str]
) -> list[Exchange]:
    """Rows for the owners, banks and readers that meet; a sample of them where there are too many to list."""
    places = sorted({(label.owner_party, label.bank) for label in labels})
    if len(places) * len(parties) <= 12_000:
        keys = [(owner, bank, reader) for owner, bank in places for reader in parties if reader != owner]
    else:
        drawn = ((rng.choice(labels), rng.choice(sound)) for _ in range(12_000))
        meeting = {(label.owner_party, label.bank, w.party) for label, w in drawn if label.owner_party != w.party}
        keys = sorted(meeting)
    rows = (row for key in keys for row in _rows(rng, now.astimezone(UTC).date(), *key))
    return list(dict.fromkeys(rows))


def _rows(rng: Random, today: date, owner: str, bank: str, reader: str) -> list[Exchange]:
    """The rows of one owner, bank and reader: those that count, and those that only seem to."""
    rows = []

    def add(purpose: str, level: int, window: tuple[date, date | None], confirmed: bool = True) -> None:
        rows.append(Exchange(owner, bank, reader, purpose, level, *window, confirmed))

    def current() -> tuple[date, date | None]:
        begin = rng.choice((today, today - DAY, today - 30 * DAY, today - 400 * DAY))
        return begin, rng.choice((None, None, today + DAY, today + 90 * DAY))

    def past_or_coming() -> tuple[date, date | None]:
        return rng.choice(
            (
                (today - 30 * DAY, today),
                (today - DAY, today),
                (today - 90 * DAY, today - DAY),
                (today + DAY, None),
                (today + DAY, today + 30 * DAY),
            )
        )

    def level() -> int:
        return rng.choices((HIT, CORE, FULL), (20, 25, 55))[0]

    if rng.random() < 0.93:
        for _ in range(rng.choice((0, 1, 1, 1, 2))):  # one key may stand at several levels
            add(EVERY_PURPOSE, level(), current())
        for purpose in rng.choices(PURPOSES, k=rng.choice((0, 1, 2, 5))):
            add(purpose, level(), current())
    if rng.random() < 0.25:
        add(rng.choice((EVERY_PURPOSE, *PURPOSES)), FULL, past_or_coming())
    if rng.random() < 0.25:
        add(rng.choice((EVERY_PURPOSE, *PURPOSES)), FULL, current(), confirmed=False)
    return rows


class _Facts:
    """Consents, reviews and complaints, mostly where a warrant in order meets them."""

    def __init__(
        self,
        rng: Random,
        now: datetime,
        sound: list[Warrant],
        issued: list[Warrant],
        labels: list[Label],
        records: list[Record],
    ) -> None:
        self.rng = rng
        self.now = now
        self.sound = sound
        self.issued = issued
        self.records = records
        self.label_of = {label.id: label for label in labels}
        self.drafts = [r for r in records if r.status == "draft"] or records
        self.contributed: dict[str, list[Record]] = defaultdict(list)
        for record in self.drafts:
            self.contributed[record.contributor].append(record)

    def _warrant(self, role: str) -> Warrant:
        """Mostly a warrant in order of the role that the fact is meant for, at times any other."""
        meant = [w for w in self.sound if w.role == role]
        return self.rng.choice(meant if meant and self.rng.random() < 0.85 else self.issued)

    def _denied(self, party: str) -> Record:
        """A record that is denied to the party, if one is soon found."""
        tried = [self.rng.choice(self.records) for _ in range(30)]
        return next((r for r in tried if party in self.label_of[r.label].denied), tried[0])

    def consents(self, count: int) -> list[Consent]:
        made: list[Consent] = []
        for _ in range(count if self.records else 0):
            if made and self.rng.random() < 0.3:
                record, agency = made[-1].record, made[-1].agency  # several stand on one record
            else:
                warrant = self._warrant("reader")
                denied = self.rng.random() < 0.1
                record = (self._denied(warrant.party) if denied else self.rng.choice(self.records)).id
                agency = warrant.agency
            ends = _end(self.rng, self.now, 0.8), _closing(self.rng, self.now, 0.8)
            made.append(Consent(record, agency, self.rng.choice((CORE, FULL)), *ends))
        return made

    def reviews(self, count: int) -> list[Review]:
        made = []
        for _ in range(count if self.records else 0):
            warrant = self._warrant("reviewer")
            drawn = self.rng.random()
            own = self.contributed.get(warrant.officer) if drawn < 0.25 else None
            record = self.rng.choice(own or (self.drafts if drawn < 0.9 else self.records))
            ends = _end(self.rng, self.now, 0.8), _closing(self.rng, self.now, 0.8)
            made.append(Review(record.id, warrant.agency, *ends))
        return made

    def complaints(self, count: int) -> list[Complaint]:
        made = []
        for _ in range(count if self.records else 0):
            agency = self._warrant("commission").agency
            ends = _end(self.rng, self.now, 0.8), _closing(self.rng, self.now, 0.8)
            made.append(Complaint(self.rng.choice(self.records).id, agency, *ends))
        return made
