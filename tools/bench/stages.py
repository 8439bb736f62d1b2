"""Where the time of a search goes: fold, expand, levels, score, rerank, variants, evidence.

    python -m tools.bench.stages [--fill N] [--ask N] [--folder FOLDER] [--cached]

Every question is asked without what an earlier one left in the caches of expansion (`--cached` leaves them). Times are
of this process's own work on the processor, so that a busy machine disturbs little; those of the wall clock and the
machine's load stand beside. A saved index in FOLDER is used again. A peculiarity of stages: "score" is the rough
score of many, "rerank" the exact one of few, and stages inside "variants" are counted there too.
"""

import argparse
import os
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from pyroaring import BitMap

from commonweal.common.errors import BadInput
from commonweal.common.memory import keep_for_good
from commonweal.search.index import Index, Question, engine, held, ranking
from tools.bench.fillers import SEED, docs, people, slip

KINDS = ("as written", "one slip", "two words", "initials")


class Watch:
    """Adds up what each stage of a question costs."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._inside = 0.0

    def over(self, holder: object, name: str, stage: str | Callable[[dict], str]) -> None:
        """Put a watch on a function; a stage within another is taken off it."""
        inner = getattr(holder, name)

        def timed(*args, **named):
            before, self._inside = self._inside, 0.0
            began = time.process_time()
            try:
                return inner(*args, **named)
            finally:
                spent = time.process_time() - began
                self.spent[stage if isinstance(stage, str) else stage(named)] += spent - self._inside
                self._inside = before + spent

        setattr(holder, name, timed)


def questions(count: int, *, seed: int = SEED) -> list[tuple[str, str]]:
    """Kind and text; names of people in the index, changed."""
    dice = random.Random(seed)
    names = [name for _, (name, _) in zip(range(count * 50), people(seed=seed), strict=False)][::50]
    asked = []
    for number, name in enumerate(names):
        kind, words = KINDS[number % len(KINDS)], name.split()
        if kind == "one slip":
            words[0] = slip(words[0], dice)
        elif kind == "two words":
            words = words[:2]
        elif kind == "initials":
            words = [words[0], *(f"{word[0]}." for word in words[1:])]
        asked.append((kind, " ".join(words)))
    return asked


def made(fill: int, folder: Path | None) -> Index:
    """The index, saved and mapped where a folder is given."""
    if folder and folder.exists():
        return warmed(folder)
    began, wall = time.process_time(), time.perf_counter()
    index = Index.build(docs(fill), position=None, processes=2)
    print(f"{fill:,} people made and indexed: {time.process_time() - began:.1f} s of work in this process, ", end="")
    print(f"{time.perf_counter() - wall:.1f} s by the clock")
    if not folder:
        return index
    index.save(folder)
    return warmed(folder)


def warmed(folder: Path) -> Index:
    """The saved index as the search process holds it."""
    wall = time.perf_counter()
    index = Index.load(folder)
    index.warm()
    keep_for_good()
    print(f"loaded and warm in {time.perf_counter() - wall:.2f} s")
    return index


def size(folder: Path) -> None:
    """What lies on disk, the largest first."""
    sizes = sorted(((path.stat().st_size, path.stem) for path in folder.iterdir()), reverse=True)
    print(f"{sum(one for one, _ in sizes) / 1e6:.1f} MB: ", end="")
    print(", ".join(f"{name} {one / 1e6:.1f}" for one, name in sizes[:20]))


def report(times: list[float]) -> str:
    """p50, p99 and the greatest, in milliseconds."""
    ranked = sorted(1000 * one for one in times)
    return f"p50 {ranked[len(ranked) // 2]:6.2f}  p99 {ranked[int(len(ranked) * 0.99)]:6.2f}  most {ranked[-1]:6.2f} ms"


def main(arguments: list[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fill", type=int, default=100_000)
    parser.add_argument("--ask", type=int, default=200)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--again", action="store_true", help="make the index in FOLDER anew")
    parser.add_argument("--cached", action="store_true", help="leave the caches of expansion")
    parser.add_argument("--whole", action="store_true", help="no watches on stages: they cost a little themselves")
    parser.add_argument("--answers", type=Path, help="write every answer there, to compare two versions")
    options = parser.parse_args(arguments)
    if options.again and options.folder:
        shutil.rmtree(options.folder, ignore_errors=True)
    index = made(options.fill, options.folder)
    if options.folder:
        size(options.folder)
    ask(index, options)


def ask(index: Index, options: argparse.Namespace) -> None:
    """Ask all questions and print what they cost."""
    watch = Watch()
    if not options.whole:
        watch.over(engine, "read_question", "fold")
        watch.over(held, "expand", "expand")
        watch.over(ranking, "candidates", "levels")
        watch.over(ranking, "score_names", lambda named: "rerank" if named["exact"] else "score")
        watch.over(ranking, "_evidence", "evidence")
    visible = index.visible(BitMap(range(len(index))))
    vocabularies = [segment.vocabulary for segment in index._segments()]
    by_kind: dict[str, list[tuple[float, float]]] = {kind: [] for kind in KINDS}
    answers, first = [], None
    for kind, text in questions(options.ask):
        for vocabulary in [] if options.cached else vocabularies:
            vocabulary.near.cache_clear()
        began, wall = time.process_time(), time.perf_counter()
        try:
            found = index.search(Question(full_name=text), visible=visible, limit=20)
        except BadInput:
            continue
        taken = time.process_time() - began, time.perf_counter() - wall
        if first is None:
            first = taken
            watch.spent.clear()
            continue
        by_kind[kind].append(taken)
        answers.append(f"{text}\t" + " ".join(f"{one.id.int % 10**9}:{one.score:.4f}:{one.band}" for one in found))
    everything = [one for times in by_kind.values() for one in times]
    print(f"first question {1000 * first[1]:.1f} ms; load {os.getloadavg()[0]:.1f}; {len(everything)} questions")
    for kind, times in {**by_kind, "all": everything}.items():
        print(f"{kind:11} work {report([one for one, _ in times])}   clock {report([one for _, one in times])}")
    for stage, spent in watch.spent.most_common():
        print(f"  {stage:9} {1000 * spent / len(everything):6.2f} ms a question")
    if options.answers:
        options.answers.write_text("\n".join(answers), encoding="utf-8")


if __name__ == "__main__":
    main()
