"""A word in Arabic or Hebrew letters beside one with all its vowels: long vowels are written, and must be there.

After the orthography of Arabic, Persian and Hebrew: short vowels are left out, long ones and those at the beginning
have a letter (alef, waw, ya).
"""

import re
from functools import cache

from .aliases import are_aliases, known_given
from .fold import Word, skeleton

_SILENT = re.compile("(?:ال)?[عע]")


def other_vowels(one: Word, other: Word) -> bool:
    """Whether one of two words leaves out short vowels and means known given names, none of which is the other, a known
    one too: سعيد is Said, not Saad; أحمد is Ahmad, not Hamid."""
    if one.unvowelled == other.unvowelled:
        return False
    bare, full = (one, other) if one.unvowelled else (other, one)
    silent = bool(_SILENT.match(bare.text))
    forms = (full.reduced, *full.readings)
    spellings = (bare.reduced, *bare.readings)
    if any(fits(spelling, form, silent=silent) for spelling in spellings for form in forms):
        return False
    if full.reduced not in known_given():
        return False
    meant = {
        form
        for spelling in spellings
        for form in _known().get(skeleton(spelling), ())
        if fits(spelling, form, silent=silent)
    }
    return bool(meant) and not any(each == form or are_aliases(each, form) for each in meant for form in forms)


def fits(spelling: str, form: str, *, silent: bool) -> bool:
    """Whether an unvowelled reduced form can stand for a vowelled one: equal consonants, and every written vowel heard;
    `silent` where the word begins with ayn, which leaves its vowel open."""
    if skeleton(spelling) != skeleton(form):
        return False
    mine, theirs = _gaps(spelling), _gaps(form)
    return (
        len(mine) == len(theirs)
        and (silent or bool(mine[0]) == bool(theirs[0]))
        and (bool(mine[-1]) or theirs[-1] != "a" or len(mine) < 3)
        and all(map(_heard, mine[1:], theirs[1:]))
    )


def _gaps(form: str) -> list[str]:
    """Vowels before, between and behind the consonants; h inside is no consonant here, as in the skeleton."""
    return re.split("[^aiu]", form[:1] + form[1:].replace("h", ""))


def _heard(written: str, heard: str) -> bool:
    """Whether a vowel is heard where one is written, and an i where it is a ya."""
    return "i" in heard if "i" in written else not written or bool(heard)


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """Known given names by skeleton."""
    found: dict[str, list[str]] = {}
    for name in known_given():
        found.setdefault(skeleton(name), []).append(name)
    return {bones: tuple(names) for bones, names in found.items()}
