"""XML from outside, read in a stream by a parser that knows no entities, no document type and no network.

`elements` yields the elements asked for one by one and forgets them afterwards. Depth is bounded, size is bounded, and
a document type declaration is refused before the parser reaches it.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from commonweal.common.errors import BadInput

DEEPEST = 64
LARGEST = 200_000_000
_SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_DECLARED = re.compile(rb"""^[^<]{0,4}<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ENCODINGS = frozenset((b"utf-8", b"utf-16", b"us-ascii", b"windows-1251", b"iso-8859-1", b"iso-8859-5", b"koi8-r"))
TYPE = tuple(
    mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
"""What declares a document type or an entity, as bytes."""


class _Guarded:
    """The bytes of a document on their way to the parser; raises BadInput where they hold what is never parsed."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._read, self._tail = file, 0, b""

    def read(self, size: int = 65_536) -> bytes:
        data = self._file.read(size)
        if not self._read and data:
            _check_start(data)
        self._read += len(data)
        if self._read > LARGEST:
            raise _not_read(f"it is larger than {LARGEST // 1_000_000} MB")
        seen = self._tail + data
        if b"!" in seen and any(mark in seen for mark in TYPE):
            raise _not_read("it declares a document type or entities, which are never read")
        self._tail = seen[-20:]
        return data


def _check_start(data: bytes) -> None:
    if not data.lstrip(b" \t\r\n").startswith(_STARTS):
        raise _not_read("it does not begin as XML does")
    declared = _DECLARED.match(data)
    if declared and declared[1].lower() not in _ENCODINGS:
        raise _not_read("its encoding is unusual; save it as UTF-8")


def _not_read(what: str) -> BadInput:
    return BadInput("databanks.xml.refused", "The XML is not read: {what}.", what=what)


def elements(file: BinaryIO, wanted: frozenset[str]) -> Iterator[etree._Element]:
    """Every element with one of these names (without namespace), complete with what is in it, one after the other.

    What was yielded is emptied when the next is asked for. Raises BadInput where the document is not sound.
    """
    depth = 0
    try:
        for event, element in etree.iterparse(_Guarded(file), events=("start", "end"), **_SAFE):
            if event == "start":
                depth += 1
                if depth > DEEPEST:
                    raise _not_read(f"it is nested deeper than {DEEPEST} levels")
                continue
            depth -= 1
            if name(element) in wanted:
                yield element
                forget(element)
    except etree.XMLSyntaxError as error:
        raise _unsound(error) from None


def cells(file: BinaryIO, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """Ended elements of these full names, for large flat documents; the caller forgets them (`forget`)."""
    try:
        for _, element in etree.iterparse(_Guarded(file), events=("end",), tag=tags, **_SAFE):
            yield element
    except etree.XMLSyntaxError as error:
        raise _unsound(error) from None


def _unsound(error: etree.XMLSyntaxError) -> BadInput:
    line = error.lineno or 0
    return BadInput("databanks.xml.unsound", "The XML is not sound near line {line}; save it anew.", line=line)


def name(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def forget(element: etree._Element) -> None:
    """Empty an element and let go of those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
