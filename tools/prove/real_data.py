"""`make prove-real-data`: real files, every record type, three banks."""

import os
import sys

from tools.prove.chapters import IN_A_HOUSE, IN_TESTS, Chapter, run

CHAPTERS = (
    Chapter("lists", "The UN list and both OFAC files against an independent count", IN_A_HOUSE, 1200),
    Chapter("million", "1,000,000 records: speed, ratio to COPY, memory", IN_A_HOUSE, 1800),
    Chapter("kills", "kill -9 of importer, database, worker, index writer, 25 times each", IN_A_HOUSE, 1800),
    Chapter("victims", "Protected victims: 2,000 probes", IN_TESTS, 1200),
    Chapter("clerk", "A clerk's journey with a messy spreadsheet, in Russian", IN_A_HOUSE, 900),
    Chapter("add_type", "A record type added by the documentation alone", IN_A_HOUSE, 600),
    Chapter("numbers", "Numbers: look-alikes, one misread character, half-read", IN_TESTS, 900),
    Chapter("fuzz", "Parsers under fuzz, 20 minutes each (resumable), and the corpora", IN_A_HOUSE, 7200),
)

if __name__ == "__main__":
    os.environ.setdefault("COLUMNS", "160")
    raise SystemExit(run(CHAPTERS, sys.argv[1:]))
