"""Rows of a file as questions: which column holds which part of a question, suggested from the headings."""

from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import msgspec

from commonweal.common.errors import BadInput
from commonweal.databanks import formats
from commonweal.databanks.formats import delimited, jsonl, sheets, words
from commonweal.databanks.formats.rows import Refused
from commonweal.search import actions, narrative
from commonweal.search.terms import Band

PARTS = (
    "full_name", "family", "given", "patronymic", "born", "age", "sex", "countries", *narrative.PARTS, "number",
)  # fmt: skip
"""Parts of a question that a column may hold."""
BANDS = [band.value for band in Band]
LEAST = "possible"
"""The weakest band that is shown where nobody says another."""
SAMPLE = 10
LONGEST = 300
"""Characters of one cell that are asked for."""
TARGETS = {
    "names": "full_name",
    "names.family": "family",
    "names.given": "given",
    "names.patronymic": "patronymic",
    "births": "born",
    "sex": "sex",
    "countries": "countries",
    "places/birth": "birthplace",
}
HEADINGS = {
    "age": "age", "возраст": "age", "лет": "age", "father": "father", "отец": "father", "фио отца": "father",
    "имя отца": "father", "mother": "mother", "мать": "mother", "фио матери": "mother", "имя матери": "mother",
}  # fmt: skip
"""Headings of what no record type is searched by."""
SEX = {"м": "male", "муж": "male", "мужской": "male", "m": "male", "male": "male"} | {
    "ж": "female", "жен": "female", "женский": "female", "f": "female", "female": "female",
}  # fmt: skip


def look(path: Path, name: str) -> dict:
    """What a file is: format, columns and first rows; raises BadInput where it is no table and no JSON Lines."""
    found = formats.detect(path, name)
    if found.format not in ("csv", "xlsx", "jsonl"):
        raise BadInput(
            "search.screening.format", "A file to be screened is CSV, a spreadsheet (XLSX) or JSON Lines; save it so."
        )
    kept = msgspec.to_builtins(found)
    if found.format == "jsonl":
        lines = [line for _number, line in islice(_objects(path), SAMPLE) if isinstance(line, dict)]
        columns = list(dict.fromkeys(key for line in lines for key in line))
        kept |= {"columns": columns, "sample": [[_text(line.get(key)) for key in columns] for line in lines]}
    return kept | {"sample": kept["sample"][:SAMPLE], "above": []}


def suggest(columns: list[str]) -> dict[str, str]:
    """Which column probably holds which part, from its heading in English or Russian."""
    found: dict[str, str] = {}
    for column in columns:
        part = column if column in PARTS else _part(column)
        if part:
            found.setdefault(part, column)
    if "family" in found or "given" in found:
        found.pop("full_name", None)
    return found


def _part(column: str) -> str:
    for target in words.targets().get(words.normal(column), ()):
        place, _, field = target.partition(".")
        code = place.partition("/")[0]
        if code == "identifiers" and field in ("", "number"):
            return "number"
        dotted = f".{field}" if field else ""
        if known := TARGETS.get(place + dotted) or TARGETS.get(code + dotted):
            return known
    return HEADINGS.get(words.normal(column), "")


def check(mapping: dict[str, str], columns: list[str]) -> dict[str, str]:
    """The mapping without empty parts; raises BadInput where it names what there is not, or says too little."""
    kept = {part: column for part, column in mapping.items() if column}
    if unknown := [part for part in kept if part not in PARTS]:
        raise BadInput("search.screening.unknown-part", "A question has no part {part}.", part=unknown[0][:40])
    if missing := [column for column in kept.values() if column not in columns]:
        raise BadInput("search.screening.unknown-column", "The file has no column {column}.", column=missing[0][:80])
    if not {"full_name", "family", "number"} & kept.keys():
        raise BadInput(
            "search.screening.too-little",
            "Say in which column the name stands, or the number: nothing else can be asked for.",
        )
    return kept


def in_order(by_part: dict[str, str]) -> dict[str, str]:
    """What is said by part, in the order of the parts; a column of JSON keeps none."""
    return {part: by_part[part] for part in PARTS if part in by_part}


def choice(type: str = "", least: str = LEAST, **other: object) -> dict[str, str]:
    """Among which records a file is compared, and the weakest band that is shown; raises BadInput for what is none."""
    if least not in BANDS:
        raise BadInput("search.screening.band", "There is no band {band}.", band=least[:20])
    return {"type": actions.checked_type(type), "least": least}


def questions(path: Path, found: dict, mapping: dict[str, str], *, behind: int) -> Iterator[tuple[int, dict]]:
    """Each row behind row `behind` with the parts that stand in it; a row that cannot be read has {}."""
    for number, cells in _rows(path, found):
        if number > behind:
            yield number, _parts(cells, mapping)


def count(path: Path, found: dict) -> int:
    """How many rows there are below the headings."""
    return sum(1 for _ in _rows(path, found))


def as_question(parts: dict, choice: dict) -> narrative.Question:
    """The question of one row."""
    countries = [parts["countries"]] if len(parts.get("countries", "")) == 2 else []
    return narrative.Question(
        **{name: value for name, value in parts.items() if name != "countries"},
        countries=countries,
        type=choice.get("type", ""),
        banks=list(choice.get("banks", [])),
    )


def _rows(path: Path, found: dict) -> Iterator[tuple[int, dict[str, str]]]:
    if found["format"] == "jsonl":
        for number, line in _objects(path):
            yield number, {key: _text(value) for key, value in line.items()} if isinstance(line, dict) else {}
        return
    raw = (
        sheets.open_book(path, found["sheet"])[1]
        if found["format"] == "xlsx"
        else delimited.rows(path, encoding=found["encoding"], delimiter=found["delimiter"], quote=found["quote"])
    )
    with closing(raw):
        for each in raw:
            if isinstance(each, Refused):
                yield each.line, {}
            elif each[0] > found["header_row"] and any(map(str.strip, each[1])):
                yield each[0], dict(zip(found["columns"], each[1], strict=False))


def _objects(path: Path) -> Iterator[tuple[int, object]]:
    for number, raw in jsonl.numbered(path):
        try:
            yield number, jsonl.decode(raw)
        except BadInput:
            yield number, None


def _text(value: object) -> str:
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    return "" if value is None or isinstance(value, dict) else str(value)


def _parts(cells: dict[str, str], mapping: dict[str, str]) -> dict[str, str]:
    said = {part: cells.get(column, "").replace("\x00", "").strip()[:LONGEST] for part, column in mapping.items()}
    if "sex" in said:
        said["sex"] = SEX.get(said["sex"].casefold(), "")
    if "countries" in said:
        said["countries"] = said["countries"].upper()
    return {part: value for part, value in said.items() if value}
