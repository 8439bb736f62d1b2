"""Sort keys for names in mixed scripts, computed here so that no database collation decides the order."""

import unicodedata

from .clean import clean
from .scripts import script_of

_SCRIPTS = {"ru": ("Cyrl", "Latn"), "en": ("Latn", "Cyrl")}
_REMAINING = ("Armn", "Geor", "Grek", "Hebr", "Arab", "Zzzz", "Zyyy")
_STANDS_WITH = {
    "ё": "е", "є": "е", "ә": "а", "ґ": "г", "ғ": "г", "ҝ": "г", "қ": "к", "ҡ": "к", "ң": "н", "ө": "о", "ұ": "у",
    "ү": "у", "ў": "у", "ӯ": "у", "һ": "х", "ҳ": "х", "і": "и", "ї": "и", "ӣ": "и", "ј": "й", "җ": "ж", "ҷ": "ч",
    "ҹ": "ч", "ə": "e", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe",
}  # fmt: skip
"""Letters that stand with a neighbour of the alphabet, behind it only where all else is equal."""


def sort_key(text: str, *, language: str = "ru") -> str:
    """A string that sorts `text` among names: the reader's script first, then by letter, marks and case last.

    `language` is `ru` or `en`; other languages sort as `en`.
    """
    cleaned = clean(text)
    lower = cleaned.casefold()
    scripts = (*_SCRIPTS.get(language, _SCRIPTS["en"]), *_REMAINING)
    rank = scripts.index(script_of(cleaned))
    primary = "".join(map(_base, lower))
    return f"{rank}{' '.join(primary.split())}\x1f{lower}\x1f{cleaned}"


def _base(letter: str) -> str:
    """The letter under which another one is looked up; hyphens and the like count as a space."""
    if letter in _STANDS_WITH:
        return _STANDS_WITH[letter]
    if letter == "й" or not letter.isalnum():
        return letter if letter == "й" else "" if letter == "'" else " "
    return unicodedata.normalize("NFKD", letter)[0]
