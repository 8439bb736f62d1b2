"""Names whose words each fold alone: nearly all that an index takes in, and so at the cost of a look-up a word.

What a word becomes depends on its neighbours where signs stand between them, letters of another keyboard or a script
without spaces are read, or a patronymic is told from a name by its place (`fold.fold`, `parts.fold_name`). Of all that
only patronymics are met often; a name with anything else is left to `fold_name`.
"""

import re
import unicodedata
from collections.abc import Callable

from . import endings
from .clean import MAX_LETTERS, MAX_TEXT, MAX_WORDS
from .fold import Word, fold_word
from .layout import reads_as_latin

_LETTERS = re.compile(f"[A-Za-zÀ-ɏЀ-ӿ]{{2,{MAX_LETTERS}}}")
"""Latin and Cyrillic letters; the blocks hold a few signs, too."""
_NEVER = -(1 << 40)


def alone(raw: str) -> Word | None:
    """The word that `raw` becomes in any name of such words, but for the kind of a patronymic; None where its
    neighbours may change it."""
    if not _LETTERS.fullmatch(raw) or not raw.isalpha() or not unicodedata.is_normalized("NFKC", raw):
        return None
    if raw.isascii() and not reads_as_latin(raw):
        return None
    word = fold_word(raw, False)
    return None if word.kind == "patronymic" and endings.is_separate(word.reduced) else word


class PlainWords(dict[str, int]):
    """Numbers of words as written, by `number_of` their `Word`; below zero those of patronymics and of words that do
    not fold alone."""

    def __init__(self, number_of: Callable[[Word], int]) -> None:
        self._number_of = number_of
        self._names: dict[str, int] = {}

    def __missing__(self, raw: str) -> int:
        word = alone(raw)
        number = _NEVER if word is None else self._number_of(word)
        self[raw] = number = ~number if word is not None and word.kind == "patronymic" else number
        return number

    def row(self, text: str) -> list[int] | None:
        """The numbers of the words of `fold_name(text)` where all fold alone, else None."""
        words = text.split()
        row = list(map(self.__getitem__, words))
        least = min(row, default=_NEVER)
        if least < 0:
            if least == _NEVER:
                return None
            father = 0
            for place, number in enumerate(row):
                if number < 0:
                    father = father or place
                    row[place] = ~number if place and place == father else self._name(words[place])
        return row if len(row) <= MAX_WORDS and len(text) <= MAX_TEXT else None

    def _name(self, raw: str) -> int:
        """The number of a word that looks like a patronymic and is none by its place."""
        known = self._names.get(raw)
        if known is None:
            known = self._names[raw] = self._number_of(fold_word(raw, False)._replace(kind="name"))
        return known
