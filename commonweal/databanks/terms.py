"""Words of the data banks, each with one meaning."""

from enum import StrEnum


class Part(StrEnum):
    """The parts of a record, each a table with its own policy."""

    IDENTITY = "identity"  # who or what it is: level core
    NARRATIVE = "narrative"  # case, places, texts: level full
    SPECIAL = "special"  # special categories: level full, and only for the purposes that the label names
    ATTACHMENT = "attachment"  # photographs, documents: level full; fingerprint cards by the rule of special
    BIOMETRIC = "biometric"  # references to biometric data: by the rule of special


class AttachmentKind(StrEnum):
    """What an attachment is."""

    PHOTOGRAPH = "photograph"
    DOCUMENT = "document"
    FINGERPRINT_CARD = "fingerprint-card"  # identifies a person: read by the rule of special categories
    OTHER = "other"


class BiometricKind(StrEnum):
    """What a reference to biometric data is of."""

    FACE = "face"
    FINGERPRINT = "fingerprint"
    PALM = "palm"
    IRIS = "iris"
    DNA = "dna"


class BatchState(StrEnum):
    """Standing of a contribution."""

    RECEIVING = "receiving"
    STAGED = "staged"  # complete, waiting for another officer
    UNCHANGED = "unchanged"  # complete, and nothing in it is new
    FAULTY = "faulty"  # the file has a fault; or all or nothing, and a row was refused
    APPROVING = "approving"  # another officer approved it, and its rows become active
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    UNDOING = "undoing"
    UNDONE = "undone"


class RetentionClass(StrEnum):
    """Why and how long a record is kept; terms in reference/retention.yaml."""

    WANTED = "wanted"
    MISSING = "missing"
    PROCEDURE = "procedure"  # sought for procedure, unknown suspect
    DISCREET = "discreet"  # discreet check, vulnerable, preventive
    OBJECT = "object"
    ANALYSIS = "analysis"  # associates, organisations, analysis
    VICTIM_WITNESS_MINOR = "victim-witness-minor"
    UNSORTED = "unsorted"
    COPY = "copy"  # of another's record, after action on one's own territory


class FindingCode(StrEnum):
    """What rules find amiss in a record; never a reason to refuse it."""

    CHECKSUM = "checksum"  # a check digit does not fit
    FUTURE = "future"  # a day behind that of the entry
    TOO_EARLY = "too-early"  # a day before any that can well be
    BEFORE_BIRTH = "before-birth"  # something happened, or was issued, before the person was born
    AFTER_ENTRY = "after-entry"  # what the record is about happened after it was entered
    ENDS_BEFORE_BEGIN = "ends-before-begin"
    DOUBLE = "double"  # the same number, or names and birth, as another record of the owner
    MISSING = "missing"  # a recommended field is empty
    STALE = "stale"  # nobody changed or confirmed it for long against its class


class Outcome(StrEnum):
    """How the purpose of a record was achieved."""

    LOCATED = "located"
    DETAINED = "detained"
    ENDED = "ended"  # withdrawn by the court, died, found, limitation


class Recalled(StrEnum):
    """What befell a record that others were shown."""

    WITHDRAWN = "withdrawn"
    BLOCKED = "blocked"
    CORRECTED = "corrected"
    ERASED = "erased"


class Receipt(StrEnum):
    """What a receiver confirms of what it kept of a record."""

    DELETED = "deleted"
    CORRECTED = "corrected"
    NEVER_KEPT = "never-kept"


class Weighed(StrEnum):
    """What an officer weighs before a record is kept for longer."""

    NEED = "need"  # the purpose for which it was entered still stands, and needs this record
    BASIS = "basis"  # the decision on which it rests is still in force
    GRAVITY = "gravity"  # what it is about is grave enough
    PERSON = "person"  # what it does to the person: age, health, no part in the offence
    LESS = "less"  # fewer data, or a shorter time, would not do


class EnquiryKind(StrEnum):
    """What an officer asks the owner of a record that he sees."""

    WRONG = "wrong"  # something in it is not so
    FURTHER = "further"  # further information
    OTHER_PERSON = "other-person"  # two persons in one record, or a number that is another's
    DUPLICATE = "duplicate"  # the same as another record
    CONFIRM = "confirm"  # is it he, and does it stand: before anything is done


class Channel(StrEnum):
    """By which way an owner's word came; `house` is the answer that the owner gives here."""

    HOUSE = "house"
    TELEPHONE = "telephone"
    MAIL = "mail"
    IN_PERSON = "in-person"
    OTHER = "other"


JOURNAL_VERBS = {
    "databanks.batch.opened": "A contribution was begun",
    "databanks.batch.staged": "A contribution was received and waits for approval",
    "databanks.batch.approving": "A contribution was approved: its records become active from here on",
    "databanks.batch.approved": "Every record of an approved contribution is active",
    "databanks.batch.undone": "A part of an approved contribution was taken back",
    "databanks.batch.refused": "A contribution was refused",
    "databanks.batch.broken-off": "A contribution was closed because its file could not be taken",
    "databanks.batch.given-up": "A contribution that nobody finished was given up",
    "databanks.work.failed": "Work ended because its officer may no longer do it",
    "databanks.record.disclosed": "A record was opened",
    "databanks.links.disclosed": "Records were named as linked with one that was opened or printed",
    "databanks.versions.read": "The earlier states of a record were read",
    "databanks.record.printed": "A record was printed",
    "databanks.records.exported": "Records were taken out as a table",
    "databanks.export.traced": "An operator looked up by its marks who took a file out",
    "databanks.attachment.disclosed": "An attachment of a record was opened",
    "databanks.record.asked-silently": "Somebody asked about a record that alerts its owner silently",
    "databanks.record.withdrawn": "The owner withdrew a record",
    "databanks.record.blocked": "The owner blocked a record",
    "databanks.record.unblocked": "The owner lifted the block of a record",
    "databanks.records.warned": "Owners were warned that records reach the end of their terms",
    "databanks.record.erased-again": "Records that came back with a restore were erased again",
    "databanks.ends.read": "An owner read which of its records end soon",
    "databanks.record.achieved": "The owner said that the purpose of a record is achieved",
    "databanks.record.contested": "Records were blocked because they are contested",
    "databanks.record.heard": "What contested a record was heard, and is over",
    "databanks.record.left-silent": "Owners left contested records without an answer until the term was over",
    "databanks.contest.answered": "The owner answered what contests its record",
    "databanks.notices.read": "An officer read what was recalled, and what is still to be confirmed",
    "databanks.notice.answered": "An agency confirmed what it did with what it had kept of a recalled record",
    "databanks.extension.asked": "An officer asked to keep a record for longer, with what he weighed",
    "databanks.extension.granted": "An approver decided that a record is kept for longer",
    "databanks.extension.declined": "An approver declined to keep a record for longer",
    "databanks.extension.withdrawn": "An officer took back that he had asked to keep a record for longer",
    "databanks.record.expired": "Records whose term is over were deleted",
    "databanks.upload.received": "A file was uploaded, to be prepared for contribution",
    "databanks.upload.removed": "An upload was removed",
    "databanks.pull.failed": "What the operator lets the house fetch could not be taken",
    "databanks.profile.saved": "A mapping of columns was saved",
    "databanks.profile.removed": "A mapping of columns was removed",
    "databanks.touches.read": "An owner read who touched its records",
    "databanks.receipts.taken": "An owner took proofs of who touched its records",
    "databanks.review.asked": "An owner asked another state or body to review entries before they are active",
    "databanks.review.read": "A second reviewer read an entry that was put before the agency",
    "databanks.review.accepted": "A second reviewer accepted an entry, which is active from here on",
    "databanks.review.refused": "A second reviewer refused an entry, for a coded reason",
    "databanks.correction.asked": "An officer asked the owner to correct a record",
    "databanks.correction.accepted": "The owner accepted a request for correction",
    "databanks.correction.declined": "The owner declined a request for correction, with a reason",
    "databanks.correction.mended": "A contribution changed a record as a request for correction had asked",
    "databanks.correction.withdrawn": "An officer took a request for correction back",
    "databanks.confirmation.asked": "An officer put a hit to the owner, to be confirmed",
    "databanks.confirmation.confirmed": "The owner confirmed a hit",
    "databanks.confirmation.denied": "The owner denied a hit",
    "databanks.confirmation.noted": "An officer noted what the owner said of a hit by another channel",
    "databanks.confirmation.withdrawn": "An officer took a hit back that he had put to the owner",
    "databanks.disclosure.asked": "An officer asked the owner for more of a record",
    "databanks.disclosure.released": "A rule of the owner gave more of a record at once",
    "databanks.disclosure.granted": "The owner granted more of a record until a day",
    "databanks.disclosure.refused": "The owner refused more of a record, on a ground",
    "databanks.disclosure.revoked": "The owner took back what it had granted of a record",
    "databanks.disclosure.withdrawn": "An officer took back what he had asked for of a record",
    "databanks.release-rule.made": "An owner made a rule by which more of its records is given at once",
    "databanks.release-rule.ended": "An owner ended a rule by which more of its records was given",
    "databanks.candidate.set-aside": "An officer noted for his case that a candidate is not the person",
    "databanks.candidate.taken-up": "An officer took such a note back",
    "databanks.judgement.said": "An officer said that a person met is not the one of a record",
    "databanks.judgement.made": "An owner judged two records to be the same, or different",
    "databanks.judgement.confirmed": "The owner confirmed that a person met is not the one of its record",
    "databanks.judgement.declined": "The owner declined a judgement about its record",
    "databanks.judgement.undone": "A judgement about a record was undone",
    "databanks.judgements.read": "An officer read judgements about records",
    "databanks.certificate.issued": "An owner certified that a person is not the one of its record",
    "databanks.certificate.checked": "An officer checked a certificate by its code",
    "databanks.retention.shortened": "The secretariat entered that a state or a bank keeps records for less",
    "databanks.term.changed": "The secretariat changed how long owners have to answer",
    "databanks.sheet.made": "The monthly sheets of the banks and the scores of agencies were made",
    "databanks.bank.changed": "The secretariat changed what the register says of a bank",
}
