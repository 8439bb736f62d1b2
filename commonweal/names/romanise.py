"""A reading aid: any script in plain Latin letters, to be read aloud, never to be compared or stored as a name."""

import unicodedata

from .clean import clean
from .scripts import repair
from .tables import TABLES, UNVOWELLED
from .units import units

_WITHOUT_CASE = UNVOWELLED | {"Geor"}


def romanise(text: str) -> str:
    """A readable Latin form of `text`; words already in Latin, and scripts without a table, stay as they are."""
    return "".join(map(_romanised, _pieces(clean(text)))).strip()


def leaves_out_vowels(text: str) -> bool:
    """Whether the aid for `text` lacks vowels because its script does not write them: say so beside it."""
    return any(repair(piece)[1] in UNVOWELLED for piece in _pieces(clean(text)))


def _pieces(text: str) -> list[str]:
    """`text` cut into runs of letters and runs of everything else."""
    pieces: list[str] = []
    for letter in text:
        if pieces and pieces[-1][-1].isalpha() == letter.isalpha():
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces


def _romanised(piece: str) -> str:
    word, script = repair(piece)
    if script in {"Latn", "Zyyy"} or script not in TABLES:
        return unicodedata.normalize("NFC", piece)
    readings = TABLES[script].readings
    latin = "".join(readings.get(letters, sound) for letters, sound in units(word.casefold(), script))
    if script == "Cyrl":
        latin = latin.replace("iy", "i") if latin.endswith("iy") and len(latin) > 4 else latin
    if script in _WITHOUT_CASE or word[:1].isupper():
        return latin.upper() if len(word) > 1 and word.isupper() else latin.capitalize()
    return latin
