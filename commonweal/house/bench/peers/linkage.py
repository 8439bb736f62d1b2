"""recordlinkage: blocks of words that begin alike, then Jaro-Winkler over sorted words. It answers files only."""

from collections.abc import Iterable, Sequence

from ..files import Query, Record
from . import Found, Peer, forms
from .latin import ICU, latin, sorted_latin
from .scan import best_of_each

BLOCK = 3
"""Letters of a word that must agree."""


class Linkage(Peer):
    """Pairs are proposed where any word begins with the same three letters."""

    name = "recordlinkage"
    setting = f"any word's first {BLOCK} letters in ICU Latin, Jaro-Winkler over sorted words; files only"
    needs = ("recordlinkage", ICU)
    is_batch = True
    up_to = 200_000
    why_not = "its candidate pairs are held in memory at once, some thousands a question"

    def build(self, records: Iterable[Record]) -> None:
        self._names: list[str] = []
        self._of: list[int] = []
        for number, record in enumerate(records):
            for form in dict.fromkeys(map(latin, forms(record))):
                self._names.append(form)
                self._of.append(number)

    def search(self, query: Query, *, limit: int) -> Found:
        return self.search_all([query], limit=limit)[0]

    def search_all(self, queries: Sequence[Query], *, limit: int) -> list[Found]:
        import pandas
        import recordlinkage

        asked = [latin(query.text) for query in queries]
        beginnings = pandas.DataFrame(_blocks(asked), columns=["at", "block"])
        held = pandas.DataFrame(_blocks(self._names), columns=["at", "block"])
        met = beginnings.merge(held, on="block", suffixes=("_asked", "_held"))[["at_asked", "at_held"]]
        pairs = pandas.MultiIndex.from_frame(met.drop_duplicates())
        compare = recordlinkage.Compare()
        compare.string("name", "name", method="jarowinkler", label="likeness")
        frames = [pandas.DataFrame({"name": list(map(sorted_latin, names))}) for names in (asked, self._names)]
        likeness = compare.compute(pairs, *frames)["likeness"]
        found: list[list[tuple[int, float]]] = [[] for _ in queries]
        for (one, other), score in likeness.items():
            found[one].append((self._of[other], score))
        return [best_of_each(hits)[:limit] for hits in found]


def _blocks(names: Sequence[str]) -> list[tuple[int, str]]:
    return [(at, word[:BLOCK]) for at, name in enumerate(names) for word in dict.fromkeys(name.split())]
