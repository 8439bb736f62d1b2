"""Vocabularies: lists of terms that several record types share, one file each in reference/ (docs/record-types.md).

A file says `name`, `source`, `verified` and its `terms`: by code the word in both languages, other spellings under
`also`, and whatever facts the list gives. What one term says of its own `source` or `verified` stands over the file's.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache

from commonweal.databanks import type_folders

_OF_THE_TERM = {"en", "ru", "also"}


@dataclass(frozen=True, slots=True)
class Term:
    """One term: its code, its words, other spellings, and facts such as schedules, source and verified."""

    code: str
    name: dict[str, str]
    also: tuple[str, ...]
    facts: dict[str, object]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A list of terms by code. `spellings` leads from every folded word to the code of the term that it means."""

    code: str
    name: dict[str, str]
    source: str
    verified: bool
    terms: dict[str, Term]
    spellings: dict[str, str]

    def find(self, written: str) -> str:
        """The code of the term that somebody wrote by code, word or other spelling; "" where it is none."""
        return written if written in self.terms else self.spellings.get(folded(written), "")


def folded(written: str) -> str:
    """A word as spellings are compared: letter case, accents' composition and spaces do not count."""
    return " ".join(unicodedata.normalize("NFKC", written).casefold().split())


@cache
def vocabulary(code: str) -> Vocabulary:
    """The vocabulary of this code; ValueError names a file that is missing or not as it should be."""
    data = type_folders.reference(code)
    file = f"reference/{code}.yaml"
    if not isinstance(data, dict) or set(data) != {"name", "source", "verified", "terms"}:
        raise ValueError(f"{file}: a vocabulary says name, source, verified and terms, and nothing else")
    terms = {}
    for term, entry in data["terms"].items():
        facts = {key: value for key, value in entry.items() if key not in _OF_THE_TERM}
        also = tuple(str(each) for each in entry.get("also", ()))
        facts = {"source": data["source"], "verified": data["verified"]} | facts
        terms[str(term)] = Term(str(term), words(entry, f"{file}: {term}"), also, facts)
    return Vocabulary(code, words(data["name"], file), data["source"], data["verified"], terms, _spellings(terms, file))


def words(entry: object, where: str) -> dict[str, str]:
    """The word in both languages; ValueError where one is missing."""
    if not isinstance(entry, dict) or not all(isinstance(entry.get(tongue), str) for tongue in ("en", "ru")):
        raise ValueError(f"{where}: the word must stand in both languages, {{en: …, ru: …}}")
    if cut := [key for key, value in entry.items() if value is None]:
        raise ValueError(f"{where}: {cut[0]!r} says nothing; put words with a comma into quotation marks")
    return {"en": entry["en"], "ru": entry["ru"]}


def _spellings(terms: dict[str, Term], file: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for term in terms.values():
        for written in (*term.name.values(), *term.also, term.code):
            if found.setdefault(folded(written), term.code) != term.code:
                raise ValueError(f"{file}: {written!r} is said of {found[folded(written)]} and of {term.code}")
    return found
