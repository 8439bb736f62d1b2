"""How a number that was asked for agrees with one of a record, in a code and the signs that differ."""

from typing import NamedTuple

from .checks import checks
from .identifiers import bare
from .numbers import OneOff, fold, one_off, readings, written_at
from .patterns import Pattern, gaps_at_spaces, is_half_read, open_ends, read_pattern

NUMBER_REASONS = {
    "names.number.same": "the same",
    "names.number.look-alike": "look-alike letters",
    "names.number.misread": "one character differs: {says} read as {asked}",
    "names.number.other": "one character differs: {asked} in place of {says}",
    "names.number.swapped": "two neighbouring characters exchanged: {says} read as {asked}",
    "names.number.missing": "one character more in the record: {says}",
    "names.number.extra": "one character fewer in the record: {asked}",
    "names.number.goes-on": "the record’s number goes on",
    "names.number.begins-before": "the record’s number begins before",
    "names.number.ends-before": "a part of the number asked is not in the record",
    "names.number.half-read": "what was read agrees, {count} characters were not read",
    "names.number.gaps": "the groups agree, characters between them were not read",
    "names.number.another": "another number",
    "names.check.both": "the check digit fits",
    "names.check.asked": "the check digit fits the record’s number, not the one asked",
    "names.check.says": "the check digit does not fit the record’s number",
    "names.check.neither": "the check digit fits neither number",
}
"""English sentence by reason code."""

SHORTEN = 3
"""Signs at either end that the number asked may have beyond the record's."""
ORDER = ("same", "look-alike", "misread", "swapped", "other", "missing", "extra", "goes-on", "begins-before",
         "ends-before", "half-read", "gaps", "another")  # fmt: skip
"""Relations, the closest first."""

Span = tuple[int, int]


class NumberAgreement(NamedTuple):
    """`relation` is one of `ORDER`; `asked` and `says` the signs that differ, as they were written; the spans tell
    where in the written numbers they stand."""

    relation: str
    asked: str = ""
    says: str = ""
    asked_at: Span = (0, 0)
    says_at: Span = (0, 0)
    count: int = 0

    @property
    def code(self) -> str:
        """Key of the sentence in `NUMBER_REASONS`."""
        return f"names.number.{self.relation}"

    @property
    def verdict(self) -> str:
        """same, variant or differs."""
        return {"same": "same", "look-alike": "same", "another": "differs"}.get(self.relation, "variant")


def compare_numbers(asked: str, says: str, how: str = "serial") -> NumberAgreement:
    """How the number asked, whole or half-read, agrees with the record's number `says` that is folded as `how`."""
    theirs = fold(says, how)
    if is_half_read(asked):
        pattern = read_pattern(asked, how)
        if any(one.fits(theirs) for one in (pattern, *open_ends(pattern))):
            return NumberAgreement("half-read", count=len(theirs) - len(pattern.known))
        return NumberAgreement("another")
    found = [_whole(asked, ours, says, theirs) for ours in dict.fromkeys((fold(asked, how), *readings(asked)))]
    best = min(found, key=lambda one: ORDER.index(one.relation))
    if best.relation == "another" and " " in asked.strip() and gaps_at_spaces(asked, how).fits(theirs):
        return NumberAgreement("gaps")
    return best


def _whole(asked: str, ours: str, says: str, theirs: str) -> NumberAgreement:
    if ours == theirs:
        return NumberAgreement("same" if bare(asked) == bare(says) else "look-alike")
    if slip := one_off(ours, theirs):
        return _slip(slip, asked, says)
    behind, before = (pattern.fits(theirs) for pattern in open_ends(Pattern((ours,))))
    if ours and (behind or before):
        return NumberAgreement("goes-on" if behind else "begins-before")
    if theirs and len(ours) - len(theirs) <= SHORTEN and (ours.startswith(theirs) or ours.endswith(theirs)):
        return NumberAgreement("ends-before")
    return NumberAgreement("another")


def _slip(slip: OneOff, asked: str, says: str) -> NumberAgreement:
    """The slip with the signs as they were written."""
    asked_at = _span(asked, slip.place, len(slip.asked))
    says_at = _span(says, slip.place, len(slip.says))
    return NumberAgreement(slip.kind, asked[slice(*asked_at)], says[slice(*says_at)], asked_at, says_at)


def _span(written: str, place: int, length: int) -> Span:
    start = written_at(written, place)[0]
    return (start, written_at(written, place + length - 1)[1]) if length else (start, start)


def compare_checks(asked: str, says: str, check: str) -> str:
    """What the check digits of both numbers tell, a key of `NUMBER_REASONS`; "" where the scheme cannot say."""
    if not check or is_half_read(asked):
        return ""
    ours, theirs = checks(asked, check), checks(says, check)
    if None in (ours, theirs):
        return ""
    which = {(True, True): "both", (False, True): "asked", (True, False): "says", (False, False): "neither"}
    return f"names.check.{which[ours, theirs]}"
