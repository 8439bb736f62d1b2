"""`make prove-names`: names and search, every promise."""

import os
import sys

from tools.prove.chapters import ANYWHERE, Chapter, run

CHAPTERS = (
    Chapter("names_recall", "Recall over the list, about 21,000 persons", ANYWHERE, 240),
    Chapter("names_strong", "False strong hits, and recall of bands", ANYWHERE, 240),
    Chapter("names_pairs", "Labelled pairs and the regional set", ANYWHERE, 180),
)

if __name__ == "__main__":
    os.environ.setdefault("COLUMNS", "160")
    raise SystemExit(run(CHAPTERS, sys.argv[1:]))
