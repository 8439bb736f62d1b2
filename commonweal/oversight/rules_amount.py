"""Whether an officer asked far more than others at such a post, in a day or all the time. Pure."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from statistics import fmean, median, pstdev

from commonweal.oversight.doings import HISTORY_DAYS, QUESTION, SIGMAS, Flag, Use, flag

LEAST = 10
"""Below so many questions a day nothing is flagged, however quiet the peers."""


def find(use: Use) -> Iterator[Flag]:
    """The flags of this rule."""
    counts = {
        code: {day: sum(1 for each in events if each.kind == QUESTION) for day, events in days.items()}
        for code, days in use.days.items()
    }
    levels = {code: fmean(per_day.values()) for code, per_day in counts.items() if per_day}
    posts: dict[str, list[float]] = defaultdict(list)
    for code, per_day in counts.items():
        posts[use.officers[code].post] += [math.sqrt(n) for n in per_day.values() if n]
    for code, per_day in counts.items():
        days = [math.sqrt(n) for n in per_day.values() if n]
        others = _without(posts[use.officers[code].post], days)
        if len(others) < HISTORY_DAYS:
            others = _without([root for roots in posts.values() for root in roots], days)
        if len(others) < HISTORY_DAYS:
            continue
        usual, spread = fmean(others), max(pstdev(others), 0.5)  # 0.5: what chance alone gives
        bound = (usual + SIGMAS * spread) ** 2
        ordinary = _ordinary(days)
        for day, count in per_day.items():
            if count >= LEAST and count > bound and math.sqrt(count) > ordinary:
                events = [each for each in use.days[code][day] if each.kind == QUESTION]
                yield flag(events, "volume", day, count=count, usual=round(usual**2), bound=round(bound))
        yield from _steady(use, code, levels)


def _ordinary(roots: list[float]) -> float:
    """The root of what is still ordinary for him, whatever a few days of abuse add; 0 where too little is known."""
    if len(roots) < HISTORY_DAYS:
        return 0.0
    middle = median(roots)
    return middle + SIGMAS * max(1.48 * median(abs(each - middle) for each in roots), 0.5)


def _without(roots: list[float], mine: list[float]) -> list[float]:
    rest = Counter(roots) - Counter(mine)
    return list(rest.elements())


def _steady(use: Use, code: str, levels: Mapping[str, float]) -> Iterator[Flag]:
    """Who asks far more than every peer, day after day, has no ordinary day of his own to be held against."""
    others = [math.sqrt(levels[each]) for each in use.others(code) if levels.get(each)]
    if len(others) < 5 or code not in levels:
        return
    usual, spread = fmean(others), max(pstdev(others), 0.35)
    if levels[code] >= LEAST and math.sqrt(levels[code]) > usual + 4 * spread:
        events = use.by_officer[code]
        yield flag(events, "steady-volume", "", count=round(levels[code]), usual=round(usual**2))
