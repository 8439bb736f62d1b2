"""Word by word, why the name of an organisation agrees with the one asked for: translated, by sound, by initials."""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from . import organisations
from .fold import skeleton
from .organisations import OrgWord

ORGANISATION_REASONS = {
    "names.organisation.words": "word by word: {words}",
    "names.organisation.translated": "also translated: {words}",
    "names.organisation.acronym": "initial letters: {words}",
    "names.organisation.joined": "written together: {words}",
    "names.organisation.partly": "{count} of {of} words agree: {words}",
    "names.form.same": "legal form of the same kind",
    "names.form.left-out": "legal form does not count where one leaves it out",
    "names.form.another": "another legal form",
}
"""English sentence by reason code."""

ALIKE = 0.75
"""Likeness from which two words count as variants."""
ACRONYM_COUNTS = 3
"""Letters of an acronym that stands for a whole name."""


class Compared(NamedTuple):
    """Verdict and reason for a name or its legal form; `words` are pairs as written, asked first."""

    verdict: str
    code: str
    params: dict[str, object]


def compare_names(asked: str, says: str) -> Compared:
    """The name asked for against one of a record, legal forms left aside."""
    ours, theirs = _own(organisations.read(asked)), _own(organisations.read(says))
    if not ours or not theirs:
        return Compared("unknown", "names.explain.not-in-record", {})
    if [one.text.casefold() for one in ours] == [other.text.casefold() for other in theirs]:
        return Compared("same", "names.explain.identical", {})
    pairs = _pairs(ours, theirs)
    if len(pairs) < max(len(ours), len(theirs)) and (found := _as_one(asked, says, ours, theirs)):
        return found
    if not pairs:
        return Compared("differs", "names.explain.none-agrees", {})
    words = _in_words(pairs)
    if len(pairs) < len(ours):
        return Compared("variant", "names.organisation.partly", {"count": len(pairs), "of": len(ours), "words": words})
    translated = [(one, other) for one, other in pairs if _sounds(one, other) < ALIKE]
    if translated:
        return Compared("same", "names.organisation.translated", {"words": words})
    least = min(likeness(one, other) for one, other in pairs)
    return Compared("same" if least == 1 else "variant", "names.organisation.words", {"words": words})


def compare_forms(asked: str, says: str) -> tuple[str, str, Compared] | None:
    """The legal forms of two names as written, and how they agree; None where neither has one."""
    ours, theirs = organisations.read(asked), organisations.read(says)
    one, other = organisations.legal_classes(ours), organisations.legal_classes(theirs)
    if not one and not other:
        return None
    if not one or not other:
        found = Compared("unknown", "names.form.left-out", {})
    elif one & other:
        found = Compared("same", "names.form.same", {})
    else:
        found = Compared("differs", "names.form.another", {})
    return _forms(ours), _forms(theirs), found


def _forms(words: Sequence[OrgWord]) -> str:
    return " ".join(word.text for word in words if word.kind == "form")


def _own(words: Sequence[OrgWord]) -> list[OrgWord]:
    return [word for word in words if word.kind != "form"]


def _pairs(ours: list[OrgWord], theirs: list[OrgWord]) -> list[tuple[OrgWord, OrgWord]]:
    """Words that stand for one another, one to one, the likest first, in the order of `ours`."""
    ranked = sorted(
        ((likeness(one, other), -i, -j) for i, one in enumerate(ours) for j, other in enumerate(theirs)), reverse=True
    )
    found: dict[int, int] = {}
    for alike, i, j in ranked:
        if alike >= ALIKE and -i not in found and -j not in found.values():
            found[-i] = -j
    return [(ours[i], theirs[found[i]]) for i in sorted(found)]


def likeness(one: OrgWord, other: OrgWord) -> float:
    """Likeness of two words from 0 to 1: 1 where they mean the same, else by sound."""
    if not {key for key in one.keys if key[0] != "@"}.isdisjoint(other.keys):
        return 1.0
    return _sounds(one, other)


def _sounds(one: OrgWord, other: OrgWord) -> float:
    share = 0.3 if one.unvowelled or other.unvowelled else 0.6
    return max(
        (
            share * Levenshtein.normalized_similarity(form, against)
            + (1 - share) * Levenshtein.normalized_similarity(skeleton(form), skeleton(against))
            for form in one.forms
            for against in other.forms
        ),
        default=0.0,
    )


def _as_one(asked: str, says: str, ours: list[OrgWord], theirs: list[OrgWord]) -> Compared | None:
    """One name as the initial letters of the other, or both as one word."""
    written = f"{_text(ours)} = {_text(theirs)}"
    for one, other in ((asked, theirs), (says, ours)):
        literal = {key[1:] for word in other for key in word.keys if key[0] == "%" and len(word.text) >= ACRONYM_COUNTS}
        if literal & {key[1:] for key in organisations.acronyms(one)}:
            return Compared("variant", "names.organisation.acronym", {"words": written})
    if _together(ours) == _together(theirs):
        return Compared("variant", "names.organisation.joined", {"words": written})
    return None


def _in_words(pairs: list[tuple[OrgWord, OrgWord]]) -> str:
    """The pairs as written; an acronym with all the words that it stands for."""
    left: dict[str, list[str]] = {}
    for one, other in pairs:
        left.setdefault(one.text, []).append(other.text)
    right: dict[str, list[str]] = {}
    for one, others in left.items():
        right.setdefault(" ".join(dict.fromkeys(others)), []).append(one)
    return ", ".join(f"{' '.join(ones)} = {others}" for others, ones in right.items())


def _together(words: list[OrgWord]) -> str:
    return "".join(word.text for word in words if word.kind != "generic").casefold()


def _text(words: list[OrgWord]) -> str:
    return " ".join(dict.fromkeys(word.text for word in words))
