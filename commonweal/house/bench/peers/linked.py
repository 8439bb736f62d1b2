"""Splink: probabilistic linkage of whole files, its weights learned without labels from these very files.

It applies to a file of questions only. Words that begin alike propose a pair; Jaro-Winkler over the sorted name and the
number of equal words are weighed.
"""

import contextlib
import io
import logging
from collections.abc import Iterable, Sequence

from ..files import Query, Record
from . import Found, Peer, forms
from .latin import ICU, latin, sorted_latin
from .scan import best_of_each

BLOCK = 3
LEVELS = [0.97, 0.94, 0.91, 0.88, 0.84, 0.8]
"""Of Jaro-Winkler; finer ones find no more."""


class Splink(Peer):
    """Link-only, DuckDB."""

    name = "splink"
    setting = f"any word's first {BLOCK} letters in ICU Latin; Jaro-Winkler over sorted words, equal words; files only"
    needs = ("splink", "pandas", ICU)
    is_batch = True
    up_to = 200_000
    why_not = "a file of questions is linked as a whole; its candidate pairs at a million exceed the time of this run"

    def build(self, records: Iterable[Record]) -> None:
        self._of: list[int] = []
        names: list[str] = []
        for number, record in enumerate(records):
            for form in dict.fromkeys(map(latin, forms(record))):
                names.append(form)
                self._of.append(number)
        self._held = _frame(names)

    def search(self, query: Query, *, limit: int) -> Found:
        return self.search_all([query], limit=limit)[0]

    def search_all(self, queries: Sequence[Query], *, limit: int) -> list[Found]:
        asked = _frame([latin(query.text) for query in queries])
        with contextlib.redirect_stdout(io.StringIO()):
            predicted = _linked(asked, self._held)
        found: list[list[tuple[int, float]]] = [[] for _ in queries]
        for one, other, weight in predicted:
            found[one].append((self._of[other], weight))
        return [best_of_each(hits)[:limit] for hits in found]


def _frame(names: Sequence[str]):
    import pandas

    words = [sorted(set(name.split())) for name in names]
    return pandas.DataFrame(
        {
            "unique_id": range(len(names)),
            "name": list(map(sorted_latin, names)),
            "words": words,
            "beginnings": [sorted({word[:BLOCK] for word in some}) for some in words],
        }
    )


def _linked(asked, held) -> list[tuple[int, int, float]]:
    """Numbers of question and name with the weight of their match."""
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.CRITICAL)
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            compare.JaroWinklerAtThresholds("name", LEVELS),
            compare.ArrayIntersectAtSizes("words", [3, 2, 1]),
        ],
        blocking_rules_to_generate_predictions=[block_on("beginnings", arrays_to_explode=["beginnings"])],
    )
    database = DuckDBAPI()
    tables = [database.register(frame, dataset_display_name=name) for name, frame in (("asked", asked), ("held", held))]
    linker = Linker(tables, settings, log_level=None)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e5, seed=1)
    with contextlib.suppress(Exception):  # where too few pairs agree, what it assumes at first stays
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on("words", arrays_to_explode=["words"])
        )
    frame = linker.inference.predict().as_pandas_dataframe()
    left_is_asked = frame["source_dataset_l"] == "asked"
    ones = frame["unique_id_l"].where(left_is_asked, frame["unique_id_r"])
    others = frame["unique_id_r"].where(left_is_asked, frame["unique_id_l"])
    return list(zip(ones.astype(int), others.astype(int), frame["match_weight"].astype(float), strict=True))
