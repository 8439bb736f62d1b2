"""That an ordinary record was named as linked with a protected one is told to nobody who may not know of that one."""

from datetime import timedelta

import psycopg
import pytest

from commonweal.common import clock as common_clock
from commonweal.databanks import queries
from tests import factories

PURPOSE = "victim-protection"
LABEL = factories.OPEN_LABEL | {"purposes": [PURPOSE], "special_purposes": [PURPOSE], "handling": "H0"}
LINKED = "databanks.links.disclosed"


@pytest.fixture
def known(house, superuser, tmp_path) -> dict:
    """A person with whom two others are linked: a victim, and somebody of whom everybody may know."""
    factories.cast(superuser)
    superuser.execute(
        "update members_officer set roles = roles || '{protector}' where code in ('KZ-4', 'UZ-4', 'RU-4')"
    )
    until = (common_clock.today() + timedelta(days=100)).isoformat()
    victim = factories.person("V", "Mirzoyeva", "Zarina", label=LABEL) | {
        "type": "trafficking-victim",
        "retention": {"class": "victim-witness-minor", "until": until},
        "identity": {"names": [{"text": "Mirzoyeva Zarina"}]},
        "narrative": {"facts": ["freed in a raid"]},
        "links": [{"to": "P", "kind": "relative", "evaluation": "A1"}],
    }
    ordinary = factories.OPEN_LABEL | {"purposes": [*factories.OPEN_LABEL["purposes"], PURPOSE]}
    other = factories.person("Q", "Petrov", "Ilya", label=ordinary)
    other["links"] = [{"to": "P", "kind": "associate", "evaluation": "A1"}]
    person = factories.person("P", "Zokirov", "Elyor", label=ordinary)
    factories.contribute(tmp_path, [person, victim, other])
    return dict(superuser.execute("select owner_ref, record_id from databanks_identity").fetchall())


def told(officer: str, role: str, purpose: str) -> list[tuple]:
    """Who named records of the officer's agency as linked, as he reads it."""
    rows = queries.touches(factories.open_as(officer, role, purpose))
    return [(row.officer, row.record) for row in rows if row.action == LINKED]


def test_touch_of_a_record_named_as_linked_with_a_protected_one_is_read_under_its_purpose(known, superuser):
    queries.record(factories.open_as("KZ-4", "reader", PURPOSE), known["V"])

    assert superuser.execute("select record, only_for from audit_touch where action = %s", [LINKED]).fetchall() == [
        (known["P"], [PURPOSE])
    ]
    assert told("UZ-3", "desk", "own-records") == []
    assert told("UZ-3", "reader", "wanted-person") == []
    assert told("UZ-2", "contributor", "contribution") == []
    assert told("UZ-4", "reader", PURPOSE) == [("KZ-4", known["P"])]
    assert told("UZ-2", "approver", "contribution") == [("KZ-4", known["P"])]


def test_touch_of_a_protected_record_named_as_linked_with_an_ordinary_one_is_read_under_its_purpose(known):
    queries.record(factories.open_as("KZ-4", "reader", PURPOSE), known["P"])

    assert told("UZ-3", "desk", "own-records") == [("KZ-4", known["Q"])]
    assert set(told("UZ-4", "reader", PURPOSE)) == {("KZ-4", known["Q"]), ("KZ-4", known["V"])}


def test_touch_of_a_record_named_as_linked_with_an_ordinary_one_is_the_owners_to_read(known):
    queries.record(factories.open_as("KZ-1"), known["Q"])

    assert told("UZ-3", "desk", "own-records") == [("KZ-1", known["P"])]


def test_application_asks_no_entry_what_it_is_about(known, as_role):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_role("cw_app").execute("select audit_about(gen_random_uuid())")
