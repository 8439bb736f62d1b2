"""The rules of misuse over plain records: each finds what it is for, and leaves ordinary weeks alone."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from commonweal.oversight import rules
from commonweal.oversight.rules import Event, Officer

START = datetime(2026, 10, 5, tzinfo=UTC)  # a Monday
OWN = frozenset({"full:ivanov ivan", "family:ivanov", "given:ivan", "patronymic:petr"})


def whom(dice: random.Random) -> frozenset[str]:
    family, given, father = (dice.randrange(most) for most in (400, 90, 90))
    return frozenset({f"full:f{family} g{given}", f"family:f{family}", f"given:g{given}", f"patronymic:g{father}"})


def ordinary(seed: int = 1, officers: int = 24, weeks: int = 4) -> tuple[list[Event], list[Officer]]:
    """Weeks of honest work: offices by day, a duty desk round the clock."""
    dice, events, people = random.Random(seed), [], []
    for number in range(officers):
        post = ("duty", "search")[number % 3 > 0]
        own = OWN if number == 1 else frozenset({f"family:o{number}", f"given:g{number}", f"full:o{number} g{number}"})
        people.append(Officer(f"O{number}", "KZ", f"A{number % 4}", post, own))
        for day in range(weeks * 7):
            night = post == "duty" and (day + number) % 4 == 1
            if (post == "search" and day % 7 > 4) or (post == "duty" and (day + number) % 4 > 1) or dice.random() < 0.1:
                continue
            for _ in range(int(dice.gammavariate(8, 1.2))):
                at = START + timedelta(days=day, hours=(20 if night else 9) + dice.random() * 8.5)
                case = f"26/{dice.randrange(10**6)}"
                events.append(Event(f"e{len(events)}", at, f"O{number}", justification=case, names=whom(dice)))
    return events, people


def found(events: list[Event], people: list[Officer], officer: str = "O1") -> set[str]:
    return {flag.rule for flag in rules.flags(events, people) if flag.officer == officer}


def planted(*more: Event) -> set[str]:
    events, people = ordinary()
    return found([*events, *more], people) - found(events, people)


def at(day: int, hour: float) -> datetime:
    return START + timedelta(days=day, hours=hour)


def test_ordinary_weeks_are_left_alone():
    flagged = weeks = 0
    for seed in range(4):
        events, people = ordinary(seed)
        flagged += len({(flag.officer, flag.at.isocalendar()[:2]) for flag in rules.flags(events, people)})
        weeks += 4 * len(people)
    assert flagged <= 0.02 * weeks


OTHER = frozenset({"full:other person", "family:other", "given:person"})
CASES = {
    "own-name": [Event("x", at(15, 10), "O1", names=OWN)],
    "relative": [Event("x", at(15, 10), "O1", names=frozenset({"family:ivanov", "given:anna", "patronymic:petr"}))],
    "honeypot": [Event("x", at(15, 10), "O1", records=("r",), honeypots=("r",))],
    "unusual-hours": [Event(f"x{n}", at(16, 2 + n / 9), "O1", names=OTHER) for n in range(3)],
    "volume": [Event(f"x{n}", at(17, 9 + n / 9), "O1", names=whom(random.Random(n))) for n in range(70)],
    "same-person": [Event(f"x{n}", at(15 + n, 10), f"O{1 + n}", justification=f"c{n}", names=OTHER) for n in range(4)],
    "reused": [
        Event(f"x{n}", at(14 + n // 5, 10 + n % 5), "O1", justification="Need", names=whom(random.Random(n)))
        for n in range(20)
    ],
}


@pytest.mark.parametrize("rule", CASES)
def test_rule_finds_what_it_is_for(rule):
    assert rule in planted(*CASES[rule])


def test_sunday_of_an_office_is_flagged_and_that_of_a_duty_desk_is_not():
    sunday = [Event(f"x{n}", at(20, 11 + n / 5), "O1", names=OTHER) for n in range(4)]
    assert {"unusual-day", "unusual-hours"} & planted(*sunday)
    events, people = ordinary()
    duty = [Event(f"x{n}", at(20, 11 + n / 5), "O0", names=OTHER) for n in range(4)]
    assert found([*events, *duty], people, "O0") == found(events, people, "O0")


@pytest.mark.parametrize(
    ("hour", "day", "flagged"), [(10, 1, False), (18.5, 1, False), (22, 1, True), (10, 6, True), (3, 2, True)]
)
def test_known_hours_go_before_what_is_learned(hour, day, flagged):
    officer = Officer("O1", hours=(9, 18), days=frozenset(range(5)))
    events = [Event(f"x{n}", at(day, hour + n / 60), "O1", names=OTHER) for n in range(2)]
    assert ("off-duty" in found(events, [officer])) == flagged


def test_leave_and_night_shifts():
    away = Officer("O1", away=((at(1, 0), at(3, 0)),))
    assert found([Event("x", at(2, 10), "O1")], [away]) == {"away"}
    night = Officer("O1", hours=(20, 8), days=frozenset({0}))
    late = [Event(f"x{n}", at(1, 6 + n / 60), "O1") for n in range(3)]
    assert found(late, [night]) == set()


def test_one_case_of_many_officers_and_a_shift_at_the_border_are_no_misuse():
    together = [Event(f"x{n}", at(15, 10), f"O{1 + n}", justification="one", names=OTHER) for n in range(5)]
    assert "same-person" not in planted(*together)
    shift = [
        Event(f"x{n}", at(14 + n // 9, 10), "O1", justification="post 4", standing=True, names=whom(random.Random(n)))
        for n in range(30)
    ]
    assert "reused" not in planted(*shift)


def test_the_same_is_found_under_the_same_key_and_order_changes_nothing():
    events, people = ordinary()
    events += CASES["own-name"] + CASES["reused"]
    first = [(flag.key, flag.params) for flag in rules.flags(events, people)]
    random.Random(3).shuffle(events)
    assert [(flag.key, flag.params) for flag in rules.flags(events, people)] == first
    assert rules.flags([], people) == rules.flags(events, []) == []
    assert all(rules.REASONS[flag.rule].format(**flag.params) for flag in rules.flags(events, people))
