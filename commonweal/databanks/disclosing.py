"""What may happen to a request for more of a record. Pure; registered in `status`."""

from commonweal.workflow.transitions import Table, Transition

OWNER, ASKER, HOUSE, RULE = ("owner",), ("asker",), ("house",), ("rule",)
OVER = "over"

DISCLOSURE = Table(
    "disclosure",
    {
        "asked": "with the owner",
        "granted": "granted until a day",
        OVER: "granted, and over",
        "refused": "refused on a ground",
        "revoked": "granted, and taken back by the owner",
        "withdrawn": "taken back",
        "lapsed": "the record is no longer held",
    },
    (
        Transition("asked", "release", "granted", RULE, "databanks.disclosure.released",
                   "A rule of the owner gives it at once, for as long as the rule says."),
        Transition("asked", "grant", "granted", OWNER, "databanks.disclosure.granted",
                   "An approver of the owner consents until a day."),
        Transition("asked", "refuse", "refused", OWNER, "databanks.disclosure.refused",
                   "An approver of the owner refuses and names a ground."),
        Transition("asked", "withdraw", "withdrawn", ASKER, "databanks.disclosure.withdrawn",
                   "The asker takes it back."),
        Transition("asked", "lapse", "lapsed", HOUSE, "databanks.record.expired",
                   "The record was deleted before a decision."),
        Transition("granted", "revoke", "revoked", OWNER, "databanks.disclosure.revoked",
                   "The owner takes it back; from that statement on nothing more is shown."),
        Transition("granted", "lapse", OVER, HOUSE, "databanks.disclosure.granted",
                   "Its end has come; the entry of the grant says until when it was good."),
    ),
)  # fmt: skip
"""A request for more of a record. Silence is no line of it: what nobody decides stays with the owner, overdue."""
