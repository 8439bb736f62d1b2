"""Words of the journal itself."""

JOURNAL_VERBS = {
    "audit.backup.made": "A backup of the house was made; its digest stands in the entry.",
    "audit.journal.read": "An operator read entries of the journal.",
    "audit.witnesses.changed": "The witnesses of the journal, their quorum or their time limit were changed.",
}
"""Reading the journal is itself an entry. Numbering and signing are none: the checkpoints tell of them."""
