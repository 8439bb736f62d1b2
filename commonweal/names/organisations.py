"""The name of an organisation read: legal form, words that are translated, acronyms, figures, what is left.

    read("ООО «НИИ Циклон»")    # form llc, the words scientific, research, institute behind НИИ, and the rare word

A name of a person is folded by sound alone (`fold`); that of an organisation is often translated. So each word carries,
beside its sounds, exact `keys`, each with a mark in front: `=` the meaning of a translatable word, `%` the letters of a
word that may be an acronym, `@` the initial letters of several words, `:` the stem of an international word, `#` a
figure, `$` the class of a legal form.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from . import organisation_lists as lists
from .clean import MAX_TEXT
from .organisation_text import MAX_WORDS, OR, cleaned, pieces_of, stems
from .tables import UNVOWELLED

MARK = "&"
"""Stands before the sounds of a word of an organisation, so that it is never taken for one of a person."""

MARKS = frozenset("&=%@:#$")
"""All marks, those of the exact keys too."""

WEIGHTS = {
    "rare": 1.0,
    "trade": 0.5,
    "place": 0.6,
    "generic": 0.25,
    "figure": 0.5,
    "form": 0.3,
    "letter": 0.2,
    "honour": 0.3,
}
"""What the agreement of a word is worth by its kind; a filler (and, of) is left out."""
_KIND_OF_CLASS = {"n": "rare", "t": "trade", "p": "place", "g": "generic", "s": "filler"}

_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
MOST_JOINED = 3
LEAST_ACRONYM, MOST_ACRONYM = 3, 8


class OrgWord(NamedTuple):
    """One word: as written, its kind (a key of `WEIGHTS`), its sounds (the likeliest first), its exact keys."""

    text: str
    kind: str
    forms: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    unvowelled: bool = False


class Reading(NamedTuple):
    """One way to read a name. `how` is "" for the words as written, else another way: `joined`, `one-of-several`,
    `acronym` or `without-brackets`."""

    words: tuple[OrgWord, ...]
    how: str = ""


@lru_cache(maxsize=1 << 13)
def read(text: str) -> tuple[OrgWord, ...]:
    """The words of an organisation's name in its order, fillers left out unless there is nothing else.

    Total: any string is accepted; the first 400 characters and 24 words are read.
    """
    return _telling(_words(cleaned(text)))


@lru_cache(maxsize=1 << 12)
def readings(text: str) -> tuple[Reading, ...]:
    """Every way to read a name, the words as written first: also without what stands in brackets, and with the initial
    letters of the words in their place."""
    clean = cleaned(text)
    found = [Reading(read(text))]
    bare = _BRACKETS.sub(" ", clean) if "(" in clean or "[" in clean else clean
    if bare != clean and (shorter := _telling(_words(bare))) and not _tells(clean, bare):
        found.append(Reading(shorter, "without-brackets"))
    forms = tuple(word for word in found[-1].words if word.kind == "form")
    parts = [part for part in OR.split(text[:MAX_TEXT]) if len(part) > MOST_JOINED]
    if len(parts) > 1:
        found += [Reading(read(part), "one-of-several") for part in parts[:MOST_JOINED] if read(part)]
    keys = acronyms(bare)
    if together := _together(clean if _tells(clean, bare) else bare):
        found.append(Reading((*forms, together), "joined"))
    if keys:
        found.append(Reading((*forms, OrgWord(keys[0][1:].upper(), "rare", (), keys)), "acronym"))
    return tuple(found)


def _tells(clean: str, bare: str) -> bool:
    """Whether a country or a figure stands in brackets: `(Spain)` tells one branch from another."""
    return sum(word.kind in {"place", "figure"} for word in _words(clean)) > sum(
        word.kind in {"place", "figure"} for word in _words(bare)
    )


def _together(bare: str) -> OrgWord | None:
    """A name of two or three words, one of them its own, written as one word."""
    words = [word for word in _words(bare) if word.kind not in {"form", "generic"}]
    own = any(word.kind == "rare" for word in words)
    if not (own and 1 < len(words) <= MOST_JOINED and all(word.forms for word in words)):
        return None
    return _word("".join(word.text for word in words))


def acronyms(text: str) -> tuple[str, ...]:
    """Keys of the acronyms that the words of a name give: by their own letters and by those of their translation."""
    words = _words(cleaned(text))
    for place, word in enumerate(words):
        if "=named" in word.keys:
            words = words[:place]
            break
    telling = [word for word in words if word.kind not in {"form", "filler", "figure", "letter"}]
    if not LEAST_ACRONYM <= len(telling) <= MOST_ACRONYM:
        return ()
    own = _own_letters(telling)
    found = {own}
    for language in ("ru", "en"):
        letters = [_letter_in(word, language) for word in telling]
        if all(letters):
            found.add("".join(letters))
    return tuple("@" + key for key in (own, *sorted(found - {own})) if len(key) >= LEAST_ACRONYM)


def legal_classes(words: tuple[OrgWord, ...]) -> frozenset[str]:
    """The classes of the legal forms of a name (`tables.legal_forms`); empty where it has none."""
    return frozenset(key[1:] for word in words if word.kind == "form" for key in word.keys)


def _telling(words: tuple[OrgWord, ...]) -> tuple[OrgWord, ...]:
    kept = [word for word in words if word.kind != "filler"]
    if not any(word.kind != "form" for word in kept):
        kept = [word._replace(kind="generic") if word.kind == "filler" else word for word in words]
    return tuple(kept)


# --- pieces to words ---


@lru_cache(maxsize=1 << 10)
def _words(text: str) -> tuple[OrgWord, ...]:
    """All words of a cleaned text, fillers too."""
    pieces = pieces_of(text)
    keys, forms = [lists.key(piece) for piece in pieces], [lists.form_key(piece) for piece in pieces]
    shouted = text.isupper()
    found: list[OrgWord] = []
    place = 0
    while place < len(pieces) and len(found) < MAX_WORDS:
        length, words = _at(pieces, keys, forms, place, shouted=shouted)
        found.extend(words)
        place += length
    return tuple(_honours(_counted(found[:MAX_WORDS])))


def _counted(words: list[OrgWord]) -> list[OrgWord]:
    """Forty and four as the one figure 44."""
    found: list[OrgWord] = []
    for word in words:
        before, unit = _figure(found[-1]) if found else 0, _figure(word)
        if before >= 20 and before % 10 == 0 and 0 < unit < 10:
            found[-1] = OrgWord(f"{found[-1].text} {word.text}", "figure", (), (f"#{before + unit}",))
        else:
            found.append(word)
    return found


def _figure(word: OrgWord) -> int:
    return int(word.keys[0][1:]) if word.kind == "figure" else 0


def _honours(words: list[OrgWord]) -> list[OrgWord]:
    """In whose honour an organisation is named is often left out: these words weigh little."""
    at = next((place for place, word in enumerate(words) if "=named" in word.keys), len(words))
    if not any(word.kind in {"rare", "trade", "place"} for word in words[:at]):
        return words
    return words[:at] + [word._replace(kind="honour") if word.kind == "rare" else word for word in words[at:]]


def _at(
    pieces: list[str], keys: list[str], forms: list[str], place: int, *, shouted: bool
) -> tuple[int, list[OrgWord]]:
    """How many pieces from `place` on are read as one, and the words that they are."""
    length, classes = lists.form_at(forms, place)
    if classes:
        written = " ".join(pieces[place : place + length])
        return length, [OrgWord(written, "form", (), tuple("$" + one for one in sorted(classes)))]
    piece = pieces[place]
    if piece.isdecimal():
        return 1, [OrgWord(piece, "figure", (), ("#" + str(int(piece)),))]
    if figure := lists.figure_of(piece):
        return 1, [_word(piece, kind="figure", keys=("#" + figure,))]
    length, codes = lists.term_at(pieces, keys, place)
    if length > 1:
        return length, [_term(" ".join(pieces[place : place + length]), codes)]
    if spelled := lists.acronym_of(piece, shouted=shouted):
        return 1, [_spelled(piece, word) for word in spelled]
    if len(piece) == 1 and not codes:
        return 1, [_word(piece, kind="letter")]
    return 1, [_term(piece, codes) if codes else _word(piece)]


def _spelled(acronym: str, word: str) -> OrgWord:
    """One of the words behind an acronym."""
    codes = lists.meanings(word)
    return _term(acronym, codes)._replace(forms=()) if codes else _word(word)._replace(text=acronym)


@lru_cache(maxsize=1 << 14)
def _term(text: str, codes: tuple[str, ...]) -> OrgWord:
    """A word that is translated: the heaviest of the classes of its meanings."""
    kinds = {_KIND_OF_CLASS[lists.weight_of(code)] for code in codes}
    kind = "filler" if kinds == {"filler"} else min(kinds - {"filler"}, key=WEIGHTS.__getitem__)
    means = tuple("=" + code for code in codes)
    return _word(text, kind=kind, keys=means) if " " not in text else OrgWord(text, kind, (), means)


@lru_cache(maxsize=1 << 14)
def _word(text: str, *, kind: str = "rare", keys: tuple[str, ...] = ()) -> OrgWord:
    folded = lists.folded(text)
    forms = tuple(dict.fromkeys((folded.reduced, *folded.readings)))[:4]
    further = [":" + stem for stem in stems(text, forms)] if kind != "figure" else []
    acronym = lists.romanised_letters(text)
    if LEAST_ACRONYM <= len(text) <= MOST_ACRONYM and acronym and kind == "rare":
        further.append("%" + acronym)
    return OrgWord(text, kind, forms, (*keys, *further), folded.script in UNVOWELLED)


# --- acronyms ---


def _first_letter(text: str) -> str:
    return lists.romanised_letters(text[:1])


def _own_letters(words: Sequence[OrgWord]) -> str:
    """The first letters of words as written; an acronym among them, which stands for several words, whole."""
    once = dict.fromkeys((word.text, bool(word.forms) or " " in word.text) for word in words)
    return "".join(_first_letter(text) if written else lists.romanised_letters(text) for text, written in once)


def _letter_in(word: OrgWord, language: str) -> str:
    """The letter with which a word begins in another language: by its translation, else by its own."""
    meaning = next((key[1:] for key in word.keys if key[0] == "="), "")
    return lists.first_letter(meaning, language) if meaning else _first_letter(word.text)
