"""Several files that are one source: a list, its further names, its addresses."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from commonweal.common.errors import BadInput
from commonweal.databanks.formats import delimited, ofac
from commonweal.databanks.formats.detection import Detected, detect
from commonweal.databanks.formats.rows import Refused
from commonweal.databanks.formats.settings import Settings

LIST = "ofac-csv"
"""The format that comes in several files."""
MOST = 6
"""Files that may come at once."""
LONGEST_NAME = 200


def detect_all(paths: Sequence[Path], names: Sequence[str], *, settings: Settings | None = None) -> Detected:
    """What one file is, or what several are together; `names` and `settings` as for `detect`.

    Raises BadInput where a file is none of those formats, or several are not the files of one list.
    """
    if len(paths) == 1:
        return detect(paths[0], names[0], settings=settings)
    if settings is not None and settings.format != LIST:
        raise BadInput(
            "databanks.file.not-together",
            "Several files at once are read as OFAC's list alone; hand files of the format {format} in one by one.",
            format=settings.format[:40],
        )
    stranger = next((name for path, name in zip(paths, names, strict=True) if not _may_belong(path)), "")
    if stranger or not is_list(paths):
        raise BadInput(
            "databanks.file.no-list",
            "Several files at once must be those of OFAC's list (sdn, alt, add), and {name} is none of them. Hand other"
            " files in one by one.",
            name=(stranger or names[0])[-60:],
        )
    return Detected(format=LIST, encoding="utf-8", delimiter=",")


def is_list(paths: Sequence[Path]) -> bool:
    """Whether one of the files shows plainly that it is of the list."""
    return any(_may_belong(path) and detect(path).format == LIST for path in paths)


def _may_belong(path: Path) -> bool:
    """Whether the file begins as one of the list does, also where nothing in its first rows is left out."""
    try:
        with closing(delimited.rows(path, encoding="utf-8-sig", delimiter=",")) as rows:
            first = next((each[1] for each in rows if not isinstance(each, Refused) and any(each[1])), [])
    except BadInput:
        return False
    return len(first) in (ofac.MAIN, ofac.NAMES, ofac.ADDRESSES) and first[0].strip().isdecimal()


def name_of(names: Sequence[str]) -> str:
    """What several files are called together."""
    return ", ".join(names)[:LONGEST_NAME]
