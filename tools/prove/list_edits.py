"""Copies of the published lists in which some entries are changed, some left out and some added, by a fixed rule.

Changed is what stands in one entry alone (a comment, a title). Left out are entries that no other entry names, so that
nothing but the entry itself is missing.
"""

import copy
import csv
import io
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import NamedTuple

CHANGED, LEFT_OUT, ADDED = 40, 25, 10


class Edited(NamedTuple):
    """A copy and what an import of it must find."""

    text: str
    entries: int
    changed: int = CHANGED
    left_out: int = LEFT_OUT
    added: int = ADDED


def un_list(path: Path) -> Edited:
    """The UN list with other comments, without some individuals, with some of their own number more."""
    root = ElementTree.parse(path).getroot()  # noqa: S314 - a published file, read in a proof
    individuals = next(root.iter("INDIVIDUALS"))
    entries = list(individuals)
    for entry in entries[:CHANGED]:
        entry.find("COMMENTS1").text = "Changed by the proof."
    for number, entry in enumerate(entries[CHANGED : CHANGED + ADDED]):
        added = copy.deepcopy(entry)
        added.find("REFERENCE_NUMBER").text = f"ZZi.{number:03d}"
        individuals.append(added)
    for entry in entries[-LEFT_OUT:]:
        individuals.remove(entry)
    entries = sum(1 for tag in ("INDIVIDUAL", "ENTITY") for _ in root.iter(tag))
    return Edited(ElementTree.tostring(root, encoding="unicode"), entries)


def ofac(path: Path) -> Edited:
    """OFAC's main file with other titles, without some individuals that nobody is linked to, with some more."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if len(row) == 12]
    linked = "".join(row[11] for row in rows)
    persons = [row for row in rows if row[2].strip() == "individual" and f"Linked To: {row[1]}" not in linked]
    for row in persons[:CHANGED]:
        row[4] = "Changed by the proof"
    gone = {row[0] for row in persons[CHANGED : CHANGED + LEFT_OUT]}
    more = [
        [f"{900_000 + number}", f"PROOF, Number {number}", "individual", "TEST", *["-0- "] * 8]
        for number in range(ADDED)
    ]
    kept = [row for row in rows if row[0] not in gone] + more
    text = io.StringIO()
    csv.writer(text).writerows(kept)
    return Edited(text.getvalue(), len(kept))
