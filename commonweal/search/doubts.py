"""A candidate's band in words, and what would settle the doubt: from verdicts that the reader has before him and from
what was asked, never from a value of a record.

At a hit the reader has no verdicts: there only the question is looked at, so all hits of one answer say the same, and
nothing tells which part agrees.
"""

from collections.abc import Iterable
from typing import NamedTuple

from commonweal.names import PARTS, PartAgreement, parse_date

MOST = 3
"""Steps that are said of one candidate, the most telling first."""

MEANING = {
    "strong": "Probably meant; make sure before you act.",
    "possible": "May be meant; something is open.",
    "weak": "Probably another; something is alike.",
}
"""What each band means."""

STEPS = {
    "compare-birth": "The date of birth differs: look at the document.",
    "compare-age": "The age does not fit: look at the date of birth.",
    "exchanged-birth": "Day and month may be exchanged: look at the document.",
    "whole-birth": "The whole date of birth would settle it.",
    "give-birth": "A date of birth would settle it.",
    "birth-not-shown": "The record shows no date of birth: ask its owner for one.",
    "compare-family": "The family name differs: compare it, ask for former names.",
    "compare-given": "The given name differs: compare it.",
    "compare-patronymic": "The father’s name differs: compare it.",
    "compare-name": "The name differs: compare it.",
    "compare-sex": "The sex differs: look at the document.",
    "compare-birthplace": "The place of birth differs: ask in which papers it stands.",
    "compare-father": "The father differs: ask for his name in full.",
    "compare-mother": "The mother differs: ask for her name in full.",
    "compare-number": "The number is not quite the same: compare it sign by sign.",
    "other-number": "Another number: compare other documents of the same person or thing.",
    "give-number": "Compare the number of the passport or another document.",
    "compare-more": "Compare the place of birth and the parents, as far as the record shows them.",
    "ask-name": "Ask with the name as well.",
    "ask-birth": "Ask with a date of birth.",
    "ask-whole-birth": "Ask with the whole date of birth.",
    "ask-number": "Ask with the number of a document.",
    "ask-owner": "Ask the owner.",
}
"""English sentence by code."""

_SAID = ("born", *PARTS, "name", "father", "mother", "sex", "age", "birthplace")
_DIFFERING = {part: f"compare-{part}" for part in _SAID} | {"born": "compare-birth"}
_NUMBERS = ("number", "identifier")


class Asked(NamedTuple):
    """What was asked, as far as doubts go: whether a name, the date of birth as typed, whether a number; whether a
    person may be meant; and whether the record shows a place of birth or parents after whom nobody asked."""

    name: bool
    born: str
    number: bool
    person: bool = True
    untold: bool = False


class Doubt(NamedTuple):
    """A code and its English sentence."""

    code: str
    sentence: str


def at_hit(asked: Asked) -> tuple[Doubt, ...]:
    """What the asker did not give, and the owner to ask; the same for every hit of an answer."""
    codes = [] if asked.name else ["ask-name"]
    if asked.person and not _is_whole(asked.born):
        codes.append("ask-whole-birth" if asked.born else "ask-birth")
    if not asked.number:
        codes.append("ask-number")
    return _said([*codes[: MOST - 1], "ask-owner"])


def settling(asked: Asked, agreements: Iterable[PartAgreement]) -> tuple[Doubt, ...]:
    """What would settle the doubt about a record whose parts are shown: what differs, then what agrees in part, then
    what is missing. Nothing where date of birth or number are the same and nothing differs."""
    verdicts = {each.part: (each.verdict, each.code) for each in agreements}
    codes = [_DIFFERING[part] for part in _DIFFERING if verdicts.get(part, ("",))[0] == "differs"]
    numbers = [verdicts[part][0] for part in _NUMBERS if part in verdicts]
    birth, why = verdicts.get("born", ("", ""))
    codes += ["compare-number"] if "variant" in numbers else ["other-number"] if "differs" in numbers else []
    if birth == "variant":
        codes.append("exchanged-birth" if why == "names.date.swapped" else "whole-birth")
    if "same" not in (birth, *numbers):
        codes += [] if birth or not asked.person else ["give-birth"]
        codes += ["birth-not-shown"] if birth == "unknown" else []
        codes += [] if asked.number or not asked.person else ["give-number"]
        codes += ["compare-more"] if asked.untold else []
    return _said(codes[:MOST])


def _is_whole(born: str) -> bool:
    """Whether a date of birth was given to the day."""
    return bool(born) and bool(parse_date(born).day)


def _said(codes: list[str]) -> tuple[Doubt, ...]:
    return tuple(Doubt(code, STEPS[code]) for code in codes)
