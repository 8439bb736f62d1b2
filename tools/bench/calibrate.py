"""Fits what a name score is worth: `python -m tools.bench.calibrate FOLDER` prints the coefficients for
`commonweal/search/index/calibration.py`, with how well the odds hold in tenths.

Right answers: the listed record for questions in another script and for listed names with a slip, romanised, without
patronymic. Wrong ones: the first record shown for people on no list, namesakes drawn by frequency and those of
not_listed_people.csv. Pairs have a curve of their own, for who compares two records has a reason to: fitted on labelled
pairs and the open half of the regional set, persons without pairs that dates alone tell apart; organisations by their
score alone. One seed.
"""

import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from commonweal.common.errors import BadInput
from commonweal.house.bench import files, noise, recall, unlisted
from commonweal.house.bench.files import Labelled, Query, Record
from commonweal.house.bench.fillers import SEED
from commonweal.house.bench.peers.commonweal import Commonweal, CommonwealJudge
from commonweal.search.index import likelihood, ranking
from tools.bench import regional

Row = tuple[tuple[float, ...], bool]
STRANGERS, LISTED, NOISY = 1500, 1500, 400
NOISES = ("typo1", "rom+typo", "rom:AZ", "no patronymic")


def fit(features: np.ndarray, truths: np.ndarray) -> np.ndarray:
    """Coefficients of a logistic regression by Newton's method, with the least ridge that keeps it solvable."""
    found = np.zeros(features.shape[1])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-np.clip(features @ found, -30, 30)))
        slope = (features * (likely * (1 - likely))[:, None]).T @ features + 1e-3 * np.eye(len(found))
        found += np.linalg.solve(slope, features.T @ (truths - likely) - 1e-3 * found)
    return found


class Watched:
    """Keeps the features of every candidate that is judged while it is open."""

    def __enter__(self) -> list[tuple[float, ...]]:
        self._weight = ranking.name_weight
        seen: list[tuple[float, ...]] = []

        def noting(score: float, bearers: float, **more) -> float:
            seen.append(likelihood.features(score, bearers, gaps=more["gaps"]))
            return self._weight(score, bearers, **more)

        ranking.name_weight = noting
        return seen

    def __exit__(self, *problem: object) -> None:
        ranking.name_weight = self._weight


def of_questions(peer: Commonweal, queries: Iterable[Query], groups: Sequence[int]) -> Iterator[Row]:
    """A row for each question: its right record, or for a stranger the first."""
    with Watched() as seen:
        for query in queries:
            seen.clear()
            try:
                found = peer.search(query._replace(born=""), limit=10)
            except BadInput:
                continue
            right = [at for at, (number, _) in enumerate(found) if groups[number] == query.group]
            if found and (right or query.group < 0):
                yield seen[right[0] if right else 0], bool(right)


def of_pairs(pairs: Iterable[Labelled]) -> Iterator[Row]:
    """A row for each pair whose names have anything in common; dates are left out."""
    judge = CommonwealJudge()
    with Watched() as seen:
        for pair in pairs:
            seen.clear()
            judge.compare(pair.one, pair.other, is_person=pair.is_person)
            if seen:
                yield max(seen, key=lambda each: each[1] - each[3]), pair.is_same


def rows_of_pairs(folder: Path) -> tuple[list[Row], list[Row]]:
    """Rows of pairs of persons, and of organisations."""
    labelled = files.labelled(folder / "names" / "labelled_pairs_dev.csv")
    labelled += files.labelled(regional.FOLDER / "pairs_open.csv")
    told = [pair for pair in labelled if pair.is_person and (pair.is_same or pair.born_one == pair.born_other)]
    return list(of_pairs(told)), list(of_pairs(pair for pair in labelled if not pair.is_person))


def rows_of_questions(folder: Path) -> list[Row]:
    """Rows of questions."""
    lists = [folder / "lists" / f"{name}.jsonl" for name in ("watchlist", "office_holders")]
    persons: list[Record] = recall.latin_persons(files.records(lists))
    dice = random.Random(SEED + 1)
    pairs = [pair for pair in files.crosses(folder / "names" / "pairs_dev.jsonl") if pair.is_person]
    groups = [person.group for person in persons]
    crossed, _ = recall.cross_sets(pairs, set(groups))
    listed = dice.sample(crossed["all scripts"], LISTED)
    noisy = noise.noise_sets(persons, dice, NOISY)
    strangers = dice.sample(files.unlisted(folder / "names" / "not_listed_people.csv"), STRANGERS)
    questions = [
        *unlisted.namesakes(dice, STRANGERS),
        *strangers,
        *listed,
        *(q for name in NOISES for q in noisy[name]),
    ]
    peer = Commonweal()
    peer.build(persons)
    return list(of_questions(peer, questions, groups))


def tell(name: str, known: Sequence[Row], *, left_out: Sequence[int] = ()) -> None:
    """Fit one curve and print it, and how well it holds; the features `left_out` get no weight."""
    features = np.array([row for row, _ in known])
    features[:, list(left_out)] = 0
    truths = np.array([truth for _, truth in known], float)
    found = fit(features, truths)
    likely = 1 / (1 + np.exp(-features @ found))
    print(f"{name} = (" + ", ".join(f"{value:.4f}" for value in found) + ")")
    right = ((likely >= 0.5) == truths).mean()
    print(
        f"  {len(known):,} rows, {truths.mean():.3f} of them the same; {right:.3f} fall on the right side of one half"
    )
    for least in np.arange(0, 1, 0.1):
        inside = (likely >= least) & (likely < least + 0.1)
        if inside.any():
            print(f"  said {likely[inside].mean():.3f}, true {truths[inside].mean():.3f} of {inside.sum()}")


def main(folder: Path) -> None:
    """Fit and print all curves."""
    persons, organisations = rows_of_pairs(folder)
    tell("PAIR", persons)
    tell("ORGANISATION_PAIR", organisations, left_out=(2, 3, 4))
    # In a search the score says already how unlike the least like name is: of its own it would count for, not against.
    tell("NAME", rows_of_questions(folder), left_out=(3,))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
