"""Strong, possible or weak: what a candidate is worth to an officer, who sees no numbers."""

STRONG, POSSIBLE, WEAK = "strong", "possible", "weak"

NAME_AGREES = 0.88
NAME_LIKELY = 0.76
SHOWN = 0.6
"""Name scores from which a candidate can be strong, possible, shown at all."""


def band_of(name_score: float, verdicts: dict[str, str], *, bearers: float) -> str:
    """The band of a candidate.

    `name_score` from 0 to 1, 1 also when no name was asked; `verdicts` by part; `bearers` is how many people of the
    region would bear the name asked for. Strong needs a second attribute unless nobody else should bear the name; a
    date of birth that differs takes one band away.
    """
    if number_is(verdicts, "same"):
        return STRONG if name_score >= SHOWN and verdicts.get("born") != "differs" else POSSIBLE
    unique = bearers <= 1
    if name_score >= NAME_AGREES and (unique or _second_attribute(verdicts)):
        best = STRONG
    elif name_score >= NAME_LIKELY:
        best = POSSIBLE
    else:
        best = WEAK
    if verdicts.get("born") == "differs" or verdicts.get("sex") == "differs":
        return {STRONG: POSSIBLE, POSSIBLE: WEAK, WEAK: WEAK}[best]
    return best


def _second_attribute(verdicts: dict[str, str]) -> bool:
    """Whether the number agrees but for a slip, or the date of birth: to the day, or to the year when every part of the
    name asked agrees too."""
    if verdicts.get("born") == "same" or number_is(verdicts, "variant"):
        return True
    name = [verdicts[part] for part in ("family", "given", "patronymic") if part in verdicts]
    return verdicts.get("born") == "variant" and set(name) <= {"same", "variant"}


def number_is(verdicts: dict[str, str], verdict: str) -> bool:
    """Whether the number asked for has this verdict."""
    return verdict in (verdicts.get("identifier"), verdicts.get("number"))


def band_of_number(verdicts: dict[str, str], *, enough: bool) -> str:
    """The band of a candidate that was found by its number alone: strong for the very number, possible for one with a
    slip and where `enough` of a half-read one is known, else weak. A sex or date of birth that differs takes one away.
    """
    best = STRONG if number_is(verdicts, "same") else POSSIBLE if enough else WEAK
    if verdicts.get("born") == "differs" or verdicts.get("sex") == "differs":
        return {STRONG: POSSIBLE, POSSIBLE: WEAK, WEAK: WEAK}[best]
    return best
