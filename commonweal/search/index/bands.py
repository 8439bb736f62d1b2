"""Strong, possible or weak: what a candidate is worth to an officer, who sees no numbers."""

from typing import NamedTuple

from .likelihood import probability

STRONG, POSSIBLE, WEAK = "strong", "possible", "weak"

SHOWN = 0.6
"""Name score from which a candidate is shown at all."""
SURE, LIKELY = 0.9, 0.2
"""Probability, after all evidence, from which a candidate is strong; possible."""
NAME_SURE, ALONE = 0.8, 0.95
"""Probability by the name alone that strong needs besides, for a date agrees by chance with some record of every page;
that it needs where nothing else agrees."""
SAME = 0.5
"""Probability from which two records are rather one person than two."""
_CONTRADICTING = ("born", "age", "sex", "father", "mother")
_DOUBTING = (*_CONTRADICTING, "birthplace")
"""Parts that make another person of a namesake where they differ; with which nothing is strong where they differ."""


class Standing(NamedTuple):
    """What a band rests on beside the verdicts: `odds` (logarithm) after all evidence of the index, probability by the
    name alone, expected bearers of the name, whether it would show the record; whether a number alone found it, and
    enough of it is known."""

    odds: float
    by_name: float = 0.0
    bearers: float = 1.0
    shown: bool = False
    by_number: bool = False
    enough: bool = False


def band_at(standing: Standing, verdicts: dict[str, str], *, weight: float = 0.0) -> str:
    """The band of a candidate; `weight` (log-odds) is further evidence, whose verdicts stand among the others."""
    if standing.by_number:
        return band_of_number(verdicts, enough=standing.enough)
    total = probability(standing.odds + weight)
    return band_of(total, verdicts, by_name=standing.by_name, shown=standing.shown, bearers=standing.bearers)


def band_of(total: float, verdicts: dict[str, str], *, by_name: float, shown: bool, bearers: float) -> str:
    """The band of a candidate.

    `total` is the probability after all evidence, `by_name` by the name alone; `shown` whether the name would show the
    record; `verdicts` by part; `bearers` is how many people of the region would bear the name asked for. Strong needs a
    second attribute unless nobody else should bear the name, and nothing that contradicts. The very number of a
    document makes a record possible under any name.
    """
    contradicted, doubted = _differs(verdicts, _CONTRADICTING), _differs(verdicts, _DOUBTING)
    if number_is(verdicts, "same"):
        return STRONG if shown and not doubted else POSSIBLE
    # A date that was asked and that the record does not have leaves a doubt which asking has raised.
    alone = bearers <= 1 and by_name >= ALONE and verdicts.get("born") != "unknown"
    enough = alone or _second_attribute(verdicts)
    if total >= SURE and by_name >= NAME_SURE and enough and not doubted:
        return STRONG
    # Of many bearers of a name, the one with another date of birth is another person; so is the one of another sex,
    # age or parent, unless the date agrees to the day: a slip of one letter must not hide who is sought.
    another = verdicts.get("born") == "differs" or (contradicted and verdicts.get("born") != "same")
    return POSSIBLE if total >= LIKELY and not (another and bearers > 1) else WEAK


def _differs(verdicts: dict[str, str], parts: tuple[str, ...]) -> bool:
    return any(verdicts.get(part) == "differs" for part in parts)


def _second_attribute(verdicts: dict[str, str]) -> bool:
    """Whether the number agrees but for a slip, or the date of birth: to the day, or to the year when every part of the
    name asked agrees too; or two of place of birth, father and mother, where the patronymic does not name him."""
    if verdicts.get("born") == "same" or number_is(verdicts, "variant"):
        return True
    parents = ["mother"] if "patronymic" in verdicts else ["father", "mother"]
    told = [verdicts.get("birthplace") == "same", *(verdicts.get(part) in {"same", "variant"} for part in parents)]
    if sum(told) > 1:
        return True
    name = [verdicts[part] for part in ("family", "given", "patronymic") if part in verdicts]
    return verdicts.get("born") == "variant" and set(name) <= {"same", "variant"}


def number_is(verdicts: dict[str, str], verdict: str) -> bool:
    """Whether the number asked for has this verdict."""
    return verdict in (verdicts.get("identifier"), verdicts.get("number"))


def band_of_number(verdicts: dict[str, str], *, enough: bool) -> str:
    """The band of a candidate that was found by its number alone: strong for the very number, possible for one with a
    slip and where `enough` of a half-read one is known, else weak. What differs beside it takes one away.
    """
    best = STRONG if number_is(verdicts, "same") else POSSIBLE if enough else WEAK
    if _differs(verdicts, _DOUBTING):
        return {STRONG: POSSIBLE, POSSIBLE: WEAK, WEAK: WEAK}[best]
    return best
