"""Values of every kind in words, in both languages; titles and links made from the types' files."""

import pytest
from django.utils import translation

from commonweal.databanks.types import Property
from commonweal.databanks.views import LinkView, RecordView
from commonweal.portal import facts, values
from commonweal.portal.values import figure, shown

pytestmark = pytest.mark.usefixtures("shared_house")  # names of countries come from the register
PASSPORT = {"kind": "passport", "number": "XUZ 0412233", "until": "2029-04-02"}


def of(record_type: str, **identity: object) -> RecordView:
    fields = ("id", "bank", "owner_party", "owner_agency", "owner_unit", "status", "expires")
    blank = dict.fromkeys(fields, "")
    return RecordView(
        **blank, level="full", hit_ref="", classification=0, handling="H0", mine=False, type=record_type,
        owner_ref="UZ-1", identity=identity,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "value", "english", "russian"),
    [
        ("births", {"date": "1984-03"}, "Mar 1984", "03.1984"),
        ("births", {"date": "1984", "source": "ID card"}, "1984 (from: ID card)", "1984 (источник: ID card)"),
        ("sex", "female", "female", "женский"),
        ("countries", {"code": "TR", "kind": "residence"}, "TR Türkiye (country of residence)",
         "TR Турция (страна проживания)"),
        ("identifiers", PASSPORT, "XUZ 0412233 (passport · valid until 2 Apr 2029)",
         "XUZ 0412233 (паспорт · действителен до 02.04.2029)"),
        ("places", {"text": "Samarkand", "kind": "birth", "since": "2019", "until": "2023"},
         "Samarkand (place of birth · 2019 – 2023)", "Samarkand (место рождения · 2019 – 2023)"),
        ("facts", "as said", "as said", "as said"),
        ("facts", {"text": "left", "source": "list"}, "left (from: list)", "left (источник: list)"),
        ("gone", {"text": "x", "mode": "y"}, "x (mode y)", "x (mode y)"),
        ("gone", 7, "7", "7"),
    ],
)  # fmt: skip
def test_value_is_told_in_words(code, value, english, russian):
    with translation.override("en"):
        assert shown("person", code, value).line == english
    with translation.override("ru"):
        assert shown("person", code, value).line == russian


@pytest.mark.parametrize(
    ("kind", "value", "english", "russian"),
    [
        ("amount", {"amount": "1250.5", "unit": "kg"}, "1\u202f250.5 kg", "1\u202f250,5 kg"),
        ("money", {"amount": "100.00", "currency": "USD"}, "100.00 USD", "100,00 USD"),
        ("count", 12000, "12\u202f000", "12\u202f000"),
        ("term", {"code": "opium"}, "opium", "opium"),
    ],
)
def test_quantities_have_the_readers_own_signs(kind, value, english, russian):
    known = Property("x", "identity", kind, {"en": "x", "ru": "x"})
    for language, words in (("en", english), ("ru", russian)):
        with translation.override(language):
            assert values.SHOWN[kind](value, known).line == words


@pytest.mark.parametrize(
    ("value", "english", "russian"),
    [
        ({"code": "coca-leaf"}, "coca leaf (1961 Convention, Schedule I)", "лист коки (Конвенция 1961 года, список I)"),
        (
            {"code": "acetic-anhydride", "text": "уксусный ангидрид"},
            "acetic anhydride (written: уксусный ангидрид · 1988 Convention, Table I · not yet verified)",
            "ангидрид уксусной кислоты (записано: уксусный ангидрид · Конвенция 1988 года, таблица I · не проверено)",
        ),
        ({"code": "ketamine"}, "ketamine", "кетамин"),
    ],
)
def test_substance_says_under_which_schedule_it_stands_and_whether_that_was_seen(value, english, russian):
    for language, words in (("en", english), ("ru", russian)):
        with translation.override(language):
            assert shown("drug-seizure", "substances", value).line == words


def test_figure_that_is_none_stands_as_it_is():
    assert figure("about 5") == "about 5"


def test_hostile_words_are_escaped_in_every_kind_of_value():
    hostile = '<img src=x onerror="alert(1)">'
    told = {
        "name": {"text": hostile, "kind": hostile, "script": hostile, "source": hostile},
        "country": {"code": hostile},
        "identifier": {"number": hostile, "kind": hostile},
        "text": {"text": hostile, "language": hostile},
    }
    for kind, value in told.items():
        known = Property("x", "identity", kind, {"en": "x", "ru": "x"})
        assert "<img" not in str(values.SHOWN[kind](value, known).markup), kind


def test_person_is_called_by_the_first_full_name_and_a_thing_by_its_number():
    forms = [{"text": "Elik", "kind": "nickname"}, {"text": "Tarxonbekov Eldor", "kind": "full"}]
    assert facts.title_of(of("person", names=forms)).text == "Tarxonbekov Eldor"
    assert facts.title_of(of("wanted-notice", identifiers=[PASSPORT])).text == "XUZ 0412233"
    assert facts.title_of(of("person")).text == "UZ-1"
    assert facts.title_of(of("no-such-type", names=forms)).text == "UZ-1"


def test_page_leaves_out_what_the_type_no_longer_describes():
    assert [each.code for each in facts.facts(of("person", sex=["male"], gone=["x"]), "identity")] == ["sex"]


@pytest.mark.parametrize(("outgoing", "english"), [(True, "the person sought"), (False, "sought by this notice")])
def test_link_is_worded_from_the_side_on_which_it_is_read(outgoing, english):
    link = LinkView("", "person-sought", "B2", "", "", outgoing, level="core", type="wanted-notice", owner_ref="UZ-W")
    with translation.override("en"):
        assert facts.link_name("wanted-notice" if outgoing else "person", link) == english


def test_end_of_a_link_that_is_a_hit_is_told_by_its_code_alone():
    link = LinkView("", "associate", "B2", "", "", True, hit_ref="H-2222-3333", owner_ref="", identity={})
    assert facts.link_title(link) == '<span class="cw-ref">H-2222-3333</span>'
