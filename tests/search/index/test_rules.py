"""Rules that weights and bands keep, whatever the figures are fitted to."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from commonweal.names import BirthYears, parse_date
from commonweal.search.index import bands, likelihood
from commonweal.search.index.likelihood import (
    AGED,
    DIFFERS,
    FITS,
    NEAR,
    NEARLY,
    OTHERWISE,
    SAME,
    SWAPPED,
    UNAGED,
    UNKNOWN,
    YEARS,
)

DATES = st.sampled_from(["14.03.1984", "03.1984", "1984"]).map(parse_date)
WORDS = st.sampled_from(["same", "variant", "differs", "unknown"])
VERDICTS = st.dictionaries(st.sampled_from(["family", "given", "patronymic", "born", "sex", "age", "number"]), WORDS)
SHARE = st.floats(0, 1)
BEARERS = st.floats(0.001, 1e7)
ORDER = {"weak": 0, "possible": 1, "strong": 2}


def birth(asked, relation: int) -> float:
    return float(likelihood.birth_weights(asked, np.array([relation]))[0])


def age(years: int, relation: int) -> float:
    return float(likelihood.age_weights(BirthYears(1980, 1979 + years), np.array([relation]))[0])


def band(total: float, verdicts: dict[str, str], by_name: float = 1.0, bearers: float = 100.0, shown=True) -> str:
    return bands.band_of(total, verdicts, by_name=by_name, shown=shown, bearers=bearers)


@given(DATES)
def test_what_is_not_known_says_nothing(asked):
    assert birth(asked, UNKNOWN) == 0
    assert not likelihood.birth_weights(None, np.arange(7)).any()
    assert likelihood.sex_weights(np.array([0]))[0] == 0
    assert likelihood.country_weights(np.array([0]))[0] == 0


@given(DATES)
def test_a_conflict_never_raises(asked):
    assert all(birth(asked, relation) < 0 for relation in (NEAR, YEARS, DIFFERS))
    assert likelihood.sex_weights(np.array([-1]))[0] < 0
    assert likelihood.country_weights(np.array([-1]))[0] < 0


@given(DATES)
def test_the_nearer_date_never_weighs_less(asked):
    weights = [birth(asked, relation) for relation in (SAME, FITS, UNKNOWN, NEAR, YEARS, DIFFERS)]
    assert weights == sorted(weights, reverse=True)


def test_the_more_of_a_date_is_asked_the_more_its_agreement_weighs():
    day, month, year = (birth(parse_date(text), SAME) for text in ("14.03.1984", "03.1984", "1984"))
    assert day > month > year == birth(parse_date("14.03.1984"), FITS)
    assert day > birth(parse_date("04.03.1984"), SWAPPED) > 0


@given(st.integers(2, 120), st.integers(2, 120))
def test_an_age_weighs_the_more_the_narrower_it_is_and_less_than_a_year_of_birth(one, other):
    narrow, wide = sorted((one, other))
    assert birth(parse_date("1984"), SAME) > age(narrow, AGED) >= age(wide, AGED) >= 0 > age(narrow, OTHERWISE)
    assert age(narrow, NEARLY) == age(narrow, UNAGED) == 0
    assert not likelihood.age_weights(None, np.arange(4)).any()


def test_the_closer_number_never_weighs_less_and_another_says_nothing():
    weights = likelihood.number_weights(np.arange(6)).tolist()
    assert weights == sorted(weights, reverse=True)
    assert weights[-1] == 0


@given(SHARE, SHARE, BEARERS, SHARE, SHARE)
def test_a_better_or_rarer_name_never_weighs_less(one, other, bearers, gap, patronymic):
    low, high = sorted((one, other))
    gaps = (gap, patronymic)
    assert likelihood.name_weight(low, bearers, gaps=gaps) <= likelihood.name_weight(high, bearers, gaps=gaps)
    assert likelihood.name_weight(one, bearers * 10, gaps=gaps) <= likelihood.name_weight(one, bearers, gaps=gaps)


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_a_probability_is_one_and_rises_with_the_odds(one, other):
    low, high = sorted((one, other))
    assert 0 <= likelihood.probability(low) <= likelihood.probability(high) <= 1


@given(SHARE, SHARE, VERDICTS, SHARE, BEARERS, st.booleans())
def test_the_band_never_falls_when_the_probability_rises(one, other, verdicts, by_name, bearers, shown):
    low, high = sorted((one, other))
    falls = [ORDER[band(total, verdicts, by_name, bearers, shown)] for total in (low, high)]
    assert falls == sorted(falls)


@given(SHARE, VERDICTS, SHARE, st.floats(1.001, 1e7))
def test_strong_needs_a_second_attribute_where_others_bear_the_name(total, verdicts, by_name, bearers):
    if band(total, verdicts, by_name, bearers) == "strong":
        assert verdicts.get("born") in {"same", "variant"} or verdicts.get("number") in {"same", "variant"}


@given(SHARE, VERDICTS, SHARE, BEARERS, st.sampled_from(["born", "sex"]))
def test_what_contradicts_is_never_strong_nor_lifts_the_band(total, verdicts, by_name, bearers, part):
    without = {name: verdict for name, verdict in verdicts.items() if name != part}
    against = band(total, without | {part: "differs"}, by_name, bearers)
    assert against != "strong"
    assert ORDER[against] <= ORDER[band(total, without, by_name, bearers)]


@given(SHARE, VERDICTS, SHARE, BEARERS, st.booleans())
def test_the_very_number_is_possible_under_any_name(total, verdicts, by_name, bearers, shown):
    assert band(total, verdicts | {"number": "same"}, by_name, bearers, shown) != "weak"


@given(SHARE, VERDICTS, SHARE, BEARERS, st.booleans())
def test_nothing_is_strong_with_an_age_that_does_not_fit(total, verdicts, by_name, bearers, shown):
    assert band(total, verdicts | {"age": "differs"}, by_name, bearers, shown) != "strong"


PLACES = st.sampled_from(["same", "within", "country", "region", "untold", "another", "other-country"])


@given(PLACES, WORDS)
def test_of_the_narrative_conflicts_speak_and_what_is_not_known_says_nothing(place, parent):
    assert likelihood.place_weight("untold") == likelihood.parent_weight("unknown") == 0
    assert (likelihood.place_weight(place) < 0) == (place in {"another", "other-country"})
    assert (likelihood.parent_weight(parent) < 0) == (parent == "differs")
    assert likelihood.parent_weight("same") >= likelihood.parent_weight("variant")


@given(st.floats(-20, 20), st.floats(0, 9), VERDICTS, SHARE, BEARERS, st.booleans(), st.booleans())
def test_further_weight_never_lowers_a_band_nor_lifts_one_against_it(
    odds, more, verdicts, by_name, bearers, shown, alone
):
    standing = bands.Standing(odds, by_name, bearers, shown, by_number=alone)
    low, middle, high = (ORDER[bands.band_at(standing, verdicts, weight=weight)] for weight in (-more, 0.0, more))
    assert low <= middle <= high
    for part in ("father", "mother", "birthplace"):
        against = ORDER[bands.band_at(standing, verdicts | {part: "differs"}, weight=-more)]
        assert against <= low
        assert against < ORDER["strong"]


@given(VERDICTS, st.sampled_from(["born", "sex", "age"]), st.booleans())
def test_by_number_alone_a_contradiction_takes_one_band_away(verdicts, part, enough):
    calm = {name: verdict for name, verdict in verdicts.items() if name not in {"born", "sex", "age"}}
    before = ORDER[bands.band_of_number(calm, enough=enough)]
    after = ORDER[bands.band_of_number(calm | {part: "differs"}, enough=enough)]
    assert after == max(before - 1, 0)
    assert ORDER[bands.band_of_number(calm, enough=True)] >= ORDER[bands.band_of_number(calm, enough=False)]


def test_one_wrong_letter_of_the_sex_does_not_hide_who_was_born_on_the_day():
    agreed = {"family": "same", "given": "same", "sex": "differs"}
    assert band(1.0, {**agreed, "born": "same"}) == "possible"
    assert band(1.0, {**agreed, "born": "variant"}) == "weak"
    assert band(1.0, agreed) == "weak"
