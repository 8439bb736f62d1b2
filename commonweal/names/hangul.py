"""Korean names: the letters of hangul by sound, and Latin spellings of Korean read as Kontsevich writes them.

After the system of L. R. Kontsevich (Russian), the Revised Romanisation of 2000 and McCune-Reischauer.
"""

import re

_INITIALS = "kknttrmppss-CCCktph"
_VOWELS = "aeaeoeeeoaeeouoeiuiii"
_FINALS = "-kkknnntlkmlllplmppttnttktp-"
"""Sounds in the order of Unicode's syllables; a hyphen is none."""
_GLIDES = {9: "va", 10: "ve", 11: "e", 14: "vo", 15: "ve", 16: "vi"}
_START, _END = 0xAC00, 0xD7A3


def sounds(word: str) -> str:
    """The sounds of a word in hangul, syllable by syllable; other letters are left out."""
    return "".join(_syllable(ord(letter) - _START) for letter in word if _START <= ord(letter) <= _END)


def _syllable(place: int) -> str:
    first, rest = divmod(place, 588)
    vowel, final = divmod(rest, 28)
    sounds = _INITIALS[first] + _GLIDES.get(vowel, _VOWELS[vowel]) + _FINALS[final]
    return sounds.replace("-", "")


_INITIAL = "kk|tt|pp|ss|jj|ch|[gkndtrlmbpsjh]?"
_VOWEL = "yeo|you|yae|eui|yoo|woo|ae|eo|eu|ee|oe|oo|oh|ui|wa|wo|we|wi|ya|ye|yo|yu|uh|a|e|i|o|u"
_WORD = re.compile(f"(?:(?:{_INITIAL})(?:{_VOWEL})(?:ng|[gknlmpbt](?!{_VOWEL}))?){{1,2}}")
_TELLING = re.compile("eo|eu|oo|yu[nk]|kyu|hyu|(?<=ch)u[nl]|s(?:u|ou)ng|j(?:u|ou)ng|young|oh$")
_AS_KONTSEVICH = (
    ("yeo|you(?=ng)|yu(?=n)", "e"),
    ("eo|uh|(?<=[hs])ou?(?=ng)|(?<=ch)u(?=[nl])|(?<=[js])u(?=ng)", "o"),
    ("eui|eu", "i"),
    ("oo", "u"),
    ("oh$", "o"),
    ("(?<=[aeiou])b(?=[aeiou])|^b", "p"),
)


def korean_reading(lower: str) -> str:
    """A Latin word as Kontsevich would let it be read where it can be Korean and is spelled unlike that; else empty."""
    if len(lower) > 10 or not _TELLING.search(lower) or not _WORD.fullmatch(lower):
        return ""
    read = lower
    for pattern, sound in _AS_KONTSEVICH:
        read = re.sub(pattern, sound, read)
    return "" if read == lower else read
