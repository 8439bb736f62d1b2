"""What the readers made of the published lists, counted on the rows that they gave."""

import json
from collections import Counter
from collections.abc import Iterable

from commonweal.databanks.formats import Held, Refused, Row

KINDS = {"person": "persons", "organisation": "entities", "vessel": "vessels", "aircraft": "aircraft"}


def figures(rows: Iterable[Row | Refused | Held]) -> Counter:
    """Persons, entities, vessels, aircraft, names, aliases, births, documents, held and refused rows."""
    found: Counter = Counter(refused=0)
    for row in rows:
        if isinstance(row, Refused):
            found["refused"] += 1
        elif isinstance(row, Held):
            found["held"] += 1
        else:
            found[KINDS[row.line["type"]]] += 1
            identity = row.line["identity"]
            first = [name for name in identity["names"] if name["kind"] == "full"]
            found["names"] += len(first)
            found["aliases"] += len(identity["names"]) - len(first)
            found["births"] += len(_births(row.line))
    return found


def _births(line: dict) -> set[tuple[str, str]]:
    """Different statements of birth: the years of one range are one statement, and what is no day stands in a note."""
    said = set()
    for birth in line["identity"].get("births", []):
        source = birth.get("source", "")
        ranged = source.startswith("between") or " to " in source
        said.add(("", source) if ranged else (birth["date"], source))
    notes = (text["text"] for text in line["narrative"].get("texts", []))
    return said | {("note", note) for note in notes if note.startswith("Born: ")}


def holds(line: dict, numbers: list[str]) -> int:
    """How many of these numbers stand in a record, as numbers or, with words around them, in a note."""
    whole = json.dumps(line, ensure_ascii=False).replace('\\"', '"')
    return sum(1 for number in numbers if number in whole)
