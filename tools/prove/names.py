"""`make prove-names`: names and search, every promise."""

import os
import sys

from tools.prove.chapters import ANYWHERE, IN_A_HOUSE, IN_TESTS, Chapter, run

CHAPTERS = (
    Chapter("names_recall", "Recall over the list, about 21,000 persons", ANYWHERE, 240),
    Chapter("names_strong", "False strong hits, and recall of bands", ANYWHERE, 240),
    Chapter("names_border", "The border post on a slow line, in a browser", IN_A_HOUSE, 240),
    Chapter("names_pairs", "Labelled pairs and the regional set", ANYWHERE, 180),
    Chapter("names_twins", "What may not be seen changes nothing: twins, time, enumeration", IN_TESTS, 240),
    Chapter("names_narrative", "Place of birth and parents: what they tell, and what a hit does not", IN_TESTS, 180),
    Chapter("names_costs", "What an answer costs beside the search: rights, fetch, journal, padding", IN_TESTS, 120),
    Chapter("names_million", "A million: recall, speed, size, additions, screening", ANYWHERE, 480),
    Chapter("names_peers", "Every peer, over the list and at a million", ANYWHERE, 900),
    Chapter("names_ten_million", "Ten million (make prove-names leaves it out unless it is named)", ANYWHERE, 720),
)

LARGE = ("names_ten_million",)
"""Chapters that run only when they are named: ten million records want 12 minutes and 8 GB."""

if __name__ == "__main__":
    os.environ.setdefault("COLUMNS", "160")
    raise SystemExit(run(CHAPTERS, sys.argv[1:] or [each.name for each in CHAPTERS if each.name not in LARGE]))
