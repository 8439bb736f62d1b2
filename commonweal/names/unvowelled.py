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
    return len(mine) == len(theirs) and all(
        (at == 0 and silent) or _heard(written, heard, first=at == 0)
        for at, (written, heard) in enumerate(zip(mine, theirs, strict=True))
    )


def _gaps(form: str) -> list[str]:
    """Vowels before, between and behind the consonants; h inside is no consonant here, as in the skeleton."""
    inside = form[:1] + form[1:].replace("h", "")
    return re.split("[^aiu]", inside)


def _heard(written: str, heard: str, *, first: bool) -> bool:
    if first:
        return bool(written) == bool(heard)
    if "i" in written:
        return "i" in heard
    return not written or bool(heard)


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """Known given names by skeleton."""
    found: dict[str, list[str]] = {}
    for name in known_given():
        found.setdefault(skeleton(name), []).append(name)
    return {bones: tuple(names) for bones, names in found.items()}
