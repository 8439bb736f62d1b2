"""Recall of the name index over public lists: how often a name in one script finds the record written in another.

The index holds the persons of the lists under their names in Latin script only; the question is the form in the other
script; a hit is any record of the same group. Reads the folder given (by default `../shared/data` beside the
checkout) and says why it measures nothing where that is absent.

    python -m tools.prove.recall [--data FOLDER] [--sample N] [--noise] [--fill N]
"""

import argparse
import json
import random
import sys
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from pyroaring import BitMap

from commonweal.common.errors import BadInput
from commonweal.names import parse
from commonweal.search.index import Doc, Index, Question

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
Query = tuple[str, int]
_BGN = dict(
    zip(
        "абвгдеёзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e yo z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya".replace("-", "").split(" "),
        strict=True,
    )
) | {"ж": "zh"}
SYSTEMS: dict[str, dict[str, str]] = {
    "BGN": {},
    "DE": {"в": "w", "ж": "sch", "й": "j", "х": "ch", "ч": "tsch", "ш": "sch", "щ": "schtsch", "ю": "ju", "я": "ja"},
    "FR": {"ж": "j", "у": "ou", "ч": "tch", "ш": "ch", "щ": "chtch", "ю": "iou", "я": "ia"},
    "PL": {"в": "w", "ж": "ż", "й": "j", "х": "ch", "ц": "c", "ч": "cz", "ш": "sz", "щ": "szcz", "ю": "ju", "я": "ja"},
    "ISO9": {"ж": "ž", "й": "j", "х": "h", "ц": "c", "ч": "č", "ш": "š", "щ": "ŝ", "ю": "û", "я": "â"},
    "UZ": {"ж": "j", "х": "x", "ш": "sh", "ч": "ch", "ё": "yo", "ц": "s"},
    "AZ": {"ж": "j", "х": "x", "ш": "ş", "ч": "ç", "дж": "c", "ю": "yu", "я": "ya"},
}  # fmt: skip
"""Ways to write Russian letters in Latin, where they differ from the first."""


def records(folder: Path) -> list[dict]:
    """The persons of the lists."""
    found = []
    for name in ("watchlist", "office_holders"):
        with (folder / "lists" / f"{name}.jsonl").open(encoding="utf-8") as file:
            found += [record for record in map(json.loads, file) if record["type"] == "person"]
    return found


def pairs(folder: Path) -> list[dict]:
    """The cross-script pairs of persons."""
    with (folder / "names" / "pairs_dev.jsonl").open(encoding="utf-8") as file:
        return [pair for pair in map(json.loads, file) if pair["type"] == "person"]


def docs_of(persons: list[dict]) -> tuple[list[Doc], dict[uuid.UUID, int]]:
    """Index records with Latin names only, in the order of the lists, and the group of each."""
    docs, groups = [], {}
    for number, record in enumerate(persons):
        names = tuple(name for name, script in record["names"] if script == "Latn")
        if names:
            id = uuid.UUID(int=number + 1)
            docs.append(Doc(id, 1, "active", 4e9, names))
            groups[id] = record["group"]
    return docs, groups


def romanised(text: str, system: str) -> str:
    """A Cyrillic name in Latin letters by one of `SYSTEMS`."""
    table = _BGN | SYSTEMS[system]
    if "дж" in table:
        text = text.replace("дж", "c").replace("Дж", "C")
    letters = [table.get(letter.lower(), letter) for letter in text]
    return " ".join(word[:1].upper() + word[1:] for word in "".join(letters).split())


def one_edit(text: str, dice: random.Random) -> str:
    """`text` with one letter left out, exchanged, doubled or turned with its neighbour."""
    at = dice.choice([place for place in range(1, len(text)) if text[place].isalpha()] or [0])
    kind = dice.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + dice.choice("abdegiklmnorstuv") + text[at + 1 :]
    if kind == 2:
        return text[:at] + dice.choice("abdegiklmnorstuv") + text[at:]
    return text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]


def with_initials(name: str) -> str:
    """The family name in full, the rest as initials."""
    parts = parse(name)
    rest = [word.text for word, part in parts.words() if part != "family"]
    return " ".join([parts.text("family"), *(f"{word[0]}." for word in rest)])


def cross_sets(found: list[dict], indexed: set[int]) -> dict[str, list[Query]]:
    """Questions by set, only of groups that have a Latin name in the index."""
    sets: dict[str, list[Query]] = defaultdict(list)
    for pair in found:
        if pair["group"] in indexed:
            query = (pair["q"], pair["group"])
            sets["cross ALL"].append(query)
            sets[f"{pair['src'].upper()} {pair['qs']}"].append(query)
            if pair["qs"] != "Cyrl":
                sets[pair["qs"]].append(query)
    return sets


def noise_sets(persons: list[dict], dice: random.Random, size: int) -> dict[str, list[Query]]:
    """Questions made from listed names: edits, order, initials, romanisations."""
    latin = [
        (name, record["group"])
        for record in persons
        for name, script in record["names"]
        if script == "Latn" and 3 <= len(name.split()) <= 5
    ]
    both = [record for record in persons if {script for _, script in record["names"]} >= {"Latn", "Cyrl"}]
    cyrillic = [
        (name, record["group"])
        for record in both
        for name, script in record["names"]
        if script == "Cyrl" and " " in name
    ]
    changes: dict[str, Callable[[str], str]] = {
        "typo1": lambda name: one_edit(name, dice),
        "typo2": lambda name: one_edit(one_edit(name, dice), dice),
        "swap": lambda name: " ".join([*name.split()[1:], name.split()[0]]),
        "joined": lambda name: name.replace("-", "", 1) if "-" in name else name.replace(" ", "", 1),
        "initials": with_initials,
    }
    sets = {
        name: [(change(text), group) for text, group in dice.sample(latin, size)] for name, change in changes.items()
    }
    for system in SYSTEMS:
        sets[f"rom:{system}"] = [(romanised(text, system), group) for text, group in dice.sample(cyrillic, size)]
    sets["rom+typo"] = [
        (one_edit(romanised(text, dice.choice(list(SYSTEMS))), dice), group)
        for text, group in dice.sample(cyrillic, size)
    ]
    return sets


def filler(persons: list[dict], dice: random.Random, count: int) -> Iterator[Doc]:
    """Records of people who do not exist: first and last words of listed names, recombined."""
    names = [name.split() for record in persons for name, script in record["names"] if script == "Latn"]
    names = [words for words in names if 2 <= len(words) <= 4]
    for number in range(count):
        first, last, more = dice.choice(names), dice.choice(names), dice.choice(names)
        words = [first[0], last[-1]] + ([more[1]] if number % 2 else [])
        yield Doc(uuid.UUID(int=(1 << 100) + number), 1, "active", 4e9, (" ".join(words),))


def measure(index: Index, queries: list[Query], groups: dict[uuid.UUID, int]) -> tuple[float, float, list[float], int]:
    """Recall at 1 and at 10, times in milliseconds, questions refused as too little."""
    visible = index.visible(BitMap(range(len(index))))
    at_one = at_ten = refused = 0
    times = []
    for text, group in queries:
        begun = time.perf_counter()
        try:
            found = index.search(Question(full_name=text), visible=visible, limit=10)
        except BadInput:
            refused += 1
            continue
        times.append(1000 * (time.perf_counter() - begun))
        answers = [groups.get(candidate.id) for candidate in found]
        at_one += answers[:1] == [group]
        at_ten += group in answers
    return at_one / len(queries), at_ten / len(queries), sorted(times), refused


def main(arguments: list[str] | None = None) -> int:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--sample", type=int, default=300, help="questions a set")
    parser.add_argument("--noise", action="store_true", help="also questions with mistakes")
    parser.add_argument("--fill", type=int, default=0, help="made-up records beside the lists")
    options = parser.parse_args(arguments)
    if not (options.data / "names" / "pairs_dev.jsonl").exists():
        print("nothing measured: the public lists are not beside the checkout")
        return 0
    dice = random.Random(20261124)
    persons = records(options.data)
    docs, groups = docs_of(persons)
    docs += filler(persons, dice, options.fill)
    begun = time.perf_counter()
    index = Index.build(docs, position=None)
    spent = time.perf_counter() - begun
    print(f"{len(index)} records, built in {spent:.1f} s ({len(index) / spent:.0f} a second)")
    found = pairs(options.data)
    sets = cross_sets(found, set(groups.values()))
    lacking = len(found) - len(sets["cross ALL"])
    print(f"{len(found)} pairs, {lacking} without an indexed Latin name")
    if options.noise:
        sets |= noise_sets(persons, dice, options.sample)
    print(Counter({name: len(queries) for name, queries in sets.items()}))
    for name, queries in sets.items():
        chosen = queries if len(queries) <= options.sample else dice.sample(queries, options.sample)
        one, ten, times, refused = measure(index, chosen, groups)
        p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
        line = f"{name:12} n={len(chosen):4} @1 {one:.3f} @10 {ten:.3f}"
        print(f"{line}  p50 {p50:5.1f} p99 {p99:5.1f} ms  refused {refused}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
