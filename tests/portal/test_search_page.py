"""The page that asks: one box, kinds to look among, objects beside persons, in English and Russian."""

import html
import json

import pytest
from django.test import Client

from commonweal.common import clock
from commonweal.portal.middleware import DESK_COOKIE, PURPOSE_COOKIE
from tests import factories
from tests.portal.test_pages import verbs
from tests.search.running import running

ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10"
HIT = factories.OPEN_LABEL | {"full": [], "core": [], "hit": ["KZ"]}
REMEDY = {
    "en": "give at least four characters that tell something",
    "ru": "укажите не менее четырёх знаков",
}
TEXTS = {
    "en": ("Vehicle", "stolen", "United Data Bank", "look-alike letters"),
    "ru": ("Транспортное средство", "похищено", "Объединённый банк данных", "буквы одинакового начертания"),
}


@pytest.fixture(scope="module")
def search(shared_house, tmp_path_factory):
    folder = tmp_path_factory.mktemp("search")
    with shared_house.superuser() as superuser:
        factories.cast(superuser)
        vehicles = [
            factories.vehicle("UZ-V-1", ("plate", "А 123 ВС 77", "RU")),
            factories.vehicle("UZ-V-2", ("plate", "К 456 МН 77", "RU"), label=HIT),
            *(factories.vehicle(f"UZ-V-{at}", ("plate", f"У {at} УУ 77", "RU")) for at in range(500, 530)),
        ]
        factories.contribute(folder, [*vehicles, factories.person("UZ-P-1", "Eriksson", "Anna", born="1974-08-12")])
        with running(folder / "index"):
            yield superuser


@pytest.fixture(params=["en", "ru"])
def language(request) -> str:
    return request.param


@pytest.fixture
def browser(search, language) -> Client:
    browser = Client(raise_request_exception=False, headers={"accept-language": language})
    browser.cookies[DESK_COOKIE] = factories.open_as("KZ-1", "desk", "own-records", standing_duty="desk", case_ref="")
    browser.cookies[PURPOSE_COOKIE] = factories.open_as("KZ-1")
    return browser


def page(browser: Client, status: int = 200, **question: str) -> str:
    response = browser.post("/search/", question)
    assert response.status_code == status
    return html.unescape(response.content.decode())


def test_a_number_in_the_box_shows_the_vehicle_with_what_agrees(browser, language):
    kind, circumstance, bank, reason = TEXTS[language]
    said = page(browser, what="a123bc77")
    assert all(word in said for word in (kind, circumstance, bank, reason, "А 123 ВС 77", "UZ-V-1"))
    assert 'value="a123bc77"' in said


def test_a_hit_on_a_thing_says_nothing_of_it(browser):
    said = page(browser, what="К456МН77")
    assert ("К 456 МН 77" in said, "UZ-V-2" in said, 'class="cw-why"' in said, "H-" in said) == (
        False,
        False,
        False,
        True,
    )


def test_kinds_to_look_among_are_kept_and_narrow(browser):
    said = page(browser, what="А123ВС77", type="vehicles")
    assert ('value="vehicles" selected' in said, "UZ-V-1" in said) == (True, True)
    assert "UZ-V-1" not in page(browser, what="А123ВС77", type="persons")


def test_too_little_of_a_number_is_refused_beside_its_field(browser, language):
    said = page(browser, status=400, what="А?2*")
    assert (REMEDY[language] in said, 'id="e-number"' in said) == (True, True)


def test_a_machine_readable_zone_fills_the_fields_and_asks(browser):
    said = page(browser, what=ZONE)
    assert all(f'value="{value}"' in said for value in ("ERIKSSON", "ANNA MARIA", "1974-08-12", "L898902C3"))
    assert "UZ-P-1" in said
    assert page(browser, status=400, what=ZONE[:60]).count('id="e-what"') == 1


def test_more_than_twenty_records_that_may_be_seen_are_said_to_be_more(browser, language):
    more = {"en": "More records that you may see", "ru": "другие доступные вам записи"}[language]
    assert more in page(browser, what="У5??УУ77")
    assert more not in page(browser, what="А123ВС77")


def test_the_page_without_a_question_offers_every_group(browser):
    said = browser.get("/search/").content.decode()
    assert all(f'value="{code}"' in said for code in ("persons", "vehicle", "firearm"))


def test_an_age_is_folded_away_asked_and_explained(browser, language):
    assert '<details class="cw-more"><summary>' in browser.get("/search/").content.decode()
    said = page(browser, family="Eriksson", given="Anna", age="30-40")
    beyond = clock.today().year - 41 - 1974
    words = {"en": (f"{beyond} years beyond", "look at the date of birth"), "ru": (f"расхождение {beyond} ", "дату")}
    assert all(each in said for each in ('<details class="cw-more" open>', *words[language]))
    refused = page(browser, status=400, family="Eriksson", given="Anna", age="young")
    assert 'id="e-age"' in refused


def test_place_of_birth_and_parents_are_asked_and_explained(browser, language):
    said = page(browser, family="Eriksson", given="Anna", birthplace="г. Самарканд", mother="Марта")
    words = {
        "en": ("the same place", "Place of birth", "Mother", "none in the record"),
        "ru": ("то же место", "Место рождения", "Мать", "в записи нет"),
    }
    assert all(word in said for word in ('<details class="cw-more" open>', *words[language]))


def test_an_age_that_is_none_is_refused_by_program_with_its_code(search):
    caller = Client(headers={"authorization": f"Bearer {factories.open_as('KZ-1')}"})
    asked = json.dumps({"family": "Eriksson", "given": "Anna", "age": "young"})
    response = caller.post("/api/search", asked, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (400, "names.age.unreadable")


def test_the_same_by_program(search):
    caller = Client(headers={"authorization": f"Bearer {factories.open_as('KZ-1')}"})

    def told(**question: object) -> dict:
        response = caller.post("/api/search", json.dumps(question), content_type="application/json")
        return response.json()

    by_text, by_number = told(text="А12ЗВС77"), told(number="А12ЗВС77", type="vehicle", kind="plate", banks=["united"])
    (one,) = by_number["candidates"]
    assert by_text["candidates"] == by_number["candidates"]
    assert (by_number["banks"], by_number["more"], one["band"]) == (["united"], False, "possible")
    assert one["agreements"] == [
        {
            "part": "number",
            "asked": "А12ЗВС77",
            "says": "А 123 ВС 77",
            "verdict": "variant",
            "reason": "names.number.misread",
            "sentence": "one character differs: 3 read as З",
        }
    ]
    assert told(number="А?2*")["code"] == "search.question.number-too-little"
    assert told(text="А123ВС77", banks=["nowhere"])["code"] == "search.question.bank-not-queried"
    assert verbs(search)[-1] == "search.question.asked"


def test_hits_say_the_same_however_well_they_agree(search):
    """Whether the very number agrees or but one character of it, a hit says only what was not asked."""
    caller = Client(headers={"authorization": f"Bearer {factories.open_as('KZ-1')}"})
    said = []
    for number in ("К456МН77", "К456МН7?"):
        answer = caller.post("/api/search", json.dumps({"number": number}), content_type="application/json").json()
        (hit,) = [each for each in answer["candidates"] if each["record"]["level"] == "hit"]
        assert hit["agreements"] == []
        said.append([each["code"] for each in hit["settling"]])
    assert said == [["ask-name", "ask-birth", "ask-owner"]] * 2


def test_the_page_says_what_would_settle_the_doubt(browser, language):
    said = page(browser, what="А12ЗВС77")
    step = {"en": "compare it sign by sign", "ru": "сверьте его знак за знаком"}[language]
    assert step in said
