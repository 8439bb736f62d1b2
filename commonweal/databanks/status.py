"""What may happen to an enquiry: a question that somebody who sees a record asks its owner. Pure.

Two kinds of table: a correction (this is wrong, further information, not the same person, duplicate of) and a
confirmation (is this he, does it still stand, before anything is done about it).
"""

from commonweal.databanks import standing
from commonweal.databanks.disclosing import DISCLOSURE
from commonweal.databanks.judging import JUDGEMENT
from commonweal.workflow.transitions import Table, Transition

ASKED = "asked"
SAID = ("said-yes", "said-no")
"""What the owner said by another channel, as the asker noted it: it stands until the owner answers here himself."""
OWNER, ASKER, HOUSE = ("owner",), ("asker",), ("house",)

CORRECTION = Table(
    "correction",
    {
        ASKED: "with the owner",
        "accepted": "accepted, to be mended",
        "mended": "mended",
        "declined": "declined",
        "withdrawn": "taken back",
        "lapsed": "the record is no longer held",
    },
    (
        Transition(ASKED, "accept", "accepted", OWNER, "databanks.correction.accepted",
                   "The owner accepts it; whoever was shown the record is told, and a contribution mends it."),
        Transition(ASKED, "decline", "declined", OWNER, "databanks.correction.declined",
                   "The owner declines with a reason."),
        Transition(ASKED, "withdraw", "withdrawn", ASKER, "databanks.correction.withdrawn",
                   "The asker takes it back."),
        Transition(ASKED, "lapse", "lapsed", HOUSE, "databanks.record.expired",
                   "The record was deleted before an answer."),
        Transition("accepted", "mend", "mended", OWNER, "databanks.correction.mended",
                   "The owner's contribution changed the record."),
    ),
)  # fmt: skip
"""A correction request."""

CONFIRMATION = Table(
    "confirmation",
    {
        ASKED: "with the owner",
        "said-yes": "confirmed by word, as the asker noted",
        "said-no": "denied by word, as the asker noted",
        "confirmed": "confirmed",
        "denied": "not the same, or no longer valid",
        "withdrawn": "taken back",
        "lapsed": "the record is no longer held",
    },
    (
        Transition(ASKED, "confirm", "confirmed", OWNER, "databanks.confirmation.confirmed",
                   "The owner confirms the match and that the record stands."),
        Transition(ASKED, "deny", "denied", OWNER, "databanks.confirmation.denied",
                   "The owner denies the match, or says that the record no longer stands."),
        Transition(ASKED, "note-yes", "said-yes", ASKER, "databanks.confirmation.noted",
                   "The owner confirmed it by telephone, mail or in person; the asker notes who, when and how."),
        Transition(ASKED, "note-no", "said-no", ASKER, "databanks.confirmation.noted",
                   "The owner denied it by telephone, mail or in person; the asker notes who, when and how."),
        *(
            Transition(said, event, state, OWNER, f"databanks.confirmation.{state}", words)
            for said in SAID
            for event, state, words in (
                ("confirm", "confirmed", "The owner answers for itself: it confirms."),
                ("deny", "denied", "The owner answers for itself: it denies."),
            )
        ),
        Transition(ASKED, "withdraw", "withdrawn", ASKER, "databanks.confirmation.withdrawn",
                   "The asker takes it back."),
        *(
            Transition(state, "lapse", "lapsed", HOUSE, "databanks.record.expired",
                       "The record was deleted before an answer.")
            for state in (ASKED, *SAID)
        ),
    ),
)  # fmt: skip
"""A hit put to the owner."""

APPROVER = ("approver",)

EXTENSION = Table(
    "extension",
    {ASKED: "waits for an approver", "granted": "kept for longer", "declined": "declined", "withdrawn": "taken back"},
    (
        Transition(ASKED, "grant", "granted", APPROVER, "databanks.extension.granted",
                   "An approver who did not ask decides that the record is kept: its end moves."),
        Transition(ASKED, "decline", "declined", APPROVER, "databanks.extension.declined",
                   "An approver declines: the record ends on its day."),
        Transition(ASKED, "withdraw", "withdrawn", ASKER, "databanks.extension.withdrawn",
                   "Who asked takes it back."),
    ),
)  # fmt: skip
"""That somebody asks to keep a record for longer. Without a decision the record ends, and the request goes with it."""

TABLES = (CORRECTION, CONFIRMATION, DISCLOSURE, JUDGEMENT, EXTENSION, *standing.TABLES)


def table(kind: str) -> Table:
    """The table that an enquiry of this kind follows."""
    return CONFIRMATION if kind == "confirm" else CORRECTION
