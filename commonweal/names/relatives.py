"""A father's or mother's name that was asked for, against what a record says of them, in any script.

A parent is known by the given name: a mother's family name changes, and a father's is mostly that of the child. A
record that names no father may still have the patronymic, which is his name.
"""

from collections.abc import Iterable, Sequence

from .compare import begins_alike
from .contradict import contradiction, of_one_father
from .explain import PartAgreement, Reason, explain_name
from .fold import Word
from .parts import Parts, parse

_NONE = Reason("unknown", "names.explain.not-in-record", {})
_ANOTHER = Reason("differs", "names.explain.none-agrees", {})
_ELSEWHERE = ("names.explain.other-part", "names.explain.other-part-letters")
_ORDER = ("same", "variant", "unknown", "differs")


def explain_parent(part: str, asked: str, says: Sequence[Parts], *, patronymics: Iterable[Word] = ()) -> PartAgreement:
    """The parent asked for (`part` is father or mother) against the names of the record, the one that agrees best; a
    father against the `patronymics` too where the record names none."""
    mine = _named(parse(asked))
    found = [(_one(mine, _named(each)), _text(each)) for each in says]
    if part == "father" and not says:
        found = [(_by_patronymic(mine, word), word.text) for word in patronymics]
    best, text = min(found, key=lambda pair: _ORDER.index(pair[0].verdict), default=(_NONE, ""))
    return PartAgreement(part, asked, text, *best)


def _named(name: Parts) -> Parts:
    """The name, whose only word is taken for the given name."""
    words = name.words()
    return Parts(given=(words[0][0],)) if len(words) == 1 else name


def _text(name: Parts) -> str:
    return _joined(word for word, _ in name.words())


def _joined(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


def _one(asked: Parts, says: Parts) -> Reason:
    """How one name agrees, by the given names."""
    if not (asked.given and says.given):
        return _NONE
    compared = {each.part: Reason(each.verdict, each.code, each.params) for each in explain_name(asked, says)}
    given = compared["given"]
    elsewhere = [part for part, reason in compared.items() if reason.code in _ELSEWHERE]
    if len(elsewhere) == 1 and (given.verdict == "differs" or elsewhere == ["given"]):
        return _NONE  # a family name alone, which parent and child have in common anyway
    if given.verdict != "differs" and contradiction(_joined(asked.given), _joined(says.given)):
        return _ANOTHER
    if given.verdict == "same" and any(each.verdict == "differs" for each in compared.values()):
        return given._replace(verdict="variant")
    return given


def _by_patronymic(asked: Parts, patronymic: Word) -> Reason:
    """How a father's given name agrees with the patronymic."""
    given = [word for word in asked.given if word.kind != "particle"]
    if not given:
        return _NONE
    if patronymic.kind == "initial":
        fits = any(begins_alike(word, patronymic) for word in given)
        return Reason("variant", "names.explain.initial", {}) if fits else _ANOTHER
    if any(of_one_father(word, patronymic) for word in given):
        return Reason("variant", "names.explain.fathers-name", {})
    return _ANOTHER
