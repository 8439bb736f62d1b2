"""Passkeys and one-time codes: theirs alone, once each, never without the device's own check of its user."""

import base64
import json
from datetime import timedelta

import psycopg
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.common import clock as now
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.handling import warrants
from commonweal.members import actions, codes, means, passkeys, pauses, queries
from tests.members import cast
from tests.members.cast import HOUSE, journal
from tests.members.device import PRESENT, Device


@pytest.fixture
def desk(house):
    """The token of KZ-1's desk."""
    cast.load()
    return open_desk("KZ-1")


def open_desk(code: str, role: str = "desk") -> str:
    return warrants.open_warrant(
        code, role=role, purpose="own-records", basis="service duty", standing_duty="desk"
    ).token


def register(desk: str, device: Device, officer: str = "KZ-1") -> None:
    options, state = passkeys.options_to_add(queries.officer(officer))
    with warrants.reading(desk) as holder:
        passkeys.add(device.make(options), state, "key", by=holder.actor)


def sign_in(device: Device, **wrong: object) -> str:
    options, state = passkeys.options_to_use()
    return actions.use_passkey(device.use(options, **wrong), state).code


def refused(deed, *said, **named) -> str:
    with pytest.raises(NotAllowed) as refusal:
        deed(*said, **named)
    return refusal.value.sentence()


def test_passkey_lets_its_officer_in_and_is_journalled(desk, superuser):
    device = Device()
    register(desk, device)

    assert (sign_in(device), sign_in(device)) == ("KZ-1", "KZ-1")
    used = [e for e in journal(superuser) if e["verb"] == "members.means.used"]
    assert [(e["by"]["officer"], e["facts"]["why"]) for e in used] == [("KZ-1", "sign-in")] * 2


def test_whatever_does_not_hold_is_refused_in_the_same_words(desk, monkeypatch):
    device, stranger = Device(), Device()
    register(desk, device)
    options, state = passkeys.options_to_use()
    answer = device.use(options)
    assert actions.use_passkey(answer, state).code == "KZ-1"
    other_site = passkeys.options_to_use()
    device.origin, away = "https://evil.example", device.origin
    elsewhere = device.use(other_site[0])
    device.origin = away
    device.flags, checked = PRESENT, device.flags
    unchecked_options = passkeys.options_to_use()
    unchecked = device.use(unchecked_options[0])
    device.flags = checked
    late = passkeys.options_to_use()
    late_answer = device.use(late[0])
    words = {
        refused(actions.use_passkey, answer, state),  # again
        refused(actions.use_passkey, elsewhere, other_site[1]),
        refused(actions.use_passkey, unchecked, unchecked_options[1]),
        refused(sign_in, stranger),
        refused(sign_in, device, signature="AAAA"),
        refused(actions.use_passkey, "{", state),
        refused(actions.use_passkey, json.dumps([1]), state),
        refused(actions.use_passkey, device.use(options), "forged"),
    }
    device.counter = 0  # a copy of the device would begin to count anew
    words.add(refused(sign_in, device))
    monkeypatch.setattr(passkeys, "LIFE", -1)
    words.add(refused(actions.use_passkey, late_answer, late[1]))
    monkeypatch.undo()
    device.counter = 50
    actions.suspend(queries.officer("KZ-1"), because="under inquiry", by=HOUSE)
    words.add(refused(sign_in, device))
    assert len(words) == 1


def test_passkey_is_not_made_without_the_check_of_its_user(desk):
    with pytest.raises(BadInput, match="not-made"):
        register(desk, Device(flags=PRESENT))
    with pytest.raises(BadInput, match="not-made"):
        register(desk, Device(origin="https://evil.example"))
    assert means.of("KZ-1") == []


def test_means_are_entered_and_taken_away_by_oneself_or_an_administrator_of_the_line(desk, superuser):
    device = Device()
    register(desk, device)
    with warrants.reading(open_desk("KZ-3", "admin")) as admin:
        assert means.remove_all(queries.officer("KZ-1"), by=admin.actor)
    assert means.of("KZ-1") == []
    refused(sign_in, device)
    register(desk, Device())
    with warrants.reading(open_desk("UZ-1", "admin")) as stranger:
        refused(means.remove_all, queries.officer("KZ-1"), by=stranger.actor)
    with warrants.reading(open_desk("KZ-2")) as colleague:
        assert not means.remove(means.of("KZ-1")[0].id, by=colleague.actor)


def test_application_reads_and_writes_no_means(desk, as_role):
    register(desk, Device())
    app = as_role("cw_app", autocommit=True)
    for table in ("means", "recovery", "pause"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute(f"select * from members_{table}")
    with pytest.raises(psycopg.errors.RaiseException, match="not-his-own"):
        app.execute("select members_set_recovery('KZ-1', array['\\x00'::bytea], '{\"verb\": \"x\"}')")


def set_codes_up(desk: str) -> tuple[bytes, list[str]]:
    text, _address, sealed = codes.begin("KZ-1")
    secret = base64.b32decode(text.replace(" ", ""))
    with warrants.reading(desk) as holder:
        codes.finish(sealed, code_of(secret), "telephone", by=holder.actor)
        return secret, codes.make_recovery(by=holder.actor)


def code_of(secret: bytes, ahead: int = 0) -> str:
    return generate(secret, int(now.now().timestamp()) + ahead)


def generate(secret: bytes, at: int) -> str:
    return TOTP(secret, 6, SHA1(), 30).generate(at).decode()  # noqa: S303 - the standard's


def test_link_needs_a_code_besides_once_there_are_codes(desk, clock, superuser):
    secret, recovery = set_codes_up(desk)
    link = actions.issue_sign_in_link(queries.officer("KZ-1"), by=HOUSE)
    refused(actions.use_sign_in_link, link)
    refused(actions.use_sign_in_link, link, code=code_of(secret))  # spent when the device was entered
    refused(actions.use_sign_in_link, link, code="000000")
    clock.forward(timedelta(seconds=31))
    assert actions.use_sign_in_link(link, code=code_of(secret)).code == "KZ-1"

    second = actions.issue_sign_in_link(queries.officer("KZ-1"), by=HOUSE)
    refused(actions.use_sign_in_link, second, code=code_of(secret))
    assert actions.use_sign_in_link(second, code=recovery[0].lower()).code == "KZ-1"
    third = actions.issue_sign_in_link(queries.officer("KZ-1"), by=HOUSE)
    refused(actions.use_sign_in_link, third, code=recovery[0])
    assert codes.recovery_left("KZ-1") == codes.RECOVERY - 1

    kept = superuser.execute("select secret from members_means").fetchone()[0]
    stored = str(superuser.execute("select code_hash from members_recovery").fetchall()) + str(journal(superuser))
    assert secret not in kept
    assert not any(each.replace("-", "") in stored for each in recovery)


def test_secret_of_one_officer_is_not_another_s(desk, superuser):
    secret, _recovery = set_codes_up(desk)
    superuser.execute("update members_means set officer = 'KZ-2'")
    with pytest.raises(InvalidTag):
        codes.use("KZ-2", code_of(secret, 30), why="sign-in")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=14))
def test_no_other_text_is_a_code(text):
    secret = b"12345678901234567890"
    step = codes._step(secret, text, after=0)
    assert (step is not None) == (text in {code_of(secret, at) for at in (-30, 0, 30)})


def test_codes_are_those_of_the_standard():
    """RFC 6238, appendix B (SHA-1), the last six of its eight digits."""
    secret = b"12345678901234567890"
    for at, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        assert generate(secret, at) == code


def test_pauses_grow_and_end_alike_for_officers_and_addresses(desk, clock, superuser):
    def fail(**who: str) -> None:
        with pytest.raises(NotAllowed), pauses.attempt(**who):
            raise means.not_let_in()

    for who in ({"officer": "KZ-1"}, {"address": "192.0.2.1"}, {"officer": "NOBODY"}):
        for _ in range(5):
            fail(**who)
        with pytest.raises(NotNow, match=r"sign-in\.paused"):
            pauses.check(**who)
    clock.forward(timedelta(seconds=31))
    fail(officer="KZ-1")
    with pytest.raises(NotNow, match="60"):
        pauses.check(officer="KZ-1")
    pauses.check(address="192.0.2.2")
    clock.forward(timedelta(seconds=61))
    with pauses.attempt(officer="KZ-1"):
        pass
    fail(officer="KZ-1")
    pauses.check(officer="KZ-1")
    assert [e["verb"] for e in journal(superuser)].count("members.sign-in.paused") == 4
    assert "192.0.2.1" not in str(superuser.execute("select * from members_pause").fetchall())
