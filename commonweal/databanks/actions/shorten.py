"""The secretariat enters that a state or a bank keeps records of a class for less."""

from django.db import connection

from commonweal.audit import journal
from commonweal.common.errors import BadInput, NotAllowed
from commonweal.databanks import banks, retention
from commonweal.databanks.retention import EVERY, Shorter
from commonweal.handling import warrants
from commonweal.handling.terms import Role
from commonweal.members import queries as members


def shorten(
    token: str,
    class_: str,
    *,
    months: int,
    source: str,
    party: str = EVERY,
    bank: str = EVERY,
    verified: bool = False,
) -> Shorter:
    """Let entries of a class last at most so many months, for a party, a bank, or both; entered anew, it is replaced.

    It binds entries and extensions from now on; records that stand keep their end. Raises BadInput where it would
    lengthen the term, or names nothing known.
    """
    known = retention.classes().get(class_)
    if known is None:
        raise _bad("class", f"is one of {', '.join(retention.classes())}")
    if not 1 <= months < known.initial:
        raise _bad("months", f"is 1 to {known.initial - 1}: a term is shortened, never lengthened")
    if party != EVERY and members.party(party) is None:
        raise _bad("party", "is no party of the register")
    if bank != EVERY and bank not in banks.register().banks:
        raise _bad("bank", "is no bank of the register")
    if party == bank == EVERY:
        raise _bad("party", "or the bank must be named")
    if not source.strip() or len(source) > 500:
        raise _bad("source", "names where it stands, in at most 500 characters")
    made = Shorter(class_, party, bank, months, source.strip(), verified)
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        if holder.role != Role.SECRETARIAT:
            raise NotAllowed(
                "databanks.retention.not-secretariat", "Terms are entered by an officer in the role secretariat."
            )
        cursor.execute(
            "insert into databanks_shorter (class, party, bank, months, source, verified)"
            " values (%s, %s, %s, %s, %s, %s) on conflict (class, party, bank) do update"
            " set months = excluded.months, source = excluded.source, verified = excluded.verified",
            [made.class_, made.party, made.bank, made.months, made.source, made.verified],
        )
        about = (f"retention/{class_}",)
        journal.record(
            "databanks.retention.shortened", by=holder.actor, about=about, party=party, bank=bank, months=months
        )
    return made


def _bad(field: str, what: str) -> BadInput:
    return BadInput("databanks.retention.malformed", "{field} {what}.", field=field, what=what)
