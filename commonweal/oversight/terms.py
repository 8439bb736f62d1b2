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
    "oversight.term.changed": "The secretariat changed a term of the commission",
}
