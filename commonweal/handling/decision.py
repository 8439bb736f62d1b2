"""The access policy: docs/decision-table.md as one list, from which every enforcement is made.

`TABLE` is the list. Each condition is a small expression over predicates; each predicate says the same thing
twice, as a Python function over a `Case` and as SQL over a label `l`, a row `r` and the warrant `me`. `decide`
walks the list; `handling.sql` renders it to row-level security and to the search index's filter; the page "who
sees this and why" shows the words of the row that decided.

Knows no Django: the list can be tested, mutated and rendered anywhere.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from commonweal.handling.terms import Level


@dataclass(frozen=True, slots=True)
class Warrant:
    """What authorises a query: who asks, in what capacity, for what purpose."""

    officer: str
    party: str
    agency: str
    kind: str
    unit: str
    clearance: int
    role: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Label:
    """The owner's restrictions, shared by many records, never changed once written."""

    owner_party: str
    owner_agency: str
    owner_unit: str
    bank: str
    classification: int
    scope: int
    full: frozenset[str] = frozenset()
    core: frozenset[str] = frozenset()
    hit: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    special_purposes: frozenset[str] = frozenset()
    protected: bool = False
    handling: str = "H0"


@dataclass(frozen=True, slots=True)
class Case:
    """One question to the policy: this warrant, this label, this record, on this moment.

    `warrant` is None when no warrant is in order. `exchange` is the level that the instruments in force allow
    from the owner to the reader for this bank and purpose; `consents` the levels of valid consents for the
    reader's agency on this record; `settled` whether the journal's witnesses confirmed it in time.
    """

    warrant: Warrant | None
    label: Label
    status: str
    expires: datetime
    contributor: str
    now: datetime
    exchange: int = 0
    consents: frozenset[int] = frozenset()
    review_open: bool = False
    complaint_open: bool = False
    settled: bool = True


@dataclass(frozen=True, slots=True)
class Predicate:
    """One elementary statement in three forms: name, Python, SQL."""

    name: str
    holds: Callable[[Case], bool]
    sql: str

    def __and__(self, other: "Condition") -> "All":
        return All((self, other))

    def __or__(self, other: "Condition") -> "Some":
        return Some((self, other))

    def __invert__(self) -> "No":
        return No(self)


class _Compound:
    def __and__(self, other: "Condition") -> "All":
        return All((self, other))

    def __or__(self, other: "Condition") -> "Some":
        return Some((self, other))

    def __invert__(self) -> "No":
        return No(self)


@dataclass(frozen=True, slots=True)
class All(_Compound):
    """Every part holds."""

    parts: tuple["Condition", ...]

    def holds(self, case: Case) -> bool:
        return all(part.holds(case) for part in self.parts)

    @property
    def sql(self) -> str:
        return "(" + " and ".join(part.sql for part in self.parts) + ")"


@dataclass(frozen=True, slots=True)
class Some(_Compound):
    """At least one part holds."""

    parts: tuple["Condition", ...]

    def holds(self, case: Case) -> bool:
        return any(part.holds(case) for part in self.parts)

    @property
    def sql(self) -> str:
        return "(" + " or ".join(part.sql for part in self.parts) + ")"


@dataclass(frozen=True, slots=True)
class No(_Compound):
    """The part does not hold. No predicate is ever null in SQL, so `not` is exact."""

    part: "Condition"

    def holds(self, case: Case) -> bool:
        return not self.part.holds(case)

    @property
    def sql(self) -> str:
        return f"(not {self.part.sql})"


Condition = Predicate | All | Some | No


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: number, condition, level, and the reason in words (translatable)."""

    number: int
    when: Condition
    level: Level
    because: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What the policy answered, and which row decided."""

    level: Level
    row: Row


# --- predicates: the warrant --------------------------------------------------------------------------------------
# In SQL, {me.x} is the warrant's value read once a statement; {l.x} the label; {r.x} the row that is protected.
# A warrant that is not in order yields no row, so {me.officer} is null and nothing else is looked at (row 1).


def _role(name: str) -> Predicate:
    return Predicate(f"role is {name}", lambda c: c.warrant.role == name, f"{{me.role}} = '{name}'")


in_order = Predicate("warrant in order", lambda c: c.warrant is not None, "({me.officer} is not null)")
is_reader = _role("reader")
is_desk = _role("desk")
is_approver = _role("approver")
is_reviewer = _role("reviewer")
is_commission = _role("commission")
cleared = Predicate(
    "cleared",
    lambda c: c.label.classification <= c.warrant.clearance,
    "{l.classification} <= {me.clearance}",
)

# --- predicates: the record ---------------------------------------------------------------------------------------

term_over = Predicate("term is over", lambda c: c.expires <= c.now, "{r.expires} <= {now}")
is_draft = Predicate("draft", lambda c: c.status == "draft", "{r.status} = 'draft'")
is_active = Predicate("active", lambda c: c.status == "active", "{r.status} = 'active'")
own_contribution = Predicate(
    "contributed by this officer",
    lambda c: c.contributor == c.warrant.officer,
    "{r.contributor} = {me.officer}",
)
settled = Predicate("journal settled", lambda c: c.settled, "{settled}")
complaint_open = Predicate("complaint open", lambda c: c.complaint_open, "{r.id} in {complaints}")
review_open = Predicate("review open", lambda c: c.review_open, "{r.id} in {reviews}")
consent_full = Predicate("consent in full", lambda c: 4 in c.consents, "{r.id} in {consents.4}")
consent_core = Predicate("consent for identity", lambda c: 3 in c.consents, "{r.id} in {consents.3}")

# --- predicates: the label ----------------------------------------------------------------------------------------

own_party = Predicate("own party", lambda c: c.label.owner_party == c.warrant.party, "{l.owner_party} = {me.party}")
same_agency_code = Predicate(
    "same agency code", lambda c: c.label.owner_agency == c.warrant.agency, "{l.owner_agency} = {me.agency}"
)
own_agency = own_party & same_agency_code
own_unit = Predicate("own unit", lambda c: c.label.owner_unit == c.warrant.unit, "{l.owner_unit} = {me.unit}")
agency_wide = Predicate("scope agency or wider", lambda c: c.label.scope >= 1, "{l.scope} >= 1")
party_wide = Predicate("scope party or wider", lambda c: c.label.scope >= 2, "{l.scope} >= 2")
goes_abroad = Predicate("scope abroad", lambda c: c.label.scope >= 3, "{l.scope} >= 3")
denied = Predicate("denied", lambda c: c.warrant.party in c.label.denied, "{me.party} = any({l.denied})")
kind_allowed = Predicate("kind allowed", lambda c: c.warrant.kind in c.label.kinds, "{me.kind} = any({l.kinds})")
purpose_allowed = Predicate(
    "purpose allowed", lambda c: c.warrant.purpose in c.label.purposes, "{me.purpose} = any({l.purposes})"
)
protected = Predicate("protected", lambda c: c.label.protected, "{l.protected}")
special_allowed = Predicate(
    "purpose allowed for special categories",
    lambda c: c.warrant.purpose in c.label.special_purposes,
    "{me.purpose} = any({l.special_purposes})",
)
listed_full = Predicate("listed in full", lambda c: c.warrant.party in c.label.full, "{me.party} = any({l.see_full})")
listed_core = Predicate("listed for core", lambda c: c.warrant.party in c.label.core, "{me.party} = any({l.see_core})")
listed_hit = Predicate("listed for hit", lambda c: c.warrant.party in c.label.hit, "{me.party} = any({l.see_hit})")
listed_silent = Predicate(
    "listed silent", lambda c: c.warrant.party in c.label.silent, "{me.party} = any({l.see_silent})"
)


def _exchange(level: Level) -> Predicate:
    """The instruments in force between owner and reader allow at least this level from this bank for this purpose."""
    return Predicate(
        f"exchange at least {level.name.lower()}",
        lambda c: c.exchange >= level,
        f"({{l.owner_party}}, {{l.bank}}) in {{exchange.{int(level)}}}",
    )


exchange_full = _exchange(Level.FULL)
exchange_core = _exchange(Level.CORE)
exchange_hit = _exchange(Level.HIT)

# --- the table ----------------------------------------------------------------------------------------------------

TABLE: tuple[Row, ...] = (
    Row(1, ~in_order, Level.NOTHING, "no purpose is open"),
    Row(2, term_over, Level.NOTHING, "the record's term is over"),
    Row(3, ~cleared, Level.NOTHING, "the classification is above the clearance"),
    Row(
        4,
        ~own_party & ~settled,
        Level.NOTHING,
        "no quorum of witnesses has confirmed the journal in time, so nothing of other states is shown",
    ),
    Row(5, is_commission & complaint_open, Level.FULL, "a complaint on this record is open before the commission"),
    Row(
        6,
        All((is_reviewer, is_draft, review_open, ~own_contribution)),
        Level.FULL,
        "the draft was given to this agency for review",
    ),
    Row(7, All((is_approver, own_agency, ~own_contribution)), Level.FULL, "approvers see their own agency's records"),
    Row(
        8,
        protected & ~purpose_allowed,
        Level.NOTHING,
        "the record is protected, and the owner does not share it for this purpose",
    ),
    Row(9, ~(is_reader | is_desk), Level.NOTHING, "this role reads no records"),
    Row(10, own_agency & (agency_wide | own_unit), Level.FULL, "the officer's agency owns the record"),
    Row(11, is_desk, Level.NOTHING, "without a purpose only one's own agency's records are open"),
    Row(12, ~is_active, Level.NOTHING, "the record is not active"),
    Row(13, denied, Level.NOTHING, "the owner denied this party"),
    Row(14, consent_full, Level.FULL, "the owner consented for this agency"),
    Row(15, consent_core, Level.CORE, "the owner consented for this agency, to the identity"),
    Row(16, ~kind_allowed, Level.NOTHING, "the owner does not share with this kind of agency"),
    Row(17, ~purpose_allowed, Level.NOTHING, "the owner does not share for this purpose"),
    Row(18, own_party & party_wide, Level.FULL, "the record is shared within the owner's state"),
    Row(19, own_party, Level.NOTHING, "the owner keeps the record inside the agency"),
    Row(20, ~goes_abroad, Level.NOTHING, "the owner does not share abroad"),
    Row(21, listed_full & exchange_full, Level.FULL, "the owner listed this party, and a basis is in force"),
    Row(
        22,
        (listed_full | listed_core) & exchange_core,
        Level.CORE,
        "the owner and the basis in force allow the identity only",
    ),
    Row(
        23,
        Some((listed_full, listed_core, listed_hit)) & exchange_hit,
        Level.HIT,
        "the owner and the basis in force allow a hit only",
    ),
    Row(24, listed_silent & exchange_hit, Level.SILENT, "the owner is alerted, the reader learns nothing"),
    Row(25, in_order, Level.NOTHING, "the owner did not list this party, or no basis is in force"),
)
"""The decision table; the first row whose condition holds decides."""

SPECIAL: Condition = Some((own_agency, is_commission, special_allowed))
"""What special categories need besides level full."""


def decide(case: Case, table: tuple[Row, ...] = TABLE) -> Decision:
    """The level at which `case` sees its record, and the row that decided (docs/decision-table.md, section 2)."""
    for row in table:
        if row.when.holds(case):
            return Decision(row.level, row)
    return Decision(Level.NOTHING, table[-1])


def sees_special(case: Case, table: tuple[Row, ...] = TABLE, special: Condition = SPECIAL) -> bool:
    """Whether special categories are readable: level full, and the further condition."""
    return decide(case, table).level == Level.FULL and special.holds(case)


def predicates(condition: Condition) -> Iterator[Predicate]:
    """The elementary predicates of a condition, in order."""
    if isinstance(condition, Predicate):
        yield condition
    elif isinstance(condition, No):
        yield from predicates(condition.part)
    else:
        for part in condition.parts:
            yield from predicates(part)
