"""ZIP files (spreadsheets are such) looked at before anything opens them.

What a directory says of sizes is not believed: every entry is unpacked once, in pieces, and counted. Limits: 1,000
entries, 200 MB unpacked, a hundredfold at most; no encryption, no links, no paths out, no archive in an archive, no
two entries of one name or in one place.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from commonweal.common.errors import BadInput
from commonweal.databanks.formats import xml

MOST_ENTRIES = 1_000
MOST_UNPACKED = 200_000_000
MOST_RATIO = 100
SMALL = 100_000
"""Bytes up to which the ratio of an entry does not matter."""
_END = b"PK\x05\x06"
_LOCAL = b"PK\x03\x04"
_NESTED = (
    *(".zip", ".xlsx", ".xlsm", ".xlsb", ".docx", ".pptx", ".ods", ".odt", ".jar"),
    *(".7z", ".rar", ".gz", ".bz2", ".xz", ".tar"),
)
_PIECE = 1 << 20
DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)
"""What a damaged file makes the library raise."""


def check(path: Path) -> list[str]:
    """The names of the entries of a ZIP file that is safe to open; raises BadInput `databanks.archive.…`."""
    _count(path)
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            entries = archive.infolist()
            _check_names(entries)
            total = 0
            reached = 0
            for entry in sorted(entries, key=lambda each: each.header_offset):
                if entry.header_offset < reached:
                    raise _unsafe("two of its entries lie in one place")
                unpacked, reached = _unpack(file, entry, MOST_UNPACKED - total)
                total += unpacked
            return [entry.filename for entry in entries]
    except DAMAGE:
        raise _broken() from None


def _count(path: Path) -> None:
    """Stop before a directory of millions is read: the end record says how many entries there are."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 65_557))
        tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22 or len(tail) != at + 22 + int.from_bytes(tail[at + 20 : at + 22], "little"):
        raise _broken()
    entries, directory = struct.unpack("<HL", tail[at + 10 : at + 16])
    if entries > MOST_ENTRIES or directory > MOST_ENTRIES * 2_000:
        raise _unsafe(f"it has more than {MOST_ENTRIES} entries")


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename.casefold() for entry in entries]
    if len(set(names)) != len(names):
        raise _unsafe("two of its entries have one name")
    for entry in entries:
        name = entry.orig_filename
        if name.startswith(("/", "\\")) or "\\" in name or ":" in name or "\x00" in name:
            raise _unsafe("an entry's path leads out of it")
        if ".." in PurePosixPath(name).parts:
            raise _unsafe("an entry's path leads out of it")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise _unsafe("an entry is a link")
        if entry.flag_bits & 0x41:
            raise BadInput("databanks.archive.locked", "The file is protected by a password; save it without one.")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _unsafe("it is packed in an unusual way")
        if name.lower().endswith(_NESTED):
            raise _unsafe("it holds another archive")


def _unpack(file: BinaryIO, entry: zipfile.ZipInfo, left: int) -> tuple[int, int]:
    """Unpack one entry in pieces and look at them; returns its size and where it ends in the file."""
    start = _start(file, entry)
    most = min(left, max(SMALL, entry.compress_size * MOST_RATIO))
    xml_part = entry.filename.lower().endswith((".xml", ".rels"))
    unpacked, sum_, tail = 0, 0, b""
    for piece in _pieces(file, entry):
        if not unpacked and piece.startswith(_LOCAL):
            raise _unsafe("it holds another archive")
        if xml_part and any(mark in tail + piece for mark in xml.TYPE):
            raise _unsafe("a part of it declares a document type or entities")
        tail = piece[-20:]
        unpacked, sum_ = unpacked + len(piece), zlib.crc32(piece, sum_)
        if unpacked > most:
            raise _too_much(unpacked > left)
    if unpacked != entry.file_size:
        raise _unsafe("an entry has another size than it says")
    if sum_ != entry.CRC:
        raise zipfile.BadZipFile
    return unpacked, start + entry.compress_size


def _start(file: BinaryIO, entry: zipfile.ZipInfo) -> int:
    """Go to where an entry's data begin."""
    file.seek(entry.header_offset)
    header = file.read(30)
    name, extra = struct.unpack("<HH", header[26:30])
    encoding = "utf-8" if entry.flag_bits & 0x800 else "cp437"
    if header[:4] != _LOCAL or file.read(name) != entry.orig_filename.encode(encoding):
        raise zipfile.BadZipFile
    return file.seek(entry.header_offset + 30 + name + extra)


def _pieces(file: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked data of an entry, piece by piece."""
    inflate = zlib.decompressobj(-15)
    unread = entry.compress_size
    while unread > 0:
        packed = file.read(min(unread, _PIECE))
        if not packed:
            raise zipfile.BadZipFile
        unread -= len(packed)
        if entry.compress_type == zipfile.ZIP_STORED:
            yield packed
            continue
        while packed and not inflate.eof:
            yield inflate.decompress(packed, _PIECE)
            packed = inflate.unconsumed_tail


def _too_much(in_all: bool) -> BadInput:
    if in_all:
        return _unsafe(f"it unpacks to more than {MOST_UNPACKED // 1_000_000} MB")
    return _unsafe(f"an entry unpacks to more than {MOST_RATIO} times its size")


def _broken() -> BadInput:
    return BadInput("databanks.archive.broken", "The file is damaged: it cannot be unpacked. Save it anew.")


def _unsafe(what: str) -> BadInput:
    return BadInput("databanks.archive.unsafe", "The file is not opened: {what}. Save it anew, or as CSV.", what=what)
