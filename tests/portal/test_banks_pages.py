"""Pages and API of banks, enquiries and candidates set aside: who may open what, and what they never say."""

import io
import json
import re
import uuid

import openpyxl
import pytest
from django.test import Client

from commonweal.common import clock
from commonweal.databanks import banks, corrections, handles
from commonweal.handling import warrants
from commonweal.portal.middleware import PURPOSE_COOKIE
from tests import factories
from tests.portal.test_pages import record_ids, sit_down, take_purpose, verbs
from tests.portal.test_says_nothing import answer


@pytest.fixture
def world(house, superuser, tmp_path):
    factories.cast(superuser)
    factories.contribute(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor")])
    return superuser


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


def text(response) -> str:
    return response.content.decode()


def named(world, browser) -> str:
    """The handle of the record under the browser's purpose."""
    return handles.seal(record_ids(world)["UZ-1"], warrants.current(browser.cookies[PURPOSE_COOKIE].value))


def ask(world, browser, **words):
    typed = {"kind": "wrong", "text": "Born in 1985"} | words
    return browser.post(f"/ask/{named(world, browser)}/", typed)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_banks_tell_what_is_verified_and_what_is_not(world, browser, language):
    sit_down(browser, "KZ-1").cookies["django_language"] = language

    every, one = text(browser.get("/banks/")), text(browser.get("/banks/atc/"))

    assert re.findall(r'href="/banks/([a-z]+)/"', every) == ["atc", "bkbop", "united"]
    assert one.count("cw-unv") == 1  # the record types; participants say so in words
    for word in ("{", "verified:", "databanks."):
        assert word not in re.sub(r"<[^>]*>", "", one)
    assert browser.get("/banks/none/").status_code == 404
    assert verbs(world)[-1] == "portal.banks.read"


def test_access_list_names_agencies_and_numbers_and_no_officer(world, browser):
    sit_down(browser, "KZ-1")
    today = f"?day={clock.today()}"
    page = text(browser.get(f"/banks/united/access/{today}"))
    table = b"".join(browser.get(f"/banks/united/access/{today}&format=csv").streaming_content).decode()
    sheet = b"".join(browser.get(f"/banks/united/access/{today}&format=xlsx").streaming_content)
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet)).active.values)

    assert page.count("data-row") == 5
    assert [line.split(",")[-1] for line in table.splitlines()[3:]] == ["4"] * 5
    assert rows[3][1:] == ("AM-MIA", "Ministry of AM", "interior", 4)
    for said in (page.split("<main")[1], table, str(rows)):
        assert re.findall(r"Officer [A-Z]{2}-\d|Офицер|[A-Z]{2}-[1-4]\b", said) == []
    unreadable = browser.get("/banks/united/access/?day=spring")
    assert "This is no day. Write it as 24.11.2026." in text(unreadable)


def test_secretariat_changes_the_register_on_the_page_and_nobody_else(world, browser):
    typed = {
        "basis_en": "Agreement of 2027", "basis_ru": "Соглашение 2027 года", "source": "read", "verified": "on",
        "operator": "", "operator_source": "", "since": "2027", "until": "", "what_en": "A bank", "what_ru": "Банк",
        "record_types": ["person"], "party": "kz", "contributes": "interior", "queries": "*", "p_since": "2020",
        "p_until": "", "p_source": "read",
    }  # fmt: skip
    assert sit_down(browser, "RU-1").post("/banks/united/change/", typed).status_code == 302
    found = banks.register()
    assert (found.banks["united"].basis_en, found.banks["united"].record_types) == ("Agreement of 2027", ("person",))
    assert found.participation("united", "KZ").contributes == ("interior",)

    wrong = browser.post("/banks/united/change/", typed | {"party": "NOWHERE"})
    assert (wrong.status_code, re.findall(r'<li><a href="#f-(\w+)">', text(wrong))) == (400, ["party"])
    world.execute("update members_officer set roles = '{desk,reader}' where code = 'KZ-1'")
    assert sit_down(browser, "KZ-1").post("/banks/united/change/", typed | {"source": "forged"}).status_code == 403
    assert "/change/" not in text(browser.get("/banks/united/"))
    assert banks.register().banks["united"].source == "read"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_correction_goes_from_record_to_owner_and_back(world, browser, language):
    asker, owner = take_purpose(browser, "KZ-1"), sit_down(Client(), "UZ-3")
    for each in (asker, owner):
        each.cookies["django_language"] = language
    assert asker.get(f"/ask/{named(world, asker)}/").status_code == 200
    address = ask(world, asker)["Location"]

    assert "Born in 1985" in text(owner.get(address))
    assert address in text(owner.get("/corrections/"))
    assert address in text(owner.get("/"))
    assert owner.post(f"{address}decline/", {"words": ""}).status_code == 400
    assert owner.post(f"{address}decline/", {"words": "Passport is forged"}).status_code == 302
    assert "Passport is forged" in text(asker.get(address))
    assert address not in text(owner.get("/"))
    assert owner.post(f"{address}accept/").status_code == 409


def test_faults_of_an_enquiry_are_told_beside_their_fields(world, browser):
    take_purpose(browser, "KZ-1")

    assert re.findall(r'<li><a href="#f-(\w+)">', text(ask(world, browser, text=""))) == ["text"]
    assert re.findall(r'<li><a href="#f-(\w+)">', text(ask(world, browser, kind="duplicate"))) == ["other_ref"]
    assert corrections.enquiries(factories.open_as("KZ-1")) == []


def test_hit_is_put_to_the_owner_without_its_id(world, browser):
    take_purpose(browser, "AM-1")
    page = text(browser.get(f"/ask/{named(world, browser)}/"))
    address = ask(world, browser, kind="wrong", text="Held at the border")["Location"]

    for said in (page, text(browser.get(address)), text(browser.get("/corrections/"))):
        assert str(record_ids(world)["UZ-1"]) not in said
        assert "UZ-1<" not in said
        assert "Tarxonbekov" not in said
    assert corrections.enquiries(factories.open_as("AM-1"))[0].kind == "confirm"


def test_handle_of_another_warrant_names_nothing(world, browser):
    take_purpose(browser, "KZ-1")
    foreign = handles.seal(record_ids(world)["UZ-1"], warrants.current(factories.open_as("KZ-2")))
    absent = "0" * 32

    answers = [browser.get(f"/ask/{each}/") for each in (foreign, absent, "nonsense", str(uuid.uuid4()))]
    assert {answer.status_code for answer in answers} == {404}
    assert browser.post(f"/aside/{foreign}/").status_code == 404


def test_hidden_record_cannot_be_asked_about_and_answers_like_none(world, browser):
    take_purpose(browser, "TJ-1")
    said = [browser.get(f"/ask/{each}/") for each in (named(world, browser), "0" * 32)]

    assert [each.status_code for each in said] == [404, 404]
    assert answer(said[0], named(world, browser)) == answer(said[1], "0" * 32)


def test_enquiry_of_others_answers_like_none(world, browser):
    address = ask(world, take_purpose(Client(), "KZ-1"))["Location"]
    sit_down(browser, "RU-1")

    assert [browser.get(each).status_code for each in (address, f"/corrections/{uuid.uuid4()}/")] == [404, 404]
    assert browser.post(f"{address}accept/").status_code == 403
    assert address not in text(browser.get("/corrections/"))


def test_candidate_is_set_aside_and_taken_up_again(world, browser):
    take_purpose(browser, "KZ-1")
    about = record_ids(world)["UZ-1"]

    def noted() -> bool:
        with warrants.reading(factories.open_as("KZ-2")) as holder:
            return about in corrections.set_aside([about], holder=holder)

    assert browser.post(f"/aside/{named(world, browser)}/").status_code == 200
    assert noted()
    assert browser.post(f"/aside/{named(world, browser)}/", {"undo": "1"}).status_code == 200
    assert not noted()


def call(token: str, method: str, address: str, body: object = None):
    caller = Client(headers={"authorization": f"Bearer {token}"}, raise_request_exception=False)
    return caller.generic(
        method, address, json.dumps(body) if body is not None else "", content_type="application/json"
    )


def test_api_goes_the_same_way(world):
    reader, owner = factories.open_as("KZ-1"), factories.open_as("UZ-3", "desk", "own-records")
    found = call(reader, "GET", f"/api/records/{record_ids(world)['UZ-1']}").json()
    made = call(reader, "POST", f"/api/enquiries/about/{found['handle']}", {"kind": "wrong", "text": "1985"}).json()

    assert [each["code"] for each in call(owner, "GET", "/api/banks").json()] == ["atc", "bkbop", "united"]
    assert call(owner, "GET", "/api/banks/united/access?day=2001-01-01").json() == []
    assert [each["id"] for each in call(owner, "GET", "/api/enquiries?of_owner=true").json()] == [made["id"]]
    declined = call(owner, "POST", f"/api/enquiries/{made['id']}/decline", {"words": "no"})
    assert (declined.status_code, declined.json()["state"]) == (200, "declined")
    assert call(owner, "POST", f"/api/enquiries/{made['id']}/accept", {}).json()["code"] == "workflow.event.not-now"
    assert call(reader, "POST", f"/api/aside/{found['handle']}", {"because": "no"}).json() == {"done": True}
    assert call(reader, "DELETE", f"/api/aside/{found['handle']}").json() == {"done": True}
    assert call(reader, "POST", "/api/enquiries/about/nonsense", {"kind": "wrong", "text": "x"}).status_code == 404
