"""A run as JSON, and in a folder with its plots."""

from pathlib import Path

import msgspec

from . import plots
from .run import Measured

SHOWN = ("all scripts", "Cyrl", "Arab", "Hebr", "typo1", "initials+year", "no patronymic", "rom+typo", "joined")
"""Sets that are drawn; all are in the JSON."""


def as_json(measured: Measured) -> str:
    """The whole run."""
    return msgspec.json.format(msgspec.json.encode(measured), indent=1).decode()


def write(measured: Measured, folder: Path) -> None:
    """`names.json`, `recall-N.svg` for each size and `speed.svg` into `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "names.json").write_text(as_json(measured) + "\n", encoding="utf-8")
    for size in sorted({result.size for result in measured.recall}):
        (folder / f"recall-{size}.svg").write_text(plots.recall(measured.recall, size, sets=SHOWN), encoding="utf-8")
    (folder / "speed.svg").write_text(plots.speed(measured.recall, name=SHOWN[0]), encoding="utf-8")
