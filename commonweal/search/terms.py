"""Words of the search room, each with one meaning."""

from enum import StrEnum


class Band(StrEnum):
    """How strongly a record may be meant; never a number."""

    STRONG = "strong"
    POSSIBLE = "possible"
    WEAK = "weak"


class PairState(StrEnum):
    """Whether two words that records taught are used as one name."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"


JOURNAL_VERBS = {
    "search.question.asked": "A question was asked, and candidates were shown",
    "search.screening.received": "A file was uploaded, to be screened",
    "search.screening.begun": "The screening of a file began",
    "search.screening.resumed": "The screening of a file went on",
    "search.rows.screened": "Rows of a file were screened, and candidates shown",
    "search.screening.stopped": "The screening of a file stopped",
    "search.screening.ended": "All rows of a file were screened",
    "search.screening.read": "What the screening of a file found was read",
    "search.screening.removed": "A file that was screened was removed with what was found",
    "search.mapping.saved": "A mapping of columns for files that are screened was saved",
    "search.mapping.removed": "A mapping of columns for files that are screened was removed",
    "search.question.kept": "An officer keeps a question, to be told of what is new",
    "search.kept.changed": "A standing question was paused or goes on",
    "search.kept.ended": "A standing question was ended",
    "search.kept.suspended": "Standing questions of an officer who may no longer ask were suspended",
    "search.kept.alerted": "An officer was told of what a standing question found",
    "search.alerts.read": "What a standing question told of was read",
    "search.folder.opened": "A case folder was opened",
    "search.folders.listed": "An officer read which case folders name him",
    "search.folder.read": "A case folder was read",
    "search.folder.added": "Something was put into a case folder",
    "search.folder.dropped": "Something was taken out of a case folder",
    "search.folder.invited": "An officer was named in a case folder",
    "search.folder.uninvited": "An officer is no longer named in a case folder",
    "search.folder.closed": "A case folder was closed",
    "search.folder.removed": "A case folder was deleted with what was in it",
    "search.use.read": "A supervisor read how much the officers of an agency ask",
    "search.limit.changed": "The secretariat set a limit of searching",
    "search.dictionary.changed": "The dictionary of names was installed or removed by the operator",
    "search.lesson.asked": "The secretariat asked that names be learned from records",
    "search.lesson.begun": "Records were looked at for what their names teach",
    "search.lesson.ended": "What records teach of names was proposed to the secretariat",
    "search.lesson.rule-changed": "The secretariat changed how many records must teach the same",
    "search.pairs.read": "The secretariat read what records teach of names",
    "search.pair.accepted": "The secretariat accepted two words as one name",
    "search.pair.refused": "The secretariat refused two words as one name",
    "search.pair.undone": "The secretariat undid what it had decided on two words",
    "search.related.shown": "What is related with a record was looked up, and records shown",
    "search.index.rebuilt": "The search index was rebuilt from the records",
}
