"""Names that are one name in several languages, where no rule of letters leads from one to the other.

The groups stand in `reference/equivalent.tsv`, made by hand. A match through one is a variant, never the same.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from . import dictionary, frequency
from .fold import fold_word

_FILE = Path(__file__).parent / "reference" / "equivalent.tsv"
_GIVEN_NAMES = Path(__file__).parent / "reference" / "given.txt"
_APART = Path(__file__).parent / "reference" / "apart.txt"


def groups() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Kind (given, family, short) and names of every group, in the order of the file."""
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, names = line.split("\t")
            yield kind, tuple(name.rpartition(":")[2] for name in names.split())


@cache
def _by_form() -> dict[str, tuple[str, ...]]:
    """The other forms of the group or groups, by reduced form."""
    found: dict[str, dict[str, None]] = {}
    for _, names in groups():
        forms = list(dict.fromkeys(fold_word(name, False).reduced for name in names))
        for form in forms:
            found.setdefault(form, {}).update((other, None) for other in forms if other != form)
    return {form: tuple(others) for form, others in found.items()}


@cache
def _given() -> frozenset[str]:
    known = [name for kind, names in groups() if kind != "family" for name in names]
    for line in _GIVEN_NAMES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            known += line.split()
    return frozenset(fold_word(name, False).reduced for name in known)


@cache
def known_given() -> frozenset[str]:
    """Reduced forms of all known given names: of the list of common names, the groups and the further names."""
    return frequency.given_names() | _given()


def is_given(reduced: str) -> bool:
    """Whether the name is known as a given name."""
    return reduced in known_given()


def aliases(reduced: str) -> tuple[str, ...]:
    """Reduced forms of the same name in other languages, by this file and by the operator's dictionary; often none."""
    return tuple(dict.fromkeys((*_by_form().get(reduced, ()), *dictionary.others(reduced))))


NEARLY = 0.75
"""Likeness from which a word may be a known name with a slip in it."""
_NEAREST = 3


def nearly_aliases(reduced: str) -> dict[str, float]:
    """Reduced forms of the names that the word nearly is, in other languages, by likeness; none for a known name."""
    known = _by_form()
    if reduced in known:
        return {}
    found: dict[str, float] = {}
    for form, likeness, _ in extract(
        reduced, known.keys(), scorer=OSA.normalized_similarity, score_cutoff=NEARLY, limit=_NEAREST
    ):
        for other in known[form]:
            found[other] = max(likeness, found.get(other, 0.0))
    return found


def are_aliases(one: str, other: str) -> bool:
    """Whether two reduced forms stand in one group."""
    return other in _by_form().get(one, ()) or (dictionary.has_any() and other in dictionary.others(one))


@cache
def _apart() -> tuple[frozenset[str], ...]:
    """Fine forms of given names that reduce alike or nearly so and are different names, by group."""
    lines = _APART.read_text(encoding="utf-8").splitlines()
    return tuple(
        frozenset(fold_word(name, False).fine for name in line.split()) for line in lines if not line.startswith("#")
    )


def are_apart(one: str, other: str) -> bool:
    """Whether two fine forms are given names that look like spellings of one and are two (Егор, Игорь)."""
    return one != other and any({one, other} <= names for names in _apart())
