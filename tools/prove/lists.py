"""Proves the published lists: what the readers make of them against an independent count, then a house that holds them.

The files lie beside the checkout and are not part of it; where they are absent, a line says so. In the house both lists
are contributed and approved, contributed again, and contributed as edited copies (tools/prove/list_edits.py).
"""

import tempfile
import time
from collections import Counter
from pathlib import Path

from commonweal.common import clock
from commonweal.databanks import formats, lines
from commonweal.databanks.formats import Defaults, Held, Refused, Row, Settings, Term
from tools.prove import list_counts, list_records, lists_house
from tools.prove.line import Line

MOST_REFUSED = 0.005
LABEL = {"bank": "united", "scope": "abroad", "kinds": ["interior"], "purposes": ["wanted-person"]}


def settings(format_: str, name: str) -> Settings:
    """How a list is read: all that its rows do not say."""
    objects = Term(klass="object", years=1)
    return Settings(
        format=format_,
        list=name,
        defaults=Defaults(
            label=LABEL,
            basis={"kind": "list", "number": name},
            evaluation="B2",
            retention=Term(klass="analysis", years=1),
            retention_of={"vessel": objects, "aircraft": objects},
        ),
    )


def prove() -> list[Line]:
    """All lines; the readers' first."""
    folder = list_counts.folder()
    if folder is None:
        return [Line("the published lists", "not on this machine", "read from shared/data/lists", None)]
    un = next(folder.glob("un_consolidated*.xml"))
    main, further = folder / "ofac_sdn.csv", folder / "ofac_alt.csv"
    counted_un, counted_ofac = list_counts.un_list(un), list_counts.ofac(main, further)
    return [
        *_counted("UN list", "un-xml", [un], counted_un),
        *_counted("OFAC list", "ofac-csv", [main, further], counted_ofac),
        *_waits_for_its_parent([main, further]),
        *lists_house.prove(
            [
                ("UN list", [un], settings("un-xml", "un"), len(counted_un.documents)),
                ("OFAC list", [main, further], settings("ofac-csv", "ofac-sdn"), len(counted_ofac.documents)),
            ]
        ),
    ]


def _counted(name: str, format_: str, paths: list[Path], expected: list_counts.Counted) -> list[Line]:
    began = time.monotonic()
    rows = list(formats.read(paths, settings(format_, name)))
    seconds = time.monotonic() - began
    found = list_records.figures(rows)
    records = {row.line["ref"]: row.line for row in rows if isinstance(row, Row)}
    found["documents"] = sum(
        list_records.holds(records[reference], numbers) if reference in records else 0
        for reference, numbers in expected.documents.items()
    )
    counts = [
        Line(
            f"{name}: {what}",
            f"{found[what]:,} in the records, {number:,} in the file by an independent count",
            "equal",
            found[what] == number,
        )
        for what, number in expected.figures.items()
        if what not in ("refused", "held")
    ]
    held = [
        Line(
            f"{name}: further names whose entry is not in the main file",
            f"{found['held']:,} held with their entry's number, {expected.figures['held']:,} by an independent count;"
            " none made up",
            "equal, and no record for them",
            found["held"] == expected.figures["held"] and not _made_up(rows),
        )
    ]
    return [*counts, *(held if expected.figures["held"] else []), _refused(name, rows, seconds)]


def _made_up(rows: list) -> set[str]:
    """Held rows whose parent has a record after all."""
    return {row.parent for row in rows if isinstance(row, Held)} & {
        row.line["ref"] for row in rows if isinstance(row, Row)
    }


def _refused(name: str, rows: list, seconds: float) -> Line:
    """Refusals of the reader and of the preparing of lines, held rows left out."""
    taken = [row for row in rows if isinstance(row, Row)]
    reading = lines.Reading(party="KZ", agency="KZ-MIA-CP", unit="", today=clock.today())
    later = [each for each in lines.prepared(taken, reading) if isinstance(each, Refused)]
    refused = [row for row in rows if isinstance(row, Refused)] + later
    share = len(refused) / max(len(taken), 1)
    codes = ", ".join(f"{code} {count}" for code, count in Counter(each.code for each in refused).most_common(5))
    return Line(
        f"{name}: rows refused of all others",
        f"{len(refused)} of {len(taken):,} ({share:.2%}){': ' + codes if codes else ''}; read in {seconds:.1f} s",
        f"≤ {MOST_REFUSED:.1%}, none for want of a record type, each with a code",
        share <= MOST_REFUSED and not any(each.code.endswith("unknown-type") for each in refused),
    )


def _waits_for_its_parent(paths: list[Path]) -> list[Line]:
    """A main file to which the missing entries are added: every held name joins."""
    read = settings("ofac-csv", "OFAC list")
    held = [row for row in formats.read(paths, read) if isinstance(row, Held)]
    parents = sorted({row.parent.removeprefix("ofac/") for row in held}, key=int)
    newer = paths[0].read_text(encoding="utf-8").rstrip("\x1a\r\n ") + "\n"
    newer += "".join(f'{number},"ENTRY {number}",-0- ,"TEST"{",-0- " * 8}\n' for number in parents)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sdn.csv"
        path.write_text(newer, encoding="utf-8")
        again = list(formats.read([path], read, held=held))
    joined = {row.line["ref"]: row.line for row in again if isinstance(row, Row)}
    found = sum(len(joined[f"ofac/{number}"]["identity"]["names"]) - 1 for number in parents)
    distinct = len({(row.parent, *row.body["cells"][1:3]) for row in held})
    left = sum(1 for row in again if isinstance(row, Held))
    return [
        Line(
            "OFAC list: held names, read again with a main file that has their entries",
            f"{found:,} of {distinct:,} different names joined {len(parents):,} entries; {left} still held",
            "all join, none is held",
            left == 0 and found == distinct,
        )
    ]
