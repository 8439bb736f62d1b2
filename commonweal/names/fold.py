"""Every written form of a name, in any script, folded onto one alphabet of sounds.

A word is folded in three steps, each coarser than the last:

* *fine*: its sounds (`Тарханбеков`, `Tarxonbekov`, `Թարխանբեկով` differ here only by `a` and `o`);
* *reduced*: `o` is `a`, `e` is `i`, `ch` is `sh`, `ts` is `s`, glides and doubled letters are
  gone: what an index holds;
* *skeleton*: consonants only, voiced and unvoiced together: what finds the word through a spelling mistake.

Letters that languages read differently (`x`, `j`, `c`, `ch`, `г`, waw) give further *readings*, at most four.
"""

import re
import unicodedata
from functools import lru_cache
from operator import eq
from typing import NamedTuple

from . import arabic, endings, hangul
from .clean import clean, words_in
from .elsewhere import REWRITTEN, as_said, spellings_elsewhere
from .layout import as_meant, figures_as_letters
from .palladius import palladius_reading, pinyin
from .scripts import repair
from .tables import TABLES, UNVOWELLED
from .units import units

MAX_READINGS = 4


class Word(NamedTuple):
    """One folded word of a name. `kind` is name, patronymic, particle or initial."""

    text: str
    script: str
    kind: str
    fine: str
    reduced: str
    skeleton: str
    readings: tuple[str, ...]
    """Further reduced forms: other readings of ambiguous letters; for a patronymic also the father's name."""

    @property
    def unvowelled(self) -> bool:
        """Whether the script leaves out short vowels."""
        return self.script in UNVOWELLED


def fold(text: str) -> tuple[Word, ...]:
    """The folded words of `text`, in its order; empty if it holds no letter. Total: any string is accepted."""
    cleaned = as_meant(clean(text))
    if _FIGURE.search(cleaned):
        cleaned = figures_as_letters(cleaned)
    if "عبد" in cleaned or "محمد" in cleaned or "غلام" in cleaned:
        cleaned = arabic.words_apart(cleaned)
    raw = words_in(cleaned)
    if not cleaned.isascii() and _EAST_ASIAN.search(cleaned):
        raw = [part for word in raw for part in _family_first(word)]
    if len(raw) == 1:
        return (fold_word(raw[0], False),)
    dotted = _dotted(cleaned) if "." in cleaned else ()
    folded = [fold_word(word, word in dotted or (len(word) == 1 and not _EAST_ASIAN.match(word))) for word in raw]
    return _particles(cleaned, folded) if "-" in cleaned else tuple(folded)


_FIGURE = re.compile(r"\d")
_EAST_ASIAN = re.compile("[一-鿿가-힣]")


def _family_first(word: str) -> tuple[str, ...]:
    """A Chinese or Korean name written together, as its family name of one character and its given name."""
    return (word[0], word[1:]) if 2 <= len(word) <= 4 and _EAST_ASIAN.fullmatch(word[0]) else (word,)


def _dotted(cleaned: str) -> set[str]:
    """Words of at most three letters with a full stop behind them: initials such as `Ю.` or `Yu.`"""
    return set(re.findall(r"(?<![^\W\d_])([^\W\d_]{1,3})\.", cleaned))


def _particles(cleaned: str, folded: list[Word]) -> tuple[Word, ...]:
    """Arabic articles with their sun letter (`ash-Shami`, `ar-Rashid`), known by hyphen and repeated letter."""
    for place, word in enumerate(folded[:-1]):
        following = folded[place + 1]
        if (
            len(word.reduced) == 2
            and word.reduced[0] in "aiu"
            and word.reduced[1] == following.reduced[:1]
            and f"{word.text}-{following.text}" in cleaned
        ):
            folded[place] = word._replace(kind="particle", reduced="al", skeleton="l", readings=())
    return tuple(folded)


_INITIALS = {"y": "aiu", "j": "jaiu", "c": "kSsj", "x": "hk", "i": "iau", "g": "gjh", "z": "zj", "г": "gh", "w": "vu"}
"""What the name behind a one-letter initial may begin with, where the letter is read in several ways."""


@lru_cache(maxsize=131072)
def fold_word(word: str, initial: bool) -> Word:
    """One raw word folded; `initial` when it is written as an initial (one letter, or a stop behind it)."""
    word, script = repair(word)
    lower = word.casefold()
    if not lower.isascii():
        lower = unicodedata.normalize("NFKC", lower)
    readings = _fine_readings(lower, script)
    unvowelled = script in UNVOWELLED
    reduced = [reduce(fine, unvowelled=unvowelled) for fine in readings]
    kind = "initial" if initial else endings.kind_of(reduced[0], script)
    if script == "Arab" and "ال" in lower and len(lower) > 4:
        reduced.extend(arabic.without_article(reduced))
    if reduced[0] in arabic.SERVANTS:
        reduced.append("abd")
    if initial:
        reduced.extend(_INITIALS.get(lower, ""))
    elif kind == "patronymic":
        reduced.extend(endings.fathers_names(reduced[0]))
    first = reduced[0]
    others = tuple(dict.fromkeys(reduced))[1 : 1 + MAX_READINGS] if len(reduced) > 1 else ()
    return Word(word, script, kind, readings[0], first, skeleton(first), others)


def _fine_readings(lower: str, script: str) -> list[str]:
    """The fine forms of a lower-case word: the likeliest first, then those with an ambiguous letter read otherwise."""
    table = TABLES.get(script)
    if table is None and (said := hangul.sounds(lower) or palladius_reading(pinyin(lower))):
        return [settle(TABLES["Cyrl"].sounds_of(said) if not said.isascii() else said)]
    if script in REWRITTEN:
        lower = as_said(lower, script)
    sounds = table.sounds_of(lower) if table else lower
    if not sounds.isascii():
        sounds = "".join(sound for _, sound in units(lower, script))
    sounds = _in_place(sounds, lower, script)
    main = settle(sounds)
    if not main:
        return [lower.replace("'", "") or lower]
    said = [_said(spelling) for spelling in spellings_elsewhere(lower, script)]
    if _AMBIGUOUS.search(sounds):
        said += map(settle, _otherwise(sounds))
    return list(dict.fromkeys([main, *filter(None, said)]))[:MAX_READINGS] if said else [main]


def _said(spelling: str) -> str:
    """The fine form of another spelling of a Latin word, itself in Latin or Cyrillic letters."""
    script = "Latn" if spelling.isascii() else "Cyrl"
    return settle(_in_place(TABLES[script].sounds_of(spelling), spelling, script))


_AMBIGUOUS = re.compile("[JXKQGWBPHDTZVR]")
_CONSONANT = "[bdfgklmnprstvzhSCcQ]"


def _in_place(sounds: str, lower: str, script: str) -> str:
    """What depends on the place of a letter in its word, script by script."""
    if script == "Latn":
        return _latin_in_place(sounds) if _LATIN_TO_SETTLE.search(sounds) else sounds
    if script == "Cyrl":
        return _cyrillic_in_place(sounds, lower)
    if script == "Armn":
        return re.sub(r"^o(?=[^aeiouv])", "vo", sounds)
    if script == "Geor":
        return re.sub(r"(?<=[oe]v)i$|(?<=iC)i$|(?<=sk)i$", "", sounds) if len(sounds) > 5 else sounds
    if script == "Arab":
        return _arabic_in_place(sounds, lower)
    return _hebrew_in_place(sounds) if script == "Hebr" else sounds


def _arabic_in_place(sounds: str, lower: str) -> str:
    """Waw and ya as consonants, a silent final h, Allah; dad and dhal are z in words with Persian letters."""
    if re.search("[پچژگکی]", lower):
        sounds = sounds.replace("D", "z").replace("T", "s")
    sounds = re.sub("^W|W(?=a)", "v", sounds)
    sounds = re.sub("^y(?=W)", "", sounds)
    return re.sub("(?<=[^a])h$", "a", sounds.replace("llh", "lah"))


def _hebrew_in_place(sounds: str) -> str:
    """Bet and pe are b and p at the beginning, alef before a written vowel and final he are only vowels."""
    sounds = re.sub("^W", "v", sounds)
    sounds = re.sub("^B", "b", re.sub("^P", "p", sounds))
    return re.sub("(?<=[^a])h$", "a", re.sub("^a(?=[yW])", "", sounds))


def _cyrillic_in_place(sounds: str, lower: str) -> str:
    """`ў` is Belarusian after a vowel, else Uzbek; `г` between vowels or first may stand for a foreign h, in
    Ukrainian and Belarusian words anywhere."""
    if "U" in sounds:
        sounds = re.sub(r"(?<=[aeiou])U", "v", sounds).replace("U", "o")
    if sounds[:1] == "u":
        sounds = re.sub("^u(?=[aeio])", "W", sounds)
    if "g" not in sounds:
        return sounds
    if re.search("[іїєґў]", lower):
        return sounds.replace("g", "G")
    return re.sub(r"(?:^|(?<=[aeiou]))g(?=[aeiou])", "G", sounds)


_LATIN_TO_SETTLE = re.compile(f"[JKQ]|{_CONSONANT}yo")
_YO = re.compile(f"(?<={_CONSONANT})[yJ]o")
_J_AT_END = re.compile("J(?![aeiouy])")
_J_AS_GLIDE = re.compile("(?<=[aeiouy])J(?=e[vf])|(?<=[aiy])J(?=a$)")
_J_AFTER_CONSONANT = re.compile(f"(?<={_CONSONANT})J(?=[aeiou])")


def _latin_in_place(sounds: str) -> str:
    """Latin `j`, `c`, `ch`, `yo` where the neighbours decide how they are read."""
    sounds = _YO.sub("e", sounds)
    if "J" in sounds:
        sounds = _J_AFTER_CONSONANT.sub("R", _J_AS_GLIDE.sub("y", _J_AT_END.sub("y", sounds)))
    if "K" in sounds:
        sounds = re.sub("(?<=i)K$", "C", sounds)
        sounds = re.sub("K(?=[eiy])", "V", sounds)
    if "Q" in sounds:
        sounds = re.sub("Q(?=[eiy]|$)", "C", sounds)
    return sounds


_MAIN = str.maketrans(
    {
        "J": "j",
        "K": "k",
        "Q": "C",
        "G": "g",
        "W": "u",
        "B": "b",
        "P": "p",
        "H": "k",
        "D": "d",
        "T": "t",
        "Z": "d",
        "V": "c",
        "R": "y",
    }
)
_OTHER = dict(zip("JKQGWBPHDTZVR", "yjhhvvfhzsjjj", strict=True))


def _otherwise(sounds: str) -> list[str]:
    """`sounds` with each ambiguous letter, one kind at a time, read the other way."""
    found = [sounds.replace(letter, other) for letter, other in _OTHER.items() if letter in sounds]
    if "X" in sounds:
        found.append(_read_x(sounds, flip=True))
    return found


def _read_x(sounds: str, *, flip: bool = False) -> str:
    """`x` read as ks after e and a inside a word or at its end (Alexei, Maxim, Rex), else as kh (Xurshid)."""
    after = re.sub("(?<=[ea])X(?=[aeiy]|$)", "h" if flip else "ks", sounds)
    return after.replace("X", "ks" if flip else "h")


_MERGED = {"dj": "j", "ts": "c", "tS": "C", "tC": "C", "SC": "S", "dz": "z"}
_TO_MERGE = re.compile("|".join(_MERGED))
_DROPPED_GLIDE = re.compile("(?<=i)y+|y+(?=[iaeou])")


def settle(sounds: str) -> str:
    """The fine form: ambiguous letters read in their first way, glides resolved, affricates written as one sound."""
    if "X" in sounds:
        sounds = _read_x(sounds)
    sounds = sounds.translate(_MAIN)
    if "y" in sounds:
        sounds = _DROPPED_GLIDE.sub("", sounds).replace("y", "i")
    return _TO_MERGE.sub(lambda match: _MERGED[match.group()], sounds)


_REDUCED = str.maketrans({"o": "a", "e": "i", "C": "S", "c": "s"})
_DROPPED = re.compile(
    "^i(?=[au])|(?<=[au])i(?=[au])|(?<=[aiu][^aiu])i(?=[au])|(?<=[aiu][^aiu]{2})i(?=[au])|(?<=..[aiu])h$|(?<=and)i(?=r$)|(?<=[aiu]n)g(?![aiu])"
)
"""What spellings leave out or put in: i before a vowel outside the first syllable (Vasiliev, Vasilev), final h."""
_DOUBLED = re.compile(r"(.)\1+")


def reduce(fine: str, *, unvowelled: bool = False) -> str:
    """The reduced form of a fine form: what words are indexed and compared by. Idempotent.

    Between two equal letters of an unvowelled script stands a vowel that is not written, so that both stay.
    """
    form, shorter = "", fine.translate(_REDUCED)
    while form != shorter:
        form = shorter
        if not unvowelled and any(map(eq, form, form[1:])):
            form = _DOUBLED.sub(r"\1", form)
        if not _may_drop(form):
            break
        shorter = _DROPPED.sub("", form)
    return form


def _may_drop(form: str) -> bool:
    """Whether `_DROPPED` may find anything: mostly not, and told at a tenth of the price."""
    return "ia" in form or "iu" in form or "ng" in form or form[-1:] == "h" or form[-5:] == "andir"


_BARE = str.maketrans({"b": "p", "d": "t", "g": "k", "v": "f", "z": "s", "a": "", "i": "", "u": "", "e": "", "o": ""})


@lru_cache(maxsize=1 << 16)
def skeleton(reduced: str) -> str:
    """The consonants of a reduced form, voiced and unvoiced together, `h` only at the beginning; a word without
    consonants is its own skeleton."""
    return (reduced[:1] + reduced[1:].replace("h", "")).translate(_BARE) or reduced
