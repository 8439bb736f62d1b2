"""What in two names says that they are two persons, however alike they look: the brother, the wife, the other name.

Likeness finds a name through every spelling and slip, and so finds the neighbour in the list of given names as well. A
single letter is no contradiction here, since slips are many; what is one: two fathers, a man and a woman, two given
names that are both known, an initial that does not fit.
"""

from collections.abc import Sequence

from . import endings, frequency
from .aliases import are_aliases, are_apart, is_given
from .compare import begins_alike, likeness
from .family_names import two_family_names
from .fold import Word, fold
from .palladius import two_chinese_families
from .parts import Parts, parse
from .renderings import another_letter, is_written_so
from .slips import another_stem
from .unvowelled import other_vowels

TWO_FATHERS = "names.contradict.two-fathers"
TWO_SEXES = "names.contradict.two-sexes"
TWO_GIVEN_NAMES = "names.contradict.two-given-names"
TWO_FAMILY_NAMES = "names.contradict.two-family-names"
ANOTHER_LETTER = "names.contradict.another-letter"
OTHER_VOWELS = "names.contradict.other-vowels"
INITIAL = "names.contradict.initial"
REASONS = {
    TWO_FATHERS: "two different fathers",
    TWO_SEXES: "a man's name and a woman's",
    TWO_GIVEN_NAMES: "two given names that are both in use",
    TWO_FAMILY_NAMES: "two family names that are both in use",
    ANOTHER_LETTER: "a letter that no spelling and no slip explains",
    OTHER_VOWELS: "other long vowels",
    INITIAL: "an initial that does not fit",
}
"""English sentence by reason code."""

_ONE_FATHER = 0.72
"""Likeness from which two fathers' names count as spellings of one."""
_ONE_NAME = 0.86
"""Likeness from which two known given names count as spellings of one."""
_PARTNERS = 0.4
"""Likeness from which two words stand for each other at all."""


def contradiction(one: str, other: str) -> str:
    """The code of what makes two persons of two written names, empty where nothing does; symmetrical."""
    mine, theirs = parse(one), parse(other)
    if _fathers_apart(mine, theirs):
        return TWO_FATHERS
    if _sexes_apart(mine, theirs):
        return TWO_SEXES
    if two_chinese_families(_texts(one), _texts(other)):
        return TWO_FAMILY_NAMES
    return _names_apart(mine, theirs)


def _texts(name: str) -> list[str]:
    return [word.text for word in fold(name)]


def _fathers_apart(one: Parts, other: Parts) -> bool:
    mine, theirs = (_full(parts.patronymic) for parts in (one, other))
    return bool(mine and theirs) and not any(of_one_father(a, b) for a in mine for b in theirs)


def _full(words: Sequence[Word]) -> list[Word]:
    return [word for word in words if word.kind == "patronymic"]


def of_one_father(one: Word, other: Word) -> bool:
    """Whether two words may name one father: patronymics, or his own name beside one."""
    mine = {one.reduced, *one.readings, *endings.fathers_names(one.reduced)}
    theirs = {other.reduced, *other.readings, *endings.fathers_names(other.reduced)}
    if not mine.isdisjoint(theirs) or any(are_aliases(a, b) for a in mine for b in theirs):
        return True
    return max(likeness(_bare(one, a), _bare(other, b)) for a in mine for b in theirs) >= _ONE_FATHER


def _bare(word: Word, form: str) -> Word:
    return word._replace(kind="name", reduced=form, readings=())


def _sexes_apart(one: Parts, other: Parts) -> bool:
    sexes = [{endings.sex_of_patronymic(word.reduced) for word in parts.patronymic} - {""} for parts in (one, other)]
    return all(sexes) and sexes[0].isdisjoint(sexes[1])


def _names_apart(one: Parts, other: Parts) -> str:
    """The first contradiction between family and given names, each with the word that it stands for."""
    mine, theirs = _names(one), _names(other)
    if len(mine) > len(theirs):
        one, other, mine, theirs = other, one, theirs, mine
    spare = [*theirs, *other.patronymic]
    families, given = [*one.family, *other.family], [*one.given, *other.given]
    servants = any("abd" in (word.reduced, *word.readings) for word in (*mine, *theirs))
    for word, partner in _partners(mine, spare):
        as_family = word in families and partner in families
        as_given = servants or (word in given and partner in given)
        if found := _between(word, partner, as_family=as_family, as_given=as_given):
            return found
        spare.remove(partner)
    initials = [word for word in spare if word.kind == "initial"]
    fathers = _full(one.patronymic)
    fits = all(any(begins_alike(initial, father) for father in fathers) for initial in initials)
    return "" if fits or not fathers else INITIAL


def _names(parts: Parts) -> list[Word]:
    return [word for word, part in parts.words() if part != "patronymic" and word.kind != "particle"]


def _partners(mine: Sequence[Word], theirs: Sequence[Word]) -> list[tuple[Word, Word]]:
    """Words that stand for each other, the likest first; initials last, with what is left."""
    ranked = sorted((-likeness(a, b), i, j) for i, a in enumerate(mine) for j, b in enumerate(theirs))
    taken: dict[int, int] = {}
    for unlike, i, j in ranked:
        if i not in taken and j not in taken.values() and (-unlike >= _PARTNERS or _is_initial(mine[i], theirs[j])):
            taken[i] = j
    return [(mine[i], theirs[j]) for i, j in taken.items()]


def _is_initial(one: Word, other: Word) -> bool:
    return "initial" in (one.kind, other.kind)


def _between(one: Word, other: Word, *, as_family: bool, as_given: bool) -> str:
    """The contradiction between two words that stand for each other; whether both stand as family names, as given ones
    (behind the servant of a name of God too)."""
    if _is_initial(one, other):
        return "" if begins_alike(one, other) else INITIAL
    if _man_and_woman(one, other):
        return TWO_SEXES
    if _both_known(one, other, as_given=as_given):
        return TWO_GIVEN_NAMES
    if as_family and two_family_names(one, other):
        return TWO_FAMILY_NAMES
    if other_vowels(one, other):
        return OTHER_VOWELS
    if as_family and (another_stem(one, other) or (not _meet(one, other) and another_letter(one, other))):
        return ANOTHER_LETTER
    return ""


def _meet(one: Word, other: Word) -> bool:
    """Whether two words have a reading in common, or are one name in two languages."""
    mine, theirs = {one.reduced, *one.readings}, {other.reduced, *other.readings}
    return not mine.isdisjoint(theirs) or any(are_aliases(a, b) for a in mine for b in theirs)


def _man_and_woman(one: Word, other: Word) -> bool:
    """Whether one is the woman's form of a man's given name: Valentin and Valentina, Viktor and Viktoria."""
    man, woman = sorted((one, other), key=lambda word: len(word.reduced))
    stem = man.reduced.removesuffix("i")
    if woman.text[-1:].casefold() not in "aая" or not woman.reduced.startswith(stem) or len(stem) < 3:
        return False
    return woman.reduced.removeprefix(stem) in {"a", "ia", "ila"} and any(
        frequency.is_given(word.reduced) for word in (man, woman)
    )


def _both_known(one: Word, other: Word, *, as_given: bool) -> bool:
    """Whether both are known as given names, and not as spellings of one; a word that is a family name too counts only
    where it stands as a given name."""
    if are_apart(one.fine, other.fine):
        return True
    if _meet(one, other) or (one.skeleton != other.skeleton and is_written_so(one, other)):
        return False
    known = all(is_given(word.reduced) and (as_given or not frequency.is_family(word.reduced)) for word in (one, other))
    return known and likeness(one, other) < _ONE_NAME
