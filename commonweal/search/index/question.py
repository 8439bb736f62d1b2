"""What an officer asks, turned into slots: one for each word, with all forms under which it may be found."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from commonweal.common.errors import BadInput
from commonweal.names import (
    PARTS,
    BirthYears,
    PartialDate,
    Parts,
    Word,
    aliases,
    expected_bearers,
    fold,
    in_place,
    mended,
    nearly_aliases,
    of_part,
    organisations,
    parse,
    parse_date,
)
from commonweal.names.compare import ALIAS, beginnings
from commonweal.names.fold import fold_word
from commonweal.names.frequency import RARE, share
from commonweal.names.organisations import MARK, OrgWord

from .asked_number import AskedNumber, read_number
from .documents import CLASS_WEIGHTS, weight_class
from .organisations import FURTHER, MEANING, as_word, asked_keys

MAX_SLOTS = 10
MAX_ORGANISATION = 14
"""Words of a name that are asked for, of a person's and of an organisation's."""
MANY = 100.0
SHORT_NAME = 3
READING = 0.98
FATHERS_NAME = 0.96
"""Factors for a likeness through another reading of an ambiguous letter, through the father's name alone."""
_WITHOUT_ARTICLE = 0.95
MENDED = 0.92
"""Factor for a likeness through a sound that was mended."""
_WRITTEN = ("full_name", "family", "given")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as typed; every field may be empty. `born` as in `names.parse_date`, `countries` as two letters.

    `number` and `identifier` mean the same: a number, whole or half-read (`names.patterns`). `types` are the record
    types that alone are looked at, `kind` the kind of number that is meant.
    """

    family: str = ""
    given: str = ""
    patronymic: str = ""
    full_name: str = ""
    born: str = ""
    aged: BirthYears | None = None
    """The years in which somebody of the age asked for was born; a date of birth goes before it."""
    sex: str = ""
    countries: tuple[str, ...] = ()
    identifier: str = ""
    number: str = ""
    kind: str = ""
    types: tuple[str, ...] = ()
    one_word: bool = False
    """Whether one word of a name is enough: so for names of things."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One word asked for. `forms` are reduced forms with the factor of a match through them; `exact` only as whole."""

    word: Word
    part: str
    weight: float
    forms: tuple[tuple[str, float], ...]
    exact: tuple[str, ...] = ()
    exact_factor: float = ALIAS

    @property
    def is_initial(self) -> bool:
        return self.word.kind == "initial"

    @property
    def beginnings(self) -> frozenset[str]:
        """The sounds with which the word may begin."""
        return beginnings(self.word)


_OF_SYLLABLES = 100.0
"""How many times commoner a name of one or two syllables is than the list of common names knows: syllables are few."""
_FEW_LETTERS = 3


def _is_of_syllables(word: Word) -> bool:
    """Whether a name that the list does not know is short, or written in a script of syllables (Han, kana, Hangul)."""
    if word.kind != "name" or share(word.reduced) > RARE:
        return False
    return len(word.reduced) <= _FEW_LETTERS or any("\u3040" <= sign <= "\ud7a3" for sign in word.text)


@lru_cache(maxsize=64)  # the candidates of one answer agree in few ways
def _bearers(words: tuple[tuple[Word, str], ...]) -> float:
    return expected_bearers(list(words)) * _OF_SYLLABLES ** sum(_is_of_syllables(word) for word, _ in words)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question read: slots in the order of writing, date, number, how many people bear the name."""

    slots: tuple[Slot, ...]
    born: PartialDate | None
    aged: BirthYears | None
    sex: str
    countries: tuple[str, ...]
    number: AskedNumber
    number_part: str
    """The field in which the number was asked, "" where none was."""
    parts: tuple[str, ...]
    title: str = ""
    """The name, where it may be an organisation's."""

    @property
    def organisation(self) -> "Organisation":
        """The name read as an organisation's."""
        return _as_organisation(self.title) if self.title else ()

    @property
    def namesakes(self) -> float:
        """How many organisations would bear the name: one where it has a word of its own beside generic ones or three
        that tell, else many."""
        words = [slot for slot in self.organisation[0][0] if slot.word.kind not in {"form", "letter"}]
        own = any(slot.word.kind == "rare" and len(slot.word.text) > SHORT_NAME for slot in words)
        return 1.0 if own or len(words) > 2 else MANY

    @property
    def beside(self) -> bool:
        """Whether anything was asked beside the name."""
        return bool(self.born or self.aged or self.sex or self.countries or self.number_part)

    def bearers(self, parts: Collection[str]) -> float:
        """How many people of the region would bear the name asked for, as far as `parts` go."""
        return _bearers(tuple((slot.word, slot.part) for slot in self.slots if slot.part in parts))


def read_question(question: Question) -> Asked:
    """The question as slots.

    Raises BadInput `search.question.too-little` unless it has at least two of family name, given name and date of
    birth, or one number; what `read_number` raises for a half-read number, and `parse_date` for the date.
    """
    question = replace(question, **{name: in_place(getattr(question, name)) for name in _WRITTEN})
    parts = _parts(question)
    born = parse_date(question.born) if question.born.strip() else None
    countries = tuple(code.strip().upper() for code in question.countries)
    number = read_number(question.number or question.identifier, kind=question.kind, countries=countries)
    asks_number = bool(number.forms or number.patterns)
    known = bool(parts.family) + bool(parts.given) + (born is not None)
    written = {name: fold(getattr(question, name)) for name in _WRITTEN}
    several = len(written["full_name"]) > 1
    one_word = question.one_word and bool(written["full_name" if question.full_name else "family"])
    if known < 2 and not several and not asks_number and not one_word:
        raise BadInput(
            "search.question.too-little",
            "Give at least two of family name, given name and date of birth, or the number of a document",
        )
    order = [word.text for words in written.values() for word in words]
    words = sorted(parts.words(), key=lambda pair: order.index(pair[0].text) if pair[0].text in order else 99)
    words = words[:MAX_SLOTS]
    return Asked(
        slots=tuple(make_slot(word, part) for word, part in words),
        born=born,
        aged=question.aged if born is None else None,
        sex=question.sex.strip(),
        countries=countries,
        number=number,
        number_part=("number" if question.number.strip() else "identifier") if asks_number else "",
        parts=tuple(part for part in PARTS if any(part == other for _, other in words)),
        title=_title(question),
    )


def _title(question: Question) -> str:
    """The name, where it was not given as the parts of a person's."""
    text = question.full_name.strip()
    if not text and (question.one_word or not (question.given or question.patronymic)):
        text = " ".join(filter(None, (question.family, question.given, question.patronymic)))
    return text


Organisation = tuple[tuple[tuple[Slot, ...], float], ...]
"""Slots, and what is left of a score through each reading."""


@lru_cache(maxsize=16)  # read only where an organisation may be seen, and then several times for one question
def _as_organisation(text: str) -> Organisation:
    """A name read as an organisation's."""
    return tuple(
        (tuple(map(organisation_slot, reading.words[:MAX_ORGANISATION])), FURTHER[reading.how])
        for reading in organisations.readings(text)
        if reading.words
    )


def organisation_slot(word: OrgWord) -> Slot:
    """The slot of one word of an organisation's name: by its sounds, exactly by what it means."""
    forms = tuple((MARK + form, READING if place else 1.0) for place, form in enumerate(word.forms))
    return Slot(as_word(word), "name", organisations.WEIGHTS[word.kind], forms, asked_keys(word), MEANING)


def _parts(question: Question) -> Parts:
    """The parts of the name: as given; a full name, or several words in the only field used, is split."""
    typed = {part: getattr(question, part).strip() for part in PARTS}
    full = question.full_name.strip()
    if not full and typed["family"] and not typed["given"] and not typed["patronymic"] and " " in typed["family"]:
        full, typed["family"] = typed["family"], ""
    split = parse(full)
    return Parts(*(of_part(typed[part], part) or getattr(split, part) for part in PARTS))


def _equivalent(word: Word) -> tuple[str, ...]:
    """Names that are the same in other languages, of the word in each of its readings."""
    return tuple(dict.fromkeys(other for form in (word.reduced, *word.readings) for other in aliases(form)))


def make_slot(word: Word, part: str) -> Slot:
    """The slot of one word."""
    weight = float(CLASS_WEIGHTS[weight_class(word, part)])
    if word.kind == "initial":
        return Slot(word, part, weight, ())
    factor = FATHERS_NAME if word.kind == "patronymic" else READING
    forms = [(word.reduced, 1.0), *((form, factor) for form in word.readings)]
    if word.kind == "name" and word.reduced.startswith(("al", "il")) and len(word.reduced) > 5:
        forms.append((word.reduced[2:], _WITHOUT_ARTICLE))
    return Slot(word, part, weight, tuple(forms), _equivalent(word))


def slipped(slot: Slot) -> Iterator[Slot]:
    """The slot of a name as it stands and as what it may have been before a slip: with a broken sound mended, or as a
    name of other languages that it nearly is. None where nothing of the kind is seen."""
    if slot.word.kind != "name":
        return
    if meant := mended(slot.word):
        forms = tuple((form, MENDED) for word in meant for form in (word.reduced, *word.readings))
        exact = (*slot.exact, *(other for word in meant for other in _equivalent(word)))
        yield replace(slot, forms=slot.forms + forms, exact=exact, exact_factor=ALIAS * MENDED)
    elif not slot.exact and (others := nearly_aliases(slot.word.reduced)):
        yield replace(slot, exact=tuple(others), exact_factor=ALIAS * max(others.values()))


def joined(one: Slot, other: Slot) -> Slot:
    """The slot of two neighbouring words written as one."""
    word = fold_word(one.word.text + other.word.text, False)
    return make_slot(word._replace(kind="name"), one.part)


def halves(slot: Slot) -> list[tuple[str, str]]:
    """All ways to read the word of a slot as two words of at least two letters."""
    text = slot.word.text
    return [(text[:place], text[place:]) for place in range(2, len(text) - 1)]


ALIAS_FACTOR = ALIAS
