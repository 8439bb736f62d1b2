"""Pairs with a verdict: Commonweal and logic-v2 on the same pairs in the same run, and the regional test set.

The open half of the regional set is measured; `HELD=1 make prove-names ONLY=names_pairs` opens the held half, once, and
writes that down in docs/benchmarks/regional/opened.md.

`python -m tools.prove names_pairs`
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from subprocess import run

from commonweal.house.bench import files, verdicts
from commonweal.house.bench.files import Labelled
from commonweal.house.bench.fillers import SEED
from commonweal.house.bench.peers import JUDGES, Judge, known, missing
from commonweal.house.bench.verdicts import Scored, Verdict
from tools.bench import regional
from tools.prove import names_base
from tools.prove.line import Line
from tools.prove.scratch import CHECKOUT

OURS, STRONGEST = "Commonweal", "logic-v2"
LEAD = 0.05
REGIONAL = 0.97
OPENED = regional.FOLDER / "opened.md"


def prove() -> list[Line]:
    """The lines of this chapter."""
    judges, lines = [], []
    for kind in known(JUDGES):
        if reason := missing(kind):
            lines.append(Line(f"{kind.name} on the same pairs", reason, "measured", None))
        else:
            judges.append(kind())
    try:
        return lines + _labelled(judges) + _regional(judges)
    finally:
        for judge in judges:
            judge.close()


@names_base.needs_lists
def _none() -> list[Line]:
    return []


def _labelled(judges: Sequence[Judge]) -> list[Line]:
    if absent := _none():
        return absent
    pairs = files.labelled(names_base.data() / "names" / "labelled_pairs_dev.csv")
    lines = []
    for name, is_person in (("persons", True), ("organisations", False)):
        mine = [pair for pair in pairs if pair.is_person == is_person]
        judged = [verdicts.scored(judge, mine) for judge in judges]
        found = {
            verdict.judge: verdict
            for verdict in verdicts.compared("labelled_pairs_dev.csv", name, mine, judged, ours=OURS, seed=SEED)
        }
        for verdict in found.values():
            print(f"        {verdicts.line(verdict)}", flush=True)
        if STRONGEST in found:
            lines.append(_lead(name, found[OURS], found[STRONGEST]))
    return lines


def _lead(name: str, ours: Verdict, other: Verdict) -> Line:
    lead, low, high = other.lead
    return Line(
        f"labelled pairs, {name}: F1 beside {STRONGEST}, each at its own threshold",
        f"{ours.f1:.3f} [{ours.low:.3f}, {ours.high:.3f}] against {other.f1:.3f} [{other.low:.3f}, {other.high:.3f}] on"
        f" {ours.pairs} pairs: lead {lead:+.3f} [{low:+.3f}, {high:+.3f}]; each at the best threshold for these pairs"
        f" {ours.best_f1:.3f} against {other.best_f1:.3f}",
        f"a lead of at least {LEAD:g}",
        round(ours.f1 - other.f1, 3) >= LEAD,
    )


def _regional(judges: Sequence[Judge]) -> list[Line]:
    half = "held" if os.environ.get("HELD") == "1" else "open"
    folder: Path = regional.FOLDER
    pairs = files.labelled(folder / f"pairs_{half}.csv")
    judged = [verdicts.scored(judge, pairs) for judge in judges]
    ours, *peers = _shares(pairs, judged, half)
    best = max(peers, key=lambda each: each[1])
    told = ", ".join(f"{name} {share:.3f}" for name, share in peers)
    lines = [
        Line(
            f"regional set, {half} half: share of verdicts that are right",
            f"{ours[1]:.3f} of {len(pairs)} pairs at its own threshold; peers at the best threshold for the open half:"
            f" {told}",
            f"at least {REGIONAL:g} and better than every peer",
            ours[1] >= REGIONAL and ours[1] > best[1],
        )
    ]
    _by_category(pairs, judged[0])
    if half == "held":
        _write_down(lines[0])
    return lines


def _shares(pairs: Sequence[Labelled], judged: Sequence[Scored], half: str) -> list[tuple[str, float]]:
    """Right verdicts of each: ours at its own threshold, peers at what is best for the open half."""
    opened = pairs if half == "open" else files.labelled(regional.FOLDER / "pairs_open.csv")
    shares = []
    for each in judged:
        threshold = each.threshold
        if each.judge != OURS:
            known_scores = each if half == "open" else verdicts.scored(_judge(each.judge), opened)
            threshold = max(verdicts.GRID, key=lambda least, scores=known_scores: _right(opened, scores, least))
        shares.append((each.judge, _right(pairs, each, threshold)))
    return shares


def _judge(name: str) -> Judge:
    return next(kind for kind in known(JUDGES) if kind.name == name)()


def _right(pairs: Sequence[Labelled], judged: Scored, threshold: float) -> float:
    right = sum(pair.is_same == (score >= threshold) for pair, score in zip(pairs, judged.scores, strict=True))
    return right / len(pairs)


def _by_category(pairs: Sequence[Labelled], judged: Scored) -> None:
    """Where the mistakes are, for whoever goes on."""
    for category in sorted({pair.category for pair in pairs}):
        mine = [(pair, score) for pair, score in zip(pairs, judged.scores, strict=True) if pair.category == category]
        for same in (True, False):
            calls = [score >= judged.threshold for pair, score in mine if pair.is_same == same]
            if calls:
                right = sum(call == same for call in calls)
                print(f"        {category:24} {'same' if same else 'different':9} {right}/{len(calls)}", flush=True)


def _write_down(line: Line) -> None:
    """That the held half was opened: when, at which commit, with which figures."""
    commit = run(["git", "rev-parse", "--short", "HEAD"], cwd=CHECKOUT, capture_output=True, text=True).stdout.strip()
    with OPENED.open("a", encoding="utf-8") as file:
        file.write(f"- {datetime.now(UTC):%Y-%m-%d %H:%M} UTC at commit {commit}: {line.figure}\n")
