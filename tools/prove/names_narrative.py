"""Evidence beyond the name: what a place of birth tells of one person and of two, on public lists; and that a hit stays
as it is whatever is asked of the narrative.

People whom both the list of the United Nations and that of OFAC name with a place of birth are taken as one person where
the lists beside the checkout put them into one group (equal name and year of birth, so a few pairs are two persons). Two
persons are pairs of different groups, two of three of them born in one country, as namesakes mostly are.

`python -m tools.prove names_narrative`
"""

import csv
import json
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from commonweal.house.bench.fillers import SEED
from commonweal.names.localities import ORDER, VERDICTS, read, relation
from tools.prove.line import Line
from tools.prove.names_base import data, needs_lists
from tools.prove.suites import suite

STRANGERS = 20_000
ONE_COUNTRY = 2 / 3
_POB = re.compile(r"(?:alt\. )?POB ([^;]+)")
_PLACE = ("CITY", "STATE_PROVINCE", "COUNTRY")


class Pair(NamedTuple):
    """Places of birth of one person, as either list writes them."""

    one: list[str]
    other: list[str]


def pairs() -> list[Pair]:
    """One person in both lists, with the places of each."""
    known = {"ofac": dict(_of_ofac()), "un": dict(_of_un())}
    groups: dict[int, dict[str, list[str]]] = defaultdict(dict)
    for line in (data() / "lists" / "watchlist.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        source, _, code = record["id"].partition(":")
        if code in known.get(source, {}):
            groups[record["group"]][source] = known[source][code]
    return [Pair(each["un"], each["ofac"]) for each in groups.values() if len(each) == len(known)]


def _of_ofac() -> Iterator[tuple[str, list[str]]]:
    with (data() / "lists" / "ofac_sdn.csv").open(encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.reader(file):
            if len(row) > 11 and (said := _POB.findall(row[11])):
                yield row[0], [each.strip().rstrip(".") for each in said]


def _of_un() -> Iterator[tuple[str, list[str]]]:
    (path,) = (data() / "lists").glob("un_consolidated_*.xml")
    for person in etree.parse(path).iter("INDIVIDUAL"):
        said = [
            ", ".join(filter(None, map(each.findtext, _PLACE))) for each in person.iter("INDIVIDUAL_PLACE_OF_BIRTH")
        ]
        if any(said):
            yield from ((person.findtext(key), [*filter(None, said)]) for key in ("DATAID", "REFERENCE_NUMBER"))


def _best(one: list[str], other: list[str]) -> str:
    found = (relation(read(a), read(b)) for a in one for b in other)
    return min(found, key=ORDER.index)


def _strangers(people: list[Pair]) -> Iterator[str]:
    chance = random.Random(SEED)
    by_country = defaultdict(list)
    for each in people:
        by_country[read(each.one[0]).country].append(each)
    for _ in range(STRANGERS):
        one = chance.choice(people)
        near = by_country[read(one.one[0]).country] if chance.random() < ONE_COUNTRY else people
        other = chance.choice(near)
        if other is not one:
            yield _best(one.one, other.other)


def _row(relation: str, one: float, two: float) -> str:
    ratio = math.log((one + 0.002) / (two + 0.002))
    return f"\n         {relation:<14} one person {one:.3f}, two {two:.3f}, logarithm of the ratio {ratio:+.1f}"


@needs_lists
def prove() -> list[Line]:
    """The lines of this chapter."""
    people = pairs()
    same, strangers = Counter(_best(*each) for each in people), Counter(_strangers(people))

    def share(found: Counter, *verdicts: str) -> float:
        return sum(found[each] for each in ORDER if VERDICTS[each] in verdicts) / found.total()

    told = "".join(_row(each, same[each] / same.total(), strangers[each] / strangers.total()) for each in ORDER)
    against, agrees = share(same, "differs"), strangers["same"] / strangers.total()
    return [
        Line(
            f"the place of birth speaks against one person, of {len(people)} in both lists",
            f"{against:.3f}{told}",
            "at most .080",
            against <= 0.08,
        ),
        Line("the same place of birth is said of two persons", f"{agrees:.3f}", "at most .080", agrees <= 0.08),
        suite(
            "hits are the same to the byte whatever is asked of the narrative; what is read moves bands",
            "tests/search/test_narrative.py",
        ),
    ]
