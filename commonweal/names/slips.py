"""What a hand, a scanner or an ear takes for another letter, and so what is another name rather than a slip."""

import re

from .fold import Word

_KEYBOARDS = (("qwertyuiop", "asdfghjkl", "zxcvbnm"), ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"))
_SCANNED = "hb li ij ce uv nu fe vy rn gq mn лп дл ин нп шщ цщ ос ес бв гт зэ ьъ йи вз кж ьы пи тг жх"
"""Pairs of letters that scanners exchange."""
_HEARD = "ао ая оё оу ую ёю еи её ея еэ эи иы иу аы уы аэ ае бп вф гк дт жш зс гх кх чш шщ чщ сш цс цч вб"
"""Pairs that are written for each other by ear or in names of the Turkic languages in Russian letters."""
_LOOK_ALIKE, _SOUND_ALIKE = (frozenset(map(frozenset, pairs.split())) for pairs in (_SCANNED, _HEARD))
_RUSSIAN_FAMILY = re.compile("([а-яё]{2,5})(?:[оеё]в|[иы]н)а?")
"""A short family name of the Russian kind; the group is what stands before the ending."""


def is_slip(one: str, other: str) -> bool:
    """Whether two letters lie side by side on a keyboard or look alike."""
    return frozenset((one, other)) in _LOOK_ALIKE or any(_side_by_side(one, other, rows) for rows in _KEYBOARDS)


def _side_by_side(one: str, other: str, rows: tuple[str, ...]) -> bool:
    places = [(row.index(letter) + y / 2, y) for letter in (one, other) for y, row in enumerate(rows) if letter in row]
    if len(places) < 2:
        return False
    (x, y), (other_x, other_y) = places
    return abs(x - other_x) <= 1 and abs(y - other_y) <= 1


def another_stem(one: Word, other: Word) -> bool:
    """Whether two short Russian family names differ in one letter of the stem that no slip and no ear exchanges: nearly
    every such neighbour of a short name is a name (Сомов, Ломов)."""
    stems = [_RUSSIAN_FAMILY.fullmatch(word.text.casefold()) for word in (one, other)]
    if not all(stems):
        return False
    mine, theirs = (stem.group(1) for stem in stems)
    unlike = [pair for pair in zip(mine, theirs, strict=False) if pair[0] != pair[1]]
    if len(mine) != len(theirs) or len(unlike) != 1:
        return False
    return not is_slip(*unlike[0]) and frozenset(unlike[0]) not in _SOUND_ALIKE
