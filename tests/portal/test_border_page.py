"""The border post: one line of an answer, what is wrong with the document apart from it, nothing beyond the shift."""

import html
import json
import re

import pytest
from django.test import Client

from commonweal.databanks.actions import judgements
from commonweal.databanks.judgements import Subject
from commonweal.portal.middleware import DESK_COOKIE, PURPOSE_COOKIE
from tests import factories
from tests.search.running import running

ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
NOBODY = "P<UTONOBODY<<KNOWN<<<<<<<<<<<<<<<<<<<<<<<<<<\nX123456785UTO8001014F4001016<<<<<<<<<<<<<<00"
AT_BORDER = factories.OPEN_LABEL | {"purposes": ["border-check"]}
HIT = AT_BORDER | {"full": [], "core": [], "hit": ["KZ"]}
DENIED = AT_BORDER | {"denied": ["KZ"]}
SHIFT = {"purpose": "border-check", "case_ref": "", "standing_duty": "Post Dostyk"}
LINES = {
    "en": {
        "no-match": "No match",
        "call": "Call +000 1 (Ministry of UZ, UZ)",
        "confirm": "Do not act before confirming",
    },
    "ru": {
        "no-match": "Совпадений нет",
        "call": "Позвонить: +000 1 (МВД UZ, UZ)",
        "confirm": "Ничего не предпринимать до подтверждения",
    },
}


def woman(ref: str, family: str, given: str, **other: object) -> dict:
    line = factories.person(ref, family, given, **other)
    return line | {"identity": line["identity"] | {"sex": ["female"]}}


@pytest.fixture(scope="module")
def house(shared_house, tmp_path_factory):
    folder = tmp_path_factory.mktemp("border")
    with shared_house.superuser() as superuser:
        factories.cast(superuser)
        lines = [
            factories.person("UZ-SEEN", "Тарханбеков", "Эльдар", born="1984-03-14", label=AT_BORDER),
            woman("UZ-HIT", "Eriksson", "Anna Maria", born="1974-08-12", label=HIT),
            factories.person("UZ-DENIED", "Verborgen", "Walter", born="1970-01-01", label=DENIED),
            factories.person("UZ-OTHER", "Sonstwer", "Ludwig", born="1971-02-02"),
        ]
        factories.contribute(folder, lines)
        with running(folder / "index"):
            yield superuser


@pytest.fixture(params=["en", "ru"])
def language(request) -> str:
    return request.param


@pytest.fixture
def browser(house, language) -> Client:
    return _browser(language)


def _browser(language: str = "en", **purpose: str) -> Client:
    browser = Client(raise_request_exception=False, headers={"accept-language": language})
    browser.cookies[DESK_COOKIE] = factories.open_as("KZ-1", "desk", "own-records", standing_duty="desk", case_ref="")
    browser.cookies[PURPOSE_COOKIE] = factories.open_as("KZ-1", **(SHIFT | purpose))
    return browser


def answer(browser: Client, status: int = 200, **asked: str) -> str:
    response = browser.post("/border/", asked, headers={"Commonweal-Part": "answer"})
    assert (response.status_code, response["Commonweal-Part"]) == (status, "answer")
    return html.unescape(response.content.decode())


def headline(said: str) -> str:
    return re.search(r"<h2><span aria-hidden=\"true\">.</span> (.*?)</h2>", said)[1]


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ({"zone": ZONE}, "call"),
        ({"zone": NOBODY}, "no-match"),
        ({"name": "Tarkhanbekov Eldar", "born": "14.03.1984"}, "confirm"),
        ({"name": "Verborgen Walter", "born": "1970"}, "no-match"),
        ({"name": "Sonstwer Ludwig", "born": "1971"}, "no-match"),
    ],
)
def test_each_traveller_gets_one_line(browser, language, asked, line):
    assert headline(answer(browser, **asked)) == LINES[language][line]


def test_a_hit_gives_the_owner_to_call_and_no_word_of_the_record(browser):
    said = answer(browser, zone=ZONE)

    assert re.search(r"H-[2-9A-Z]{4}-[2-9A-Z]{4}", said)
    assert ("+000 1" in said, "UZ-HIT" in said, "/records/" in said, "Eriksson Anna" in said) == (
        True,
        False,
        False,
        False,
    )


def test_the_hours_of_the_desk_stand_in_the_readers_language(browser, language):
    assert {"en": "round the clock", "ru": "круглосуточно"}[language] in answer(browser, zone=ZONE)


def ask_by_program(language: str = "en", given: dict | None = None, **purpose: str) -> tuple[int, dict]:
    headers = {"accept-language": language, "authorization": f"Bearer {factories.open_as('KZ-1', **(SHIFT | purpose))}"}
    response = Client(raise_request_exception=False).post(
        "/api/border", given or {"zone": ZONE}, "application/json", headers=headers
    )
    return response.status_code, response.json()


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ({"zone": ZONE}, "call"),
        ({"zone": NOBODY}, "no-match"),
        ({"name": "Tarkhanbekov Eldar", "born": "14.03.1984"}, "confirm"),
        ({"name": "Verborgen Walter", "born": "1970"}, "no-match"),
    ],
)
def test_a_program_gets_the_same_line(house, language, asked, line):
    status, said = ask_by_program(language, asked)

    assert (status, said["line"], said["sentence"]) == (200, line, LINES[language][line])
    assert bool(said["receipt"])


def test_a_program_is_told_whom_to_call_and_no_word_of_the_record(house):
    _status, said = ask_by_program()
    (call,) = said["ask"]

    assert call["contact"] == {"telephone": "+000 1", "mail": "duty@example.org", "hours": "always"}
    assert (call["level"], call["party"], call["agency"], call["code"][:2]) == ("hit", "UZ", "UZ-MIA", "H-")
    assert ("UZ-HIT" in json.dumps(said), "Eriksson" in json.dumps(said)) == (False, False)
    assert (said["document"]["number"], said["document"]["expired"]) == ("L898902C3", True)


@pytest.mark.parametrize(
    ("given", "purpose", "status", "code"),
    [
        ({"zone": ZONE}, {"purpose": "wanted-person"}, 403, "search.border.no-shift"),
        ({"zone": ZONE}, {"standing_duty": "", "case_ref": "26/1"}, 403, "search.border.no-shift"),
        ({"zone": ZONE[:-1]}, {}, 400, "names.mrz.unreadable"),
        ({"name": ""}, {}, 400, "search.border.nobody"),
    ],
)
def test_a_program_outside_a_shift_or_with_a_torn_zone_gets_an_error(house, given, purpose, status, code):
    answered, said = ask_by_program(given=given, **purpose)

    assert (answered, said["code"]) == (status, code)


def test_who_was_judged_not_to_be_meant_stands_apart_and_makes_no_line(house, browser, language):
    (record,) = house.execute("select record_id from databanks_identity where owner_ref = 'UZ-HIT'").fetchone()
    met = Subject("Eriksson Anna Maria", "1974-08-12", "L898902C3")
    made = judgements.judge(factories.open_as("KZ-2", **SHIFT), record, met, because="Another face")
    said, by_program = answer(browser, zone=ZONE), ask_by_program(language)[1]
    judgements.undo(factories.open_as("KZ-2", "desk", "own-records"), made.id)

    assert headline(said) == LINES[language]["no-match"]
    assert ("Another face" in said, "+000 1" in said, "UZ-HIT" in said) == (True, True, False)
    assert (by_program["line"], by_program["ask"]) == ("no-match", [])
    assert [(each["level"], each["judged"]["confirmed"]) for each in by_program["apart"]] == [("hit", False)]
    assert headline(answer(browser, zone=ZONE)) == LINES[language]["call"]


WAY = 'href="/border/"'


def test_the_rooms_lead_to_the_border_post_in_a_border_check_alone(house):
    assert [WAY in _browser(**purpose).get("/").content.decode() for purpose in ({}, {"purpose": "wanted-person"})] == [
        True,
        False,
    ]


def test_a_border_guard_finds_the_post_without_a_purpose(house, language):
    house.execute(
        "insert into members_agency (code, party_id, kind, level, name_en, name_ru, competent_for)"
        " values ('TJ-BG', 'TJ', 'border', 'ministry', 'Guards', 'Стража', '{}') on conflict do nothing"
    )
    house.execute("update members_officer set agency_id = 'TJ-BG' where code = 'TJ-4'")
    browser = Client(headers={"accept-language": language})
    browser.cookies[DESK_COOKIE] = factories.open_as("TJ-4", "desk", "own-records", standing_duty="desk", case_ref="")
    page = browser.get("/").content.decode()

    assert WAY in page
    assert {"en": "Border post", "ru": "Пункт пропуска"}[language] in page


def test_choosing_the_purpose_leads_to_a_shift(browser):
    assert 'href="/border/shift/"' in browser.get("/purpose/?purpose=border-check").content.decode()


def test_what_may_not_be_seen_answers_as_what_is_not(house):
    browser = _browser()
    said = [answer(browser, name=name, born="01.01.1970") for name in ("Verborgen Walter", "Nirgendwer Walter")]
    bare = [re.sub(r"R-[0-9A-Z-]+|Verborgen|Nirgendwer|\d\d:\d\d", "", each) for each in said]

    assert bare[0] == bare[1]


def test_expired_and_altered_documents_are_told_apart_from_matches(house):
    browser = _browser()
    expired = answer(browser, zone=ZONE)
    altered = answer(browser, zone=NOBODY.replace("4F40", "6F40"))
    sound = answer(browser, zone=NOBODY)

    assert "Expired on 15 Apr 2012." in expired
    assert "Line 2, position 20: the check digit of the date of birth does not hold." in altered
    assert (headline(altered), headline(sound)) == ("No match", "No match")
    assert "All check digits hold; valid until 1 Jan 2040." in sound


def test_a_torn_zone_is_not_asked_and_says_which_line(browser, language):
    said = answer(browser, 400, zone=ZONE[:-1])

    assert {"en": "Line 2 has 43 of 44 characters.", "ru": "Строка 2: число знаков 43 из 44."}[language] in said


def test_nobody_is_not_asked_for(house):
    browser = _browser()

    assert "Scan or type the zone" in answer(browser, 400)
    assert "names.date.unreadable" in answer(browser, 400, name="Иванов Иван", born="?")


def test_the_question_is_journalled_with_the_duty_and_without_its_words(house):
    answer(_browser(), name="Tarkhanbekov Eldar", born="14.03.1984")
    entry = json.loads(house.execute("select entry from audit_entry order by nth desc limit 1").fetchone()[0])

    assert entry["verb"] == "search.question.asked"
    assert {"border-check", "Post Dostyk"} <= set(entry["by"].values())
    assert "Tarkhanbekov" not in json.dumps(entry)


@pytest.mark.parametrize("purpose", [{"purpose": "wanted-person"}, {"standing_duty": "", "case_ref": "26/1"}])
def test_outside_a_shift_the_page_leads_to_beginning_one(house, purpose):
    response = _browser(**purpose).get("/border/")

    assert (response.status_code, response["Location"]) == (302, "/border/shift/")


def test_a_shift_is_one_warrant_until_its_end(house):
    browser = _browser()
    response = browser.post("/border/shift/", {"standing_duty": "Post Dostyk", "basis": "Agreement", "hours": "12"})
    token = response.cookies[PURPOSE_COOKIE].value

    assert (response.status_code, response["Location"]) == (302, "/border/")
    from commonweal.handling import warrants

    holder = warrants.current(token)
    assert (holder.purpose, holder.standing_duty, holder.role) == ("border-check", "Post Dostyk", "reader")
    assert (holder.until - holder.opened_at).total_seconds() <= 12 * 3600


def test_a_shift_without_post_and_basis_does_not_begin(browser, language):
    response = browser.post("/border/shift/", {"hours": "8"})

    assert response.status_code == 400
    assert html.unescape(response.content.decode()).count("▲") >= 2


def test_the_page_is_small_and_loads_nothing_but_its_own(browser):
    page = browser.get("/border/").content.decode()

    assert len(page.encode()) < 8_000
    assert re.findall(r"(?:src|href)=\"(/static/[^\"]+)\"", page) == [
        "/static/portal/mark.svg",
        "/static/portal/border.css",
        "/static/portal/border.js",
    ]
