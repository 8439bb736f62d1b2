"""The derived index of names: made from the records, thrown away and rebuilt at will, with no say in who sees what.

    index = Index.build(docs, position={"journal": 1204})
    visible = index.visible(bitmap)          # made once for a warrant, from `index.groups()` and `index.expired(now)`
    index.search(Question(family="Тарханбеков", given="Эльдар", born="1984"), visible=visible)

It answers with ids, bands and the verdict for each part of the question, never with a value of a record. Hidden
records change nothing: weights come from a fixed list, every cap counts what is visible, ties follow a fixed rule.
One thread at a time.
"""

from .bands import POSSIBLE, STRONG, WEAK, Standing
from .documents import Doc, Number
from .engine import Index, Visible
from .question import Question
from .ranking import Candidate
from .store import IndexUnusable

__all__ = [
    "POSSIBLE",
    "STRONG",
    "WEAK",
    "Candidate",
    "Doc",
    "Index",
    "IndexUnusable",
    "Number",
    "Question",
    "Standing",
    "Visible",
]
