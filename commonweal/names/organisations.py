"""The name of an organisation read: legal form, words that are translated, acronyms, figures, what is left.

    read("ООО «НИИ Циклон»")    # form llc, the words scientific, research, institute behind НИИ, and the rare word

A name of a person is folded by sound alone (`fold`); that of an organisation is often translated. So each word carries,
beside its sounds, exact `keys`, each with a mark in front: `=` the meaning of a translatable word, `%` an acronym, `:`
the stem of an international word, `#` a figure, `$` the class of a legal form.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from . import organisation_lists as lists
from .clean import APOSTROPHES, MAX_TEXT
from .scripts import script_of
from .tables import UNVOWELLED

MAX_WORDS = 24
MARK = "&"
"""Stands before the sounds of a word of an organisation, so that it is never taken for one of a person."""

MARKS = frozenset("&=%:#$")
"""All marks, those of the exact keys too."""

WEIGHTS = {"rare": 1.0, "trade": 0.5, "place": 0.5, "generic": 0.25, "figure": 0.5, "form": 0.1, "letter": 0.2}
"""What the agreement of a word is worth by its kind; a filler (and, of) is left out."""
_KIND_OF_CLASS = {"n": "rare", "t": "trade", "p": "place", "g": "generic", "s": "filler"}

LEAST_ACRONYM, MOST_ACRONYM = 3, 8


class OrgWord(NamedTuple):
    """One word: as written, its kind (a key of `WEIGHTS`), its sounds (the likeliest first), its exact keys."""

    text: str
    kind: str
    forms: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    unvowelled: bool = False


class Reading(NamedTuple):
    """One way to read a name. `how` is "" for the words as written, `acronym` or `without-brackets` for another."""

    words: tuple[OrgWord, ...]
    how: str = ""


@lru_cache(maxsize=1 << 13)
def read(text: str) -> tuple[OrgWord, ...]:
    """The words of an organisation's name in its order, fillers left out unless there is nothing else.

    Total: any string is accepted; the first 400 characters and 24 words are read.
    """
    return _telling(_words(_clean(text)))


@lru_cache(maxsize=1 << 12)
def readings(text: str) -> tuple[Reading, ...]:
    """Every way to read a name, the words as written first: also without what stands in brackets, and with the initial
    letters of the words in their place."""
    cleaned = _clean(text)
    found = [Reading(read(text))]
    bare = re.sub(r"[(\[][^)\]]*[)\]]", " ", cleaned)
    if bare != cleaned and (shorter := _telling(_words(bare))):
        found.append(Reading(shorter, "without-brackets"))
    forms = tuple(word for word in found[-1].words if word.kind == "form")
    keys = acronyms(bare)
    if keys:
        found.append(Reading((*forms, OrgWord("".join(keys[0][1:]).upper(), "rare", (), keys)), "acronym"))
    return tuple(found)


def acronyms(text: str) -> tuple[str, ...]:
    """Keys of the acronyms that the words of a name give: by their own letters and by those of their translation."""
    words = _words(_clean(text))
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
    return tuple("%" + key for key in (own, *sorted(found - {own})) if len(key) >= LEAST_ACRONYM)


def legal_classes(words: tuple[OrgWord, ...]) -> frozenset[str]:
    """The classes of the legal forms of a name (`tables.legal_forms`); empty where it has none."""
    return frozenset(key[1:] for word in words if word.kind == "form" for key in word.keys)


def _telling(words: list[OrgWord]) -> tuple[OrgWord, ...]:
    kept = [word for word in words if word.kind != "filler"]
    if not any(word.kind != "form" for word in kept):
        kept = [word._replace(kind="generic") if word.kind == "filler" else word for word in words]
    return tuple(kept)


# --- text to pieces ---

_QUOTES = re.compile("[«»“”„‟\"‹›〈〉《》*_/\\\\|]+")
_DOTTED = re.compile(r"(?<![^\W_])((?:[^\W\d_]\s?\.\s?){1,6}[^\W\d_]\b\.?)")
_ORDINAL = re.compile(r"(?<=\d)-?(?:st|nd|rd|th|й|я|ый|ая|ой|го|ое)\b", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ]{2,6}$)")


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFKC", text[:MAX_TEXT].replace("№", " № "))[:MAX_TEXT]
    text = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in text)
    text = _QUOTES.sub(" ", re.sub(f"[{APOSTROPHES}]", "'", text))
    text = _ORDINAL.sub("", text)
    return " ".join(_DOTTED.sub(_undotted, text).split())


def _undotted(found: re.Match) -> str:
    """`S.A.R.L.` as one word; two letters before a further word stay apart: they are somebody's initials."""
    letters = re.sub(r"[\W_]", "", found[1])
    rest = found.string[found.end() :].strip()
    initials = len(letters) == 2 and rest[:1].isalpha() and not lists.form_of((lists.form_key(letters),))
    return f" {letters[0]}. {letters[1]}. " if initials else f" {letters} "


def _pieces(text: str) -> list[str]:
    found = []
    for piece in lists.pieces_of(text)[: 2 * MAX_WORDS]:
        parts = _CAMEL.split(piece)
        whole = len(parts) == 1 or not lists.form_of((lists.form_key(parts[-1]),))
        found.extend([piece] if whole else parts)
    return found[: 2 * MAX_WORDS]


# --- pieces to words ---


def _words(text: str) -> list[OrgWord]:
    """All words of a cleaned text, fillers too."""
    pieces = _pieces(text)
    keys, forms = [lists.key(piece) for piece in pieces], [lists.form_key(piece) for piece in pieces]
    shouted = text.isupper()
    found: list[OrgWord] = []
    place = 0
    while place < len(pieces) and len(found) < MAX_WORDS:
        length, words = _at(pieces, keys, forms, place, shouted=shouted)
        found.extend(words)
        place += length
    return found[:MAX_WORDS]


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
        return 1, [_term(piece, code)._replace(forms=()) for code in spelled]
    if len(piece) == 1 and not codes:
        return 1, [_word(piece, kind="letter")]
    return 1, [_term(piece, codes) if codes else _word(piece)]


def _term(text: str, codes: tuple[str, ...]) -> OrgWord:
    """A word that is translated: the heaviest of the classes of its meanings."""
    kinds = {_KIND_OF_CLASS[lists.weight_of(code)] for code in codes}
    kind = "filler" if kinds == {"filler"} else min(kinds - {"filler"}, key=WEIGHTS.__getitem__)
    means = tuple("=" + code for code in codes)
    return _word(text, kind=kind, keys=means) if " " not in text else OrgWord(text, kind, (), means)


def _word(text: str, *, kind: str = "rare", keys: tuple[str, ...] = ()) -> OrgWord:
    folded = lists.folded(text)
    forms = tuple(dict.fromkeys((folded.reduced, *folded.readings)))[:4]
    further = [":" + stem for stem in _stems(text, forms)] if kind != "figure" else []
    acronym = lists.romanised_letters(text)
    if LEAST_ACRONYM <= len(text) <= MOST_ACRONYM and acronym and kind == "rare":
        further.append("%" + acronym)
    return OrgWord(text, kind, forms, (*keys, *further), folded.script in UNVOWELLED)


_SPELLED = (("tions", "tsii"), ("tion", "tsia"), ("sions", "sii"), ("sion", "sia"), ("ics", "ik"))
_VOWELS = re.compile("(?<=[^aiu])(?:[aiu]+(?:[mhvs]|ga|mi|mu)?|s)$")
_SUFFIX = re.compile("(?:iSisk|isk|sk|aln|al|iSn|Sn|n|ik|iS|iv|av|ar)$")
_LEAST_STEM = 5


def _stems(text: str, forms: tuple[str, ...]) -> list[str]:
    """What is left of the sounds of a word without the endings of adjectives and international nouns."""
    lower = text.casefold()
    for ending, other in _SPELLED if script_of(text) == "Latn" else ():
        if lower.endswith(ending):
            forms = (*forms, lists.folded(lower.removesuffix(ending) + other).reduced)
            break
    return list(dict.fromkeys(stem for form in forms if len(stem := _stem(form)) >= _LEAST_STEM))[:3]


def _stem(form: str) -> str:
    for _ in range(3):
        shorter = _VOWELS.sub("", form)
        bare = _SUFFIX.sub("", shorter)
        shorter = bare if len(bare) >= _LEAST_STEM else shorter
        if shorter == form or len(shorter) < _LEAST_STEM:
            break
        form = shorter
    return form


# --- acronyms ---

def _first_letter(text: str) -> str:
    return lists.romanised_letters(text[:1])


def _own_letters(words: list[OrgWord]) -> str:
    """The first letters of words as written; an acronym among them, which stands for several words, whole."""
    once = dict.fromkeys((word.text, bool(word.forms) or " " in word.text) for word in words)
    return "".join(_first_letter(text) if written else lists.romanised_letters(text) for text, written in once)


def _letter_in(word: OrgWord, language: str) -> str:
    """The letter with which a word begins in another language: by its translation, else by its own."""
    meanings = [key[1:] for key in word.keys if key[0] == "="]
    if not meanings:
        return _first_letter(word.text)
    return lists.romanised_letters(lists.first_word(meanings[0], language)[:1])
