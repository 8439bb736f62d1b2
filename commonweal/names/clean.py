"""Hostile or careless text made harmless: the first step of every reading of a name.

Bounds: of a text the first 400 characters are read, of these at most 24 words of at most 40 letters. What cannot be
part of a name (controls, direction marks, zero-width characters, lone surrogates, marks that stand on no letter,
digits, symbols) is taken out; nothing raises.
"""

import re
import unicodedata

MAX_TEXT = 400
MAX_WORDS = 24
MAX_LETTERS = 40

APOSTROPHES = "'’ʼ‘ʻ`´ʹʾʿ′＇ꞌʽˈ׳"
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_PLAIN = re.compile(r"[\w '.,-]*")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_WORD = re.compile(r"[^\W\d_]+(?:'+[^\W\d_]+)*'?")


def clean(text: str) -> str:
    """`text` in composed form, bounded, one kind of apostrophe and of space, without invisible characters.

    `clean(clean(text)) == clean(text)`.
    """
    text = text[:MAX_TEXT]
    if _PLAIN.fullmatch(text) and unicodedata.is_normalized("NFKC", text):
        return " ".join(text.split())
    text = text.replace("`", "'") if text.isascii() else _compose(text)
    return " ".join(_CONTROL.sub(" ", text).split())


def _compose(text: str) -> str:
    """NFKC of `text`, cut to the bound, with invisible characters and free-standing marks taken out."""
    kept = "".join(letter for letter in text if not _is_invisible(letter))
    composed = unicodedata.normalize("NFKC", kept).translate(_ONE_APOSTROPHE)
    visible = "".join(letter for letter in composed if not _is_invisible(letter) and not unicodedata.combining(letter))
    return unicodedata.normalize("NFKC", visible)[:MAX_TEXT]


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cf", "Cs", "Co", "Cn"}


def words_in(cleaned: str) -> list[str]:
    """The words of a cleaned text: runs of letters, apostrophes inside and one behind; hyphens and dots part words."""
    return [word[:MAX_LETTERS] for word in _WORD.findall(cleaned)[:MAX_WORDS]]
