"""Machine-readable zones of travel documents and visas, typed, pasted or scanned (ICAO Doc 9303, parts 3 to 7).

`read(text, today=…)` finds the zone, says which of its check digits hold, and gives the fields. Letters and figures
that scanners take for one another are exchanged only in figures' places, or where exactly one exchange makes a check
digit hold; a name is never touched, since nothing checks it. Names stay as they are printed, in Latin letters: which
Cyrillic ones they stood for, the zone does not say.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import combinations
from typing import NamedTuple

from babel.core import get_global

from commonweal.common.errors import BadInput

LONGEST = 2_000
"""Characters of a pasted text that are looked at."""
_WEIGHTS = (7, 3, 1)
_FIGURES = str.maketrans("OIBSZG", "018526")
_PAIRS = dict(["O0", "I1", "B8", "S5", "Z2", "0O", "1I", "8B", "5S", "2Z"])
"""What is taken for one another; G and 6 have the same value in a check digit, so it cannot tell them apart."""
FILLERS = str.maketrans({"«": "<<", "‹": "<", "〈": "<", "＜": "<", "≤": "<", "⟨": "<"})
_LINE = re.compile(r"[A-Z0-9<]{24,44}", re.ASCII)
_OTHER_STATES = {"D": "DE", "RKS": "XK", "GBD": "GB", "GBN": "GB", "GBO": "GB", "GBP": "GB", "GBS": "GB", "ZAR": "CD"}
_SEX = {"M": "male", "F": "female"}


class Mrz(NamedTuple):
    """What a zone says. Days are YYYY-MM-DD, shorter where the zone leaves parts out, empty where it says nothing.

    `form` is TD1, TD2, TD3, MRV-A or MRV-B; `code` the document's letters (`P`, `PD`, `ID`), `kind` what they mean;
    `issuer` and `nationality` are the printed codes, beside them those of two letters, empty for none; `checks` says
    of every check digit whether it holds; `corrected` names fields in which letters and figures were exchanged;
    `truncated` is whether the names may have been cut to fit.
    """

    form: str
    code: str
    kind: str
    issuer: str
    issuer_country: str
    number: str
    nationality: str
    nationality_country: str
    birth: str
    sex: str
    expires: str
    family: str
    given: str
    truncated: bool
    optional: str
    checks: dict[str, bool]
    corrected: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether every check digit holds."""
        return all(self.checks.values())


Place = tuple[int, int, int]


class _Form(NamedTuple):
    """Where the fields stand: (line, from, to). What is said here is said of the forms of two lines."""

    name: str
    length: int
    optional: tuple[Place, ...]
    composite: tuple[Place, ...] = ()
    names: Place = (0, 5, 44)
    number: Place = (1, 0, 9)
    nationality: Place = (1, 10, 13)
    birth: Place = (1, 13, 19)
    sex: Place = (1, 20, 21)
    expires: Place = (1, 21, 27)


_TD3 = _Form("TD3", 44, ((1, 28, 42),), ((1, 0, 10), (1, 13, 20), (1, 21, 43)))
_TD2 = _Form("TD2", 36, ((1, 28, 35),), ((1, 0, 10), (1, 13, 20), (1, 21, 35)))
_MRV_A, _MRV_B = _Form("MRV-A", 44, ((1, 28, 44),)), _Form("MRV-B", 36, ((1, 28, 36),))
_TD1 = _Form(
    "TD1",
    30,
    optional=((0, 15, 30), (1, 18, 29)),
    composite=((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29)),
    names=(2, 0, 30),
    number=(0, 5, 14),
    nationality=(1, 15, 18),
    birth=(1, 0, 6),
    sex=(1, 7, 8),
    expires=(1, 8, 14),
)


def check_digit(text: str) -> str:
    """The check digit of letters, figures and fillers: weights 7, 3, 1, modulo 10 (Doc 9303-3, 4.9)."""
    total = 0
    for place, sign in enumerate(text):
        value = 0 if sign == "<" else int(sign, 36)
        total += value * _WEIGHTS[place % 3]
    return str(total % 10)


def read(text: str, *, today: date) -> Mrz:
    """The zone in `text`; two-figure years are meant as of `today`.

    Raises BadInput `names.mrz.unreadable` where there is none.
    """
    for form, lines in _candidates(text[:LONGEST]):
        if (found := _read(form, lines, today)) is not None:
            return found
    raise unreadable()


def unreadable() -> BadInput:
    """What is told of a text that is no zone."""
    return BadInput(
        "names.mrz.unreadable",
        "This is no machine-readable zone; type its two lines of 44 or 36 characters, or its three lines of 30.",
    )


def _candidates(text: str) -> Iterator[tuple[_Form, list[str]]]:
    """Lines that could be a zone, with its form; the names' line may have lost its fillers at the end."""
    cleaned = [re.sub(r"\s+", "", line).upper() for line in text.translate(FILLERS).splitlines()]
    lines = [line for line in cleaned if _LINE.fullmatch(line)]
    whole = "".join(cleaned)
    if not lines and len(whole) in (88, 72, 90) and re.fullmatch(r"[A-Z0-9<]+", whole, re.ASCII):
        size = {88: 44, 72: 36, 90: 30}[len(whole)]
        lines = [whole[at : at + size] for at in range(0, len(whole), size)]
    for at in range(len(lines)):
        if len(three := lines[at : at + 3]) == 3 and len(three[0]) == len(three[1]) == 30 >= len(three[2]):
            yield _TD1, [three[0], three[1], three[2].ljust(30, "<")]
        if len(two := lines[at : at + 2]) < 2:
            continue
        if two[0].startswith("V"):
            form = _MRV_A if max(map(len, two)) > 36 else _MRV_B
            fits = len(two[1]) >= 28
        else:
            form = _TD3 if len(two[1]) == 44 else _TD2
            fits = len(two[1]) == form.length
        if fits and len(two[0]) <= form.length:
            yield form, [each.ljust(form.length, "<") for each in two]


def _read(form: _Form, lines: list[str], today: date) -> Mrz | None:
    lines = list(lines)
    corrected: list[str] = []
    checks: dict[str, bool] = {}
    number, optional = _number(form, lines, checks, corrected)
    days = {}
    for field in ("birth", "expires"):
        said = _day(form, field, lines, checks, corrected)
        if said is None:
            return None
        days[field] = _resolved(said, today, birth=field == "birth")
    if form is _TD3 and (personal := _at(lines, form.optional[0])).strip("<"):
        checks["optional"] = _holds(personal, lines[1][42])
    elif form is _TD3:
        checks["optional"] = lines[1][42] in "0<O"
    if form.composite:
        last = lines[1][-1].translate(_FIGURES)
        checks["composite"] = _holds("".join(_at(lines, part) for part in form.composite), last)
    code = lines[0][:2].rstrip("<")
    if not code.isalpha() or None in days.values():
        return None
    issuer, nationality = lines[0][2:5].rstrip("<"), _at(lines, form.nationality).rstrip("<")
    family, given, truncated = _names(_at(lines, form.names))
    return Mrz(
        form=form.name,
        code=code,
        kind=_kind(code),
        issuer=issuer,
        issuer_country=state(issuer),
        number=number,
        nationality=nationality,
        nationality_country=state(nationality),
        birth=days["birth"],
        sex=_SEX.get(_at(lines, form.sex), ""),
        expires=days["expires"],
        family=family,
        given=given,
        truncated=truncated,
        optional=optional,
        checks=checks,
        corrected=tuple(corrected),
    )


def _at(lines: list[str], place: Place) -> str:
    line, start, end = place
    return lines[line][start:end]


def _put(lines: list[str], place: Place, text: str) -> None:
    line, start, end = place
    lines[line] = lines[line][:start] + text + lines[line][end:]


def _holds(text: str, digit: str) -> bool:
    return check_digit(text) == ("0" if digit == "<" else digit)


def _number(form: _Form, lines: list[str], checks: dict, corrected: list) -> tuple[str, str]:
    """The number, put right where one exchange proves itself, and what stands in the optional data.

    A number of more than nine characters goes on in the optional data, behind a filler in the check digit's place.
    """
    line, start, end = form.number
    first = lines[line][start:end]
    optional = [_at(lines, place) for place in form.optional]
    if lines[line][end] == "<" and form in (_TD1, _TD2) and (rest := optional[0].partition("<")[0]):
        number, digit = first + rest[:-1], rest[-1]
        optional[0] = optional[0][len(rest) :]
        checks["number"] = _holds(number, digit.translate(_FIGURES))
        return number.rstrip("<"), _spaced(optional)
    digit = lines[line][end].translate(_FIGURES)
    if not _holds(first, digit) and (mended := _exchange(first, digit)):
        first = mended
        corrected.append("number")
        _put(lines, form.number, first)
    _put(lines, (line, end, end + 1), digit)
    checks["number"] = _holds(first, digit)
    return first.rstrip("<"), _spaced(optional)


def _spaced(optional: list[str]) -> str:
    return " ".join(filter(None, (each.strip("<").replace("<", " ") for each in optional)))


def _exchange(text: str, digit: str) -> str:
    """`text` with the fewest exchanges that make the digit hold; empty where none does, or several do equally."""
    places = [at for at, sign in enumerate(text) if sign in _PAIRS]
    for many in (1, 2):
        tried = []
        for chosen in combinations(places, many):
            signs = list(text)
            for at in chosen:
                signs[at] = _PAIRS[signs[at]]
            if _holds("".join(signs), digit):
                tried.append("".join(signs))
        if tried:
            return tried[0] if len(tried) == 1 else ""
    return ""


def _day(form: _Form, field: str, lines: list[str], checks: dict, corrected: list) -> str | None:
    """Six figures of a day, letters read as figures where the check digit agrees; None where it is no day."""
    place = getattr(form, field)
    said, digit = _at(lines, place), lines[place[0]][place[2]].translate(_FIGURES)
    figures = said.translate(_FIGURES)
    if not re.fullmatch(r"[0-9<]{6}", figures):
        return None
    if figures != said:
        if not _holds(figures, digit):
            return None
        corrected.append(field)
        _put(lines, place, figures)
    _put(lines, (place[0], place[2], place[2] + 1), digit)
    checks[field] = _holds(figures, digit)
    return figures


def _resolved(said: str, today: date, *, birth: bool) -> str | None:
    """YYMMDD as a day: births are the latest not after today, ends of validity the nearest; None where no such day."""
    if not said[:2].isdecimal():
        return "" if not said.strip("<") else None
    year, rest = int(said[:2]), [said[2:4], said[4:6]]
    years = [year + century for century in (1900, 2000)]
    if birth:
        best = max((each for each in years if _iso(each, rest, first=True) <= today.isoformat()), default=years[0])
    else:
        best = min(years, key=lambda each: abs(each - today.year))
    return _iso(best, rest)


def _iso(year: int, rest: list[str], *, first: bool = False) -> str | None:
    """The day as text, to the precision that is given; `first` fills up with the first month and day."""
    parts = [f"{year:04d}"]
    for part in rest:
        if not part.isdecimal() or part == "00":
            break
        parts.append(part)
    try:
        date(year, *map(int, parts[1:]), *([1] * (3 - len(parts))))
    except ValueError:
        return "9999" if first else None
    return "-".join(parts + ["01"] * (3 - len(parts))) if first else "-".join(parts)


def _names(field: str) -> tuple[str, str, bool]:
    """Family and given names, and whether the field is full to its end, so that some may be missing."""
    family, _, given = field.strip("<").partition("<<")
    spaced = [re.sub(r"<+", " ", part).strip() for part in (family, given)]
    return spaced[0], spaced[1], not field.endswith("<")


def _kind(code: str) -> str:
    """What the letters of the document mean, as kinds of documents are called here."""
    if code.startswith("V"):
        return "visa"
    if code.startswith("P"):
        return {"PD": "diplomatic-passport", "PO": "service-passport", "PS": "service-passport"}.get(code, "passport")
    return "id-card" if code[0] in "IAC" else "other"


@cache
def state(code: str) -> str:
    """The code of two letters of a state that a zone names with up to three; empty for organisations and nobody's."""
    if code in _OTHER_STATES:
        return _OTHER_STATES[code]
    known = get_global("territory_aliases").get(code, ())
    return known[0] if len(code) == 3 and len(known) == 1 else ""
