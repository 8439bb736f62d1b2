"""What a hand meant that broke a sound of several letters, or struck the space too early.

`Dlhon`, `Dhon` and `zDhon` are one slip away from `Dzhon`, but no sound of it is left, so that comparing sounds finds
nothing alike. Only for questions: a record is read as it is written.
"""

import re

from .fold import Word, fold_word

MOST = 4
"""Readings of one word."""
_CONSONANT = "[bcdfgklmnpqrstvx]"
_BROKEN = tuple(
    (re.compile(broken), whole)
    for broken, whole in (
        ("d[a-z]h|d[a-gi-z]zh|dz[a-gi-z]h|zdh|dhz", "dzh"),
        (f"dz{_CONSONANT}|dh|dz(?!h)", "dzh"),
        ("zs|s[a-gi-z]z", "sz"),
        ("zc|c[a-gi-z]z", "cz"),
        ("s([a-gi-z])z", r"sz\1"),
        ("c([a-gi-z])z", r"cz\1"),
        ("thc|cth|tc[a-gi-z]", "tch"),
        ("shc(?!h)|csh|sc[a-gi-z]h|s[a-gi-z]ch", "sch"),
        ("hz", "zh"),
        ("hk", "kh"),
        ("(?<!s)hc", "ch"),
    )
)
"""Sounds of several letters in the romanisations of passports and of the press, with one letter exchanged, put in, left
out or turned with its neighbour, and the whole sound."""
_NAMES_WITH_CAPITAL = re.compile("[dl][AEIOU]|oB|oC|oD|oN|oR")
"""Beginnings that are written small before a capital: dAngelo, lHeureux, oBrien."""


def in_place(text: str) -> str:
    """A question's text with what its capitals betray put right: `DavidP rayor` and `zDhon` are David Prayor, Dzhon."""
    words = text.split()
    for at in range(len(words) - 1):
        word, following = words[at : at + 2]
        if len(word) > 2 and word[-1].isupper() and word[:-1].istitle() and following[0].islower():
            words[at], words[at + 1] = word[:-1], word[-1] + following
    return " ".join(map(_beginning, words))


def _beginning(word: str) -> str:
    turned = len(word) > 2 and word[0].islower() and word[1].isupper() and word[2:].islower()
    return word[1] + word[0] + word[2:] if turned and not _NAMES_WITH_CAPITAL.match(word) else word


def mended(word: Word) -> list[Word]:
    """What a name in Latin letters would be with one broken sound mended, at most `MOST` readings; mostly none."""
    text = word.text.casefold()
    if word.kind != "name" or word.script != "Latn":
        return []
    found: dict[str, Word] = {}
    for broken, whole in _BROKEN:
        for match in broken.finditer(text):
            other = fold_word(text[: match.start()] + match.expand(whole) + text[match.end() :], False)
            if other.reduced not in (word.reduced, *word.readings):
                found.setdefault(other.reduced, other)
    return list(found.values())[:MOST]
