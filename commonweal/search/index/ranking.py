"""From a question that has been read to candidates in order."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.names import PARTS

from .arrays import Array
from .attributes import (
    FITS,
    SAME,
    SWAPPED,
    VERDICTS,
    adjusted,
    birth_relations,
    has_numbers,
    sex_verdicts,
    shares_country,
)
from .bands import SHOWN, band_of, band_of_number
from .question import Asked, Slot
from .retrieval import Held, best_of, candidates
from .scoring import INITIAL_FOR_NAME, Scores, score_names
from .variants import FACTOR, variants
from .with_number import EXACT as VERY_NUMBER
from .with_number import NONE, Numbered, band_parts, find

EXACT = 200
"""Candidates whose every word is compared with every word asked for."""
CLEAR = 0.9
"""Score from which joined and parted spellings of the question are not tried."""
IDENTIFIED = np.array([0.95, 0.9, 0.85, 0.8, 0.8, 0], np.float32)
"""Score of a record by how closely its number agrees with the one asked for, in the order of `with_number`."""
UNREAD = np.float32(0.01)
"""What each sign takes away that was not read, up to twenty."""
AGREEING = np.float32(0.0001)
"""What an agreeing attribute adds where a cap is drawn, so that it decides between equal names there too."""
EQUAL, ALIKE = 0.975, 0.75
"""Likeness from which a part counts as the same, as a variant."""

COLUMNS = (*PARTS, "name")
"""Parts of a person's name, and the name of an organisation, which has none."""

_WORDS = ("same", "variant", "differs", "unknown")
_SAME, _VARIANT, _DIFFERS, _UNKNOWN = range(4)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be meant: verdicts (`same`, `variant`, `differs`, `unknown`) by part, never a value. `score`
    is for order only and stays on the server."""

    id: uuid.UUID
    score: float
    band: str
    agreements: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Named:
    """Records with their name score and the verdict on each part of the name (one column for each of `COLUMNS`)."""

    numbers: Array
    score: Array
    verdicts: Array


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What stands beside the name, for the same records."""

    births: Array
    sexes: Array
    countries: Array
    closeness: Array
    unread: Array

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
        return dates + (self.sexes > 0) + self.countries + 2 * self.identified


def rank(asked: Asked, held: Held, *, limit: int) -> list[Candidate]:
    """At most `limit` candidates: by score, then by number of agreeing attributes, then by id."""
    numbered = find(asked.number, held) if asked.number_part else Numbered()
    also = numbered.exact if asked.slots else numbered.numbers
    named = _by_name(asked.slots, asked, held, numbered, also)
    if asked.slots and named.score.max(initial=0) < CLEAR:
        for slots in variants(asked.slots, held):
            named = _best(named, _by_name(slots, asked, held, numbered, also[:0]), factor=FACTOR)
    if asked.organisation and _sees_organisations(held):
        for slots, factor in asked.organisation:
            named = _best(named, _by_name(slots, asked, held, numbered, also[:0]), factor=factor)
    evidence = _evidence(asked, named.numbers, held, numbered)
    shown = (named.score >= SHOWN) | evidence.identified
    final = adjusted(named.score, evidence.births, evidence.sexes)
    if asked.slots:
        final = np.where(evidence.identified, np.maximum(final, evidence.by_number()), final)
    else:
        final = adjusted(evidence.by_number(), evidence.births, evidence.sexes)
    low, high = held.column("id_low", named.numbers), held.column("id_high", named.numbers)
    order = np.lexsort((low, high, -evidence.agreeing(), -final))
    first = [at for at in order if shown[at]][:limit]
    kinds = has_numbers(named.numbers[first], held) if asked.number_part else np.zeros(len(first))
    ids = [uuid.UUID(int=int(high[at]) << 64 | int(low[at])) for at in first]
    return [
        Candidate(id, float(final[at]), *_band_and_verdicts(asked, named, evidence, at, bool(any_number)))
        for at, id, any_number in zip(first, ids, kinds, strict=True)
    ]


def _sees_organisations(held: Held) -> bool:
    """Whether any visible record has the name of an organisation: else the name is not read as one."""
    return any(
        (segment.with_organisations & held.seen[segment.start : segment.start + len(segment)]).any()
        for segment in held.segments
    )


def _by_name(slots: Sequence[Slot], asked: Asked, held: Held, numbered: Numbered, also: Array) -> _Named:
    """Records by name, the `also` among them whatever their name; scored roughly, then the best exactly."""
    if not slots:
        return _Named(also, np.ones(len(also), np.float32), np.full((len(also), len(COLUMNS)), _UNKNOWN))

    def value(numbers: Array, score: Array) -> Array:
        evidence = _evidence(asked, numbers, held, numbered)
        return adjusted(score, evidence.births, evidence.sexes) + AGREEING * evidence.agreeing()

    telling = [slot for slot in slots if slot.word.kind != "form"] or slots
    numbers = candidates(telling, held, value=value)
    if len(numbers) > EXACT:
        rough = score_names(numbers, slots, held, exact=False)
        numbers = best_of(rough.numbers, value(rough.numbers, rough.score), held, limit=EXACT)
    exact = score_names(np.union1d(numbers, also), slots, held, exact=True)
    return _Named(exact.numbers, exact.score, _part_verdicts(exact, slots))


def _part_verdicts(scores: Scores, slots: Sequence[Slot]) -> Array:
    """For each record the verdict on each of `COLUMNS`; unknown too where it was not asked."""
    table = np.full((len(scores.numbers), len(COLUMNS)), _UNKNOWN)
    for column, part in enumerate(COLUMNS):
        mine = [at for at, slot in enumerate(slots) if slot.part == part and slot.word.kind not in {"particle", "form"}]
        mine = mine or [at for at, slot in enumerate(slots) if slot.part == part]
        if mine:
            likeness = scores.likeness[:, mine]
            by_initial = (likeness == np.float32(INITIAL_FOR_NAME)).any(axis=1)
            by_initial |= (likeness[:, [slots[at].is_initial for at in mine]] > 0).any(axis=1)
            alike = (likeness >= ALIKE).any(axis=1)
            equal = (likeness >= EQUAL).all(axis=1) & ~by_initial
            spare = scores.spare_patronymic if part == "patronymic" else scores.spare
            rest = np.where(spare | (likeness > 0).any(axis=1), _DIFFERS, _UNKNOWN)
            table[:, column] = np.select([equal, alike | by_initial], [_SAME, _VARIANT], rest)
    return table


def _best(one: _Named, other: _Named, *, factor: float) -> _Named:
    """Both, each record once with its better score; those of `other` came through another reading."""
    numbers = np.concatenate([one.numbers, other.numbers])
    score = np.concatenate([one.score, np.round(other.score * np.float32(factor), 4)])
    order = np.lexsort((np.arange(len(numbers)), -score, numbers))
    first = order[np.diff(numbers[order], prepend=-1) != 0]
    return _Named(numbers[first], score[first], np.concatenate([one.verdicts, other.verdicts])[first])


def _evidence(asked: Asked, numbers: Array, held: Held, numbered: Numbered) -> _Evidence:
    births = birth_relations(asked.born, numbers, held) if asked.born else np.full(len(numbers), SAME)
    return _Evidence(
        births,
        sex_verdicts(asked, numbers, held),
        shares_country(asked, numbers, held),
        *numbered.of(numbers),
    )


def _band_and_verdicts(
    asked: Asked, named: _Named, evidence: _Evidence, at: int, any_number: bool
) -> tuple[str, dict[str, str]]:
    """The band of one record and its verdicts by part; `any_number` is whether it holds any document number."""
    as_organisation = named.verdicts[at, -1] != _UNKNOWN
    parts = COLUMNS[-1:] if as_organisation else asked.parts
    agreements = {part: _WORDS[named.verdicts[at, column]] for column, part in enumerate(COLUMNS) if part in parts}
    if asked.born:
        agreements["born"] = VERDICTS[evidence.births[at]]
    if asked.sex:
        agreements["sex"] = {1: "same", -1: "differs", 0: "unknown"}[int(evidence.sexes[at])]
    enough = False
    if asked.number_part:
        verdict, enough = band_parts(int(evidence.closeness[at]), int(evidence.unread[at]), asked.number.telling)
        agreements[asked.number_part] = verdict or ("differs" if any_number else "unknown")
    if not asked.slots and evidence.closeness[at] != NONE:
        return band_of_number(agreements, enough=enough), agreements
    agreeing = [part for part in PARTS if agreements.get(part) in {"same", "variant"}]
    bearers = asked.namesakes if as_organisation else asked.bearers(agreeing)
    return band_of(float(named.score[at]), agreements, bearers=bearers), agreements
