"""Which Latin letters stand for a Cyrillic consonant in any system or habit, and so which never do.

After ICAO Doc 9303, BGN/PCGN, ISO 9, GOST 7.79 and 52535, the French, German and Polish newspapers, and the alphabets
of Azerbaijan, Uzbekistan and Turkmenistan. Vowels are left aside: they are written too freely to say anything.
"""

import re
import unicodedata
from functools import cache, lru_cache

from .fold import Word
from .slips import is_slip

_LETTERS = """
б:b в:v,w,f,u,o г:g,gh,gu,h,q,j ґ:g д:d,dh,dz ж:j,zh,z,sch,dj,dzh,g,sj,rz,c з:z,s й:,y,j,i к:k,c,ck,q,ch,kh,qu
л:l м:m н:n,ng п:p,ph р:r,rh,rz с:s,c,sz,z т:t,th,ts,c,d ф:f,ph,v,w,th х:kh,h,x,ch,k ц:ts,tz,c,z,cz,s,t,tc
ч:ch,tch,tsch,c,cz,tsh,cs,tj,q,tsc ш:sh,sch,ch,s,sz,c,shh щ:shch,shh,sch,schtsch,chtch,sc,szcz,sh,stch,shsh,s,scz
дж:j,c,dzh,dj,g,dsch,dz,jh дз:dz,z,d кс:x,ks,cs тс:ts,c ъ: ь:,y,j,i ў:w,u,v,o қ:q,k,kh ғ:gh,g ҳ:h,x,kh ҷ:j,c,dzh,dj,ch
ң:ng,n һ:h ҝ:g ҹ:c,j җ:j ӏ:
"""
"""Cyrillic consonants with their Latin letters, without marks and never twice in a row."""
_SIGNS = "ъьйӏ"
_PASSED_OVER = frozenset("aeiouyj'’ʹ`’ʼ")
"""Latin letters that need no consonant; j is a glide in half of the systems."""
_CYRILLIC_VOWELS = frozenset("аеёиоуыэюяіїєәөұүӣӯӕ")
_MOST = 5
"""Consonants, those of the ending among them, up to which a name is so short that its neighbours are names too."""
_LONGEST = 40
"""Letters of a word that is compared at all."""
_FITS, _OTHER, _SLIP = "fits", "other", "slip"


@cache
def _table() -> dict[str, tuple[str, ...]]:
    found = {}
    for entry in _LETTERS.split():
        letters, latin = entry.split(":")
        found[letters] = tuple(latin.split(","))
    return found


@cache
def _graphemes() -> frozenset[str]:
    return frozenset(latin for each in _table().values() for latin in each if latin)


def another_letter(one: Word, other: Word) -> bool:
    """Whether of two short names, one in Cyrillic and one in Latin letters, all consonants stand for each other but
    one, which no system writes so and no slip makes of what they write: Громов and Khromov."""
    consonants, _ = _apart(one, other)
    return 1 < len(consonants) <= _MOST and _compared(one, other) == {_OTHER}


def is_written_so(one: Word, other: Word) -> bool:
    """Whether the consonants of two words, one in Cyrillic and one in Latin letters, agree by some system."""
    return _compared(one, other) == {_FITS}


def _apart(one: Word, other: Word) -> tuple[tuple[str, ...], str]:
    """The Cyrillic consonants and the Latin letters of two words; nothing where they are not of these two scripts."""
    if {one.script, other.script} != {"Cyrl", "Latn"}:
        return (), ""
    cyrillic, latin = (one, other) if one.script == "Cyrl" else (other, one)
    return _consonants(cyrillic.text), _bare(latin.text)


def _compared(one: Word, other: Word) -> frozenset[str]:
    consonants, letters = _apart(one, other)
    return _readings(consonants, letters) if consonants and len(letters) <= _LONGEST else frozenset()


@lru_cache(maxsize=4096)
def _readings(consonants: tuple[str, ...], letters: str) -> frozenset[str]:
    """What the letters can be beside the consonants: a fitting spelling, else one with a slip, else one with another
    letter; nothing where more is wrong."""
    table = _table()

    @cache
    def rest(i: int, j: int) -> frozenset[str]:
        if i == len(consonants) and j == len(letters):
            return frozenset({_FITS})
        found: set[str] = set()
        if j < len(letters) and letters[j] in _PASSED_OVER:
            found |= rest(i, j + 1)
        if i < len(consonants):
            for written in table[consonants[i]]:
                if written and letters.startswith(written, j):
                    found |= rest(i + 1, j + len(written))
            if _FITS in rest(i + 1, j):
                found.add(_SLIP)
        # An h too many is never one: it makes another letter of the one before.
        if j < len(letters) and letters[j] != "h" and _FITS in rest(i, j + 1):
            found.add(_SLIP)
        if i < len(consonants) and j < len(letters):
            for written in _graphemes():
                if letters.startswith(written, j) and _FITS in rest(i + 1, j + len(written)):
                    found.add(_SLIP if _by_a_slip(table[consonants[i]], written) else _OTHER)
        return frozenset(found)

    found = rest(0, 0)
    return frozenset({_FITS}) if _FITS in found else frozenset({_SLIP}) if _SLIP in found else found


def _by_a_slip(right: tuple[str, ...], written: str) -> bool:
    """Whether the single letter is a slip for one that would be right."""
    return len(written) == 1 and any(len(each) == 1 and is_slip(each, written) for each in right)


def _bare(text: str) -> str:
    """Latin letters without marks, each once where it stands twice."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ş", "sh").replace("ı", "i").replace("ə", "a"))
    return re.sub(r"(.)\1+", r"\1", "".join(letter for letter in plain if not unicodedata.combining(letter)))


def _consonants(text: str) -> tuple[str, ...]:
    """The consonants of a Cyrillic word, дж and дз as one; empty where a letter has no entry."""
    table, lower, found = _table(), text.casefold(), []
    at = 0
    while at < len(lower):
        pair, letter, before = lower[at : at + 2], lower[at], lower[at - 1 : at]
        if pair in table:
            found.append(pair)
            at += 2
            continue
        if letter in table:
            if letter not in _SIGNS and letter != before:
                found.append(letter)
        elif letter not in _CYRILLIC_VOWELS:
            return ()
        at += 1
    return tuple(found)
