"""Whom officers asked about and why: marked records, one person asked for by many, one justification for many. Pure."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from statistics import fmean, pstdev

from commonweal.oversight.doings import OPENED, QUESTION, SIGMAS, WEEK, Event, Flag, Use, flag, of

SHIFT = timedelta(hours=18)
"""What lasts longer was not the work of one shift."""
OFFICERS = 4
"""More than three for one person."""
LEAST = 8
"""Below so many persons for one justification nothing is flagged."""


def find(use: Use) -> Iterator[Flag]:
    """The flags of this rule."""
    yield from _honeypots(use)
    yield from _same_person(use)
    yield from _reused(use)


def _honeypots(use: Use) -> Iterator[Flag]:
    for code, events in use.by_officer.items():
        for record in dict.fromkeys(record for each in events for record in each.honeypots):
            yield flag([each for each in use.by_officer[code] if record in each.honeypots], "honeypot", record)


def persons(event: Event) -> Iterator[str]:
    """Whom an event is about: the name that was asked, else the one record that was opened."""
    full = of(event.names, "full")
    if full:
        yield from full
    elif event.kind == OPENED:
        yield from event.records[:1]


def _same_person(use: Use) -> Iterator[Flag]:
    """More than three officers within a week, of whom no case holds half; a person who is always asked for is left."""
    about: dict[str, list[Event]] = defaultdict(list)
    for each in use.events:
        for person in persons(each):
            about[person].append(each)
    weeks = max(1.0, (use.events[-1].at - use.events[0].at) / WEEK) if use.events else 1.0
    for person, events in about.items():
        if len({each.officer for each in events}) < OFFICERS:
            continue
        window = _crowded(events)
        officers = {each.officer for each in window}
        if len(officers) < OFFICERS:
            continue
        rest = len({(each.officer, each.at.date()) for each in events}) - len(window)
        if rest / weeks >= len(officers) / 2:
            continue
        cases = Counter(case for _, case in {(each.officer, each.justification) for each in window} if case)
        if cases and max(cases.values()) * 2 >= len(officers) and max(cases.values()) > 1:
            continue
        for code in sorted(officers):
            mine = [each for each in window if each.officer == code]
            yield flag(mine, "same-person", person, count=len(officers))


def _crowded(events: Sequence[Event]) -> list[Event]:
    """The week with the most officers."""
    best: list[Event] = []
    most, start = 0, 0
    inside: Counter[str] = Counter()
    for end, each in enumerate(events):
        inside[each.officer] += 1
        while each.at - events[start].at > WEEK:
            inside[events[start].officer] -= 1
            inside += Counter()  # drops those at zero
            start += 1
        if len(inside) > most:
            most, best = len(inside), list(events[start : end + 1])
    return best


def _reused(use: Use) -> Iterator[Flag]:
    """One justification for many persons: against what officers at such a post give one justification for."""
    groups: dict[str, dict[tuple[str, str], dict[str, Event]]] = defaultdict(dict)
    for each in use.events:
        if each.kind != QUESTION or each.standing or not each.justification:
            continue
        text = " ".join(each.justification.lower().split())
        week = str(each.at.date().toordinal() // 7)
        whom = next(persons(each), each.id)
        for span in (week, "all"):
            group = groups[use.officers[each.officer].post].setdefault((each.officer, f"{text}|{span}"), {})
            group.setdefault(whom, each)
    for of_post in groups.values():
        for span in ("week", "all"):  # within a week, and kept up for longer
            here = {key: group for key, group in of_post.items() if key[1].endswith("|all") == (span == "all")}
            sizes = sorted(math.sqrt(len(group)) for group in here.values())
            if not sizes:
                continue
            core = sizes[: max(1, math.ceil(len(sizes) * 0.98))]  # what is to be found must not widen the measure
            usual, spread = fmean(core), max(pstdev(core), 0.35)
            bound = max((usual + SIGMAS * spread) ** 2, 1.5 * core[-1] ** 2, LEAST)
            for (_officer, text), group in here.items():
                ordered = sorted(group.values(), key=lambda each: each.at)
                if len(group) >= (bound if ordered[-1].at - ordered[0].at > SHIFT else 2 * bound):
                    key = text.rpartition("|")[0]
                    yield flag(ordered, "reused", key, count=len(group), usual=max(1, round(usual**2)))
