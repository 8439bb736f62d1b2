"""LogicV2 of nomenklatura over candidates as OpenSanctions' search finds them: name parts, phonetics, symbols.

That search itself needs a server of its own (Elasticsearch); its terms are made here with the same library (rigour) and
held in tantivy, ranked by BM25. Fifty candidates are compared by LogicV2, as many as there.
"""

import itertools
from collections.abc import Iterable
from functools import cache, lru_cache

from ..files import Query, Record
from . import Found, Judge, Peer, forms
from .scan import best_of_each
from .terms import Terms

CANDIDATES = 50


def terms_of(names: Iterable[str], *, is_person: bool = True, is_query: bool = False) -> set[str]:
    """The terms by which names are found: comparable parts, their phonetics, what they are known to mean."""
    from rigour.names import NameTypeTag, analyze_names

    tag = NameTypeTag.PER if is_person else NameTypeTag.ORG
    found: set[str] = set()
    for name in analyze_names(tag, list(names), infer_initials=is_query, consolidate=False):
        for part in name.parts:
            found.add(f"n:{part.comparable}")
            if part.metaphone and len(part.metaphone) > 2:
                found.add(f"p:{part.metaphone}")
        found.update("s:" + str(symbol).strip("[]").replace(" ", "_") for symbol in name.symbols)
    return found


_fresh = itertools.count()


def entity(schema: str, names: Iterable[str], births: Iterable[str] = (), *, key: str = ""):
    """An entity as LogicV2 compares it; it remembers what it made of a key, so that each question gets a new one."""
    made = _model().make_entity(schema)
    made.id = key or f"asked-{next(_fresh)}"
    made.add("name", list(names))
    if schema == "Person":
        made.add("birthDate", [birth for birth in births if birth])
    return made


@cache
def _model():
    from followthemoney import model

    return model


@lru_cache(maxsize=1)
def _config():
    from nomenklatura.matching import LogicV2

    return LogicV2.default_config()


def likeness(one, other) -> float:
    """LogicV2's score."""
    from nomenklatura.matching import LogicV2

    return LogicV2.compare(one, other, _config()).score


class Logic(Peer):
    """Candidates of the index, then LogicV2."""

    name = "logic-v2"
    setting = f"{CANDIDATES} candidates by rigour's parts, phonetics and symbols (BM25), LogicV2 as configured"
    needs = ("nomenklatura", "rigour", "tantivy", "icu")

    def build(self, records: Iterable[Record]) -> None:
        self._terms = Terms()
        self._names: list[tuple[str, ...]] = []
        self._births: list[tuple[str, ...]] = []
        self._terms.fill(self._rows(records))

    def _rows(self, records: Iterable[Record]) -> Iterable[tuple[int, set[str]]]:
        for number, record in enumerate(records):
            self._names.append(forms(record))
            self._births.append(record.births)
            yield number, terms_of(forms(record))

    def search(self, query: Query, *, limit: int) -> Found:
        terms = dict.fromkeys(sorted(terms_of([query.text], is_query=True)))
        found = self._terms.any_of(terms, limit=max(CANDIDATES, limit))
        asked = entity("Person", [query.text], [query.born])
        compared = [
            (number, likeness(asked, entity("Person", self._names[number], self._births[number], key=f"held-{number}")))
            for number, _ in found
        ]
        return best_of_each(compared)[:limit]

    def close(self) -> None:
        if hasattr(self, "_terms"):
            self._terms.close()


class LogicJudge(Judge):
    """LogicV2 on a pair."""

    name = "logic-v2"
    setting = "as configured"
    needs = ("nomenklatura",)
    threshold = 0.7

    def compare(self, one: str, other: str, *, is_person: bool, births: tuple[str, str] = ("", "")) -> float:
        schema = "Person" if is_person else "Organization"
        return likeness(entity(schema, [one], [births[0]]), entity(schema, [other], [births[1]]))
