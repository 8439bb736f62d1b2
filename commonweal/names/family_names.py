"""What tells two family names apart that look alike: another ending on one stem, another given name inside, or two
names that both exist.

A slip of the hand turns a name into something that is no name; where both are names, they are two.
"""

import re
from functools import cache
from pathlib import Path

from . import endings
from .aliases import are_aliases, is_given
from .compare import likeness
from .fold import Word, fold_word
from .renderings import is_written_so

_FILE = Path(__file__).parent / "reference" / "family.txt"

_ENDINGS = {
    "av": "ov", "iv": "ov", "in": "in", "kav": "kov", "kiv": "kov", "kin": "kin", "inin": "inin",
    "inka": "enko", "uk": "uk", "ak": "ak", "Suk": "chuk", "is": "ets", "avis": "ets", "ik": "ik",
    "iS": "ich", "aviS": "ovich", "iviS": "ovich", "Sinka": "enko", "Svili": "shvili", "azi": "dze", "idzi": "dze",
}  # fmt: skip
"""Endings by which the region derives one family name from another, in reduced form, with the kind of each."""
_SHORTEST_STEM = 3
_VOWELS = "aiu"
_SOFTENED = str.maketrans("kghs", "SjSS")
"""What the last consonant of a stem becomes before such endings: Melnik, Melnichuk."""
_TRADE = re.compile("[cç][iıuü]$")
"""The Turkish ending of trades: Demir, Demirci."""
_GENDER = re.compile("(?<=[еои][вн])а$")
_HARD = re.compile("(?<=[^aeiouy])y(?=[^aeiouy])")
_ONE_NAME = 0.86


def two_family_names(one: Word, other: Word) -> bool:
    """Whether two words, both family names, are two names however alike they look; symmetrical."""
    mine, theirs = _forms(one), _forms(other)
    if not mine.isdisjoint(theirs):
        return _two_listed(one, other)
    if _two_given_inside(mine, theirs):
        return True
    if is_written_so(one, other) or any(are_aliases(a, b) for a in mine for b in theirs):
        return False
    return _derived(mine, theirs) or _trade(one, other) or _trade(other, one) or _two_listed(one, other)


def _forms(word: Word) -> set[str]:
    """The readings of a word in the masculine; the e of the French -ine is not read."""
    forms = [word.reduced, *word.readings]
    if word.script == "Latn" and word.text.casefold().endswith("ine"):
        forms += [form.removesuffix("i") for form in forms]
    return {endings.without_gender(form) for form in forms}


def _derived(mine: set[str], theirs: set[str]) -> bool:
    """Whether both have one stem under endings of two kinds, or one is derived from the other: Nosov and Noskov."""
    for a in mine:
        for b in theirs:
            kinds = [(x, y) for stem, x in _stems(a) for other, y in _stems(b) if stem == other]
            if kinds and all(x != y for x, y in kinds):
                return True
    return any(_built_on(a, b) or _built_on(b, a) for a in mine for b in theirs)


@cache
def _stems(form: str) -> tuple[tuple[str, str], ...]:
    """Ways to read a name as a stem and the kind of its ending; the stem ends in a consonant."""
    return tuple(
        (form.removesuffix(ending), kind)
        for ending, kind in _ENDINGS.items()
        if form.endswith(ending) and len(form) - len(ending) >= _SHORTEST_STEM and form[-len(ending) - 1] not in _VOWELS
    )


def _built_on(bare: str, longer: str) -> bool:
    """Whether the longer name is the other with a further ending (Marin, Marinin; Melnik, Melnychuk). Without -ov: one
    person's name is written with it in one country and without it in the next."""
    stems = {bare, bare[:-1] + bare[-1:].translate(_SOFTENED)}
    return any(stem in stems and kind != "ov" for stem, kind in _stems(longer)) or (
        longer.endswith("Suk") and longer[:-3] + "k" == bare
    )


def _trade(bare: Word, longer: Word) -> bool:
    text = longer.text.casefold()
    return longer.script == "Latn" and bool(_TRADE.search(text)) and text[:-2] == bare.text.casefold()


def _two_given_inside(mine: set[str], theirs: set[str]) -> bool:
    """Whether the names come from two given names: Hasanov, Huseynov."""
    inside = [{stem for form in forms for stem, kind in _stems(form) if kind == "ov"} for forms in (mine, theirs)]
    inside = [{stem for stem in stems if is_given(stem)} for stems in inside]
    return all(inside) and not any(
        a == b or are_aliases(a, b) or likeness(_bare(a), _bare(b)) >= _ONE_NAME for a in inside[0] for b in inside[1]
    )


def _bare(form: str) -> Word:
    return Word(form, "Latn", "name", form, form, form, ())


@cache
def _listed() -> dict[str, frozenset[str]]:
    """Written names of the list by reduced form."""
    found: dict[str, set[str]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        for name in [] if line.startswith("#") else line.split():
            found.setdefault(fold_word(name, False).reduced, set()).add(name.casefold())
    return {form: frozenset(names) for form, names in found.items()}


def _two_listed(one: Word, other: Word) -> bool:
    """Whether both are listed, and not as one name."""
    mine, theirs = _meant(one), _meant(other)
    return "Cyrl" in (one.script, other.script) and bool(mine and theirs) and mine.isdisjoint(theirs)


def _meant(word: Word) -> frozenset[str]:
    """The listed names for which a word may stand: in Cyrillic the very one, if it is listed. A Latin y between
    consonants is ы wherever a name has it, for every system writes и otherwise."""
    names = frozenset().union(*(_listed().get(form, ()) for form in _forms(word)))
    if word.script == "Cyrl":
        written = _GENDER.sub("", word.text.casefold().replace("ё", "е"))
        return frozenset({written}) if written in names else names
    hard = frozenset(name for name in names if "ы" in name)
    return hard if hard and _HARD.search(word.text.casefold()) else names
