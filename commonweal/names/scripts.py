"""Which script a text is written in, and repair of words in which look-alike letters of another script hide."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache

_RANGES = (
    ("Latn", 0x41, 0x24F),
    ("Latn", 0x250, 0x2AF),
    ("Latn", 0x1E00, 0x1EFF),
    ("Grek", 0x370, 0x3FF),
    ("Grek", 0x1F00, 0x1FFF),
    ("Cyrl", 0x400, 0x52F),
    ("Cyrl", 0x1C80, 0x1C8F),
    ("Cyrl", 0xA640, 0xA69F),
    ("Armn", 0x530, 0x58F),
    ("Hebr", 0x590, 0x5FF),
    ("Arab", 0x600, 0x6FF),
    ("Arab", 0x750, 0x77F),
    ("Arab", 0x8A0, 0x8FF),
    ("Geor", 0x10A0, 0x10FF),
    ("Geor", 0x1C90, 0x1CBF),
    ("Geor", 0x2D00, 0x2D2F),
)

_LATIN_SHAPES = "AaBCcEeHIiJjKMOoPpSsTXxYyƏəhΙΑΒΕΗΚΜΟΡΤΥΧ"
_CYRILLIC_SHAPES = "АаВСсЕеНІіЈјКМОоРрЅѕТХхУуӘәһІАВЕНКМОРТУХ"
_TO_CYRILLIC = dict(zip(_LATIN_SHAPES, _CYRILLIC_SHAPES, strict=True))
_TO_LATIN = {
    "А": "A", "а": "a", "В": "B", "С": "C", "с": "c", "Е": "E", "е": "e", "Н": "H", "І": "I", "і": "i", "Ј": "J",
    "ј": "j", "К": "K", "к": "k", "М": "M", "м": "m", "О": "O", "о": "o", "Р": "P", "р": "p", "Ѕ": "S", "ѕ": "s",
    "Т": "T", "т": "t", "Х": "X", "х": "x", "у": "y", "У": "Y", "ә": "ə", "Ә": "Ə", "һ": "h", "Ү": "Y",
    "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "O", "ο": "o",
    "Ρ": "P", "Τ": "T", "Υ": "Y", "Χ": "X", "ν": "v", "α": "a", "ι": "i",
}  # fmt: skip
_ALL_CYRILLIC = re.compile("[Ѐ-ҁҊ-ԯ]+")
_REPAIRS = {"Cyrl": _TO_CYRILLIC, "Latn": _TO_LATIN}


@lru_cache(maxsize=8192)
def script_of_letter(letter: str) -> str:
    """ISO 15924 code of one letter's script: one of the seven that have tables, `Zzzz` for other letters,
    `Zyyy` for what is no letter."""
    if unicodedata.category(letter)[0] != "L":
        return "Zyyy"
    point = ord(letter)
    return next((script for script, first, last in _RANGES if first <= point <= last), "Zzzz")


def script_of(text: str) -> str:
    """The script of most letters of `text` (the alphabetically first of equals); `Zyyy` if it has no letter."""
    counts = Counter(map(script_of_letter, text))
    del counts["Zyyy"]
    return min(counts, key=lambda script: (-counts[script], script), default="Zyyy")


def repair(word: str) -> tuple[str, str]:
    """`word` in one script, and that script.

    A word with letters of several scripts is first tried as Cyrillic and as Latin, the script of most letters
    first, by exchanging letters that look alike; a word that stays mixed comes back as it is.
    """
    if word.isascii() and any(map(str.isalpha, word)):
        return word, "Latn"
    if _ALL_CYRILLIC.fullmatch(word):
        return word, "Cyrl"
    scripts = {script_of_letter(letter) for letter in word} - {"Zyyy"}
    if len(scripts) <= 1:
        return word, next(iter(scripts), "Zyyy")
    main = script_of(word)
    for target in sorted(_REPAIRS, key=lambda script: (script != main, script)):
        fixed = "".join(_fitting(letter, target) for letter in word)
        if all(script_of_letter(letter) in {target, "Zyyy"} for letter in fixed):
            return fixed, target
    return word, main


def _fitting(letter: str, target: str) -> str:
    """`letter`, or its look-alike in the script `target` where it has one; a mark of stress on it goes."""
    if script_of_letter(letter) == target:
        return letter
    bare = unicodedata.normalize("NFD", letter)[0]
    return _REPAIRS[target].get(letter) or _REPAIRS[target].get(bare, letter)
