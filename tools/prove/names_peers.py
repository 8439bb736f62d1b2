"""Commonweal beside every peer, on the same records and questions: over the list, and with a million made-up people.

`make bench-names` prints the whole table; here each peer has one line a size.

`python -m tools.prove names_peers`
"""

from collections.abc import Sequence

from commonweal.house.bench import run
from commonweal.house.bench.recall import Result
from tools.prove import names_base
from tools.prove.line import Line

OURS = "Commonweal"
LARGE = 1_000_000
SETS = ("all scripts", "Cyrl", "Arab", "typo1", "initials+year", "rom+typo", "joined", "swap")
SETS_OF_LARGE = ("all scripts", "Cyrl", "typo1", "rom+typo")
SAMPLE, SECONDS = 150, 5
MUST_LEAD = ("all scripts", "Cyrl", "rom+typo")
"""Sets in which nobody may be better: what the others find by equal letters alone is theirs."""


@names_base.needs_lists
def prove() -> list[Line]:
    """The lines of this chapter."""
    lists = [names_base.data() / "lists" / f"{name}.jsonl" for name in ("watchlist", "office_holders")]
    pairs = names_base.data() / "names" / "pairs_dev.jsonl"
    lines = []
    for fill, sets in ((0, SETS), (LARGE, SETS_OF_LARGE)):
        wanted = run.read(lists, pairs, [], None, sample=SAMPLE, seconds=SECONDS, fill=(fill,), sets=sets)
        measured = run.run(wanted, lambda line: print(f"        {line}", flush=True))
        lines += _beside(measured.recall)
        lines += [Line(f"{peer} with {size:,} records", why, "measured", None) for peer, size, why in measured.missing]
    return lines


def _beside(results: Sequence[Result]) -> list[Line]:
    by_peer: dict[str, dict[str, Result]] = {}
    for result in results:
        by_peer.setdefault(result.peer, {})[result.set] = result
    ours = by_peer.pop(OURS)
    return [_line(peer, ours, theirs) for peer, theirs in by_peer.items()]


def _line(peer: str, ours: dict[str, Result], theirs: dict[str, Result]) -> Line:
    told = "; ".join(
        f"{name} {ours[name].at_1:.3f}/{ours[name].at_10:.3f} against {each.at_1:.3f}/{each.at_10:.3f}"
        for name, each in theirs.items()
    )
    faster = theirs["all scripts"].p50 / ours["all scripts"].p50
    slowest = theirs["all scripts"].p99 / ours["all scripts"].p99
    better = all(
        (ours[name].at_1, ours[name].at_10) >= (theirs[name].at_1, theirs[name].at_10)
        for name in MUST_LEAD
        if name in theirs
    )
    size = ours["all scripts"].size
    return Line(
        f"{size:,} records, beside {peer}: found at 1 / at 10, and speed",
        f"{faster:.1f} times as fast by the middle question, {slowest:.1f} by the slowest in a hundred; {told}",
        f"better in {', '.join(MUST_LEAD)}, and faster",
        better and faster > 1,
    )
