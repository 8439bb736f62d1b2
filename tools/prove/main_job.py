"""`make prove-main-job`: every promise of the main job."""

import os
import sys

from tools.prove.chapters import IN_A_HOUSE, IN_TESTS, Chapter, run

CHAPTERS = (
    Chapter("policy", "Policy: oracle, row-level security, index filter; mutants", IN_TESTS, 2400),
    Chapter("bypass", "Bypass list, start-up and doctor", IN_TESTS, 900),
    Chapter("addresses", "Every address declares policy and journal verb", IN_TESTS, 300),
    Chapter("journal", "The journal convicts a forger", IN_TESTS, 600),
    Chapter("imports", "Imports: speed, delay of warrants, kill -9", IN_A_HOUSE, 1800),
    Chapter("identities", "Every planted identity in each of its scripts", IN_A_HOUSE, 1200),
    Chapter("pages", "Pages in both languages, by keyboard alone", IN_TESTS, 900),
    Chapter("bare", "A bare Debian, as root and as an ordinary user", IN_A_HOUSE, 5400),
)

if __name__ == "__main__":
    os.environ.setdefault("COLUMNS", "160")
    raise SystemExit(run(CHAPTERS, sys.argv[1:]))
