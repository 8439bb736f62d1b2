"""Chinese names: Pinyin and Wade-Giles read as Palladius writes them in Cyrillic.

After the system of Archimandrite Palladius (Kafarov) as used in Russian, and the table of Pinyin syllables
(ISO 7098). A Latin word that is made of such syllables gets its Palladius form as a further reading; Cyrillic words
need nothing.
"""

import re
from functools import cache

from .tables import han

_INITIALS = {
    "b": "б", "p": "п", "m": "м", "f": "ф", "d": "д", "t": "т", "n": "н", "l": "л", "g": "г", "k": "к", "h": "х",
    "j": "цз", "q": "ц", "x": "с", "zh": "чж", "ch": "ч", "sh": "ш", "r": "ж", "z": "цз", "c": "ц", "s": "с",
}  # fmt: skip
_FINALS = {
    "a": "а", "ai": "ай", "an": "ань", "ang": "ан", "ao": "ао", "e": "э", "ei": "эй", "en": "энь", "eng": "эн",
    "ong": "ун", "ou": "оу", "u": "у", "ua": "уа", "uai": "уай", "uan": "уань", "uang": "уан", "ui": "уй",
    "un": "унь", "uo": "о",
}  # fmt: skip
_AFTER_LIPS = {"o": "о"}
_SOFT_FINALS = {
    "i": "и", "ia": "я", "ian": "янь", "iang": "ян", "iao": "яо", "ie": "е", "in": "инь", "ing": "ин",
    "iong": "юн", "iu": "ю",
}  # fmt: skip
_FRONT_U = {"u": "юй", "uan": "юань", "ue": "юэ", "un": "юнь"}
_ALONE = {
    "a": "а", "ai": "ай", "an": "ань", "ang": "ан", "ao": "ао", "e": "э", "en": "энь", "er": "эр", "ou": "оу",
    "ya": "я", "yan": "янь", "yang": "ян", "yao": "яо", "ye": "е", "yi": "и", "yin": "инь", "ying": "ин",
    "yong": "юн", "you": "ю", "yu": "юй", "yuan": "юань", "yue": "юэ", "yun": "юнь", "wa": "ва", "wai": "вай",
    "wan": "вань", "wang": "ван", "wei": "вэй", "wen": "вэнь", "weng": "вэн", "wo": "во", "wu": "у",
}  # fmt: skip
_HISSING = {"zhi": "чжи", "chi": "чи", "shi": "ши", "ri": "жи", "zi": "цзы", "ci": "цы", "si": "сы"}


@cache
def _characters() -> dict[str, str]:
    entries = [re.match("([a-z]+)(.+)", entry).groups() for entry in han.CHARACTERS.split()]
    return {character: syllable for syllable, characters in entries for character in characters}


def pinyin(word: str) -> str:
    """A word in Chinese characters in Pinyin; empty unless all are known."""
    found = [_characters().get(character, "") for character in word]
    return "'".join(found) if all(found) else ""


@cache
def _syllables() -> dict[str, str]:
    """Palladius by Pinyin syllable."""
    found = dict(_ALONE)
    for initial, letters in _INITIALS.items():
        if initial in "jqx":
            finals = _SOFT_FINALS | _FRONT_U
        elif initial in {"zh", "ch", "sh", "r", "z", "c", "s"} or initial in "gkh":
            finals = _FINALS
        else:
            finals = _FINALS | _SOFT_FINALS | (_AFTER_LIPS if initial in "bpmf" else {})
        found |= {initial + final: letters + sound for final, sound in finals.items()}
    return found | _HISSING | {"lv": "люй", "nv": "нюй", "lue": "люэ", "nue": "нюэ", "hui": "хуэй"}


_WADE = re.compile(
    "hs|ts[zu'aei]|tz|ch'|[kpt]'|ung|ueh|^j(?:en|ui|ung)|^ch(?:ang|eng|iang|iao|in|ing|ou|u|un)$|^k(?:uo|uang)"
)
_FROM_WADE = (
    ("^hs(?=[iu])", "x"), ("^ts'(?=[aeou])|^tz'", "c"), ("^ts(?=[aeou])|^tz", "z"), ("^ch'(?=i|ue|uan$|un$)", "q"),
    ("^ch'", "CH"), ("^j", "r"), ("^ch(?=i[aenou]|i$|in|ueh|uan$)", "j"), ("^ch", "zh"), ("CH", "ch"), ("^k(?!')", "g"),
    ("^t(?!')", "d"), ("^p(?!')", "b"), ("^([kpt])'", r"\1"), ("ung$", "ong"), ("ueh$", "ue"), ("ieh$", "ie"),
    ("ien$", "ian"), ("^yen$", "yan"), ("uei$", "ui"),
)  # fmt: skip
_TELLING = re.compile("[qxz]|^c(?!h)|^j[iu]|^r[aeiou]|[oaei]ng|^y[ou]|shi|hui|^h[eu]|uo")

_LAST = frozenset("aeiouüvngrh")
"""How syllables end, in Pinyin and Wade-Giles."""


def palladius_reading(lower: str) -> str:
    """The Cyrillic form of a Latin word that can be Chinese and is not read that way by its letters; else empty."""
    if lower[-1:] not in _LAST or len(lower) > _LONGEST:
        return ""
    plain = lower.replace("ü", "u" if lower[:1] in "jqxyhc" else "v")
    if not (_TELLING.search(plain) or _WADE.search(plain)):
        return ""
    wade = plain if not _WADE.search(plain) else _pinyin_of(plain)
    return _in_palladius(wade) or (_in_palladius(plain) if wade != plain else "")


def _pinyin_of(wade: str) -> str:
    for pattern, letters in _FROM_WADE:
        wade = re.sub(pattern, letters, wade)
    return wade


def _in_palladius(plain: str) -> str:
    """`plain` cut into syllables, the longest first and none beginning with a vowel but at the start; else empty."""
    table, found = _syllables(), _cut(plain, first=True)
    return "".join(table[syllable] for syllable in found)


_LONGEST = 14
"""Letters of a word that can be Chinese."""
_FAMILY_NAMES = """
wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin luo gao zheng liang xie tang song deng han
feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lv ding ren lu yao shen zhong cui tan fan
wen fu fang jin shi liao zou xiong bai meng qin qiu hou yan xue lei long duan hao kong shao mao chang wan gu lai kang
yin qian niu hong gong tao qiang jia ni
"""
"""The commonest Chinese family names in Pinyin."""
_FAMILIES = frozenset(_FAMILY_NAMES.split())


@cache
def _of_palladius() -> frozenset[str]:
    return frozenset(_syllables().values())


def two_chinese_families(one: list[str], other: list[str]) -> bool:
    """Whether two written names are Chinese to the last syllable and begin with two family names (`Zhao`, `Zhou`)."""
    mine, theirs = _chinese_family(one), _chinese_family(other)
    return bool(mine and theirs) and mine != theirs


def _chinese_family(words: list[str]) -> str:
    """The family name in Palladius' letters, the first word of a name that is all Chinese syllables; else empty."""
    lower = [word.casefold() for word in words]
    if not 2 <= len(lower) <= 3 or max(map(len, lower)) > _LONGEST:
        return ""
    if all(word.isascii() for word in lower):
        found = _syllables().get(lower[0], "") if lower[0] in _FAMILIES and all(map(_in_palladius, lower)) else ""
    else:
        known = {_syllables()[family] for family in _FAMILIES}
        found = lower[0] if lower[0] in known and all(map(_is_palladius, lower)) else ""
    return found


def _is_palladius(word: str) -> bool:
    """Whether a Cyrillic word is made of Palladius' syllables."""
    return not word or any(word.startswith(each) and _is_palladius(word[len(each) :]) for each in _of_palladius())


def _cut(rest: str, *, first: bool) -> list[str]:
    if not rest:
        return []
    body = rest[1:] if rest[0] == "'" else rest
    if not first and body == rest and rest[0] in "aeo":
        return []
    for length in range(min(6, len(body)), 0, -1):
        if body[:length] in _syllables():
            if length == len(body):
                return [body]
            if following := _cut(body[length:], first=False):
                return [body[:length], *following]
    return []
