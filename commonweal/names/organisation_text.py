"""The name of an organisation as text: cleaned, parted into words and figures, words without their endings."""

import re
import unicodedata
from functools import lru_cache

from . import organisation_lists as lists
from .clean import APOSTROPHES, MAX_TEXT
from .scripts import script_of

MAX_WORDS = 24

OR = re.compile(r"\s*/\s*|;\s+|\s+(?:a\.?k\.?a\.?|f\.?k\.?a\.?)\s+", re.IGNORECASE)
"""What stands between two names written into one field."""

_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_NOT_LETTERS = re.compile(r"[\W_]")
_QUOTES = re.compile('[«»“”„‟"‹›〈〉《》*_/\\\\|]+')
_DOTTED = re.compile(r"(?<![^\W_])((?:[^\W\d_]\s?\.\s?){1,6}[^\W\d_]\b\.?)")
_LONE_C = re.compile(r"(?<![^\W_])[Cc](?![^\W_]|\.)")
_ORDINAL = re.compile(r"(?<=\d)-?(?:st|nd|rd|th|й|я|ый|ая|ой|го|ое)\b", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ][A-Za-zА-ЯЁ]{1,5}$)")


@lru_cache(maxsize=1 << 12)
def cleaned(text: str) -> str:
    """A name bounded, without quotes and invisible signs, `S.A.R.L.` as one word."""
    text = text[:MAX_TEXT]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.replace("№", " № "))[:MAX_TEXT]
    if not text.isprintable():
        text = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in text)
    text = _QUOTES.sub(" ", _APOSTROPHE.sub("'", text))
    if not text.isascii() and _LONE_C.search(text) and script_of(text) == "Cyrl":
        text = _LONE_C.sub("с", text)
    text = _ORDINAL.sub("", text)
    return " ".join((_DOTTED.sub(_undotted, text) if "." in text else text).split())


def _undotted(found: re.Match) -> str:
    """`S.A.R.L.` as one word; two letters before a further word stay apart: they are somebody's initials."""
    letters = _NOT_LETTERS.sub("", found[1])
    rest = found.string[found.end() :].strip()
    known = lists.form_of((lists.form_key(letters),)) or lists.acronym_of(letters, shouted=False)
    initials = len(letters) == 2 and rest[:1].isalpha() and not known
    return f" {letters[0]}. {letters[1]}. " if initials else f" {letters} "


def pieces_of(text: str) -> list[str]:
    """The words and figures of a cleaned name; `SiemensAG` apart."""
    found = []
    for piece in lists.pieces_of(text)[: 2 * MAX_WORDS]:
        found.extend(_parted(piece))
    return found[: 2 * MAX_WORDS]


@lru_cache(maxsize=1 << 14)
def _parted(piece: str) -> tuple[str, ...]:
    """`SiemensAG` in two where the second is a legal form."""
    if piece.islower() or piece.isupper() or piece.istitle():
        return (piece,)
    parts = _CAMEL.split(piece)
    return tuple(parts) if len(parts) > 1 and lists.form_of((lists.form_key(parts[-1]),)) else (piece,)


_SPELLED = (("tions", "tsii"), ("tion", "tsia"), ("sions", "sii"), ("sion", "sia"), ("ics", "ik"))
_VOWELS = re.compile("(?<=[^aiu])(?:[aiu]+(?:[mhvs]|ga|mi|mu)?|s)$")
_SUFFIX = re.compile("(?:iSisk|isk|sk|aln|al|iSn|Sn|n|ik|iS|iv|av|ar)$")
_LEAST_STEM = 5


def stems(text: str, forms: tuple[str, ...]) -> list[str]:
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
