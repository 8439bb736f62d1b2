"""The compiled loops (`kernel.c`), where this installation has them; elsewhere numpy does the same.

`tools/kernel.py` compiles them into the environment at installation, where there is a compiler. What was compiled from
another source is not used. `COMMONWEAL_KERNEL=plain` leaves them aside.
"""

import ctypes
import os
import sysconfig
from hashlib import blake2b
from pathlib import Path

from .arrays import Array

_BYTE = ctypes.c_char
SOURCE = Path(__file__).with_name("kernel.c")
NAME = "commonweal_kernel.so"


def fingerprint() -> str:
    """What tells a source from another one."""
    return blake2b(SOURCE.read_bytes(), digest_size=8).hexdigest()


def place() -> Path:
    """Where the compiled loops lie in this environment."""
    return Path(sysconfig.get_path("platlib")) / NAME


def at(values: Array) -> int:
    """The address of an array's values, which must lie one behind the other."""
    if (
        values.flags.writeable and values.size
    ):  # asked for many times a question: a quarter of the time of the other way
        return ctypes.addressof(_BYTE.from_buffer(values))
    return values.__array_interface__["data"][0]


class Bits(ctypes.Structure):
    """`packed.Bits` as the loops read it."""

    _fields_ = (("bytes", ctypes.c_void_p), ("width", ctypes.c_int64))


class Offsets(ctypes.Structure):
    """`packed.Offsets` as the loops read it."""

    _fields_ = (("first", ctypes.c_void_p), ("within", Bits))


class Segment(ctypes.Structure):
    """Addresses of a segment's arrays; whoever makes one keeps the arrays."""

    _fields_ = (
        ("start", ctypes.c_int64),
        ("doc_rows", Offsets),
        ("row_tokens", Offsets),
        ("token", Bits),
        ("sort_place", Bits),
        ("posting_start", Offsets),
        *(
            (name, ctypes.c_void_p)
            for name in (
                "sort_value",
                "posting",
                "text",
                "text_start",
                "letters",
                "unvowelled",
                "class_start",
                "bones",
                "bones_start",
                "class_of",
            )
        ),
    )


class Rules(ctypes.Structure):
    """What `cw_score` goes by."""

    _fields_ = (
        ("slots", ctypes.c_int32),
        ("kinds", ctypes.c_int32),
        ("weight", ctypes.c_void_p),
        ("optional", ctypes.c_void_p),
        *(
            (name, ctypes.c_float)
            for name in (
                "no_patronymic",
                "no_form",
                "matched",
                "like",
                "shorter",
                "uncovered",
                "uncovered_organisation",
            )
        ),
        *((name, ctypes.c_int32) for name in ("patronymic", "particle", "initial", "form")),
        ("class_weight", ctypes.c_void_p),
    )


_ADDRESS, _COUNT, _FLAG, _NUMBER = ctypes.c_void_p, ctypes.c_int64, ctypes.c_int32, ctypes.c_float
_TEXT = (ctypes.c_char_p, _COUNT)
_TAKES = {
    "cw_listed": (_ADDRESS, _ADDRESS, _COUNT, _ADDRESS, _COUNT, _ADDRESS, _COUNT),
    "cw_near": (
        _ADDRESS, *_TEXT, *_TEXT, ctypes.c_uint64, _FLAG, *[_NUMBER] * 3, *[_ADDRESS, _COUNT] * 2, _ADDRESS, _ADDRESS,
    ),
    "cw_raise": (
        _ADDRESS, *_TEXT, *_TEXT, ctypes.c_uint64, _FLAG, *[_NUMBER] * 3, _ADDRESS, _ADDRESS, _COUNT, _ADDRESS,
    ),
    "cw_meet": (
        *[_ADDRESS] * 6, _COUNT, _COUNT, _ADDRESS, _ADDRESS, ctypes.c_uint8, _ADDRESS, _ADDRESS, _COUNT,
    ),
    "cw_meet_again": (*[_ADDRESS] * 3, _COUNT, _ADDRESS, ctypes.c_uint8, _ADDRESS),
    "cw_records": (*[_ADDRESS] * 3, _COUNT, _ADDRESS, _ADDRESS),
    "cw_listed_bytes": (_ADDRESS, _ADDRESS, _COUNT),
    "cw_reached": (_ADDRESS, _COUNT, _NUMBER, _ADDRESS, _ADDRESS),
    "cw_reach_within": (_ADDRESS, _ADDRESS, _COUNT, _ADDRESS, _ADDRESS, _FLAG, _ADDRESS),
    "cw_words": (_ADDRESS, _ADDRESS, _COUNT, _ADDRESS, _ADDRESS),
    "cw_score": (_ADDRESS, _ADDRESS, _ADDRESS, _COUNT, *[_ADDRESS] * 7),
}  # fmt: skip
_COUNTING = {"cw_listed", "cw_near", "cw_meet", "cw_records", "cw_listed_bytes", "cw_reached", "cw_words"}


def _loaded() -> ctypes.CDLL | None:
    if os.environ.get("COMMONWEAL_KERNEL") == "plain" or not place().is_file():
        return None
    try:
        library = ctypes.CDLL(str(place()))
        source = ctypes.c_char_p.in_dll(library, "cw_source").value
    except (OSError, ValueError):
        return None
    if source != fingerprint().encode():
        return None
    for name, takes in _TAKES.items():
        function = getattr(library, name)
        function.argtypes, function.restype = takes, ctypes.c_int64 if name in _COUNTING else None
    return library


LIBRARY = _loaded()
