"""Pairs with a verdict: how often each judge is right, persons and organisations apart, and how sure that is."""

import random
from collections.abc import Sequence

import msgspec

from .files import Labelled
from .peers import Judge

RESAMPLES = 2000
GRID = [place / 100 for place in range(20, 100)]


class Verdict(msgspec.Struct):
    """One judge on one kind of pair. F1 at the threshold that its makers name, and at the best one for these pairs;
    `low` and `high` hold 95 of 100 resamples. `right` is the share of verdicts that are right."""

    judge: str
    file: str
    kind: str
    pairs: int
    threshold: float
    precision: float
    recall: float
    f1: float
    low: float
    high: float
    right: float
    best_threshold: float
    best_f1: float
    best_right: float
    lead: tuple[float, float, float] | None = None
    """Commonweal's F1 less this judge's, each at its own threshold; with the bounds of 95 of 100 resamples."""


class Scored(msgspec.Struct):
    """Likenesses that a judge gave to pairs, in their order."""

    judge: str
    threshold: float
    scores: list[float]


def scored(judge: Judge, pairs: Sequence[Labelled]) -> Scored:
    """Ask a judge about every pair."""
    scores = [
        judge.compare(pair.one, pair.other, is_person=pair.is_person, births=(pair.born_one, pair.born_other))
        for pair in pairs
    ]
    return Scored(judge.name, judge.threshold, scores)


def compared(
    file: str, kind: str, pairs: Sequence[Labelled], judged: Sequence[Scored], *, ours: str, seed: int
) -> list[Verdict]:
    """A verdict on each judge; leads are those of the judge named `ours`. Resamples are of pairs, the same for all."""
    dice = random.Random(seed)
    truths = [pair.is_same for pair in pairs]
    draws = [dice.choices(range(len(pairs)), k=len(pairs)) for _ in range(RESAMPLES)]
    said = {each.judge: [score >= each.threshold for score in each.scores] for each in judged}
    f1s = {name: resampled(truths, calls, draws) for name, calls in said.items()}
    return [_verdict(file, kind, truths, each, said[each.judge], f1s, ours) for each in judged]


def _verdict(
    file: str,
    kind: str,
    truths: Sequence[bool],
    judged: Scored,
    calls: Sequence[bool],
    f1s: dict[str, list[float]],
    ours: str,
) -> Verdict:
    precision, recall, f1 = rates(truths, calls)
    low, high = middle(f1s[judged.judge])
    best = max(GRID, key=lambda least: rates(truths, [score >= least for score in judged.scores])[2])
    rightest = max(GRID, key=lambda least: _right(truths, [score >= least for score in judged.scores]))
    verdict = Verdict(
        judge=judged.judge,
        file=file,
        kind=kind,
        pairs=len(truths),
        threshold=judged.threshold,
        precision=precision,
        recall=recall,
        f1=f1,
        low=low,
        high=high,
        right=_right(truths, calls),
        best_threshold=best,
        best_f1=rates(truths, [score >= best for score in judged.scores])[2],
        best_right=_right(truths, [score >= rightest for score in judged.scores]),
    )
    if ours in f1s and judged.judge != ours:
        leads = [one - other for one, other in zip(f1s[ours], f1s[judged.judge], strict=True)]
        verdict.lead = (sum(leads) / len(leads), *middle(leads))
    return verdict


def rates(truths: Sequence[bool], calls: Sequence[bool]) -> tuple[float, float, float]:
    """Precision, recall, F1."""
    hits = sum(truth and call for truth, call in zip(truths, calls, strict=True))
    called, there = sum(calls), sum(truths)
    precision, recall = hits / called if called else 0.0, hits / there if there else 0.0
    return precision, recall, 2 * hits / (called + there) if called + there else 0.0


def resampled(truths: Sequence[bool], calls: Sequence[bool], draws: Sequence[Sequence[int]]) -> list[float]:
    """F1 of each resample, in the order of the draws."""
    both = [truth and call for truth, call in zip(truths, calls, strict=True)]
    weight = [truth + call for truth, call in zip(truths, calls, strict=True)]
    found = []
    for draw in draws:
        below = sum(weight[place] for place in draw)
        found.append(2 * sum(both[place] for place in draw) / below if below else 0.0)
    return found


def middle(values: Sequence[float]) -> tuple[float, float]:
    """The bounds of the middle 95 of 100."""
    ordered = sorted(values)
    return ordered[int(0.025 * len(ordered))], ordered[int(0.975 * len(ordered))]


def _right(truths: Sequence[bool], calls: Sequence[bool]) -> float:
    return sum(truth == call for truth, call in zip(truths, calls, strict=True)) / len(truths)


def line(verdict: Verdict) -> str:
    """One line of the table."""
    lead = ""
    if verdict.lead:
        lead = f"  Commonweal leads by {verdict.lead[0]:+.3f} [{verdict.lead[1]:+.3f}, {verdict.lead[2]:+.3f}]"
    return (
        f"{verdict.judge:15} {verdict.file:24} {verdict.kind:13} n={verdict.pairs:4}"
        f"  F1 {verdict.f1:.3f} [{verdict.low:.3f}, {verdict.high:.3f}] at {verdict.threshold:.2f}"
        f"  best {verdict.best_f1:.3f} at {verdict.best_threshold:.2f}"
        f"  right {verdict.right:.3f} (best {verdict.best_right:.3f}){lead}"
    )
