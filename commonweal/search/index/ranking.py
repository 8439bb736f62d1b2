"""From a question that has been read to candidates in order."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.names import PARTS

from .arrays import Array
from .attributes import (
    AGE_VERDICTS,
    VERDICTS,
    age_relations,
    are_dated,
    birth_relations,
    country_verdicts,
    has_numbers,
    sex_verdicts,
)
from .bands import SHOWN, Standing, band_at
from .calibration import NAME, ORGANISATION, ORGANISATION_PAIR, PAIR
from .held import Held
from .likelihood import (
    AGED,
    FITS,
    SAME,
    SWAPPED,
    UNAGED,
    UNKNOWN,
    age_weights,
    as_score,
    birth_weights,
    country_weights,
    name_weight,
    number_weights,
    probability,
    sex_weights,
)
from .question import Asked, Slot
from .retrieval import FLOOR, LOWEST, best_of, candidates
from .scores import Scores
from .scoring import score_names
from .variants import FACTOR, variants
from .verdicts import ALIKE, COLUMNS, NOTHING, WORDS, Gaps, Read, Reader
from .verdicts import UNKNOWN as UNKNOWN_PART
from .with_number import EXACT as VERY_NUMBER
from .with_number import NONE, Numbered, band_parts, find

EXACT = 200
"""Candidates whose every word is compared with every word asked for."""
CLEAR = 0.9
"""Score from which joined and parted spellings of the question are not tried."""
IDENTIFIED = np.array([0.95, 0.9, 0.85, 0.8, 0.8, 0], np.float32)
"""Score of a record by how closely its number agrees with the one asked for, in the order of `with_number`."""
NEAR, FEW = 0.42, 5
"""Score from which candidates are shown where nobody reaches `SHOWN`, if they are so few: the family name agrees and is
rare. A crowd of them says nothing."""
UNREAD = np.float32(0.01)
"""What each sign takes away that was not read, up to twenty."""
AGREEING = np.float32(0.0001)
"""What an agreeing attribute adds where a cap is drawn, so that it decides between equal names there too."""
DATED = np.float32(0.00005)
"""What a date of birth adds, less than scores differ by: of records that agree equally the one comes first that can be
told from its namesakes. Whoever asks with a date learns of every record whether it has one, at level hit too."""
FATHERED = np.float32(0.02)
"""What a patronymic that agrees adds: a slip in it must not put a record first that has none."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be meant: verdicts (`same`, `variant`, `differs`, `unknown`) by part, never a value. `score`
    is for order only, `probability` (of a candidate) and `as_pair` (of two records that
    somebody compares) are what the bands rest on; none of them leaves the server."""

    id: uuid.UUID
    score: float
    band: str
    agreements: dict[str, str]
    standing: Standing
    probability: float = 0.0
    as_pair: float = 0.0


_Reading = tuple[Scores, Sequence[Slot]]
"""What records score by one way to read the name asked for, and its slots."""


@dataclass(frozen=True, slots=True)
class _Named:
    """Records with their name score, and by which of the `readings`, in which of its rows, they reach it."""

    numbers: Array
    score: Array
    reading: Array
    row: Array
    readings: tuple[_Reading, ...]

    def read(self, chosen: Array) -> list[Read]:
        """What the words of some records say of each part of the name."""
        readers = [Reader(slots) for _, slots in self.readings]
        return [
            readers[place].read(self.readings[place][0], row) if readers else NOTHING
            for place, row in zip(self.reading[chosen].tolist(), self.row[chosen].tolist(), strict=True)
        ]

    def fathered(self) -> Array:
        """Whether the patronymic asked for agrees, of each record."""
        found = np.zeros(len(self.numbers), bool)
        for place, (scores, slots) in enumerate(self.readings):
            if mine := [at for at, slot in enumerate(slots) if slot.word.kind == "patronymic"]:
                rows = self.reading == place
                found[rows] = (scores.likeness[self.row[rows]][:, mine] >= ALIKE).any(axis=1)
        return found


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What stands beside the name, for the same records."""

    births: Array
    ages: Array
    sexes: Array
    countries: Array
    closeness: Array
    unread: Array
    weight: Array
    """Sum of what birth date or age, sex and countries say (`likelihood`)."""

    @property
    def identified(self) -> Array:
        """Whether each record holds the very number asked for."""
        return self.closeness == VERY_NUMBER

    def by_number(self) -> Array:
        """What the number alone makes of the score."""
        return IDENTIFIED[self.closeness] - UNREAD * np.minimum(self.unread, 20).astype(np.float32)

    def agreeing(self) -> Array:
        """How many attributes agree; a date to the day counts twice."""
        dates = np.select([self.births == SAME, (self.births == FITS) | (self.births == SWAPPED)], [2, 1], 0)
        return dates + (self.ages == AGED) + (self.sexes > 0) + (self.countries > 0) + 2 * self.identified

    def adjusted(self, score: Array) -> Array:
        """Name scores moved by what stands beside the name, to four places."""
        return np.round((score + as_score(self.weight)).astype(np.float32), 4)


def rank(asked: Asked, held: Held, *, limit: int) -> list[Candidate]:
    """At most `limit` candidates: by score, then by number of agreeing attributes, then by id."""
    numbered = find(asked.number, held) if asked.number_part else Numbered()
    also = numbered.exact if asked.slots else numbered.numbers
    named = _by_name(asked.slots, asked, held, numbered, also)
    if asked.slots and named.score.max(initial=0) < CLEAR:
        for slots, among in variants(asked.slots, held):
            named = _best(named, _by_name(slots, asked, held, numbered, also[:0], among=among), factor=FACTOR)
    if asked.slots and named.score.max(initial=0) < SHOWN:
        named = _best(named, _by_name(asked.slots, asked, held, numbered, also[:0], share=LOWEST), factor=1.0)
    if asked.title and held.sees_organisations:
        for slots, factor in asked.organisation:
            named = _best(named, _by_name(slots, asked, held, numbered, also[:0]), factor=factor)
    evidence = _evidence(asked, named.numbers, held, numbered)
    shown = (named.score >= SHOWN) | evidence.identified
    final = evidence.adjusted(named.score)
    if asked.slots:
        final = np.where(evidence.identified, np.maximum(final, evidence.by_number()), final)
    else:
        final = evidence.adjusted(evidence.by_number())
    final = final + DATED * are_dated(named.numbers, held) + FATHERED * named.fathered()
    low, high = held.column("id_low", named.numbers), held.column("id_high", named.numbers)
    order = np.lexsort((low, high, -evidence.agreeing(), -final))
    if not shown.any() and np.count_nonzero(near := named.score >= NEAR) <= FEW:
        shown = near
    first = order[shown[order]][:limit]
    kinds = has_numbers(named.numbers[first], held) if asked.number_part else np.zeros(len(first))
    ids = [uuid.UUID(int=int(high[at]) << 64 | int(low[at])) for at in first]
    return [
        Candidate(id, float(final[at]), *_judged(asked, float(named.score[at]), *read, evidence, at, bool(any_number)))
        for at, id, any_number, read in zip(first.tolist(), ids, kinds, named.read(first), strict=True)
    ]


def _by_name(
    slots: Sequence[Slot],
    asked: Asked,
    held: Held,
    numbered: Numbered,
    also: Array,
    *,
    among: Array | None = None,
    share: float = FLOOR,
) -> _Named:
    """Records by name (only `among` some, where given), the `also` with them whatever their name; scored roughly, then
    the best exactly."""
    if not slots:
        return _named(also, np.ones(len(also), np.float32), ())

    def value(numbers: Array, score: Array) -> Array:
        if not asked.beside:
            return np.round(score.astype(np.float32), 4)
        evidence = _evidence(asked, numbers, held, numbered)
        return evidence.adjusted(score) + AGREEING * evidence.agreeing()

    telling = [slot for slot in slots if slot.word.kind != "form"] or slots
    numbers = candidates(telling, held, value=value, among=among, share=share)
    if len(numbers) > EXACT:
        rough = score_names(numbers, slots, held, exact=False)
        numbers = best_of(rough.numbers, value(rough.numbers, rough.score), held, limit=EXACT)
    exact = score_names(np.union1d(numbers, also), slots, held, exact=True)
    return _named(exact.numbers, exact.score, ((exact, slots),))


def _named(numbers: Array, score: Array, readings: tuple[_Reading, ...]) -> _Named:
    """Records as the only reading, if any, scores them."""
    return _Named(numbers, score, np.zeros(len(numbers), np.int64), np.arange(len(numbers)), readings)


def _best(one: _Named, other: _Named, *, factor: float) -> _Named:
    """Both, each record once with its better score; those of `other` came through another reading."""
    numbers = np.concatenate([one.numbers, other.numbers])
    score = np.concatenate([one.score, np.round(other.score * np.float32(factor), 4)])
    order = np.lexsort((np.arange(len(numbers)), -score, numbers))
    first = order[np.diff(numbers[order], prepend=-1) != 0]
    reading = np.concatenate([one.reading, other.reading + len(one.readings)])
    row = np.concatenate([one.row, other.row])
    return _Named(numbers[first], score[first], reading[first], row[first], one.readings + other.readings)


def _evidence(asked: Asked, numbers: Array, held: Held, numbered: Numbered) -> _Evidence:
    births = birth_relations(asked.born, numbers, held) if asked.born else np.full(len(numbers), UNKNOWN)
    sexes, countries = sex_verdicts(asked, numbers, held), country_verdicts(asked, numbers, held)
    ages = age_relations(asked.aged, numbers, held) if asked.aged else np.full(len(numbers), UNAGED)
    weight = birth_weights(asked.born, births) + age_weights(asked.aged, ages)
    weight += sex_weights(sexes) + country_weights(countries)
    return _Evidence(births, ages, sexes, countries, *numbered.of(numbers), weight)


def _judged(
    asked: Asked,
    score: float,
    verdicts: Sequence[int],
    gaps: Gaps,
    evidence: _Evidence,
    at: int,
    any_number: bool,
) -> tuple[str, dict[str, str], Standing, float, float]:
    """Band, verdicts by part, what the band rests on, and probabilities of one record; `any_number` is whether it holds
    any number."""
    as_organisation = verdicts[-1] != UNKNOWN_PART
    parts = COLUMNS[-1:] if as_organisation else asked.parts
    agreements = {part: WORDS[verdicts[column]] for column, part in enumerate(COLUMNS) if part in parts}
    if asked.born:
        agreements["born"] = VERDICTS[evidence.births[at]]
    if asked.aged:
        agreements["age"] = AGE_VERDICTS[evidence.ages[at]]
    if asked.sex:
        agreements["sex"] = {1: "same", -1: "differs", 0: "unknown"}[int(evidence.sexes[at])]
    enough = False
    if asked.number_part:
        verdict, enough = band_parts(int(evidence.closeness[at]), int(evidence.unread[at]), asked.number.telling)
        agreements[asked.number_part] = verdict or ("differs" if any_number else "unknown")
    if not asked.slots and evidence.closeness[at] != NONE:
        alike = float(evidence.by_number()[at])
        standing = Standing(alike, by_number=True, enough=enough)
        return band_at(standing, agreements), agreements, standing, alike, alike
    agreeing = [part for part in PARTS if agreements.get(part) in {"same", "variant"}]
    bearers = asked.namesakes if as_organisation else asked.bearers(agreeing)
    curve, of_pair = (ORGANISATION, ORGANISATION_PAIR) if as_organisation else (NAME, PAIR)
    beside = float(evidence.weight[at])
    if asked.number_part:
        beside += float(number_weights(evidence.closeness[at : at + 1])[0])
    by_name = name_weight(score, bearers, gaps=gaps, curve=curve)
    standing = Standing(by_name + beside, probability(by_name), bearers, score >= SHOWN)
    as_pair = probability(name_weight(score, bearers, gaps=gaps, curve=of_pair) + beside)
    return band_at(standing, agreements), agreements, standing, probability(standing.odds), as_pair
