"""Organisations in the index: what is kept of their names, and the slots by which they are asked for.

Every token of an organisation begins with a mark (`names.organisations`), so that persons and organisations share the
index without ever meeting. A further reading of a name (without brackets, by its initial letters) is one more row.
"""

from commonweal.names import Word, organisations
from commonweal.names.fold import skeleton
from commonweal.names.organisations import MARK, OrgWord

MAX_NAMES = 32
MEANING = 0.99
"""Factor of a likeness through a word's meaning, its acronym, its figure."""
FURTHER = {"": 1.0, "without-brackets": 0.98, "joined": 0.985, "one-of-several": 0.98, "acronym": 0.96}
"""What is left of a score through another reading of the name asked for."""


def rows_of(names: tuple[str, ...]) -> list[tuple[OrgWord, ...]]:
    """The rows that the index keeps of an organisation's names, each once."""
    rows = [reading.words for name in names[:MAX_NAMES] for reading in organisations.readings(name)]
    return list(dict.fromkeys(row for row in rows if row))


def keys_of(word: OrgWord) -> list[str]:
    """The tokens of a word, its sounds first."""
    end = "~" if word.unvowelled else ""
    return [MARK + form + end for form in word.forms] + list(word.keys)


def as_word(word: OrgWord) -> Word:
    """The word as slots hold words: marked, of its own kind."""
    main = MARK + word.forms[0] if word.forms else (word.keys or (MARK,))[0]
    script = "Arab" if word.unvowelled else "Latn"
    return Word(word.text, script, word.kind, main, main, skeleton(main), ())


def asked_keys(word: OrgWord) -> tuple[str, ...]:
    """The exact keys by which a word is asked for: an acronym finds the words that it stands for, and the reverse; the
    initial letters of words are never compared with those of other words."""
    turned = {"%": "@", "@": "%"}
    keys = [key for key in word.keys if key[0] != "@"]
    return (*keys, *(turned[key[0]] + key[1:] for key in word.keys if key[0] in turned))
