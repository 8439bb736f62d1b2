"""Whether an officer asked about himself or his own: by tokens of names and addresses. Pure."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator

from commonweal.oversight.doings import Event, Flag, Use, flag, of, values

KIN, FAMILY = 0.06, 0.001
"""What chance brings more often than this (to one officer, in all that is looked at) is no flag."""
WHY = {
    "same address": "the same address",
    "same father": "the same father",
    "child": "the officer may be the father",
    "parent": "may be the officer's father",
}


def find(use: Use) -> Iterator[Flag]:
    """The flags of this rule."""
    yield from _own(use)
    yield from _relatives(use)


def is_own(event: Event, own: frozenset[str]) -> bool:
    if of(event.names, "full") & of(own, "full"):
        return True
    family, given = (bool(of(event.names, part) & of(own, part)) for part in ("family", "given"))
    father = of(event.names, "patronymic")
    return family and given and (not father or not of(own, "patronymic") or bool(father & own))


def _own(use: Use) -> Iterator[Flag]:
    for code, events in use.by_officer.items():
        mine = [each for each in events if is_own(each, use.officers[code].own)]
        if mine:
            yield flag(mine, "own-name", mine[0].id)


def _kinship(event: Event, own: frozenset[str]) -> str:
    """Why a person of the same family name may be a relative; "" where nothing speaks for it."""
    if of(event.names, "address") & own:
        return "same address"
    if not of(event.names, "family") & own:
        return ""
    if of(event.names, "patronymic") & own:
        return "same father"
    if values(event.names, "patronymic") & values(own, "given"):
        return "child"
    if values(event.names, "given") & values(own, "patronymic"):
        return "parent"
    return ""


def _relatives(use: Use) -> Iterator[Flag]:
    """Who shares an address, or family name and father: where chance alone does not bring as many of the same names."""
    named = [each for each in use.events if of(each.names, "family")]
    shares = Counter(token for each in named for token in each.names)
    total = len(named) or 1
    for code, events in use.by_officer.items():
        own = use.officers[code].own
        like = [each for each in events if not is_own(each, own)]
        families = of(own, "family")
        mine = [each for each in like if each.names & families]
        others = max(0, sum(shares[token] for token in families) - len(mine))
        expected = (others + 0.5) / total * len(events)
        near = defaultdict(list)
        for each in like:
            if why := _kinship(each, own):
                near[why].append(each)
        chance = sum(
            (shares[token] + 0.5) / total
            for token in (
                *of(own, "patronymic"),
                *(f"patronymic:{value}" for value in values(own, "given")),
                *(f"given:{value}" for value in values(own, "patronymic")),
            )
        )
        found = sum(len(held) for why, held in near.items() if why != "same address")
        for why, held in near.items():
            if why == "same address" or _tail(found, expected * min(1.0, chance)) < KIN:
                yield flag(held, "relative", f"{why}|{held[0].id}", why=WHY[why])
        if len(mine) >= 2 and _tail(len(mine), expected) < FAMILY:
            yield flag(mine, "family", mine[0].id, count=len(mine))


def _tail(count: int, expected: float) -> float:
    """The chance of `count` or more where so many are expected (Poisson)."""
    return 1.0 - sum(math.exp(-expected) * expected**n / math.factorial(n) for n in range(min(count, 150)))
