"""What each piece of evidence says: how many times likelier it is when two records mean one person than when not.

All weights are natural logarithms of likelihood ratios, so evidence adds up. What is not known says nothing. The name's
weight is fitted (`calibration.py`); the others are reckoned from how often dates, sexes and numbers agree by chance and
how often registers write them wrongly, and are kept small on the agreeing side: records are copied from each other.
"""

import math

import numpy as np

from commonweal.names import BirthYears, PartialDate

from .arrays import Array
from .calibration import NAME, Curve

SAME, FITS, SWAPPED, NEAR, YEARS, DIFFERS, UNKNOWN = range(7)
"""How dates of birth agree: to the day; as far as both are known; day and month exchanged; within a month or in the
same year; up to two years apart; further apart; the record has none."""
AGED, NEARLY, OTHERWISE, UNAGED = range(4)
"""How a date of birth agrees with an age: within the years asked, up to five beyond, further; the record has none."""
FEWEST, MOST = 0.01, 1e6
"""Expected bearers between which their number says something."""

_TO_THE_DAY, _TO_THE_MONTH, _TO_THE_YEAR = 7.0, 5.0, 3.8
"""One in 20,000 strangers was born on the day, one in 700 in the month, one in 50 in the year; five, two and no units
less where lists copy dates from one another."""
_SWAPPED, _NEAR, _YEARS, _DIFFERS = 4.5, -1.0, -1.5, -6.5
"""Day and month change places in one date of a hundred, by chance in one of 20,000; the same year with another day, and
a year that is one or two off, are slips about as often as strangers; dates further apart are one person's in hardly one
record of a hundred, and outweigh the rarest name, which a grandfather and his grandson share."""
_AGES, _SEEN_RIGHT = 60.0, 0.8
"""Years over which the ages of people on record spread; how often somebody is of the age that an eye gave him. A
stranger is of that age as often as its years are of those sixty."""
_OTHERWISE = -2.5
"""More than five years beyond are one person in hardly one case of twenty, and more than half of all strangers."""
_PLACES = {"same": 2.3, "within": 1.2, "another": -1.8, "other-country": -2.4}
"""By relation of two places of birth; the others say nothing. Measured between public lists (docs/rooms/names.md), and
half a unit less either way: lists copy from one another, and registers are less careful than they."""
_PARENTS = {"same": 2.3, "variant": 2.0, "differs": -3.0}
"""A parent's given name is borne by one stranger of ten where a people's commonest names meet; a register writes
another father or mother for one person in hardly one record of twenty."""
_SEX = (0.0, 0.2, -3.5)
"""Not known; the same, which the name tells already; another, written wrongly in one record of a hundred."""
_COUNTRY = (0.0, 0.7, -1.0)
"""Not known; a country in common; none, which people with two passports have too."""
_POINT = 25.0
"""What a whole point of the name score weighs where candidates are put in order."""
_NUMBER = np.array([10.0, 6.0, 5.0, 3.0, 3.0, 0.0], np.float32)
"""By closeness in the order of `with_number`; another number says nothing, since people carry several."""


def features(score: float, bearers: float, *, gaps: tuple[float, float]) -> tuple[float, float, float, float, float]:
    """What the name's weight is made of: one, the score, tenfolds of the people expected to bear what agrees of the
    name, and how unlike the least like name and patronymic are."""
    return 1.0, score, math.log10(min(max(bearers, FEWEST), MOST)), *gaps


def name_weight(score: float, bearers: float, *, gaps: tuple[float, float], curve: Curve = NAME) -> float:
    """Log-odds that the name alone gives, to a candidate of a search (`NAME`) or to a pair (`calibration.PAIR`)."""
    values = features(score, bearers, gaps=gaps)
    return sum(weight * value for weight, value in zip(curve, values, strict=True))


def birth_weights(asked: PartialDate | None, relations: Array) -> Array:
    """Weight of each relation to the date asked for; none where no date was asked."""
    if asked is None:
        return np.zeros(len(relations), np.float32)
    same = _TO_THE_DAY if asked.day else _TO_THE_MONTH if asked.month else _TO_THE_YEAR
    table = [same, _TO_THE_YEAR, _SWAPPED, _NEAR, _YEARS, _DIFFERS, 0.0]
    return np.array(table, np.float32)[relations]


def age_weights(asked: BirthYears | None, relations: Array) -> Array:
    """Weight of each relation to the age asked for; none where none was asked. Up to five years beyond say nothing."""
    if asked is None:
        return np.zeros(len(relations), np.float32)
    within = max(0.0, math.log(_SEEN_RIGHT * _AGES / (asked.last - asked.first + 1)))
    return np.array([within, 0.0, _OTHERWISE, 0.0], np.float32)[relations]


def sex_weights(verdicts: Array) -> Array:
    """Weight of each verdict: 1 same, -1 another, 0 not known."""
    return np.array(_SEX, np.float32)[verdicts]


def country_weights(verdicts: Array) -> Array:
    """Weight of each verdict: 1 in common, -1 none in common, 0 not known."""
    return np.array(_COUNTRY, np.float32)[verdicts]


def number_weights(closeness: Array) -> Array:
    """Weight of how closely the number agrees."""
    return _NUMBER[closeness]


def place_weight(relation: str) -> float:
    """Weight of how places of birth agree, by the relations of `names.localities`."""
    return _PLACES.get(relation, 0.0)


def parent_weight(verdict: str) -> float:
    """Weight of the verdict on a parent's name."""
    return _PARENTS.get(verdict, 0.0)


def as_score(weight: Array) -> Array:
    """A weight in points of the name score, by which candidates are put in order."""
    return weight / np.float32(_POINT)


def probability(log_odds: float) -> float:
    """Odds as a probability."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, log_odds))))
