"""What may become of a judgement about a person met. Pure; registered in `status`."""

from commonweal.workflow.transitions import Table, Transition

SAID, STANDS = "said", "stands"
OWNER, ASKER, HOUSE, EITHER = ("owner",), ("asker",), ("house",), ("owner", "asker")

JUDGEMENT = Table(
    "judgement",
    {
        SAID: "for one agency, with the owner",
        STANDS: "confirmed, for everybody",
        "declined": "declined by the owner",
        "undone": "undone",
        "lapsed": "lapsed: the record changed",
    },
    (
        Transition(SAID, "confirm", STANDS, OWNER, "databanks.judgement.confirmed",
                   "Another officer, of the owner, confirms it: it acts for everybody who sees the record."),
        Transition(SAID, "decline", "declined", OWNER, "databanks.judgement.declined",
                   "The owner declines it; the hit counts again for the agency that said it."),
        Transition(SAID, "undo", "undone", EITHER, "databanks.judgement.undone", "Either side undoes it."),
        Transition(STANDS, "undo", "undone", EITHER, "databanks.judgement.undone", "Either side undoes it."),
        Transition(SAID, "change", "lapsed", HOUSE, "databanks.batch.approved",
                   "The identity of the record changed: nobody judged that."),
        Transition(STANDS, "change", "lapsed", HOUSE, "databanks.batch.approved",
                   "The identity of the record changed: nobody judged that."),
    ),
)  # fmt: skip
"""That a person met is not the one of a record."""
