"""Words of the workflow room: the kinds of item that wait for somebody, and what each says.

A sentence is translated whole, never joined from pieces: where the words differ by level or by outcome, each variant
has a sentence of its own.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_noop


class ItemKind(TextChoices):
    """What an item in an inbox is about."""

    RECORD_SEEN = "record-seen", "Somebody saw your record"
    SILENT_HIT = "silent-hit", "Somebody asked about a record that alerts you silently"
    BATCH_STAGED = "batch-staged", "A contribution waits for approval"
    BATCH_APPROVED = "batch-approved", "A contribution was approved"
    BATCH_LINKS_OPEN = "batch-links-open", "A contribution was approved, and links of it lead nowhere"
    BATCH_REFUSED = "batch-refused", "A contribution was refused"
    BATCH_UNDONE = "batch-undone", "A contribution was undone"
    WORK_FAILED = "work-failed", "Work in the background ended because its officer may no longer do it"
    PULL_FAILED = "pull-failed", "What the house fetches could not be taken"
    RECORD_EXPIRES = "record-expires", "A record reaches the end of its term"
    RECORD_CONTESTED = "record-contested", "A record of ours is contested, and blocked"
    RECORD_RECALLED = "record-recalled", "A record that we were shown is no longer as it was"
    RECORDS_EXPIRE = "records-expire", "Many records reach the end of their terms"
    EXTENSION_ASKED = "extension-asked", "An officer asks to keep a record for longer"
    EXTENSION_GRANTED = "extension-granted", "A record is kept for longer, as we asked"
    EXTENSION_DECLINED = "extension-declined", "A record is not kept for longer, though we asked"
    REVIEW_ASKED = "review-asked", "Another state asks us to look at an entry before it is active"
    REVIEW_ACCEPTED = "review-accepted", "A second reviewer accepted our entry"
    REVIEW_REFUSED = "review-refused", "A second reviewer refused our entry"
    DRAFTS_WAIT = "drafts-wait", "Entries of ours wait for a second reviewer"
    CORRECTION_ASKED = "correction-asked", "Somebody asks us to correct a record"
    CORRECTION_ACCEPTED = "correction-accepted", "The owner accepted our correction"
    CORRECTION_DECLINED = "correction-declined", "The owner declined our correction"
    RECORD_CORRECTED = "record-corrected", "A record that we were shown is being corrected"
    CONFIRMATION_ASKED = "confirmation-asked", "Somebody asks us to confirm a hit"
    MATCH_CONFIRMED = "match-confirmed", "The owner confirmed our hit"
    MATCH_DENIED = "match-denied", "The owner denied our hit"
    JUDGEMENT_ASKED = "judgement-asked", "Somebody says that a person met is not the one of our record"
    JUDGEMENT_CONFIRMED = "judgement-confirmed", "The owner confirmed our judgement"
    JUDGEMENT_DECLINED = "judgement-declined", "The owner declined our judgement"
    DISCLOSURE_ASKED = "disclosure-asked", "Somebody asks us for more of a record"
    DISCLOSURE_WAITS = "disclosure-waits", "We wait for an owner's decision on disclosure"
    DISCLOSURE_RELEASED = "disclosure-released", "A rule of ours gave more of a record"
    DISCLOSURE_GRANTED = "disclosure-granted", "The owner granted more of a record"
    DISCLOSURE_REFUSED = "disclosure-refused", "The owner refused more of a record"
    DISCLOSURE_REVOKED = "disclosure-revoked", "The owner took back what it had granted"
    QUESTION_MATCHED = "question-matched", "A standing question found something new"
    FOLDER_INVITED = "folder-invited", "Somebody named us in a case folder"
    PAIRS_PROPOSED = "pairs-proposed", "Records taught words that may be one name"
    COMPLAINT_ASKED = "complaint-asked", "The commission asks us about a record that is contested"
    COMPLAINT_ANSWERED = "complaint-answered", "An owner answered the commission"
    SAMPLE_ASKED = "sample-asked", "A supervisor asks why we asked a question"
    SAMPLE_ANSWERED = "sample-answered", "An officer answered the supervisor"
    FLAG_RAISED = "flag-raised", "Something in the use of the banks is to be looked at"
    QUALITY_FOUND = "quality-found", "Something is amiss in records that we contributed"
    QUALITY_MONTH = "quality-month", "The month's list of what to mend in our records"


VARIANT = "level"
"""The value by which a kind with several sentences chooses among them."""

SENTENCES: dict[ItemKind, dict[str, str]] = {
    ItemKind.RECORD_SEEN: {
        "full": gettext_noop("{agency} saw {ref} in full, purpose {purpose}, case {case}"),
        "core": gettext_noop("{agency} saw the identity in {ref}, purpose {purpose}, case {case}"),
        "hit": gettext_noop("{agency} learned that you hold {ref}, purpose {purpose}, case {case}"),
    },
    ItemKind.SILENT_HIT: {
        "": gettext_noop("{agency} asked about {ref} and learned nothing, purpose {purpose}, case {case}")
    },
    ItemKind.BATCH_STAGED: {
        "": gettext_noop("Batch {batch} of {officer} waits for approval: {lines} rows, {rejected} refused")
    },
    ItemKind.BATCH_APPROVED: {"": gettext_noop("{officer} approved batch {batch}")},
    ItemKind.BATCH_LINKS_OPEN: {
        "": gettext_noop(
            "{officer} approved batch {batch}; {links} links lead to no record of your agency, among them {refs}"
        )
    },
    ItemKind.BATCH_REFUSED: {"": gettext_noop("{officer} refused batch {batch}: {reason}")},
    ItemKind.REVIEW_ASKED: {"": gettext_noop("{agency} asks for a second review of entries: {entries}")},
    ItemKind.REVIEW_ACCEPTED: {"": gettext_noop("{agency} accepted {ref} on second review: it is active")},
    ItemKind.REVIEW_REFUSED: {"": gettext_noop("{agency} refused {ref} on second review, with a reason")},
    ItemKind.DRAFTS_WAIT: {
        "": gettext_noop("Entries of batch {batch} that wait for a second reviewer of another state: {entries}")
    },
    ItemKind.CORRECTION_ASKED: {"": gettext_noop("{agency} asks for a correction of {ref}: accept or decline it")},
    ItemKind.CORRECTION_ACCEPTED: {"": gettext_noop("{agency} accepted the correction of {ref} and will mend it")},
    ItemKind.CORRECTION_DECLINED: {"": gettext_noop("{agency} declined the correction of {ref}, with a reason")},
    ItemKind.RECORD_CORRECTED: {
        "": gettext_noop("{agency} is correcting {ref}, which you were shown: look again before you use it")
    },
    ItemKind.CONFIRMATION_ASKED: {"": gettext_noop("{agency} asks you to confirm the hit {ref} before it acts")},
    ItemKind.MATCH_CONFIRMED: {"": gettext_noop("{agency} confirmed the hit {ref}")},
    ItemKind.MATCH_DENIED: {"": gettext_noop("{agency} denied the hit {ref}: do not act on it")},
    ItemKind.JUDGEMENT_ASKED: {
        "": gettext_noop("{agency} met somebody who is not the person of {ref}: confirm it, or decline")
    },
    ItemKind.JUDGEMENT_CONFIRMED: {"": gettext_noop("{agency} confirmed that the person you met is not that of {ref}")},
    ItemKind.JUDGEMENT_DECLINED: {
        "": gettext_noop("{agency} declined your judgement about {ref}: treat the hit as open")
    },
    ItemKind.DISCLOSURE_ASKED: {"": gettext_noop("{agency} asks for more of {ref}: grant it, or refuse on a ground")},
    ItemKind.DISCLOSURE_WAITS: {"": gettext_noop("We wait for {agency} to decide what it shows of {ref}")},
    ItemKind.DISCLOSURE_RELEASED: {"": gettext_noop("Your rule gave {agency} more of {ref}")},
    ItemKind.DISCLOSURE_GRANTED: {"": gettext_noop("{agency} shows you more of {ref}: look until when")},
    ItemKind.DISCLOSURE_REFUSED: {"": gettext_noop("{agency} refused more of {ref}, on a ground")},
    ItemKind.DISCLOSURE_REVOKED: {"": gettext_noop("{agency} took back what it showed of {ref}")},
    ItemKind.FOLDER_INVITED: {"": gettext_noop("{agency} named you in a folder of the case {case}")},
    ItemKind.BATCH_UNDONE: {
        "": gettext_noop("{officer} undid batch {batch}: {records} records are as they were before; {reason}")
    },
    ItemKind.WORK_FAILED: {
        "stage": gettext_noop(
            "What {officer} handed in was not taken, and nothing is changed: the officer may no longer contribute."
            " Another officer can hand it in"
        ),
        "approve": gettext_noop(
            "Batch {batch} was not approved to its end: {officer} may no longer approve. Another officer can do it"
        ),
        "undo": gettext_noop(
            "Batch {batch} was not undone to its end: {officer} may no longer do that. Another officer can do it"
        ),
    },
    ItemKind.PULL_FAILED: {"": gettext_noop("The pull {pull} could not be taken: {problem}")},
    ItemKind.QUESTION_MATCHED: {
        "strong": gettext_noop("Your standing question “{name}”: {owner} holds a record that strongly fits"),
        "possible": gettext_noop("Your standing question “{name}”: {owner} holds a record that possibly fits"),
        "weak": gettext_noop("Your standing question “{name}”: {owner} holds a record that weakly fits"),
    },
    ItemKind.PAIRS_PROPOSED: {"": gettext_noop("Pairs of words that may be one name wait for a decision: {pairs}")},
    ItemKind.COMPLAINT_ASKED: {
        "": gettext_noop("{agency} hears case {case}, in which your record {ref} is contested: say what may be told")
    },
    ItemKind.COMPLAINT_ANSWERED: {"": gettext_noop("{agency} answered about {ref} in case {case}")},
    ItemKind.SAMPLE_ASKED: {
        "": gettext_noop("Your supervisor asks about your question of {date}, case {case}: say why you asked it")
    },
    ItemKind.SAMPLE_ANSWERED: {"": gettext_noop("{officer} answered about the question of {date}")},
    ItemKind.FLAG_RAISED: {"": gettext_noop("To be looked at in the use of the banks by {officer}: {rule}")},
    ItemKind.QUALITY_FOUND: {"": gettext_noop("Records of our contribution with something amiss: {records}")},
    ItemKind.QUALITY_MONTH: {"": gettext_noop("Records of ours to be mended at the end of {month}: {records}")},
    ItemKind.RECORD_EXPIRES: {"": gettext_noop("{ref} ends on {date}: extend it with a reason, or let it end")},
    ItemKind.RECORD_CONTESTED: {
        "complaint": gettext_noop("A commission hears a complaint about {ref}, and it is blocked: answer by {date}"),
        "correction": gettext_noop(
            "{ref} is blocked, because nobody answered a request for its correction: answer by {date}"
        ),
    },
    ItemKind.RECORD_RECALLED: {
        "withdrawn": gettext_noop("{agency} withdrew {ref}: delete what you kept of it, and confirm"),
        "blocked": gettext_noop("{agency} blocked {ref}, which is contested: use nothing that you kept, and confirm"),
        "corrected": gettext_noop("{agency} corrected {ref}: correct what you kept of it, and confirm"),
        "erased": gettext_noop("{ref} of {agency} was erased: delete what you kept of it, and confirm"),
    },
    ItemKind.RECORDS_EXPIRE: {"": gettext_noop("Many records of ours end soon, the first on {date}: see which")},
    ItemKind.EXTENSION_ASKED: {"": gettext_noop("{officer} asks to keep {ref} until {date}: decide before it ends")},
    ItemKind.EXTENSION_GRANTED: {"": gettext_noop("{officer} decided that {ref} is kept until {date}")},
    ItemKind.EXTENSION_DECLINED: {"": gettext_noop("{officer} declined to keep {ref} for longer: it ends on {date}")},
}
"""For each kind its English sentence, or one for each variant; the translations are in the catalogue."""

JOURNAL_VERBS = {
    "workflow.item.seen": "An item in an inbox was seen",
    "workflow.item.done": "An item in an inbox was settled",
}
