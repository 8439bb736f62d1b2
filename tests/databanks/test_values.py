"""Values of every kind: their one normal form, and what is refused."""

import pytest

from commonweal.common.errors import BadInput
from commonweal.databanks import values
from commonweal.databanks.properties import Property
from commonweal.databanks.types import record_type
from commonweal.databanks.vocabularies import vocabulary

WORD = {"en": "x", "ru": "х"}


def a(kind: str, **more) -> Property:
    return Property("p", "identity", kind, WORD, **more)


MASS = a("amount", units={"kg": WORD, "g": WORD})
HEIGHT = a("amount", units={"cm": WORD})
SUBSTANCE = a("term", vocabulary=vocabulary("substances"))


@pytest.mark.parametrize(
    ("property_", "given", "kept"),
    [
        (MASS, {"amount": "012.50", "unit": "kg"}, {"amount": "12.5", "unit": "kg"}),
        (MASS, {"amount": 12.5, "unit": "g"}, {"amount": "12.5", "unit": "g"}),
        (MASS, {"amount": 3, "unit": "g", "source": "scales"}, {"amount": "3", "unit": "g", "source": "scales"}),
        (MASS, {"amount": "0.000", "unit": "g"}, {"amount": "0", "unit": "g"}),
        (HEIGHT, {"amount": "178"}, {"amount": "178", "unit": "cm"}),
        (a("money"), {"amount": "100", "currency": "USD"}, {"amount": "100.00", "currency": "USD"}),
        (a("money"), {"amount": "0.125", "currency": "KWD"}, {"amount": "0.125", "currency": "KWD"}),
        (a("count"), 0, 0),
        (a("count"), 10**12, 10**12),
        (SUBSTANCE, {"code": "heroin"}, {"code": "heroin"}),
        (SUBSTANCE, "heroin", {"code": "heroin"}),
        (SUBSTANCE, {"code": "ДИАЦЕТИЛМОРФИН "}, {"code": "heroin", "text": "ДИАЦЕТИЛМОРФИН"}),
        (SUBSTANCE, {"code": "other", "text": "unknown powder"}, {"code": "other", "text": "unknown powder"}),
        (a("text", kinds={"mark": WORD, "scar": WORD}), "on the hand", {"text": "on the hand", "kind": "mark"}),
        (a("text"), {"text": " x ", "language": "en"}, {"text": "x", "language": "en"}),
        (a("date", kinds={"made": WORD}), {"date": "2009"}, {"date": "2009", "kind": "made"}),
        (a("name"), {"text": "Звезда"}, {"text": "Звезда", "kind": ""}),
        (a("identifier", kinds={"vin": WORD}), {"number": "X1"}, {"number": "X1", "kind": "vin"}),
        (a("identifier"), {"number": "X1", "source": "court"}, {"number": "X1", "kind": "", "source": "court"}),
        (a("country"), {"code": "UZ", "source": "visa"}, {"code": "UZ", "kind": "", "source": "visa"}),
    ],
)  # fmt: skip
def test_value_has_one_normal_form_that_stays(property_, given, kept):
    assert values.normal(given, property_) == [kept]
    assert values.normal([kept], property_) == [kept]


@pytest.mark.parametrize(
    ("property_", "given"),
    [
        (MASS, {"amount": "12,5", "unit": "kg"}),
        (MASS, {"amount": "-1", "unit": "kg"}),
        (MASS, {"amount": "1e3", "unit": "kg"}),
        (MASS, {"amount": float("nan"), "unit": "kg"}),
        (MASS, {"amount": True, "unit": "kg"}),
        (MASS, {"amount": "1" * 16, "unit": "kg"}),
        (MASS, {"amount": "٣", "unit": "kg"}),
        (MASS, {"amount": "1"}),
        (MASS, {"amount": "1", "unit": ["kg"]}),
        (MASS, {"amount": "1", "unit": "lb"}),
        (MASS, {"unit": "kg"}),
        (a("money"), {"amount": "1", "currency": "usd"}),
        (a("money"), {"amount": "1"}),
        (a("money"), "100 USD"),
        (a("count"), -1),
        (a("count"), 1.5),
        (a("count"), "3"),
        (a("count"), True),
        (a("count"), 10**12 + 1),
        (SUBSTANCE, {"code": "sugar"}),
        (SUBSTANCE, {"code": 7}),
        (SUBSTANCE, {}),
        (a("text"), {"text": "x", "kind": "scar"}),
        (a("name", kinds={"full": WORD}), {"text": "x", "kind": ["full"]}),
        (a("name"), {"text": "x", "kind": 7}),
        (a("name"), {"text": "x", "parts": []}),
        (a("choice", choices={"a": WORD}), ["a"]),
        (a("choice", choices={"a": WORD}), {"a": 1}),
        (a("date"), {"date": "2026-02-30"}),
        (a("date"), {"date": "1" * 100_000}),
        (a("country"), {"code": "Uz"}),
    ],
)  # fmt: skip
def test_value_that_is_not_of_its_kind_is_refused_by_its_property(property_, given):
    with pytest.raises(BadInput) as refused:
        values.normal([given], property_)

    assert (refused.value.code, refused.value.params["property"]) == ("databanks.value.malformed", "p")


def test_repeats_are_kept_once_in_the_contributors_order():
    given = [{"amount": "2", "unit": "g"}, {"amount": "1.0", "unit": "g"}, {"amount": "2.00", "unit": "g"}]

    assert [each["amount"] for each in values.normal(given, MASS)] == ["2", "1"]


def test_record_with_none_of_what_its_type_wants_one_of_is_refused():
    values.complete(record_type("vessel"), {"names": []})

    with pytest.raises(BadInput, match=r"databanks\.line\.says-too-little"):
        values.complete(record_type("vessel"), {"circumstance": []})
