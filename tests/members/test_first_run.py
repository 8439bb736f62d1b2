"""Nobody has an account before the operator's token; it makes one administrator, once; a demonstration is marked."""

import psycopg
import pytest

from commonweal.common.errors import BadInput, NotAllowed, RuleBroken
from commonweal.handling import warrants
from commonweal.members import actions, first_run, queries
from tests.members import cast
from tests.members.cast import HOUSE, journal

AGENCY = {"code": "KZ-MIA", "party": "KZ", "kind": "interior", "name_en": "Ministry", "name_ru": "Министерство"}
OFFICER = {"code": "KZ-9", "rank": "Major", "name": "Садыков Ерлан", "name_latin": "Sadykov Yerlan"}


@pytest.fixture
def own(house, superuser, as_role):
    """A house that is no demonstration, and the connection over which it issues tokens."""
    superuser.execute("delete from members_house")
    actions.load_reference(by=HOUSE)
    return as_role("cw_clock", autocommit=True)


def use(token: str, **changes):
    return first_run.use(token, agency=AGENCY | changes.pop("agency", {}), officer=OFFICER | changes)


def test_token_makes_one_administrator_and_is_used_up(own, superuser):
    token = first_run.issue(own)

    officer = use(token)

    assert (officer.code, officer.roles, officer.clearance) == ("KZ-9", ["admin", "desk"], 0)
    assert queries.accredited_on("KZ-9")
    warrants.open_warrant("KZ-9", role="admin", purpose="own-records", basis="b", standing_duty="register")
    with pytest.raises(NotAllowed, match=r"first-run\.not-valid"):
        use(token, code="KZ-10")
    with pytest.raises(RuleBroken, match=r"first-run\.in-force"):
        first_run.issue(own)
    assert [e["verb"] for e in journal(superuser)][-3:] == [
        "members.first-run.issued",
        "members.first-run.used",
        "handling.warrant.opened",
    ]
    assert token not in str(journal(superuser))


def test_further_party_has_a_token_of_its_own(own):
    use(first_run.issue(own))
    token = first_run.issue(own, "UZ")
    other = {"agency": {"party": "UZ", "code": "UZ-MIA"}, "code": "UZ-9"}

    with pytest.raises(NotAllowed, match=r"first-run\.not-valid"):
        use(token, code="KZ-11")
    assert use(token, **other).code == "UZ-9"
    with pytest.raises(RuleBroken, match=r"first-run\.in-force"):
        first_run.issue(own, "KZ")


def test_later_token_voids_the_earlier_and_none_lasts(own, clock):
    from datetime import timedelta

    before, token = first_run.issue(own), first_run.issue(own)
    refused = []
    for tried in (before, "x", "\x00\ud800"):
        with pytest.raises(NotAllowed) as refusal:
            use(tried)
        refused.append(refusal.value.sentence())
    clock.forward(timedelta(days=8))
    with pytest.raises(NotAllowed) as refusal:
        use(token)
    assert {*refused} == {refusal.value.sentence()}


@pytest.mark.parametrize("wrong", [{"code": "kz 9"}, {"agency": {"kind": "x"}}, {"name": ""}, {"name": "a\x00"}])
def test_what_cannot_be_entered_leaves_the_token(own, wrong):
    token = first_run.issue(own)
    with pytest.raises(BadInput, match=r"first-run\.fields"):
        use(token, **wrong)
    assert use(token).code == "KZ-9"


def test_web_can_issue_no_token_and_mark_no_demonstration(own, as_role):
    app = as_role("cw_app", autocommit=True)
    for statement in (
        "select members_issue_first_run('\\x00', '', '{}')",
        "select members_mark_demonstration('{}')",
        "insert into members_house (demonstration_since) values (now())",
        "select * from members_firstrun",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute(statement)


def test_cast_is_loaded_into_a_demonstration_alone(own, superuser):
    with pytest.raises(NotAllowed, match="in-force"):
        cast.load()
    first_run.mark_demonstration(own)
    first_run.mark_demonstration(own)

    assert cast.load() > 0
    assert [e["verb"] for e in journal(superuser)].count("members.demonstration.marked") == 1
    with pytest.raises(RuleBroken, match=r"first-run\.in-force"):
        first_run.issue(own)


def test_house_with_officers_does_not_become_a_demonstration(own):
    use(first_run.issue(own))
    with pytest.raises(RuleBroken, match=r"demonstration\.in-force"):
        first_run.mark_demonstration(own)


def test_first_administrator_comes_in_by_the_page(own):
    from django.test import Client

    client, token = Client(), first_run.issue(own)
    form = {"token": token, "agency": "kz-mia", "officer": "kz-9", "name": "Садыков", "name_en": "M", "name_ru": "М"}

    assert "Садыков" in client.post("/first-run/", form | {"name_en": ""}).content.decode()
    assert client.post("/first-run/", form | {"token": "x", "party": "KZ", "kind": "interior"}).status_code == 400
    answer = client.post("/first-run/", form | {"party": "KZ", "kind": "interior"})

    assert answer.status_code == 302
    assert client.post(answer.url).url == "/"
