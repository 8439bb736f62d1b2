"""What may happen to a case before the commission, and when its answer leaves the house. Pure.

The steps are the same whether anything is held or not: owners are asked before every decision (nobody, where no record
is named), and an answer leaves on one of the days that are fixed when the case is admitted.
"""

from datetime import datetime, timedelta

from commonweal.workflow.transitions import Table, Transition

COMMISSION, HOUSE = ("commission",), ("house",)
RECEIVED, IDENTIFIED, ADMITTED, CONSULTED, DECIDED = "received", "identified", "admitted", "consulted", "decided"
TOLD, REFUSED = "told", "refused"
HEARD = (ADMITTED, CONSULTED, DECIDED)
"""States in which records may be named and are open to the commission."""

CASE = Table(
    "case",
    {
        RECEIVED: "received",
        IDENTIFIED: "the identity is checked",
        ADMITTED: "admitted",
        CONSULTED: "the owners are asked",
        DECIDED: "decided, not told yet",
        TOLD: "told",
        REFUSED: "not admissible",
    },
    (
        Transition(RECEIVED, "identify", IDENTIFIED, COMMISSION, "oversight.case.identified",
                   "The commission has seen who asks, and takes the case."),
        Transition(RECEIVED, "refuse", REFUSED, COMMISSION, "oversight.case.refused",
                   "It is not for the commission, or nobody can tell who asks."),
        Transition(IDENTIFIED, "admit", ADMITTED, COMMISSION, "oversight.case.admitted",
                   "It is admissible; from here the term of the answer runs."),
        Transition(IDENTIFIED, "refuse", REFUSED, COMMISSION, "oversight.case.refused",
                   "It is not admissible; the person is told why."),
        Transition(ADMITTED, "consult", CONSULTED, COMMISSION, "oversight.case.consulted",
                   "Owners of the records named are asked; the step is taken where none is named, too."),
        Transition(CONSULTED, "consult", CONSULTED, COMMISSION, "oversight.case.consulted",
                   "Another record was named, or a question is put again."),
        Transition(CONSULTED, "decide", DECIDED, COMMISSION, "oversight.case.decided",
                   "The commission decides; the answer waits for its day."),
        Transition(DECIDED, "tell", TOLD, HOUSE, "oversight.case.told",
                   "The day of the answer has come: the person reads it, and the records are closed again."),
    ),
)  # fmt: skip
"""A case before the commission."""

AUDITOR = ("auditor",)
DRAWN, ASKED, ACCEPTED = "drawn", "asked", "accepted"

SAMPLE = Table(
    "sample",
    {
        DRAWN: "drawn, not judged yet",
        ASKED: "the officer is asked",
        ACCEPTED: "the justification is accepted",
        REFUSED: "the justification is refused",
    },
    (
        Transition(DRAWN, "accept", ACCEPTED, AUDITOR, "oversight.sample.accepted",
                   "Purpose, basis and case bear the question."),
        Transition(DRAWN, "ask", ASKED, AUDITOR, "oversight.sample.asked",
                   "The officer is asked why; his answer comes back to the supervisor."),
        Transition(DRAWN, "refuse", REFUSED, AUDITOR, "oversight.sample.refused",
                   "The justification does not bear the question; counted, and nothing else follows by itself."),
        Transition(ASKED, "ask", ASKED, AUDITOR, "oversight.sample.asked",
                   "The answer leaves something open."),
        Transition(ASKED, "accept", ACCEPTED, AUDITOR, "oversight.sample.accepted",
                   "The answer bears the question."),
        Transition(ASKED, "refuse", REFUSED, AUDITOR, "oversight.sample.refused",
                   "The answer does not bear the question, or none came."),
    ),
)  # fmt: skip
"""A question drawn for the day's sample."""

FLAG = Table(
    "flag",
    {"open": "to be looked at", "explained": "a false alarm", "upheld": "upheld"},
    (
        Transition("open", "explain", "explained", AUDITOR, "oversight.flag.explained",
                   "There was a good reason; the same is not raised again."),
        Transition("open", "uphold", "upheld", AUDITOR, "oversight.flag.upheld",
                   "It is to be dealt with by the agency; nothing follows by itself."),
    ),
)  # fmt: skip
"""What the rules of misuse flagged."""

TABLES = (CASE, FLAG, SAMPLE)

EARLIEST_DAYS, EVERY_DAYS = 90, 30
"""An answer leaves at the earliest so many days after the case was admitted, then on every so-manieth day."""


def release(admitted: datetime, decided: datetime) -> datetime:
    """The moment at which an answer may be read: the first of the fixed days after the decision.

    Where nothing is held the commission is done in a day, where owners are asked it takes weeks; on the fixed day both
    look alike.
    """
    day = admitted + timedelta(days=EARLIEST_DAYS)
    while day < decided:
        day += timedelta(days=EVERY_DAYS)
    return day


def months_after(start: datetime, months: int) -> datetime:
    """The same day so many months later, or the last of that month."""
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    for day in (start.day, 30, 29, 28):
        try:
            return start.replace(year=year, month=month, day=day)
        except ValueError:
            continue
    raise ValueError(start)  # never: every month has 28 days


PUBLIC = {
    RECEIVED: "received",
    IDENTIFIED: "received",
    ADMITTED: "examined",
    CONSULTED: "examined",
    DECIDED: "examined",
    TOLD: "answered",
    REFUSED: "refused",
}
"""State → what the person is told of it before the answer."""
