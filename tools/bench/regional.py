"""The regional test set: pairs of names with a verdict, in an open half and a held one.

The open half is for development; the held half is read once, when nothing is tuned any more. Which half a pair belongs
to is decided by its own hash, so that nobody chooses. This module knows neither matcher nor database.
"""

import csv
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tools.bench.exact import SYSTEMS

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "benchmarks" / "regional"
HALVES = ("open", "held")
CHECKED = ("romanisation", "keyboard")
"""Categories in which the second form of a pair must be what the table of its system makes of the first."""
_SCRIPTS = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "GREEK": "Grek",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "CJK": "Hani",
    "HANGUL": "Hang",
}
_SIGNS = "ʻʼʹʺ"
"""Letters to Unicode, signs to people: they belong to no script."""


@dataclass(frozen=True)
class Pair:
    """Two written forms and whether they may be one person; codes of languages and scripts by ISO 639 and ISO 15924."""

    a: str
    b: str
    same: bool
    language: tuple[str, ...]
    script_a: str
    script_b: str
    system: str
    category: str
    reason: str
    source: str
    verified: bool
    born_a: str
    born_b: str

    @property
    def needs_dates(self) -> bool:
        """Whether the forms alone cannot give the verdict: a namesake is told by the birth date."""
        return not self.same and self.born_a != self.born_b


def half_of(a: str, b: str) -> str:
    """The half of a pair: the last byte of the SHA-256 of `a|b`, even is open and odd is held."""
    return HALVES[sha256(f"{a}|{b}".encode()).digest()[-1] % 2]


def load(half: str, folder: Path = FOLDER) -> list[Pair]:
    """The pairs of a half, in the order of the file. Raises ValueError for a half that does not exist."""
    if half not in HALVES:
        raise ValueError(f"halves are {' and '.join(HALVES)}, not {half}")
    with (folder / f"pairs_{half}.csv").open(encoding="utf-8", newline="") as file:
        return [_pair(row) for row in csv.DictReader(file)]


def _pair(row: dict[str, str]) -> Pair:
    truths = {field: {"true": True, "false": False}[row[field]] for field in ("same", "verified")}
    return Pair(**row | truths | {"language": tuple(row["language"].split(";"))})


def script(text: str) -> str:
    """ISO 15924 code of a form; "mixed" where letters of several scripts meet."""
    letters = [letter for letter in text if letter.isalpha() and letter not in _SIGNS]
    found = {_SCRIPTS[unicodedata.name(letter).split()[0]] for letter in letters}
    return found.pop() if len(found) == 1 else "mixed"


def problems(pair: Pair) -> list[str]:
    """What is wrong with the form of a pair, in words; nothing about names is judged."""
    forms = (pair.a, pair.b)
    empty = [name for name in ("a", "b", "system", "category", "reason", "source") if not getattr(pair, name).strip()]
    found = [f"{name} is empty" for name in empty]
    found += [f"not in NFC: {text}" for text in forms if unicodedata.normalize("NFC", text) != text]
    found += [f"space at an edge: {text}" for text in forms if text.strip() != text]
    if (script(pair.a), script(pair.b)) != (pair.script_a, pair.script_b):
        found.append(f"scripts are {script(pair.a)} and {script(pair.b)}, not {pair.script_a} and {pair.script_b}")
    if pair.a == pair.b and not pair.needs_dates:
        found.append("two equal forms")
    if bool(pair.born_a) != bool(pair.born_b):
        found.append("one birth date without the other")
    if pair.same and pair.category in CHECKED and pair.system in SYSTEMS and SYSTEMS[pair.system](pair.a) != pair.b:
        found.append(f"{pair.system} makes {SYSTEMS[pair.system](pair.a)}")
    return found
