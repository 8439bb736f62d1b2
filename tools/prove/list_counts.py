"""What the published lists hold, counted from the files alone: with xml.etree, the csv module and regular expressions.

Written without the readers of commonweal/databanks/formats and sharing nothing with them. What is counted:

* UN: elements INDIVIDUAL and ENTITY; names = entries plus non-empty NAME_ORIGINAL_SCRIPT; aliases = different pairs of
  ALIAS_NAME and QUALITY of an entry; births = different statements (TYPE_OF_DATE with day, years and note) of an
  entry, and DATE_OF_BIRTH of its aliases; documents = numbers of INDIVIDUAL_DOCUMENT.
* OFAC: rows of twelve columns by their third; names = these rows; aliases = different names of an entry in the alias
  file and behind a.k.a., f.k.a., n.k.a. in its remarks; births = different `DOB …` of an entry; documents = what
  stands behind `Passport`; held = rows of the alias file whose first column no row of the main file has.
"""

import csv
import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path
from typing import NamedTuple

NOTHING = "-0-"
_DOB = re.compile(r"(?:^|; )(?:alt\. )?DOB ([^;]+?)\.?(?=;|$)")
_PASSPORT = re.compile(
    r"(?:^|; )(?:alt\. )?(?:Diplomatic )?Passport ([A-Z0-9][^;(,]*?)(?= \(|;|,|\.?$| issued| expires)"
)
_ALSO = re.compile(r"""(?:^|; )(?:alt\. )?([afn])\.?k\.?a\.? ["'“‘]?([^;]*?)["'”’]?\.?(?=;|$)""")


def folder() -> Path | None:
    """Where the lists lie: `shared/data/lists` beside the checkout or above it; None where they are not."""
    beside = (parent / "shared" / "data" / "lists" for parent in Path(__file__).resolve().parents)
    return next((path for path in beside if path.is_dir()), None)


class Counted(NamedTuple):
    """The figures of one list, and for each entry what must be found in its record."""

    figures: Counter
    documents: dict[str, list[str]]


def un_list(path: Path) -> Counted:
    """The UN consolidated list."""
    root = ElementTree.parse(path).getroot()  # noqa: S314 - a published file, read in a proof
    figures: Counter = Counter(refused=0)
    documents: dict[str, list[str]] = {}
    for tag, what in (("INDIVIDUAL", "persons"), ("ENTITY", "entities")):
        for entry in root.iter(tag):
            figures[what] += 1
            figures["names"] += 1 + len([each for each in entry.findall("NAME_ORIGINAL_SCRIPT") if _said(each)])
            figures["aliases"] += len(
                {
                    (_text(alias, "ALIAS_NAME"), _text(alias, "QUALITY").lower())
                    for alias in entry.findall(f"{tag}_ALIAS")
                    if _text(alias, "ALIAS_NAME")
                }
            )
            figures["births"] += len(_births(entry, tag))
            numbers = [number for each in entry.findall(f"{tag}_DOCUMENT") if (number := _text(each, "NUMBER"))]
            figures["documents"] += len(numbers)
            documents[f"un/{_text(entry, 'REFERENCE_NUMBER')}"] = numbers
    return Counted(figures, documents)


def _said(element: ElementTree.Element) -> str:
    return " ".join((element.text or "").split())


def _text(element: ElementTree.Element, tag: str) -> str:
    found = element.find(tag)
    return "" if found is None else _said(found)


def _births(entry: ElementTree.Element, tag: str) -> set[tuple[str, ...]]:
    fields = ("TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR", "TO_YEAR", "NOTE")
    said = {tuple(_text(born, field) for field in fields) for born in entry.findall(f"{tag}_DATE_OF_BIRTH")}
    dated = {each for each in said if any(each[1:])}
    of_aliases = {
        ("alias", _text(alias, "DATE_OF_BIRTH"), _text(alias, "ALIAS_NAME"))
        for alias in entry.findall(f"{tag}_ALIAS")
        if _text(alias, "DATE_OF_BIRTH")
    }
    return dated | of_aliases


def ofac(main: Path, further: Path) -> Counted:
    """OFAC's main file with its file of further names."""
    entries = {row[0]: row for row in _rows(main) if len(row) == 12}
    figures: Counter = Counter(refused=0)
    aliases: dict[str, set[tuple[str, str]]] = {number: set() for number in entries}
    for row in _rows(further):
        if row[0] not in entries:
            figures["held"] += 1
        else:
            aliases[row[0]].add((" ".join(row[3].split()), row[2].strip().lower()[0]))
    documents: dict[str, list[str]] = {}
    kinds = {"individual": "persons", "vessel": "vessels", "aircraft": "aircraft", NOTHING: "entities"}
    for number, row in entries.items():
        figures[kinds[row[2].strip()]] += 1
        figures["names"] += 1
        remarks = "" if row[11].strip() == NOTHING else row[11].strip()
        aliases[number] |= {(name.strip(), kind) for kind, name in _ALSO.findall(remarks)}
        figures["aliases"] += len(aliases[number])
        figures["births"] += len(set(_DOB.findall(remarks)))
        documents[f"ofac/{number}"] = [each for each in _PASSPORT.findall(remarks) if re.search(r"\d", each)]
        figures["documents"] += len(documents[f"ofac/{number}"])
    return Counted(figures, documents)


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file) if len(row) > 1]
