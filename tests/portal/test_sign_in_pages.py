"""Sessions and proofs by page and API: bound, listed, ended, and asked for again before what takes out or lets in."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest import MonkeyPatch

from commonweal.handling import warrants
from commonweal.members import actions, codes, passkeys, pauses, queries, sessions
from commonweal.portal.middleware import DESK_COOKIE
from tests.members import cast
from tests.members.cast import HOUSE, journal
from tests.members.device import Device
from tests.members.test_means import code_of, open_desk, register, set_codes_up

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
NEWER = FIREFOX.replace("140.0", "141.0")
OTHER = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"


@pytest.fixture
def register_of_officers(house):
    cast.load()


@pytest.fixture
def strict(register_of_officers, superuser):
    """No demonstration: a link alone neither takes out nor lets in."""
    superuser.execute("delete from members_house")


def come_in(officer: str = "KZ-1", agent: str = FIREFOX, **more: str) -> Client:
    """A browser in which the officer has come in by link."""
    client = Client(headers={"user-agent": agent})
    link = actions.issue_sign_in_link(queries.officer(officer), by=HOUSE)
    assert client.post(f"/sign-in/{link}/", more).status_code == 302
    return client


def is_in(client: Client, **more: str) -> bool:
    return client.get("/sign-in/mine/", headers=more).status_code == 200


def test_session_is_bound_to_the_browser_without_its_version(register_of_officers, superuser):
    client = come_in()
    assert is_in(client, **{"user-agent": NEWER})

    token = client.cookies[DESK_COOKIE].value
    assert not is_in(client, **{"user-agent": OTHER})  # a stolen cookie, shown elsewhere, ends the session for all
    client.cookies[DESK_COOKIE] = token
    assert not is_in(client)
    ended = [e["facts"]["why"] for e in journal(superuser) if e["verb"] == "members.session.ended"]
    assert ended == ["elsewhere"]


def test_session_is_bound_to_network_and_certificate_where_configured(register_of_officers, settings, tmp_path):
    settings.SIGN_IN_FILE = tmp_path / "sign-in.yaml"
    settings.SIGN_IN_FILE.write_text("network: 24/64\naddress_header: X-Forwarded-For\ncertificate_header: X-Cert\n")
    sessions.rules.cache_clear()
    try:
        place = {"X-Forwarded-For": "1.2.3.4, 192.0.2.7", "X-Cert": "aa", "User-Agent": FIREFOX}
        here = sessions.where(place, "127.0.0.1")
        beside = sessions.where(place | {"X-Forwarded-For": "192.0.2.9"}, "127.0.0.1")
        away = sessions.where(place | {"X-Forwarded-For": "198.51.100.7"}, "127.0.0.1")
        other = sessions.where(place | {"X-Cert": "bb"}, "127.0.0.1")
    finally:
        sessions.rules.cache_clear()
    assert here.address == "192.0.2.7"
    assert here.bound == beside.bound
    assert len({here.bound, away.bound, other.bound}) == 3


def test_session_ends_when_idle_and_by_role_at_the_latest(register_of_officers, clock):
    officer, admin = come_in(), come_in("KZ-3")
    assert sessions.ends_for(queries.officer("KZ-3")) == sessions.Ends(30, 240)
    clock.forward(timedelta(minutes=31))
    assert is_in(officer)
    assert not is_in(admin)
    clock.forward(timedelta(minutes=61))
    assert not is_in(officer)


def test_officer_sees_and_ends_his_sessions_and_what_was_opened_there(register_of_officers):
    here, there, colleague = come_in(), come_in(agent=OTHER), come_in("KZ-2")
    words = {"purpose": "wanted-person", "basis": "Treaty", "case_ref": "26/1", "minutes": "30"}
    there.post("/purpose/", words)
    purpose = there.cookies["cw_purpose"].value
    page = here.get("/sign-in/mine/").content.decode()
    assert "Firefox · Linux" in page
    assert "Chrome · Windows" in page

    holder = warrants.current(colleague.cookies[DESK_COOKIE].value)
    assert here.post("/sign-in/mine/sessions/end/", {"session": str(holder.id)}).status_code == 404
    here.post("/sign-in/mine/sessions/end/")

    assert (is_in(here), is_in(there), is_in(colleague)) == (True, False, True)
    assert warrants.current(purpose) is None
    assert "Chrome · Windows" not in here.get("/sign-in/mine/").content.decode()


def test_suspension_ends_sessions_at_once(register_of_officers):
    client = come_in()
    actions.suspend(queries.officer("KZ-1"), because="under inquiry", by=HOUSE)
    assert not is_in(client)


def test_what_takes_out_asks_for_proof_in_page_and_api_alike(strict, clock):
    client, token = come_in(), open_desk("KZ-1")
    api = {"authorization": f"Bearer {token}"}
    assert client.get("/touches/export/").url.startswith("/sign-in/proof/?next=")
    assert "My sign-in" in client.get("/sign-in/proof/").content.decode()
    told = Client().post("/api/exports/own", "{}", content_type="application/json", headers=api)
    assert (told.status_code, told.json()["code"]) == (403, "members.proof.no-means")

    secret, _recovery = set_codes_up(token)
    told = Client().post("/api/exports/own", "{}", content_type="application/json", headers=api)
    assert told.json()["code"] == "members.proof.needed"
    assert client.post("/sign-in/proof/", {"code": "000000"}).status_code == 403
    clock.forward(timedelta(seconds=31))
    said = {"code": code_of(secret), "next": "/touches/export/"}
    assert client.post("/sign-in/proof/", said).url == "/touches/export/"
    assert client.get("/touches/export/").status_code == 200
    assert Client().post("/api/proof", said, content_type="application/json", headers=api).status_code == 403  # spent
    clock.forward(timedelta(seconds=31))
    proved = Client().post("/api/proof", {"code": code_of(secret)}, content_type="application/json", headers=api)
    assert proved.json() == {"minutes": 10}
    told = Client().post("/api/exports/own", "{}", content_type="application/json", headers=api)
    assert told.json()["code"] != "members.proof.needed"
    clock.forward(timedelta(minutes=10))
    assert client.get("/touches/export/").status_code == 302


def test_passkey_of_another_is_no_proof(strict):
    client, mine, his = come_in("KZ-1"), Device(), Device()
    register(open_desk("KZ-1"), mine)
    register(open_desk("KZ-2"), his, "KZ-2")
    for device, status in ((his, 403), (mine, 302)):
        options, state = passkeys.options_to_use("KZ-1")
        answer = client.post("/sign-in/proof/", {"answer": device.use(options), "state": state})
        assert answer.status_code == status
    assert client.get("/touches/export/").status_code == 200


def test_further_means_need_a_proof_and_a_stolen_desk_adds_none(register_of_officers):
    client = come_in()
    set_codes_up(open_desk("KZ-1"))
    assert client.post("/sign-in/mine/codes/").url.startswith("/sign-in/proof/")
    assert client.post("/sign-in/mine/passkey/").url.startswith("/sign-in/proof/")


def test_codes_are_set_up_on_the_page_and_asked_for_beside_the_link(
    register_of_officers, clock, monkeypatch: MonkeyPatch
):
    client = come_in()
    told: list[str] = []
    begin = codes.begin
    monkeypatch.setattr(codes, "begin", lambda officer: told.extend(begin(officer)) or tuple(told))
    assert "otpauth://" in client.post("/sign-in/mine/codes/").content.decode()
    import base64

    secret = base64.b32decode(told[0].replace(" ", ""))
    wrong = client.post("/sign-in/mine/codes/", {"sealed": told[2], "code": "1"})
    assert wrong.status_code == 400
    page = client.post("/sign-in/mine/codes/", {"sealed": told[2], "code": code_of(secret), "name": "telephone"})
    assert "Recovery codes" in page.content.decode()

    link = actions.issue_sign_in_link(queries.officer("KZ-1"), by=HOUSE)
    fresh = Client(headers={"user-agent": FIREFOX})
    assert 'name="code"' in fresh.get(f"/sign-in/{link}/").content.decode()
    for _ in range(5):
        assert fresh.post(f"/sign-in/{link}/", {"code": "123456"}).status_code == 403
    clock.forward(timedelta(seconds=29))
    assert fresh.post(f"/sign-in/{link}/", {"code": code_of(secret, 30)}).status_code == 409  # paused
    clock.forward(timedelta(seconds=2))
    assert fresh.post(f"/sign-in/{link}/", {"code": code_of(secret, 30)}).status_code == 302
    pauses.check(officer="KZ-1")
    assert fresh.get("/touches/export/").status_code == 200  # link and code are a proof


def test_administrator_lets_in_whom_he_may(register_of_officers):
    admin, officer = come_in("KZ-3"), come_in("KZ-1")
    register(open_desk("KZ-1"), Device())
    assert officer.post("/officers/sign-in/", {"officer": "KZ-2", "what": "link"}).url.startswith("/sign-in/proof/")
    assert come_in("KZ-2").post("/officers/sign-in/", {"officer": "KZ-1", "what": "link"}).status_code == 403

    assert admin.post("/officers/sign-in/", {"officer": "UZ-1", "what": "link"}).status_code == 400
    assert "sign-in/" in admin.post("/officers/sign-in/", {"officer": "kz-1", "what": "link"}).content.decode()
    assert admin.post("/officers/sign-in/", {"officer": "KZ-1", "what": "sessions"}).status_code == 200
    assert not is_in(officer)
    admin.post("/officers/sign-in/", {"officer": "KZ-1", "what": "means"})
    assert is_in(come_in("KZ-1"))
    api = {"authorization": f"Bearer {open_desk('KZ-3', 'admin')}"}
    said = Client().post("/api/officers/link", {"officer": "KZ-1"}, content_type="application/json", headers=api)
    assert said.json()["link"].startswith("http://testserver/sign-in/")
