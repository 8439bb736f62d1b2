"""The base on disk: a folder with one `.npy` file for each array, mapped when opened, and a header.

A folder is written under another name, flushed, and renamed: a folder of the right name is complete. It is never
changed afterwards.
"""

import json
import mmap
import os
import secrets
import tempfile
from pathlib import Path

import numpy as np

from commonweal.common.errors import CommonwealError
from commonweal.names import fingerprint

from .arrays import Array
from .segment import Segment

FORMAT = 6
_HEADER = "header.json"
_HIGH, _ORDER = "ids_sorted/high", "ids_sorted/order"
_ALIGNED = 64


class IndexUnusable(CommonwealError):
    """The folder holds no index that this version can use; build a new one."""


def save_segment(segment: Segment, folder: Path, *, position: object) -> None:
    """Write a segment into the new folder `folder`; raises FileExistsError if it is there already."""
    folder = Path(folder)
    if folder.exists():
        raise FileExistsError(folder)
    making = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    making.mkdir(parents=True, mode=0o700)
    for name, values in segment.stored.items():
        with (making / f"{name}.npy").open("wb") as file:
            np.save(file, np.ascontiguousarray(values), allow_pickle=False)
            _flush(file.fileno())
    header = {
        "format": FORMAT,
        "reading": fingerprint(),
        "position": position,
        "named": segment.named,
        "arrays": {name: [str(values.dtype), len(values)] for name, values in sorted(segment.stored.items())},
    }
    with (making / _HEADER).open("w", encoding="utf-8") as file:
        json.dump(header, file, ensure_ascii=False, indent=1)
        file.flush()
        _flush(file.fileno())
    _flush_folder(making)
    making.rename(folder)
    _flush_folder(folder.parent)


def laid_down(segment: Segment, folder: Path) -> Segment:
    """The same segment in a file without a name in `folder`, mapped: the file goes with the segment.

    Raises OSError where there is no room.
    """
    high, order = segment.ids_sorted
    arrays = {**segment.stored, _HIGH: high, _ORDER: order}
    places = {}
    with tempfile.TemporaryFile(dir=folder) as file:
        for name, values in arrays.items():
            places[name] = file.seek(-file.tell() % _ALIGNED, os.SEEK_CUR)
            file.write(np.ascontiguousarray(values).data)
        file.write(bytes(_ALIGNED))
        file.flush()
        held = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    laid = {
        name: np.frombuffer(held, values.dtype, values.size, places[name]).reshape(values.shape)
        for name, values in arrays.items()
    }
    sorted_ids = laid.pop(_HIGH), laid.pop(_ORDER)
    moved = Segment(laid, segment.named, start=segment.start)
    moved.ids_sorted = sorted_ids
    return moved


def load_segment(folder: Path) -> tuple[Segment, object]:
    """The segment in `folder`, mapped, and the position it was saved with. Raises IndexUnusable."""
    folder = Path(folder)
    try:
        header = json.loads((folder / _HEADER).read_text(encoding="utf-8"))
        usable = header["format"] == FORMAT and header["reading"] == fingerprint()
        listed = header["arrays"] if usable else {}
        arrays = {name: _mapped(folder / f"{name}.npy", *kind) for name, kind in listed.items()}
        named, position = header.get("named"), header["position"]
        segment = Segment(arrays, named) if usable else None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexUnusable(
            "search.index.unreadable", "The index in {folder} cannot be read", folder=folder.name
        ) from error
    if segment is None:
        raise IndexUnusable("search.index.outdated", "The index in {folder} is of another version", folder=folder.name)
    return segment, position


def _mapped(file: Path, dtype: str, length: int) -> Array:
    values = np.load(file, mmap_mode="r" if length else None, allow_pickle=False)
    if str(values.dtype) != dtype or len(values) != length:
        raise ValueError(file.name)
    # A plain view: a slice of a mapped array costs ten times as much as one of a view of it.
    return np.asarray(values)


def _flush(descriptor: int) -> None:
    os.fsync(descriptor)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
