"""Words of the search room, each with one meaning."""

from enum import StrEnum


class Band(StrEnum):
    """How strongly a record may be meant; never a number."""

    STRONG = "strong"
    POSSIBLE = "possible"
    WEAK = "weak"


JOURNAL_VERBS = {
    "search.question.asked": "A question was asked, and candidates were shown",
    "search.use.read": "A supervisor read how much the officers of an agency ask",
    "search.limit.changed": "The secretariat set a limit of searching",
    "search.index.rebuilt": "The search index was rebuilt from the records",
}
