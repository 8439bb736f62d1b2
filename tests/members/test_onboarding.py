"""Many officers by one file: the plan, what is carried out of it, who may not, what is never done in silence."""

from datetime import UTC, datetime

import pytest

from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.handling import warrants
from commonweal.members import onboarding, queries, roster
from commonweal.members.models import Accreditation, Officer
from tests.members import cast

FROM = "01.01.2026"


@pytest.fixture
def register(house):
    cast.load()
    return house


def admin(officer: str = "KZ-3") -> str:
    return warrants.open_warrant(
        officer, role="admin", purpose="own-records", basis="service duty", standing_duty="register"
    ).token


def row(code: str, **other) -> dict[str, str]:
    said = {
        "Код": code, "Звание": "Captain", "ФИО": "Иванова Мария", "ФИО латиницей": "Ivanova Mariya",
        "Ведомство": "KZ-MIA-CP", "Подразделение": "2", "Допуск": "ДСП", "Роли": "desk, reader", "С": FROM,
        "По": "31.12.2028",
    }  # fmt: skip
    return said | other


def standing(code: str, **other) -> dict[str, str]:
    """The row of an officer of the cast as the register has him, with a later term."""
    one = next(each for each in cast.OFFICERS if each["code"] == code)
    return row(
        code, **{"ФИО": one["name"], "ФИО латиницей": one["name_latin"], "Ведомство": one["agency"], "Допуск": "2",
                 "Роли": " ".join(one["roles"])} | other,
    )  # fmt: skip


def numbered(*rows: dict[str, str]) -> list[tuple[int, dict[str, str]]]:
    return list(enumerate(rows, start=2))


def planned(*rows: dict[str, str], officer: str = "KZ-3") -> list[tuple[str, str]]:
    return [(step.officer, step.outcome) for step in onboarding.plan(numbered(*rows), officer=officer).steps]


def carry_out(*rows: dict[str, str], officer: str = "KZ-3", **other) -> onboarding.Plan:
    digest = onboarding.plan(numbered(*rows), officer=officer).digest
    return onboarding.carry_out(numbered(*rows), admin(officer), digest=digest, **other)


def test_plan_tells_who_comes_changes_stays_and_leaves_and_writes_nothing(register, superuser):
    before = superuser.execute("select count(*) from audit_entry").fetchone()
    found = planned(row("KZ-77"), standing("KZ-1"), standing("KZ-2", Звание="Major"))

    assert found == [("KZ-77", "added"), ("KZ-1", "changed"), ("KZ-2", "changed")]
    assert planned(row("KZ-77")) == [("KZ-77", "added"), ("KZ-1", "leaving"), ("KZ-2", "leaving")]
    assert superuser.execute("select count(*) from audit_entry").fetchone() == before
    assert queries.officer("KZ-77") is None


def test_plan_that_is_carried_out_accredits_and_renames_and_again_changes_nothing(register):
    rows = (row("KZ-77"), standing("KZ-1"), standing("KZ-2", Звание="Major"))
    carry_out(*rows)

    new = queries.officer("KZ-77")
    assert (new.name, new.name_latin, new.clearance, new.roles) == (
        "Иванова Мария",
        "Ivanova Mariya",
        1,
        ["desk", "reader"],
    )
    term = Accreditation.objects.get(officer="KZ-77")
    assert (term.since, term.until) == (datetime(2026, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC))
    assert term.by == "KZ-3"
    assert queries.officer("KZ-2").rank == "Major"
    assert warrants.open_warrant("KZ-77", role="reader", purpose="wanted-person", basis="b", case_ref="1").token
    assert {outcome for _, outcome in planned(*rows)} == {"same"}


def test_absent_officers_leave_on_explicit_word_with_their_number_only(register, superuser):
    token = warrants.open_warrant("KZ-1", role="reader", purpose="wanted-person", basis="b", case_ref="1").token
    carry_out(row("KZ-77"))
    assert warrants.current(token) is not None
    with pytest.raises(BadInput, match="other-number"):
        carry_out(row("KZ-77"), leave=5)
    assert warrants.current(token) is not None

    carry_out(row("KZ-77"), leave=2)
    assert warrants.current(token) is None
    assert {one.code for one in Officer.objects.exclude(suspended_at=None)} == {"KZ-1", "KZ-2"}
    said = cast.journal(superuser)[-1]
    assert (said["verb"], said["facts"]["left"], said["facts"]["same"]) == ("members.roster.carried-out", 2, 1)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (row("kz 77"), "members.roster.malformed"),
        (row("KZ-77", ФИО=""), "members.roster.malformed"),
        (row("KZ-77", Роли="pirate"), "members.roster.malformed"),
        (row("KZ-77", Роли=""), "members.roster.malformed"),
        (row("KZ-77", Допуск="7"), "members.roster.malformed"),
        (row("KZ-77", С="31.02.2026"), "members.roster.malformed"),
        (row("KZ-77", По="01.01.2025"), "members.roster.term"),
        (row("KZ-77", По="01.01.2040"), "members.roster.term"),
        (row("KZ-77", Ведомство="KZ-XX"), "members.roster.no-agency"),
        (row("KZ-77", Ведомство="UZ-MIA"), "members.roster.not-yours"),
        (standing("KZ-1", Допуск="3"), "members.roster.fixed"),
        (standing("KZ-1", Роли="desk reader admin"), "members.roster.fixed"),
        (standing("KZ-1", По="01.03.2026"), "members.roster.shorter"),
        (standing("KZ-3", Звание="General"), "members.roster.oneself"),
    ],
)
def test_row_that_cannot_be_taken_is_refused_with_its_reason_and_the_others_go_on(register, wrong, code):
    made = carry_out(wrong, row("KZ-78"))

    assert [(step.outcome, step.problem and step.problem.code) for step in made.steps[:2]] == [
        ("refused", code),
        ("added", None),
    ]
    assert "{" not in made.steps[0].problem.sentence()
    assert queries.officer("KZ-77") is None
    assert queries.officer("KZ-1").clearance == 2


def test_officer_of_a_refused_row_does_not_count_as_absent(register):
    assert ("KZ-1", "leaving") not in planned(standing("KZ-1", Допуск="3"), row("KZ-77"))


def test_repeated_and_departed_officers_are_refused(register):
    carry_out(row("KZ-77"), leave=2)

    assert planned(row("KZ-78"), row("KZ-78"), standing("KZ-1"))[:3] == [
        ("KZ-78", "added"),
        ("KZ-78", "refused"),
        ("KZ-1", "refused"),
    ]


@pytest.mark.parametrize("officer", ["KZ-1", "UZ-1"])
def test_who_is_no_administrator_of_the_agency_enters_nobody(register, officer):
    assert planned(row("KZ-77"), officer=officer)[0] == ("KZ-77", "refused")
    if officer == "KZ-1":
        with pytest.raises(NotAllowed, match="no-standing"):
            carry_out(row("KZ-77"), officer=officer)
    else:
        carry_out(row("KZ-77"), officer=officer)
    assert queries.officer("KZ-77") is None


def test_plan_is_carried_out_as_it_was_shown_or_not_at_all(register):
    digest = onboarding.plan(numbered(row("KZ-77")), officer="KZ-3").digest
    with pytest.raises(NotNow, match=r"roster\.changed"):
        onboarding.carry_out(numbered(row("KZ-77", Роли="desk admin")), admin(), digest=digest)
    with pytest.raises(NotAllowed, match="not-admin"):
        onboarding.carry_out(
            numbered(row("KZ-77")),
            warrants.open_warrant("KZ-1", role="reader", purpose="wanted-person", basis="b", case_ref="1").token,
            digest=digest,
        )
    assert queries.officer("KZ-77") is None


@pytest.mark.parametrize("headings", [["code", "name"], [], ["Код", "ФИО", "Ведомство", "Роли", "С"]])
def test_columns_that_are_missing_are_named(headings):
    with pytest.raises(BadInput, match=r"members\.roster\.columns"):
        roster.columns(headings)


def test_columns_are_known_in_both_languages_and_any_case():
    english = roster.columns(["CODE", "Name", "agency", "Roles", "From", "Until", "Remarks"])

    assert set(english) == {"code", "name", "agency", "roles", "since", "until"}
    assert (english["code"], english["since"]) == ("CODE", "From")
    assert set(roster.columns(list(row("X")))) == set(roster.HEADINGS)
