"""Planted identities: the same invented person held by several states in several scripts, and people who look alike.

From these the tests and `make prove-main-job` know what a search must find, and what it must not call a strong match.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from commonweal.house.demo import forms, labels, peoples, persons
from commonweal.house.demo.cast import Agency
from commonweal.house.demo.dice import Dice
from commonweal.house.demo.forms import Form
from commonweal.house.demo.peoples import Human, Name
from commonweal.house.demo.persons import Draft

IDENTITIES = 600
EDITS = 100
LOOK_ALIKES = 100
SCRIPTS = ("Cyrl", "Latn", "Armn", "Geor", "Arab")
PAIRS = [(a, b) for i, a in enumerate(SCRIPTS) for b in SCRIPTS[i + 1 :]] + [("Cyrl", "Cyrl"), ("Latn", "Latn")]
HOLDERS: dict[str, list[tuple[str, float]]] = {
    "Cyrl": [("RU", 28.0), ("KZ", 26.0), ("BY", 16.0), ("KG", 14.0), ("TJ", 10.0), ("UZ", 6.0)],
    "Latn": [("UZ", 36.0), ("AZ", 24.0), ("MD", 16.0), ("TM", 12.0), ("RU", 6.0), ("KZ", 6.0)],
    "Armn": [("AM", 1.0)],
    "Geor": [("RU", 30.0), ("AZ", 20.0), ("KZ", 20.0), ("BY", 15.0), ("AM", 8.0), ("UZ", 7.0)],
    "Arab": [("TJ", 30.0), ("UZ", 25.0), ("TM", 12.0), ("KZ", 15.0), ("KG", 10.0), ("RU", 8.0)],
}
"""Which states may hold a form in a script; Georgian and Arabic forms are stamps and hearsay of border and security."""
PEOPLES = [
    ("russian", 12.0), ("ukrainian", 7.0), ("belarusian", 7.0), ("kazakh", 11.0), ("kyrgyz", 8.0), ("uzbek", 12.0),
    ("tajik", 9.0), ("turkmen", 6.0), ("azerbaijani", 9.0), ("armenian", 7.0), ("georgian", 5.0), ("moldovan", 4.0),
    ("korean", 3.0),
]  # fmt: skip


@dataclass(frozen=True)
class Member:
    """One record of a planted identity: where it is, the form that it holds, the birth date as it holds it."""

    agency: str
    ref: str
    script: str
    name: Name
    born: str | None
    edited: bool = False


@dataclass(frozen=True)
class Question:
    """What to ask: name parts in one script and the birth date to the day; a part that the form lacks is empty."""

    script: str
    family: str
    given: str
    patronymic: str
    born: str


@dataclass(frozen=True)
class Planted:
    """An identity. `kind` is plain, edit (one member has one spelling edit) or look-alike.

    `members` are records of the person; `others` (look-alikes only) are records of somebody else that no question may
    find as strong; `notices` are (agency, ref) of wanted notices about the members. Look-alikes repeat the members of
    a plain identity, so they add `others` and no further members.
    """

    identity: str
    kind: str
    members: tuple[Member, ...]
    others: tuple[Member, ...]
    notices: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]


@dataclass
class Plan:
    """An identity while it is made: drafts have no references yet; `asked` is the clean form of each script."""

    identity: str
    kind: str
    human: Human
    born: date
    drafts: list[tuple[Draft, bool]]
    asked: dict[str, Name]
    others: list[Draft]


class Planter:
    """Makes plans; `policies` are the labels of each agency."""

    def __init__(self, dice: Dice, agencies: list[Agency], policies: dict[str, list], day: date) -> None:
        self.dice, self.policies, self.day = dice, policies, day
        self.by_party: dict[str, list[Agency]] = {}
        for agency in agencies:
            if agency.contributes:
                self.by_party.setdefault(agency.party, []).append(agency)

    def _holder(self, script: str, taken: list[str]) -> str | None:
        free = [(party, weight) for party, weight in HOLDERS[script] if party not in taken]
        return self.dice.weighted(free) if free else None

    def _agency(self, party: str, script: str) -> Agency:
        known = self.by_party[party]
        abroad = script in ("Geor", "Arab") or (script == "Latn" and party not in forms.STATE_LATIN)
        fit = [agency for agency in known if agency.kind in ("border", "security")] if abroad else known
        return self.dice.pick(fit or known)

    def draft(self, human: Human, born: date, form: Form, party: str, birth: str | None, numbers: list[dict]) -> Draft:
        """A record of the person that holds this form, and in one of five a passport form beside it."""
        dice = self.dice
        agency = self._agency(party, form.script)
        label = dice.weighted(labels.shared(self.policies[agency.code]))
        names = [form.entry()]
        if form.script != "Latn" and dice.chance(0.2):
            names.append(persons.entry_of(forms.passport(human, dice), False))
        part = persons.identity(names, human, birth, dice, numbers)
        line = persons.line(agency, label, part, "wanted", self.day, dice, at_least=1200)
        return Draft(agency, persons.with_birthplace(line, human, born), human, form, born)

    def _scripts(self, number: int) -> list[tuple[str, str]]:
        """(script, party) of the members: the pair whose turn it is, then for some a third and a fourth state."""
        scripts = list(PAIRS[number % len(PAIRS)])
        for share in (0.4, 0.25):
            if len(scripts) >= 2 and self.dice.chance(share):
                scripts.append(self.dice.weighted([("Cyrl", 45.0), ("Latn", 35.0), ("Geor", 8.0), ("Arab", 12.0)]))
        order = sorted(scripts, key=lambda script: (script != "Armn", scripts.index(script)))
        taken: list[str] = []
        found = []
        for script in order:
            party = self._holder(script, taken)
            if party:
                taken.append(party)
                found.append((script, party))
        return found

    def identity(self, number: int, kind: str) -> Plan:
        """One identity: a person and its records in two to four states."""
        dice = self.dice
        human = peoples.invent(dice, dice.weighted(PEOPLES))
        born = dice.day(date(1955, 1, 1), date(2003, 12, 31))
        home = persons.words()["home"][human.people]
        passport = [{"kind": "passport", "number": persons.passport_number(home, dice), "country": home}]
        plan = Plan(f"I{number + 1:04d}", kind, human, born, [], {}, [])
        places = self._scripts(number)
        clean = [forms.written(human, script, party, dice) for script, party in places]
        changed = self._edit(clean) if kind == "edit" else None
        if kind == "edit" and changed is None:
            return self.identity(number, kind)
        for at, (form, (script, party)) in enumerate(zip(clean, places, strict=True)):
            held = changed[1] if changed and changed[0] == at else form
            birth = born.isoformat() if at == 0 else self._birth(born)
            numbers = passport if dice.chance(0.3) else []
            plan.asked.setdefault(script, form.name)
            plan.drafts.append((self.draft(human, born, held, party, birth, numbers), held is not form))
        return plan

    def _birth(self, born: date) -> str | None:
        return persons.birth_text(born, self.dice) if self.dice.chance(0.96) else None

    def _edit(self, clean: list[Form]) -> tuple[int, Form] | None:
        at = self.dice.below(len(clean))
        name = forms.name_with_edit(clean[at].name, clean[at].script, self.dice)
        return (at, replace(clean[at], name=name)) if name else None

    def look_alike(self, plan: Plan, turn: int) -> Draft | None:
        """Somebody else: born on another day, a brother or sister, or the child of another father."""
        dice, human = self.dice, plan.human
        kind = ("born", "born", "sibling", "father", "father-year")[turn % 5]
        if kind.startswith("father") and not all(name.patronymic for name in plan.asked.values()):
            kind = "born"
        other, born = human, plan.born + timedelta(days=dice.pick([-1, 1]) * dice.between(800, 4000))
        if kind == "sibling":
            other = peoples.sibling(human, dice)
        elif kind.startswith("father"):
            other = peoples.with_father(human, dice, unlike=human.russian.patronymic)
            born = date(plan.born.year, (plan.born.month + 4) % 12 + 1, (plan.born.day + 10) % 28 + 1)
        taken = [draft.agency.party for draft, _ in plan.drafts]
        script = dice.weighted([("Cyrl", 55.0), ("Latn", 45.0)])
        party = self._holder(script, taken)
        if party is None:
            return None
        form = forms.written(other, script, party, dice)
        if kind.startswith("father") and not form.name.patronymic:
            form = forms.written(other, "Cyrl", party, dice)
        birth = str(born.year) if kind == "father-year" else born.isoformat()
        return self.draft(other, born, form, party, birth, [])

    def plans(self) -> list[Plan]:
        """All identities; the look-alikes are in `others` of the plain ones."""
        edits = self.dice.some(range(IDENTITIES), EDITS)
        made = [self.identity(number, "edit" if number in edits else "plain") for number in range(IDENTITIES)]
        left = LOOK_ALIKES
        for plan in made[:: (IDENTITIES - EDITS) // LOOK_ALIKES]:
            other = self.look_alike(plan, left) if left and plan.kind == "plain" else None
            if other:
                plan.others.append(other)
                left -= 1
        for plan in made:
            if left and plan.kind == "plain" and not plan.others and (other := self.look_alike(plan, left)):
                plan.others.append(other)
                left -= 1
        return made


def _member(draft: Draft, edited: bool) -> Member:
    births = draft.line["identity"].get("births")
    born = births[0]["date"] if births else None
    return Member(draft.agency.code, draft.line["ref"], draft.form.script, draft.form.name, born, edited)


def finished(plans: list[Plan], notices: dict[tuple[str, str], str]) -> list[Planted]:
    """The plans once references are given; `notices` maps (agency, person's ref) to the notice's ref."""
    made, alike = [], []
    for plan in plans:
        members = tuple(_member(draft, edited) for draft, edited in plan.drafts)
        about = [(member.agency, notices[key]) for member in members if (key := (member.agency, member.ref)) in notices]
        born = plan.born.isoformat()
        questions = tuple(Question(s, n.family, n.given, n.patronymic, born) for s, n in plan.asked.items())
        made.append(Planted(plan.identity, plan.kind, members, (), tuple(about), questions))
        for other in plan.others:
            others = (_member(other, False),)
            alike.append(Planted(f"L{len(alike) + 1:04d}", "look-alike", members, others, tuple(about), questions))
    return made + alike
