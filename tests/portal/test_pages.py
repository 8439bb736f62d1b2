"""Pages over a real database: who may open what, what they hold, what they never say."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.handling import warrants
from commonweal.portal import sign_in
from commonweal.portal.middleware import CONTENT_POLICY, DESK_COOKIE, PURPOSE_COOKIE
from tests import factories


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


@pytest.fixture
def browser():
    """A browser without cookies that answers like a site in use, not like a test run."""
    return Client(raise_request_exception=False)


def sit_down(browser: Client, officer: str) -> Client:
    """Sign in as an officer."""
    token = warrants.open_warrant(
        officer, role="desk", purpose="own-records", basis="service duty", standing_duty="desk", minutes=60
    ).token
    browser.cookies[DESK_COOKIE] = token
    return browser


def take_purpose(browser: Client, officer: str) -> Client:
    """Sign in and open a purpose."""
    sit_down(browser, officer)
    browser.cookies[PURPOSE_COOKIE] = factories.open_as(officer)
    return browser


def record_ids(superuser) -> dict[str, uuid.UUID]:
    return dict(superuser.execute("select owner_ref, record_id from databanks_identity").fetchall())


def verbs(superuser) -> list[str]:
    rows = superuser.execute("select entry::json ->> 'verb' from audit_entry order by nth").fetchall()
    return [verb for (verb,) in rows]


@pytest.mark.parametrize("name", ["day", "touches", "contributions", "purpose", "search"])
def test_pages_without_a_desk_lead_to_sign_in(world, browser, name):
    response = browser.get(reverse(f"portal:{name}"))

    assert (response.status_code, response["Location"]) == (302, reverse("portal:sign-in"))


def test_search_without_a_purpose_leads_to_opening_one(world, browser):
    response = sit_down(browser, "KZ-1").get("/search/")

    assert (response.status_code, response["Location"]) == (302, "/purpose/?next=%2Fsearch%2F")


def test_one_time_link_is_not_used_up_by_looking_and_lets_in_once(world, browser, superuser):
    from commonweal.audit.journal import systems_actor
    from commonweal.members import actions, queries

    address = f"/sign-in/{actions.issue_sign_in_link(queries.officer('KZ-1'), by=systems_actor())}/"

    assert [browser.get(address).status_code for _ in range(2)] == [200, 200]
    first = browser.post(address)
    assert (first.status_code, first["Location"]) == (302, "/")
    cookie = first.cookies[DESK_COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Strict", "")
    assert Client().post(address).status_code == 403
    assert verbs(superuser)[-3:] == ["members.link.used", "handling.warrant.opened", "members.session.begun"]


@pytest.mark.parametrize(
    ("roles", "role"),
    [(["reader", "desk"], "desk"), (["commission", "reader"], "reader"), (["auditor"], "auditor"), ([], "desk")],
)
def test_desk_is_opened_in_a_role_that_the_officer_has(roles, role):
    assert sign_in.desk_role(roles) == role


def test_officer_without_the_role_desk_comes_in_and_sees_nothing_of_others(world, browser, superuser, tmp_path):
    from commonweal.audit.journal import systems_actor
    from commonweal.members import actions, queries

    factories.contribute(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor")])
    superuser.execute("update members_officer set roles = '{reader}' where code = 'KZ-1'")
    browser.post(f"/sign-in/{actions.issue_sign_in_link(queries.officer('KZ-1'), by=systems_actor())}/")

    assert [browser.get(address).status_code for address in ("/", "/touches/", "/contributions/")] == [200] * 3
    assert browser.get(f"/records/{record_ids(world)['UZ-1']}/").status_code == 404


def test_signing_out_closes_desk_and_purpose(world, browser):
    take_purpose(browser, "KZ-1")
    tokens = [browser.cookies[name].value for name in (DESK_COOKIE, PURPOSE_COOKIE)]

    assert browser.post("/sign-out/").status_code == 302
    assert [warrants.current(token) for token in tokens] == [None, None]
    assert browser.get("/")["Location"] == "/sign-in/"


def test_closed_desk_takes_both_cookies_away(world, browser):
    take_purpose(browser, "KZ-1")
    warrants.close_warrant(browser.cookies[DESK_COOKIE].value)

    response = browser.get("/help/")

    assert [response.cookies[name]["max-age"] for name in (DESK_COOKIE, PURPOSE_COOKIE)] == [0, 0]


def test_purpose_of_another_officer_counts_for_nothing(world, browser):
    sit_down(browser, "KZ-1")
    browser.cookies[PURPOSE_COOKIE] = factories.open_as("KZ-2")

    assert browser.get("/search/")["Location"] == "/purpose/?next=%2Fsearch%2F"


def test_purpose_lacking_everything_tells_each_fault_beside_its_field(world, browser):
    response = sit_down(browser, "KZ-1").post("/purpose/", {"minutes": "30"})
    page = response.content.decode()

    assert response.status_code == 400
    assert re.findall(r'<li><a href="#f-(\w+)">', page) == ["purpose", "basis", "case_ref"]
    assert re.findall(r'aria-invalid="true"', page) == ['aria-invalid="true"'] * 3


def test_purpose_is_opened_and_leads_on_inside_the_site_only(world, browser):
    words = {"purpose": "wanted-person", "basis": "Treaty", "case_ref": "1", "minutes": "30"}
    sit_down(browser, "KZ-1")

    assert browser.post("/purpose/", words | {"next": "/touches/"})["Location"] == "/touches/"
    assert browser.post("/purpose/", words | {"next": "https://example.org/"})["Location"] == "/search/"
    assert browser.get("/search/").status_code == 200


def test_record_that_may_not_be_seen_and_one_that_does_not_exist_answer_alike(world, browser, tmp_path):
    factories.contribute(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor")])
    hidden = record_ids(world)["UZ-1"]
    take_purpose(browser, "TJ-1")

    answers = [browser.get(f"/records/{each}/") for each in (hidden, uuid.uuid4())]

    assert [each.status_code for each in answers] == [404, 404]
    bodies = [re.sub(r'value="[^"]*"', "", each.content.decode()) for each in answers]
    assert bodies[0].replace(str(hidden), "") == re.sub(r"[0-9a-f-]{36}", "", bodies[1])
    assert sorted(answers[0].headers) == sorted(answers[1].headers)


def test_reader_sees_his_level_and_not_the_owners_panels(world, browser, tmp_path):
    factories.contribute(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor")])
    record = record_ids(world)["UZ-1"]
    pages = {
        officer: take_purpose(Client(), officer).get(f"/records/{record}/").content.decode()
        for officer in ("KZ-1", "RU-1", "AM-1")
    }
    shown = {
        officer: [word in page for word in ("Tarxonbekov", "Seen at the market", "11-2024", "cw-tiles", "UZ-1 ")]
        for officer, page in pages.items()
    }

    assert shown["KZ-1"][:4] == [True, True, True, False]
    assert shown["RU-1"][:4] == [True, False, False, False]
    assert shown["AM-1"][:4] == [False, False, False, False]
    assert re.search(r"H-[2-9A-Z]{4}-[2-9A-Z]{4}", pages["AM-1"])
    assert "UZ-1<" not in pages["AM-1"]


def test_owner_sees_who_sees_it_and_who_touched_it(world, browser, tmp_path):
    factories.contribute(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor")])
    record = record_ids(world)["UZ-1"]
    take_purpose(Client(), "KZ-1").get(f"/records/{record}/")

    page = sit_down(browser, "UZ-3").get(f"/records/{record}/").content.decode()

    assert "the officer&#x27;s agency owns the record" in page
    assert "cw-tiles" in page
    assert "Ministry of KZ, Maj. Officer KZ-1" in page
    assert re.search(r"R-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page)


def test_touches_are_filtered_and_taken_out_as_a_table(world, browser, tmp_path):
    factories.contribute(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor")])
    record = record_ids(world)["UZ-1"]
    for officer in ("KZ-1", "AM-1"):
        take_purpose(Client(), officer).get(f"/records/{record}/")
    sit_down(browser, "UZ-3")

    table = b"".join(browser.get("/touches/export/?party=AM").streaming_content).decode().splitlines()
    page = browser.get("/touches/?party=AM").content.decode()
    unreadable = browser.get("/touches/?since=yesterday").content.decode()

    assert [line.split(",")[1] for line in table[1:]] == ["AM"]
    assert page.count("data-row") == 1
    assert "This is no day. Write it as 24.11.2026." in unreadable


def test_batch_is_approved_by_another_officer_from_the_page(world, browser, tmp_path):
    from commonweal.databanks import actions

    path = factories.write(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor")])
    batch = actions.contribute_file(path, factories.open_as("UZ-1", "contributor", "contribution"))
    own = sit_down(Client(), "UZ-1")
    sit_down(browser, "UZ-2")

    assert "Approve batch" not in own.get(f"/contributions/{batch.id}/").content.decode()
    assert "Approve batch" in browser.get(f"/contributions/{batch.id}/").content.decode()
    assert own.post(f"/contributions/{batch.id}/approve/").status_code == 403
    assert browser.post(f"/contributions/{batch.id}/approve/").status_code == 302
    assert list(record_ids(world)) == ["UZ-1"]


def test_day_tells_what_waits_and_reading_it_is_journalled(world, browser, tmp_path):
    from commonweal.databanks import actions

    path = factories.write(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor")])
    actions.contribute_file(path, factories.open_as("UZ-1", "contributor", "contribution"))

    page = sit_down(browser, "UZ-2").get("/").content.decode()

    assert "lines.jsonl of Maj. Officer UZ-1 waits for approval: 1 rows, 0 refused" in page
    assert verbs(world)[-1] == "portal.day.read"


def test_day_offers_a_decision_only_to_who_may_take_it(world, browser, tmp_path):
    from commonweal.databanks import actions

    path = factories.write(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor")])
    batch = actions.contribute_file(path, factories.open_as("UZ-1", "contributor", "contribution"))
    world.execute("update members_officer set roles = '{desk,reader}' where code = 'UZ-3'")

    offers = {
        code: page.count(f'<a class="btn btn-sm btn-secondary" href="/contributions/{batch.id}/">Decide</a>')
        for code in ("UZ-2", "UZ-3")
        for page in [sit_down(Client(), code).get("/").content.decode()]
    }

    assert offers == {"UZ-2": 1, "UZ-3": 0}


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/", ["/", "page"]),
        ("/banks/", ["/banks/", "page"]),
        ("/banks/united/access/", ["/banks/", "true"]),
        ("/contributions/record/", ["/contributions/", "true"]),
        ("/help/", []),
    ],
)
def test_room_of_a_page_is_marked_also_on_the_pages_below_it(world, browser, address, marked):
    page = sit_down(browser, "UZ-1").get(address).content.decode()

    assert [part for found in re.findall(r'href="([^"]+)" aria-current="(\w+)"', page) for part in found] == marked


def test_faulty_question_is_told_and_not_asked(world, browser):
    response = take_purpose(browser, "KZ-1").post("/search/", {"family": "Тарханбеков", "born": "spring"})

    assert response.status_code == 400
    assert re.findall(r'<li><a href="#f-(\w+)">', response.content.decode()) == ["born"]
    assert "search.question.asked" not in verbs(world)


def test_question_goes_to_no_address(world, browser):
    assert take_purpose(browser, "KZ-1").get("/search/?family=Тарханбеков").content.decode().count("Тарханбеков") == 0


def test_pages_carry_the_strict_policy_and_are_kept_nowhere(world, browser):
    response = browser.get("/help/")

    assert response["Content-Security-Policy"] == CONTENT_POLICY
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def test_forms_are_refused_without_their_mark(world):
    browser = Client(enforce_csrf_checks=True)

    assert sit_down(browser, "KZ-1").post("/sign-out/").status_code == 403


def test_language_and_look_are_kept_in_cookies(world, browser):
    assert browser.post("/language/", {"language": "ru", "next": "/help/"})["Location"] == "/help/"
    assert browser.post("/look/", {"look": "dark", "keys": "off"}).status_code == 302

    page = browser.get("/help/").content.decode()

    assert '<html lang="ru" data-bs-theme="dark">' in page
    assert 'data-keys="off"' in page
    assert "Клавиши и обозначения" in page


def test_unknown_addresses_and_methods_say_no_more_than_that(world, browser):
    assert browser.get("/no-such-page/").status_code == 404
    assert browser.get("/sign-out/").status_code == 405


def test_pages_hold_nothing_inline(world, browser):
    sit_down(browser, "UZ-2")
    for address in ("/", "/touches/", "/contributions/", "/purpose/", "/help/", "/sign-in/"):
        page = browser.get(address).content.decode()
        assert re.findall(r" style=|<style|<script(?! src=)| on\w+=", page) == [], address
