"""Files for houses in which everything is killed, and what must be in the house when all of them came in.

Of two files of a lane the second is an edited copy of the first: it changes records, brings new ones, and like the
first holds rows that are refused. Equal arguments, equal bytes.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from commonweal.databanks import lines
from commonweal.databanks.formats.rows import Refused
from tools.prove import persons
from tools.prove.registers import AGENCY

CHANGED, BROKEN = 10, 101
"""One row in so many is changed in the copy; one is broken in either."""


@dataclass
class File:
    """A file, how many rows it has and how many of them are refused."""

    path: Path
    rows: int
    refused: int

    @property
    def name(self) -> str:
        """By which its batch is known."""
        return self.path.name


def pairs(folder: Path, lane: str, rows: int, day: date) -> Iterator[File]:
    """Files without end: one of new records, then its edited copy with a twentieth more rows."""
    number = 0
    while True:
        number += 1
        first, further = folder / f"{lane}{number}.jsonl", folder / f"{lane}{number}.further"
        persons.write(first, rows, owner=AGENCY, day=day, prefix=f"{lane}{number}")
        kept = [_broken(place, line) for place, line in enumerate(first.read_bytes().splitlines(), start=1)]
        yield _file(first, kept)
        persons.write(further, rows // 20, owner=AGENCY, day=day, prefix=f"{lane}{number}x")
        edited = [_edited(place, line) for place, line in enumerate(kept, start=1)]
        yield _file(folder / f"{lane}{number}-edited.jsonl", [*edited, *further.read_bytes().splitlines()])


def _file(path: Path, content: list[bytes]) -> File:
    path.write_bytes(b"\n".join(content) + b"\n")
    return File(path, len(content), sum(not line.endswith(b"}") for line in content))


def _broken(place: int, line: bytes) -> bytes:
    return line if place % BROKEN else line[:-1]


def _edited(place: int, line: bytes) -> bytes:
    if place % CHANGED or not line.endswith(b"}"):
        return line
    return json.dumps(json.loads(line) | {"evaluation": "A1"}, ensure_ascii=False).encode()


@dataclass
class Expected:
    """What a house holds after files in order: content hash and version by reference, and the links that are drawn."""

    records: dict[str, tuple[bytes, int]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)

    def take(self, file: File, reading: lines.Reading) -> None:
        """The file comes in."""
        for number, line in enumerate(file.path.read_bytes().splitlines(), start=1):
            row = lines.prepare(number, line, reading)
            if isinstance(row, Refused):
                continue
            content, version = self.records.get(row.owner_ref, (b"", 0))
            if content != row.content_hash:
                self.records[row.owner_ref] = row.content_hash, version + 1
                self.links[row.owner_ref] = [link["to"] for link in json.loads(row.links)]

    def drawn(self) -> set[tuple[str, str]]:
        """Links as pairs of references; those that lead to no record are not drawn."""
        return {(ref, to) for ref, all_of_it in self.links.items() for to in all_of_it if to in self.records}
