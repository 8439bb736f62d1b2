"""Words typed with the keyboard left in the other layout, and figures that a scanner took for letters.

Layouts as printed on keyboards (Russian and Ukrainian beside US English). A text is read as mistyped only where at most
half of its pairs of neighbouring letters occur in Latin names and most of them do in Cyrillic ones.
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from .tables import TABLES, common

_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_LETTERS = "йцукенгшщзхъфывапролджэячсмитьбюё"
_UPPER_KEYS = 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>~'
_TO_CYRILLIC = str.maketrans(_KEYS + _UPPER_KEYS, _LETTERS + _LETTERS.upper())
_UKRAINIAN = str.maketrans("ъЪ", "їЇ")

_TO_LOOK_AT = re.compile(r"[b-df-hj-np-tv-xz]{3}|[a-z]?[;\"\[\]{}`]+[a-z]")
"""Three consonants together or a sign amid letters: texts without either are never mistyped names."""
_NO_VOWEL = re.compile("(?:^| )[^ аеиоуыэюяёї]{3,}(?: |$)")
_NO_NAME = re.compile(r"[a-z][A-Z]|\b[A-Z]{2,4}\b|\b[Ll][Tt][Dd]\b")
"""Acronyms and legal forms are letters without vowels too."""
_MANY_LATIN, _MANY_CYRILLIC = 0.5, 0.75
_AS_WRITTEN = """
schtsch chtch szcz tsch tch sch cht chw chm schm schw schl dzm dzi dzh dsh prz krz brz strz trz zch vsch wski sky kh gh
zh ts sts ntz tz tzs mkrt tchyan ghl nkh rkh lkh skh kch wr ck cks tts ngh ght gn kn ph th bh dh hr hl mc yr yu ya yo iy
yn yk yt yz ys yl ym yd yb ew ow aw iw wo we wi wa wl wn oj aj ej uj ja ju jo je cze czy czk czn cki szk szy hs ng nj lj
rsch rtsch
"""
"""Groups of letters that names in Latin letters have, beside those of the common names."""


def as_meant(text: str) -> str:
    """`text`, or what the same keys write in the Russian or Ukrainian layout where it can hardly be anything else."""
    if not text.isascii() or not _TO_LOOK_AT.search(text.lower()) or _NO_NAME.search(text):
        return text
    if reads_as_latin(text):
        return text
    words = text.translate(_TO_CYRILLIC).split()
    typed = " ".join(word.translate(_UKRAINIAN) if word[:1] in "ъЪ" else word for word in words)
    if len(text) < 5 or _NO_VOWEL.search(typed.lower()) or _share(typed, _known_pairs()[1]) < _MANY_CYRILLIC:
        return text
    return typed


def reads_as_latin(text: str) -> bool:
    """Whether most pairs of neighbouring letters occur in Latin names: no such texts are mistyped, nor are together."""
    return _share(text, _known_pairs()[0]) > _MANY_LATIN


@cache
def _known_pairs() -> tuple[frozenset[str], frozenset[str]]:
    """Pairs of neighbouring letters in names in Latin and in Cyrillic letters, from the list of common names."""
    words = " ".join([*common.GIVEN.values(), *common.FAMILY.values()]).lower().split()
    cyrillic = [word for word in words if "а" <= word[0] <= "ё"]
    latin = [word for word in words if word.isascii()]
    latin += [_spelled(word) for word in cyrillic] + _AS_WRITTEN.split()
    return _pairs(latin), _pairs([*cyrillic, "ович", "евич", "овна", "ична", "ырь", "ьич"])


def _spelled(word: str) -> str:
    readings = TABLES["Cyrl"].readings
    return "".join(readings.get(letter, letter) for letter in word)


def _pairs(words: Iterable[str]) -> frozenset[str]:
    return frozenset(one + other for word in words for one, other in pairwise(word))


def _share(text: str, known: frozenset[str]) -> float:
    """Share of the pairs of neighbouring letters that are known, of all words together."""
    pairs = [one + other for word in text.lower().split() for one, other in pairwise(word) if other not in ".-"]
    return sum(map(known.__contains__, pairs)) / len(pairs) if pairs else 1.0


_CYRILLIC_FIGURES = str.maketrans("0346", "ОЗЧБ")
_LATIN_FIGURES = str.maketrans("0158", "OISB")
_AMONG_LETTERS = re.compile(r"[^\W\d_]*\d[^\W\d_]{2,}|[^\W\d_]{2,}\d[^\W\d_]*")


def figures_as_letters(cleaned: str) -> str:
    """`cleaned` with single figures inside words read as the letters they look like (`3арубин`)."""
    return _AMONG_LETTERS.sub(_lettered, cleaned)


def _lettered(match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(_LATIN_FIGURES if word.isascii() else _CYRILLIC_FIGURES)
