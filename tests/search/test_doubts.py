"""What would settle the doubt about a candidate, from verdicts and what was asked alone."""

import itertools

import pytest

from commonweal.names import PartAgreement
from commonweal.search.doubts import MOST, STEPS, Asked, at_hit, settling
from commonweal.search.explanation import said_of
from commonweal.search.wire import Question

NAME = Asked(name=True, born="", number=False)
DATED = NAME._replace(born="1984-03-14")


def part(name: str, verdict: str, code: str = "") -> PartAgreement:
    return PartAgreement(name, "", "", verdict, code, {})


def codes(asked: Asked, *agreements: PartAgreement) -> list[str]:
    return [each.code for each in settling(asked, agreements)]


def test_a_name_alone_would_be_settled_by_what_was_not_asked():
    assert codes(NAME, part("family", "same"), part("given", "variant")) == ["give-birth", "give-number"]


def test_a_date_to_the_day_or_the_very_number_settles():
    assert codes(DATED, part("family", "same"), part("born", "same")) == []
    assert codes(NAME._replace(number=True), part("family", "same"), part("number", "same")) == []


def test_what_differs_is_said_first():
    said = codes(DATED, part("patronymic", "differs"), part("sex", "differs"), part("born", "same"))
    assert said == ["compare-patronymic", "compare-sex"]
    assert codes(DATED, part("born", "differs"))[0] == "compare-birth"


def test_a_date_that_agrees_in_part():
    assert codes(DATED, part("born", "variant", "names.date.swapped")) == ["exchanged-birth", "give-number"]
    assert codes(DATED, part("born", "variant", "names.date.fits")) == ["whole-birth", "give-number"]
    assert codes(DATED, part("born", "unknown", "names.explain.not-in-record")) == ["birth-not-shown", "give-number"]


def test_parents_and_place_of_birth_are_offered_where_the_record_shows_them():
    shown = NAME._replace(untold=True)
    assert codes(shown, part("family", "same"))[-1] == "compare-more"
    assert codes(shown, part("family", "same"), part("born", "same")) == []
    assert codes(NAME, part("mother", "differs"), part("birthplace", "differs"))[:2] == [
        "compare-mother",
        "compare-birthplace",
    ]


def test_a_number_that_is_not_quite_the_same_is_compared():
    asked = Asked(name=False, born="", number=True, person=False)
    assert codes(asked, part("number", "variant")) == ["compare-number"]
    assert codes(asked, part("number", "differs")) == ["other-number"]


def test_of_a_thing_no_date_of_birth_is_wanted():
    asked = said_of(Question(number="A123BC77", type="vehicle"), "")
    assert not asked.person
    assert [each.code for each in at_hit(asked)] == ["ask-name", "ask-owner"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (NAME, ["ask-birth", "ask-number", "ask-owner"]),
        (NAME._replace(born="1984"), ["ask-whole-birth", "ask-number", "ask-owner"]),
        (DATED, ["ask-number", "ask-owner"]),
        (DATED._replace(number=True), ["ask-owner"]),
    ],
)
def test_at_a_hit_only_what_was_not_given_is_said(asked, expected):
    assert [each.code for each in at_hit(asked)] == expected


def test_every_combination_of_verdicts_has_few_sentences():
    verdicts = ("", "same", "variant", "differs", "unknown")
    parts = ("born", "patronymic", "sex", "number")
    for chosen in itertools.product(verdicts, repeat=len(parts)):
        agreements = [part(name, verdict) for name, verdict in zip(parts, chosen, strict=True) if verdict]
        said = settling(DATED, agreements)
        assert len(said) <= MOST
        assert all(STEPS[each.code] == each.sentence for each in said)
