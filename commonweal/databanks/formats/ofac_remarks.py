"""Remarks of OFAC's list: one text of pieces parted by semicolons, each taken apart.

`DOB circa 1960; POB Tunis, Tunisia; nationality Tunisia; Passport K123 (Tunisia) issued 14 Feb 1990 expires 13 Feb
1995; a.k.a. 'ABU X'; Linked To: AL-Y.` What is not known here comes back as it stands.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from commonweal.common.errors import BadInput
from commonweal.names import parse_date


class Piece(NamedTuple):
    """One piece: `what` it tells (`birth`, `number`, …, `other`), its value, and what goes with it."""

    what: str
    value: str
    kind: str = ""
    label: str = ""
    country: str = ""
    issued: str = ""
    until: str = ""
    note: str = ""


_PLAIN = {
    "POB": "birth-place", "nationality": "nationality", "citizen": "nationality", "Gender": "sex", "Linked To:": "link",
    "Former Vessel Flag": "former-flag", "Vessel Flag": "flag", "Vessel Type": "vessel-type", "Vessel Owner": "owner",
    "Vessel Year of Build": "made", "Aircraft Manufacture Date": "made", "Aircraft Model": "model",
    "Aircraft Operator": "operator", "Organization Established Date": "founded", "Former Vessel Name": "former-name",
    "DOB": "birth", "Nationality of Registration": "registered-in", "Other Vessel Flag": "flag",
}  # fmt: skip
_STARTS = re.compile("|".join(map(re.escape, sorted(_PLAIN, key=len, reverse=True))))
_ALIAS = re.compile(r"(?P<kind>[afn])\.?k\.?a\.? [\"'“‘]?(?P<name>[^\"”]+?)[\"'”’]?", re.IGNORECASE)
_NUMBER_SIGN = re.compile(r"(?: ?(?:No\.?|#|Number|Nos\.|ID No\.))?:? ")
_COUNTRY = re.compile(r"\(([^()]{2,60})\)")
_DAYS = re.compile(
    r"(issued|expires|issue date|expiration date) (\d{1,2} [A-Za-z]{3,9} \d{4}|[A-Za-z]{3,9} \d{4}|\d{4})\b", re.ASCII
)
_NUMBER = re.compile(r"[^\s(;,][^(;,]{0,58}")
_RANGE = re.compile(r"(?:between )?(.{4,12}) (?:to|and) (.{4,12})")


_WORDLESS = frozenset(("swift", "call-sign", "registration", "former-registration"))
"""Kinds of number that may have no figure in them."""


@cache
def _labels() -> tuple[dict[str, str], re.Pattern]:
    """Kinds of number by what stands before them, and a pattern of these words, the longest first."""
    by_kind = yaml.safe_load((Path(__file__).parent / "ofac_numbers.yaml").read_text(encoding="utf-8"))
    labels = {str(label): kind for kind, said in by_kind.items() for label in said}
    return labels, re.compile("|".join(map(re.escape, sorted(labels, key=len, reverse=True))))


def pieces(remarks: str) -> Iterator[Piece]:
    """The pieces of a remark in their order; every one comes back, known or not."""
    for said in split(remarks):
        bare = said.removeprefix("alt. ")
        yield _known(bare) or _number(bare) or Piece("other", said)


def split(remarks: str) -> list[str]:
    """A remark parted at its semicolons, those inside brackets left alone; one full stop at the end is dropped."""
    found, depth, start = [], 0, 0
    text = remarks.strip().removesuffix(".")
    for at, sign in enumerate(text):
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth = max(0, depth - 1)
        elif sign == ";" and not depth:
            found.append(text[start:at])
            start = at + 1
    return [said for each in (*found, text[start:]) if (said := each.strip())]


def _known(said: str) -> Piece | None:
    if found := _STARTS.match(said):
        value = said[found.end() :].strip()
        if value and said[found.end() : found.end() + 1] in ("", " "):
            return Piece(_PLAIN[found[0]], value, label=found[0])
    if found := _ALIAS.fullmatch(said):
        return Piece("alias", found["name"].strip(), kind="former" if found["kind"] in "fF" else "alias")
    return None


def _number(said: str) -> Piece | None:
    """A number with its country, days and what else is said of it."""
    labels, pattern = _labels()
    found = pattern.match(said)
    if not found:
        return None
    label = found[0]
    sign = _NUMBER_SIGN.match(said, found.end())
    if not sign:
        return None
    rest = said[sign.end() :].strip()
    number = _NUMBER.match(_DAYS.split(rest)[0]) if rest else None
    if not number or (not any(map(str.isdigit, number[0])) and labels[label] not in ("swift", "call-sign")):
        return None
    days = {when: day for when, day in _DAYS.findall(rest) if _day(day)}
    issued = days.get("issued") or days.get("issue date") or ""
    until = days.get("expires") or days.get("expiration date") or ""
    country = next(iter(_COUNTRY.findall(rest)), "")
    kept = _DAYS.sub("", _COUNTRY.sub("", rest, count=1))[len(number[0]) :].strip(" ,")
    return Piece("number", number[0].strip(), labels[label], label, country, _day(issued), _day(until), kept)


def _day(said: str) -> str:
    """`14 Feb 1990` as 1990-02-14, `Feb 1990` as 1990-02; empty where it is no day."""
    try:
        return str(parse_date(said)) if said else ""
    except BadInput:
        return ""


def dates(said: str) -> tuple[list[str], str]:
    """The days or years of a date as a remark tells it, and in which words, where it is not plainly one day."""
    about = "circa" if said.lower().startswith("circa ") else ""
    bare = said[6:] if about else said
    if day := _day(bare):
        return [day], about
    if found := _RANGE.fullmatch(bare):
        first, last = _day(found[1]), _day(found[2])
        if first and last and first[:4] <= last[:4]:
            return _between(first, last), said
    return [], said


def _between(first: str, last: str) -> list[str]:
    """Every year between two days, where they are few; else the two alone."""
    years = range(int(first[:4]), int(last[:4]) + 1)
    return [str(year) for year in years] if len(years) <= 12 else [first[:4], last[:4]]
