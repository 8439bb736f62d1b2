"""A run as JSON, and in a folder with its plots."""

from pathlib import Path

import msgspec

from .run import Measured


def as_json(measured: Measured) -> str:
    """The whole run."""
    return msgspec.json.format(msgspec.json.encode(measured), indent=1).decode()


def write(measured: Measured, folder: Path) -> None:
    """`names.json` into `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "names.json").write_text(as_json(measured) + "\n", encoding="utf-8")
