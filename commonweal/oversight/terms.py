"""Words of oversight, each with one meaning."""

from enum import StrEnum


class CaseKind(StrEnum):
    """What a person asks of the commission."""

    ACCESS = "access"  # what is held about me
    CORRECTION = "correction"  # what is held about me is wrong
    DELETION = "deletion"  # what is held about me must go


class AnswerForm(StrEnum):
    """What a person is told in the end, in one of three forms."""

    DATA = "data"
    PARTIAL = "partial"
    VERIFIED = "verified"  # all necessary verifications have taken place: nothing held, or nothing to be disclosed


class Outcome(StrEnum):
    """What the commission found, for the statistics; the person is told by the form of the answer alone."""

    NOTHING_HELD = "nothing-held"
    NOT_DISCLOSED = "not-disclosed"
    DISCLOSED = "disclosed"
    CORRECTED = "corrected"
    DELETED = "deleted"
    STANDS = "stands"  # what was contested is right
    REFUSED = "refused"  # not admissible


class OwnerSays(StrEnum):
    """What the owner of a named record answers the commission."""

    TELL = "tell"
    WITHHOLD = "withhold"
    CORRECTED = "corrected"
    DELETED = "deleted"
    STANDS = "stands"


class Refusal(StrEnum):
    """Why a supervisor refuses the justification of a question."""

    NO_CASE = "no-case"  # the case does not exist or does not concern the person
    OTHER_PURPOSE = "other-purpose"
    PRIVATE = "private"
    NO_ANSWER = "no-answer"
    OTHER = "other"


JOURNAL_VERBS = {
    "oversight.request.received": "A person asked the commission about what is held of him",
    "oversight.request.looked-up": "The state of a request was looked up by its code",
    "oversight.case.entered": "The commission entered a request that came by letter",
    "oversight.cases.read": "The commission read its cases",
    "oversight.case.read": "The commission read a case",
    "oversight.case.identified": "The commission checked who asks",
    "oversight.case.admitted": "The commission admitted a case",
    "oversight.case.refused": "The commission found a case not admissible",
    "oversight.case.consulted": "The commission asked the owners of the records that a case names",
    "oversight.case.decided": "The commission decided a case",
    "oversight.case.told": "The person was told, and the records of the case are closed to the commission",
    "oversight.records.named": "A case names records; they are open to the commission while it is heard",
    "oversight.owner.read": "An owner read what the commission asks it",
    "oversight.owner.answered": "An owner answered the commission",
    "oversight.sample.drawn": "The sample of a day was drawn",
    "oversight.sample.read": "A supervisor read the sample",
    "oversight.sample.accepted": "A supervisor accepted the justification of a question",
    "oversight.sample.asked": "A supervisor asked an officer about a question",
    "oversight.sample.refused": "A supervisor refused the justification of a question",
    "oversight.sample.answered": "An officer answered his supervisor",
    "oversight.flag.raised": "A rule of misuse flagged something to be looked at",
    "oversight.flags.read": "A supervisor read what the rules flagged",
    "oversight.flag.explained": "A supervisor found a flag to be a false alarm",
    "oversight.flag.upheld": "A supervisor upheld a flag",
    "oversight.honeypot.marked": "The secretariat marked a record, or took the mark away",
    "oversight.evidence.taken": "The evidence file of an inspection was taken out",
    "oversight.statistics.made": "The statistics of a year were made",
}
