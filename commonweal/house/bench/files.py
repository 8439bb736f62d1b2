"""The files that a measurement reads: lists, cross-script pairs, labelled pairs, people on no list.

Formats are those of docs/benchmarks/README.md. Every problem is told with its file and line.
"""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from commonweal.common.errors import BadInput

ORGANISATIONS = {"Company", "Organization", "LegalEntity", "PublicBody", "org", "organisation"}
"""Words for what is no person, in the lists and in the labelled pairs."""


class Record(NamedTuple):
    """A listed person or organisation: `names` are written forms with their script (ISO 15924), `births` years."""

    group: int
    names: tuple[tuple[str, str], ...]
    births: tuple[str, ...] = ()
    source: str = ""
    is_person: bool = True

    @property
    def latin(self) -> tuple[str, ...]:
        """The forms in Latin script, which alone are indexed."""
        return tuple(text for text, script in self.names if script == "Latn")


class Query(NamedTuple):
    """A question whose right answer is any record of `group`; -1 where there is none."""

    text: str
    group: int
    born: str = ""


class Cross(NamedTuple):
    """A question in another script than the index, with its script and the list that it comes from."""

    query: Query
    script: str
    source: str
    is_person: bool


class Labelled(NamedTuple):
    """Two written forms and whether they are one."""

    one: str
    other: str
    is_same: bool
    is_person: bool
    born_one: str = ""
    born_other: str = ""
    category: str = ""


class _Line(msgspec.Struct):
    names: list[tuple[str, str]]
    group: int
    type: str = "person"
    src: str = ""
    years: list[int] = []


class _Pair(msgspec.Struct):
    q: str
    group: int
    qs: str = ""
    type: str = "person"
    src: str = ""


def records(paths: Iterable[Path]) -> list[Record]:
    """All records of the lists, in their order. Raises BadInput `house.bench.no-file`, `house.bench.bad-line`."""
    return [
        Record(
            line.group,
            tuple((name, script) for name, script in line.names if name.strip()),
            tuple(str(year) for year in line.years),
            line.src,
            line.type not in ORGANISATIONS,
        )
        for path in paths
        for line in _lines(path, _Line)
    ]


def crosses(path: Path) -> list[Cross]:
    """The cross-script pairs. Raises BadInput as `records`."""
    return [
        Cross(Query(line.q, line.group), line.qs, line.src, line.type not in ORGANISATIONS)
        for line in _lines(path, _Pair)
    ]


def labelled(path: Path) -> list[Labelled]:
    """Labelled pairs: columns `name1, name2, is_match, schema`, or those of the regional test set.

    Raises BadInput `house.bench.no-file`, `house.bench.no-columns`, `house.bench.not-a-verdict`.
    """
    rows, columns = _rows(path)
    if {"a", "b", "same"} <= columns:
        return [
            Labelled(
                row["a"], row["b"], _truth(path, number, row["same"]), row.get("category") != "organisation",
                row.get("born_a", ""), row.get("born_b", ""), row.get("category", ""),
            )
            for number, row in rows
        ]  # fmt: skip
    if {"name1", "name2", "is_match"} <= columns:
        return [
            Labelled(
                row["name1"], row["name2"], _truth(path, number, row["is_match"]),
                row.get("schema", "Person") == "Person", category=row.get("schema", ""),
            )
            for number, row in rows
        ]  # fmt: skip
    raise _no_columns(path, "name1, name2, is_match")


def unlisted(path: Path) -> list[Query]:
    """People on no list: columns `full_name` and, where known, `date_of_birth`. Raises BadInput as `labelled`."""
    rows, columns = _rows(path)
    if "full_name" not in columns:
        raise _no_columns(path, "full_name")
    return [Query(row["full_name"], -1, row.get("date_of_birth", "")) for _, row in rows if row["full_name"].strip()]


def _lines(path: Path, shape: type) -> Iterator:
    decoder = msgspec.json.Decoder(shape)
    for number, line in enumerate(_bytes(path).split(b"\n"), 1):
        if line.strip():
            try:
                yield decoder.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError) as problem:
                raise BadInput(
                    "house.bench.bad-line",
                    "Line {line} of {file} cannot be read: {reason}. The format is described in"
                    " docs/benchmarks/README.md.",
                    line=number,
                    file=path,
                    reason=problem,
                ) from None


def _rows(path: Path) -> tuple[list[tuple[int, dict[str, str]]], set[str]]:
    """Rows with their numbers, missing cells as empty text; the columns of the heading."""
    try:
        text = _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise BadInput("house.bench.not-utf-8", "{file} is not in UTF-8: {reason}", file=path, reason=problem) from None
    reader = csv.DictReader(text.splitlines(keepends=True))
    rows = [
        (reader.line_num, {name: value or "" for name, value in row.items() if isinstance(name, str)}) for row in reader
    ]
    return rows, set(reader.fieldnames or ())


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise BadInput(
            "house.bench.no-file",
            "{file} cannot be opened: {reason}. Give the path of a file that this account may read.",
            file=path,
            reason=problem.strerror,
        ) from None


def _truth(path: Path, line: int, text: str) -> bool:
    truth = {"true": True, "false": False, "1": True, "0": False}.get(text.strip().lower())
    if truth is None:
        raise BadInput(
            "house.bench.not-a-verdict",
            "Line {line} of {file} says “{text}” where true or false is expected.",
            line=line,
            file=path,
            text=text,
        )
    return truth


def _no_columns(path: Path, columns: str) -> BadInput:
    return BadInput(
        "house.bench.no-columns", "{file} needs a heading with the columns {columns}.", file=path, columns=columns
    )
