"""Pages of oversight: what a person asks without sign-in, what the commission does, what the owner answers."""

import html
import re
from datetime import timedelta

import pytest
from django.test import Client

from commonweal.oversight import rules, rules_kin
from commonweal.oversight.terms import Refusal
from commonweal.portal import oversight_terms as terms
from commonweal.portal.middleware import DESK_COOKIE
from tests import factories
from tests.oversight.test_supervision import asked, stepped

ASKED = {
    "kind": "access",
    "name": "Tarxonbekov Eldor",
    "born": "14.03.1984",
    "evidence": "consulate 118",
    "wants": "All",
}


@pytest.fixture
def world(house, superuser, tmp_path):
    factories.cast(superuser)
    factories.contribute(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor")])
    return superuser


def browser(officer: str = "", language: str = "en", role: str = "desk") -> Client:
    one = Client(raise_request_exception=False, headers={"accept-language": language})
    if officer:
        one.cookies[DESK_COOKIE] = factories.open_as(officer, role, "own-records", standing_duty="desk", case_ref="")
    return one


def text(response, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[-2000:]
    return html.unescape(response.content.decode())


def test_a_person_asks_and_looks_it_up_and_the_page_tells_nothing_of_what_is_held(world):
    anyone = browser()
    assert "What is held about me?" in text(anyone.get("/request/"))
    assert "Что обо мне хранится?" in text(browser(language="ru").get("/request/"))
    codes = []
    for name in ("Tarxonbekov Eldor", "Nobody Known"):
        page = text(anyone.post("/request/", ASKED | {"name": name}))
        codes.append(re.search(r"A-[0-9A-Z-]{19}", page)[0])
        assert name not in page
    looked = [text(anyone.post("/request/state/", {"code": code})) for code in codes]
    bare = [re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page) for page in looked]
    assert bare[0] == bare[1]
    assert "Received: the commission checks" in bare[0]
    assert "There is no request with this code" in text(anyone.post("/request/state/", {"code": "A-0000"}))
    missing = text(anyone.post("/request/", ASKED | {"born": "yesterday", "wants": ""}), 400)
    assert "This is no date" in missing
    assert "This is needed." in missing


def test_a_case_goes_its_way_on_pages_and_only_its_own_commission_sees_it(world):
    text(browser().post("/request/", ASKED))
    desk = browser("RU-1")
    (address,) = re.findall(r'href="(/complaints/[0-9a-f-]{36}/)"', text(desk.get("/complaints/")))
    page = text(desk.get(address))
    assert "Tarxonbekov Eldor" in page
    assert 'href="/complaints/' in text(browser("KZ-1").get("/complaints/"))
    for event in ("identify", "admit"):
        assert desk.post(f"{address}{event}/").status_code == 302
    assert browser("KZ-1").get(address).status_code == 404

    named = text(desk.post(f"{address}name/", {"words": "Tarxonbekov Eldor", "born": "14.03.1984"}))
    assert "1 record is named now." in named
    (record,) = re.findall(rf'href="({address}records/[^"]+/)"', named)
    assert "Seen at the market" in text(desk.get(record))
    id_ = record.rsplit("/", 2)[1]
    assert desk.get(f"/records/{id_}/").status_code == 404
    assert browser("KZ-1").get(record).status_code == 404
    assert "May it be told" not in text(browser("UZ-2").get("/contested/"))

    assert desk.post(f"{address}consult/", {"words": "May it be told?"}).status_code == 302
    owner = browser("UZ-2")
    assert "in which your record UZ-1 is contested" in text(owner.get("/"))
    contested = text(owner.get("/contested/"))
    assert "May it be told?" in contested
    assert "consulate 118" not in contested
    assert "Кто из" not in contested
    (answer,) = re.findall(r'action="(/contested/[^"]+)"', contested)
    assert owner.post(answer, {"says": "block", "reason": "contested"}).status_code == 302
    assert owner.post(answer, {"says": "withhold", "reason": "Investigation runs"}).status_code == 302
    assert "May it be told" not in text(browser("KZ-1").get("/contested/"))
    page = text(desk.get(address))
    assert "Investigation runs" in page
    assert "blocked while it is contested" in page

    told = text(desk.post(f"{address}decide/", {"form": "verified", "outcome": "not-disclosed", "words": "x"}), 400)
    assert "goes out without a word beside it" in told
    assert desk.post(f"{address}decide/", {"form": "verified", "outcome": "not-disclosed"}).status_code == 302
    assert "Decided, not told yet" in text(desk.get(address))
    assert "Дело" in text(browser("RU-1", "ru").get("/complaints/"))


def test_who_is_no_commission_gets_nowhere(world):
    world.execute("update members_officer set roles = '{desk,reader}' where false")
    assert browser().get("/complaints/").status_code == 302
    assert browser("UZ-1").post("/complaints/enter/", ASKED | {"born": ""}).status_code == 400
    entered = text(browser("UZ-1").post("/complaints/enter/", ASKED))
    assert re.search(r"A-[0-9A-Z-]{19}", entered)


def test_every_reason_of_a_flag_has_its_words():
    assert {code: str(words) for code, words in terms.FLAG_REASONS.items()} == rules.REASONS
    assert set(terms.FLAG_WHY) == set(rules_kin.WHY.values())
    assert set(terms.RULE_WORDS) == set(rules.REASONS)
    assert set(terms.REFUSAL_WORDS) == set(Refusal)


def test_a_supervisor_judges_by_one_screen_and_the_officer_answers(world, clock):
    world.execute(
        "insert into members_officer (code, rank, name, name_latin, agency_id, unit, clearance, roles)"
        " values ('KZ-A1', '', 'Надзоров', 'Nadzorov', 'KZ-MIA', '', 0, '{auditor}')"
    )
    world.execute(
        "insert into members_accreditation (officer_id, since, until, by) values ('KZ-A1', now() - interval '1 day',"
        " now() + interval '1 year', 'test')"
    )
    asked("KZ-1", 2, case="26/777")
    stepped(world)
    clock.forward(timedelta(days=1))
    stepped(world)
    supervisor = browser("KZ-A1", role="auditor")
    page = text(supervisor.get("/supervision/"))
    assert "26/777" in page
    assert "0 of 2 judged" in page
    assert page.count("data-key=") == 3
    (address,) = re.findall(r'formaction="(/supervision/[^"]+/ask/)"', page)
    assert supervisor.post(address, {"words": "Why then?"}).status_code == 302
    officer = browser("KZ-1")
    day = text(officer.get("/"))
    assert "Your supervisor asks about your question" in day
    (asked_at,) = set(re.findall(r'href="(/asked/[^"]+)"', day))
    assert "Why then?" in text(officer.get(asked_at))
    assert browser("KZ-2").get(asked_at).status_code == 404
    assert browser("KZ-2").get("/supervision/").status_code == 403
    assert "at most 2,000" in text(officer.post(asked_at, {"text": ""}), 400)
    assert officer.post(asked_at, {"text": "By order 5"}).status_code == 302
    page = text(supervisor.get("/supervision/"))
    for event in ("accept", "refuse"):
        (address,) = re.findall(rf'action="(/supervision/[^"]+/{event}/)"', page)
        assert supervisor.post(address, {"words": "", "reason": "no-case"}).status_code == 302
        page = text(supervisor.get("/supervision/"))
    assert "2 of 2 judged" in page
    assert "the case does not bear the question" in page
    assert "Nothing is flagged" in text(supervisor.get("/supervision/flags/"))
    assert "Надзор" in text(browser("KZ-A1", "ru", role="auditor").get("/supervision/flags/"))
