"""What may happen to an officer, to his sign-in link and to the warrants that he holds. Pure; registered in `status`.

Officers' steps are taken by `actions`; a used link and a closed warrant the database lets nobody open again, by guards
made from these tables (migration 0004).
"""

from commonweal.workflow.transitions import Table, Transition

ENTERED, ACCREDITED, SUSPENDED = "entered", "accredited", "suspended"
REGISTRAR, HOLDER, HOUSE = ("registrar",), ("holder",), ("house",)

OFFICER = Table(
    "officer",
    {ENTERED: "entered in the register", ACCREDITED: "accredited", SUSPENDED: "suspended"},
    (
        Transition(ENTERED, "accredit", ACCREDITED, REGISTRAR, "members.officer.accredited",
                   "He may open warrants in his roles until the accreditation ends."),
        Transition(ACCREDITED, "accredit", ACCREDITED, REGISTRAR, "members.officer.accredited",
                   "A further period; at most five years at once."),
        Transition(ACCREDITED, "lapse", ENTERED, HOUSE, "members.officer.accredited",
                   "The period ends; the entry of the accreditation says when."),
        Transition(ENTERED, "suspend", SUSPENDED, REGISTRAR, "members.officer.suspended",
                   "He cannot be let in."),
        Transition(ACCREDITED, "suspend", SUSPENDED, REGISTRAR, "members.officer.suspended",
                   "All his warrants close at once, and none opens."),
    ),
)  # fmt: skip
"""An officer of the register."""

LINK = Table(
    "sign-in-link",
    {"issued": "issued", "used": "used", "over": "over"},
    (
        Transition("issued", "use", "used", HOLDER, "members.link.used",
                   "It lets its officer in, once."),
        Transition("issued", "lapse", "over", HOUSE, "members.link.issued",
                   "24 hours have passed, or its officer was suspended."),
    ),
)  # fmt: skip
"""A one-time sign-in link."""

WARRANT = Table(
    "warrant",
    {"open": "open", "closed": "closed", "over": "over"},
    (
        Transition("open", "close", "closed", HOLDER, "handling.warrant.closed",
                   "Its holder closes it; from that statement on it shows nothing."),
        Transition("open", "suspend", "closed", REGISTRAR, "members.officer.suspended",
                   "Its holder is suspended: all his warrants close at once."),
        Transition("open", "lapse", "over", HOUSE, "handling.warrant.opened",
                   "Its time is over; the entry of its opening says until when it was good."),
    ),
)  # fmt: skip
"""A warrant: what authorises a query."""

TABLES = (OFFICER, LINK, WARRANT)
