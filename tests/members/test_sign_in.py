"""One-time links: once, for a day, for somebody who may act, and in one voice when not."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from commonweal.audit.journal import Actor
from commonweal.common.errors import NotAllowed, NotNow
from commonweal.members import actions, queries
from tests.members import cast
from tests.members.cast import HOUSE, journal

VERBS = ["members.register.loaded", "members.link.issued", "members.link.used"]


@pytest.fixture
def link(house):
    cast.load()
    return actions.issue_sign_in_link(queries.officer("KZ-1"), by=HOUSE)


def refusal(token: str) -> tuple[str, str]:
    with pytest.raises(NotAllowed) as refused:
        actions.use_sign_in_link(token)
    return refused.value.code, refused.value.sentence()


def test_link_lets_its_officer_in(link, superuser):
    assert actions.use_sign_in_link(link).code == "KZ-1"

    entries = journal(superuser)
    assert [entry["verb"] for entry in entries] == VERBS
    assert entries[-1]["by"] == {"officer": "KZ-1", "party": "KZ", "agency": "KZ-MIA-CP"}


def test_link_is_kept_as_its_hash_alone(link, superuser):
    stored = superuser.execute("select token_hash from members_signinlink").fetchall()

    assert stored == [(hashlib.sha256(link.encode()).digest(),)]
    assert len(link) == 43  # 256 bits in base64
    assert all(link not in str(entry) for entry in journal(superuser))


def test_links_that_let_nobody_in_are_refused_in_the_same_words(link, clock):
    suspended = actions.issue_sign_in_link(queries.officer("KZ-2"), by=HOUSE)
    late = actions.issue_sign_in_link(queries.officer("UZ-1"), by=HOUSE)
    actions.suspend(queries.officer("KZ-2"), because="under inquiry", by=HOUSE)
    actions.use_sign_in_link(link)
    refusals = {refusal(link), refusal("x"), refusal(""), refusal("\x00\ud800"), refusal(suspended)}

    clock.forward(timedelta(hours=24))
    refusals.add(refusal(late))

    assert {code for code, _sentence in refusals} == {"members.link.not-valid"}
    assert len(refusals) == 1


def test_link_lives_for_a_day(link, clock):
    clock.forward(timedelta(hours=23, minutes=59))

    assert actions.use_sign_in_link(link).code == "KZ-1"


def test_link_is_no_longer_good_when_the_accreditation_has_ended(link, superuser):
    superuser.execute("update members_accreditation set until = now() - interval '1 second' where officer_id = 'KZ-1'")

    assert refusal(link)[0] == "members.link.not-valid"


def test_link_lets_one_in_however_many_try_at_once(link, superuser):
    def attempt(_number: int) -> str:
        try:
            return actions.use_sign_in_link(link).code
        except NotAllowed as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, range(24)))

    assert sorted(outcomes) == sorted(["KZ-1"] + 23 * ["members.link.not-valid"])
    assert [entry["verb"] for entry in journal(superuser)] == VERBS


def test_link_is_not_issued_to_one_who_may_not_act(link):
    actions.suspend(queries.officer("KZ-1"), because="under inquiry", by=HOUSE)

    with pytest.raises(NotNow, match=r"members\.officer\.no-standing"):
        actions.issue_sign_in_link(queries.officer("KZ-1"), by=HOUSE)


def test_link_is_issued_by_an_administrator_of_the_line_only(link):
    assert actions.issue_sign_in_link(queries.officer("KZ-1"), by=Actor(officer="KZ-3"))
    with pytest.raises(NotAllowed, match="not-yours-to-manage"):
        actions.issue_sign_in_link(queries.officer("KZ-1"), by=Actor(officer="UZ-1"))
