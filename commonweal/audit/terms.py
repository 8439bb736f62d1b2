"""Words of the journal itself."""

JOURNAL_VERBS = {
    "audit.journal.read": "An operator read entries of the journal.",
}
"""Reading the journal is itself an entry. Numbering and signing are none: the checkpoints tell of them."""
