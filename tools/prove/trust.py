"""`make prove-trust`: what the house promises to whoever trusts it with data."""

import os
import sys

from tools.prove.chapters import IN_A_HOUSE, IN_TESTS, Chapter, run

CHAPTERS = (
    Chapter("trust_journal", "The journal convicts its owner", IN_TESTS, 1200),
    Chapter("trust_content", "Stored texts run on no page", IN_TESTS, 2400),
    Chapter("trust_rights", "Every address, role and relation to a record", IN_TESTS, 1800),
    Chapter("trust_outgoing", "Files, names and addresses, coming in and going out", IN_TESTS, 300),
    Chapter("trust_patterns", "Regular expressions on long texts", IN_TESTS, 900),
    Chapter("trust_life", "The life of data: eleven years, day by day, over 20,000 records", IN_TESTS, 480),
    Chapter("trust_backup", "Backup, loss, restore; flipped bits; kill -9; forward and back", IN_A_HOUSE, 480),
    Chapter("trust_canaries", "Words of questions lie in clear in no file", IN_A_HOUSE, 300),
)

if __name__ == "__main__":
    os.environ.setdefault("COLUMNS", "160")
    raise SystemExit(run(CHAPTERS, sys.argv[1:]))
