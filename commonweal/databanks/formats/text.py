"""Text that comes in from files: composed form, one kind of line break, without invisible characters.

What cannot be seen and could turn a name round (direction marks, zero-width characters, soft hyphens) is taken out;
the joiners that Persian and Indic writing needs stay. What is no text (controls, lone surrogates, undecodable bytes)
or floods one letter with marks is refused: NFC, controls out, at most four marks.
"""

import re
import unicodedata
from itertools import groupby

from commonweal.common.errors import BadInput

MOST_MARKS = 4
"""Combining marks on one letter; living orthographies need three."""


def _marks() -> str:
    """The non-spacing marks of the basic plane as ranges for a regular expression's class."""
    points = [point for point in range(0x300, 0x10000) if unicodedata.category(chr(point)) in ("Mn", "Me")]
    runs = [[point for _, point in run] for _, run in groupby(enumerate(points), lambda pair: pair[1] - pair[0])]
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in runs)


_MARK = _marks()
_FLOOD = re.compile(f"[{_MARK}]{{{MOST_MARKS + 1}}}")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_FORBIDDEN = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
_NO_TEXT = re.compile(f"[{_FORBIDDEN}]")
_UNSEEN = (
    "\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_SUSPECT = re.compile(f"[\r\x0b\x0c\x85\u2028\u2029{_FORBIDDEN}{_UNSEEN}{_MARK}]")


def suspect(text: str) -> bool:
    """Whether `tidy` would change or refuse anything in `text`: one quick look at a whole line."""
    return _SUSPECT.search(text) is not None or not unicodedata.is_normalized("NFC", text)


def tidy(text: str, column: str) -> str:
    """`text` in composed form without invisible characters; raises BadInput naming the column.

    Line breaks of any kind become `\\n`. `tidy(tidy(x)) == tidy(x)`.
    """
    if not suspect(text):
        return text
    text = _INVISIBLE.sub("", _BREAKS.sub("\n", text))
    if "\x00" in text:
        raise BadInput("databanks.cell.nul", "Column “{column}”: holds a NUL character; remove it.", column=column)
    if found := _NO_TEXT.search(text):
        raise BadInput(
            "databanks.cell.no-text",
            "Column “{column}”: character {point} is no text; check the file's encoding, or remove it.",
            column=column,
            point=f"U+{ord(found[0]):04X}",
        )
    text = unicodedata.normalize("NFC", text)
    if _FLOOD.search(text):
        raise BadInput(
            "databanks.cell.marks",
            "Column “{column}”: more than {most} marks stand on one letter; write it without them.",
            column=column,
            most=MOST_MARKS,
        )
    # Taking out one invisible character may bring together what composes; what composes is never invisible.
    return text
