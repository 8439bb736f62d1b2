"""Agencies, contacts, officers and what the application may not do with them."""

from datetime import date, timedelta

import pytest

from commonweal.audit.journal import Actor
from commonweal.common.errors import NotAllowed
from commonweal.members import actions, policies, queries
from commonweal.members.models import Accreditation, Officer, Party
from commonweal.members.queries import Name
from tests.members import cast
from tests.members.cast import HOUSE, journal


@pytest.fixture
def loaded(house):
    return cast.load()


def test_cast_is_entered_once(loaded, superuser):
    assert loaded == 2 + 4 + 1 + 4 + 4

    assert cast.load() == 0

    entries = journal(superuser)
    assert [entry["verb"] for entry in entries] == ["members.register.loaded"]
    assert (entries[0]["facts"]["rows"], entries[0]["facts"]["officers"]) == (15, 4)


def test_cast_corrects_a_name(loaded):
    renamed = ({**cast.READER, "name_latin": "Sadyqov Yerlan"}, *cast.OFFICERS[1:])

    assert cast.load(officers=renamed) == 1
    assert queries.officer("KZ-1").name_latin == "Sadyqov Yerlan"


def test_party_that_stands_keeps_its_reference_data(loaded):
    assert cast.load(parties=[{**cast.PARTIES[0], "name_en": "Other"}]) == 0
    assert Party.objects.get(code="KZ").name_en == "Kazakhstan"


def test_contact_is_the_nearest_up_the_tree(loaded):
    assert queries.contact_for("KZ-MIA").agency_id == "KZ-MIA"
    assert queries.contact_for("KZ-MIA-CP-ALA").telephone == "+7 000 000"
    assert queries.contact_for("KZ-MIA-CP-ALA").confirmed_on == date(2026, 11, 1)
    assert queries.contact_for("UZ-MIA") is None
    assert queries.contact_for("XX") is None


def test_names_of_codes(loaded):
    assert queries.names(["KZ", "KZ-MIA-CP", "KZ-1", "XX"]) == {
        "KZ": Name("KZ", en="Kazakhstan", ru="Казахстан"),
        "KZ-MIA-CP": Name("KZ-MIA-CP", en="Criminal Police", ru="Министерство внутренних дел"),
        "KZ-1": Name("KZ-1", en="Sadykov Yerlan", ru="Садыков Ерлан"),
    }


def test_code_that_nobody_has_is_none(loaded):
    assert [queries.party("XX"), queries.agency("X\x00"), queries.officer("")] == [None, None, None]


def test_accreditation_covers_its_first_moment_and_not_its_last(loaded):
    second = timedelta(seconds=1)

    assert queries.accredited_on("KZ-1")
    assert queries.accredited_on("KZ-1", cast.SINCE)
    assert not queries.accredited_on("KZ-1", cast.SINCE - second)
    assert queries.accredited_on("KZ-1", cast.UNTIL - second)
    assert not queries.accredited_on("KZ-1", cast.UNTIL)


def test_accrediting_again_for_the_same_term_changes_nothing(loaded, superuser):
    since = cast.UNTIL
    until = since + timedelta(days=100)

    first = cast.accredit("KZ-1", since=since, until=until)
    second = cast.accredit("KZ-1", since=since, until=until)

    assert first == second
    assert Accreditation.objects.filter(officer="KZ-1").count() == 2
    verbs = [entry["verb"] for entry in journal(superuser)]
    opened = "handling.warrant.opened"
    assert verbs == ["members.register.loaded", opened, "members.officer.accredited", opened]


def test_who_may_manage_an_officer(loaded):
    answers = {
        ("KZ-3", "KZ-1"): True,  # administrator of the ministry above
        ("KZ-3", "KZ-3"): False,  # nobody for himself
        ("KZ-2", "KZ-1"): False,  # a colleague
        ("UZ-1", "KZ-1"): False,  # administrator of another state
        ("KZ-3", "UZ-1"): False,
        ("XX", "KZ-1"): False,
        ("house", "KZ-1"): False,  # the house's name without its role
    }

    found = {(by, of): policies.can_manage(Actor(officer=by), queries.officer(of)) for by, of in answers}
    assert found == answers
    assert policies.can_manage(HOUSE, queries.officer("KZ-1"))


def test_suspended_administrator_manages_nobody(loaded):
    actions.suspend(queries.officer("KZ-3"), because="under inquiry", by=HOUSE)

    with pytest.raises(NotAllowed, match="not-yours-to-manage"):
        actions.suspend(queries.officer("KZ-1"), because="revenge", by=Actor(officer="KZ-3"))
    assert queries.officer("KZ-1").suspended_at is None


def test_suspension_ends_sessions_and_is_journalled_once(loaded, superuser):
    officer = queries.officer("KZ-1")
    before = officer.get_session_auth_hash()

    actions.suspend(officer, because="under inquiry", by=HOUSE)
    actions.suspend(queries.officer("KZ-1"), because="again", by=HOUSE)

    assert not officer.is_active
    assert officer.get_session_auth_hash() != before
    entries = [entry for entry in journal(superuser) if entry["verb"] == "members.officer.suspended"]
    assert [(entry["about"], entry["facts"]) for entry in entries] == [(["officer/KZ-1"], {"because": "under inquiry"})]


def test_officer_has_no_password(loaded):
    officer = queries.officer("KZ-1")

    assert officer.check_password("") is False
    assert officer.get_session_auth_fallback_hash() == []
    with pytest.raises(NotImplementedError):
        officer.set_password("x")
    assert "password" not in {field.name for field in Officer._meta.fields}


def test_officers_are_listed_with_those_who_are_accredited(house):
    cast.load(officers=[*cast.OFFICERS, {**cast.READER, "code": "KZ-9"}])

    assert [one.code for one in queries.officers()] == ["KZ-1", "KZ-2", "KZ-3", "KZ-9", "UZ-1"]
    assert [one.code for one in queries.officers(agency="KZ-MIA")] == ["KZ-3"]
    assert queries.accredited_now() == {"KZ-1", "KZ-2", "KZ-3", "UZ-1"}
