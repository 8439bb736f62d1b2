"""Two records compared as a search would: for labelled pairs, for suggestions that two records mean one person.

A pair has no asker, so nothing here is decided by who asks; whoever calls has both records before him.
"""

import uuid
from dataclasses import dataclass, replace

import msgspec
from pyroaring import BitMap

from commonweal.common.errors import BadInput
from commonweal.names import PARTS
from commonweal.names.contradict import contradiction

from .bands import WEAK
from .documents import Doc
from .engine import Index
from .question import Question

MOST_NAMES = 4
"""Written forms of each record that are asked for, of the longest: the others are compared as what is found."""
TWO_PERSONS = 0.3
"""What is left of a probability where the names themselves speak of two persons (`names.contradict`)."""
_NUMBERS = ("identifier", "number")
_AT = uuid.UUID(int=1)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two records agree: `score` for order, `probability` that they mean one person, the band in which a search
    would show the one for the other, and the verdict on each part (`same`, `variant`, `differs`, `unknown`)."""

    score: float
    probability: float
    band: str
    verdicts: dict[str, str]


NOTHING = Agreement(0.0, 0.0, WEAK, {})


def compare(one: Doc, other: Doc) -> Agreement:
    """The better of both directions; what says too little to be asked agrees in nothing."""
    found = [*_asked(one, other), *_asked(other, one)]
    best = max(found, key=lambda each: (each.probability, each.score), default=NOTHING)
    if not any(best.verdicts.get(part) == "same" for part in _NUMBERS) and _contradict(one, other):
        return replace(best, probability=best.probability * TWO_PERSONS, band=WEAK)
    return best


def _contradict(one: Doc, other: Doc) -> bool:
    """Whether every name of the one says, beside every name of the other, that they are two persons."""
    mine, theirs = ([_text(name) for name in doc.names[:MOST_NAMES]] for doc in (one, other))
    return bool(mine and theirs) and all(contradiction(a, b) for a in mine for b in theirs)


def _text(name: str | dict[str, str]) -> str:
    """A name in one text, as papers write its parts."""
    return name if isinstance(name, str) else " ".join(name[part] for part in PARTS if part in name)


def _asked(asked: Doc, held: Doc) -> list[Agreement]:
    """What a search for each name of the one gives, in an index that holds the other alone."""
    index = Index.build([msgspec.structs.replace(held, id=_AT, type="")], position=None)
    visible = index.visible(BitMap([0]))
    found = []
    for question in _questions(asked):
        try:
            candidates = index.search(question, visible=visible, limit=1)
        except BadInput:
            continue
        found += [Agreement(each.score, each.as_pair, each.band, each.agreements) for each in candidates]
    return found


def _questions(doc: Doc) -> list[Question]:
    """A question for each name and date of birth; with the first number, where there is one."""
    number = doc.identifiers[0] if doc.identifiers else None
    shared = {
        "sex": doc.sex,
        "countries": doc.countries,
        "number": number.number if number else "",
        "kind": number.kind if number else "",
        "one_word": True,
    }
    names = sorted(doc.names, key=lambda name: -len(str(name)))[:MOST_NAMES]
    births = doc.births[:2] or ("",)
    titles = [Question(full_name=name, **shared) for name in doc.organisations[:MOST_NAMES]]
    if titles and not names:
        return titles
    return titles + [Question(**_name(name), born=born, **shared) for name in names or ("",) for born in births]


def _name(name: str | dict[str, str]) -> dict[str, str]:
    return {"full_name": name} if isinstance(name, str) else dict(name)
