"""What in the use of the banks is to be looked at by a supervisor: rules over plain records of what was done. Pure.

`flags(events, officers)` takes everything that is known of some weeks and returns flags, each with its reason in words.
A flag is a question to a supervisor and nothing else: nothing is refused, closed or counted against anybody by it.

Measures rest on peers: officers at the same kind of post. Counts are compared after a square root, by which a count
of chance events has the same spread whatever its size; so a busy post is not flagged for being busy.
"""

from collections.abc import Iterable

from commonweal.oversight import rules_amount, rules_hours, rules_kin, rules_persons
from commonweal.oversight.doings import OPENED, QUESTION, REASONS, Event, Flag, Officer, Use

__all__ = ["OPENED", "QUESTION", "REASONS", "Event", "Flag", "Officer", "flags"]


def flags(events: Iterable[Event], officers: Iterable[Officer]) -> list[Flag]:
    """Everything to be looked at in these events, by moment. Events of officers who are not given are left aside."""
    known = {each.code: each for each in officers}
    held = sorted((each for each in events if each.officer in known), key=lambda each: (each.at, each.id))
    use = Use(held, known)
    found = [*rules_kin.find(use), *rules_hours.find(use), *rules_amount.find(use), *rules_persons.find(use)]
    first: dict[str, Flag] = {}
    for each in sorted(found, key=lambda each: (each.at, each.key)):
        first.setdefault(each.key, each)
    return list(first.values())
