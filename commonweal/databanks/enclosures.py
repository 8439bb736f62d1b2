"""What a line encloses beside its text: attachments, and references to biometric data. Checked into normal form.

An attachment is what its first bytes say, or it is refused: who opens it later trusts the media type. Biometric data
themselves stay in the system that holds them; a record says which system, under which reference. Pure.
"""

import base64
import binascii
import re
from collections.abc import Callable

import msgspec

from commonweal.common.errors import BadInput
from commonweal.databanks import values
from commonweal.databanks.terms import AttachmentKind, BiometricKind

LARGEST = 200_000
"""Bytes of one attachment at most."""
MOST = 5
"""Attachments of one record at most, and references to biometric data."""
BARE_LINE = 262_144
"""Bytes of a line without what it encloses."""
LONGEST_LINE = BARE_LINE + MOST * 270_000
"""Bytes of a line with all that it may enclose, as base64 writes it."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Attachment(msgspec.Struct, forbid_unknown_fields=True):
    """An attachment as a line has it; `content` is base64."""

    kind: str
    title: str
    media_type: str
    content: str


class Biometric(msgspec.Struct, forbid_unknown_fields=True):
    """A reference to biometric data as a line has it."""

    kind: str
    system: str
    reference: str
    format: str = ""
    taken: str = ""


def longest(raw: bytes) -> int:
    """How long this line may be: only one that encloses anything may be longer than others."""
    return LONGEST_LINE if b'"attachments"' in raw else BARE_LINE


def _is_text(content: bytes) -> bool:
    try:
        return not _CONTROL.search(content.decode("utf-8"))
    except UnicodeDecodeError:
        return False


MEDIA_TYPES: dict[str, Callable[[bytes], bool]] = {
    "image/png": lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"),
    "image/jpeg": lambda content: content.startswith(b"\xff\xd8\xff"),
    "application/pdf": lambda content: content.startswith(b"%PDF-"),
    "text/plain": _is_text,
}
"""What may be attached, and how it is told from anything else."""


def attachments(given: list[Attachment]) -> list[dict]:
    """Attachments in normal form, in the contributor's order. Raises BadInput that names the remedy."""
    _check_number(given, "attachments")
    return [_attachment(each) for each in given]


def _attachment(given: Attachment) -> dict:
    title = values.text(given.title, "attachments.title", longest=200)
    if given.kind not in set(AttachmentKind):
        raise values.bad("attachments.kind", f"must be one of {', '.join(AttachmentKind)}")
    if given.media_type not in MEDIA_TYPES:
        raise values.bad("attachments.media_type", f"must be one of {', '.join(MEDIA_TYPES)}")
    content = _content(given.content)
    if not MEDIA_TYPES[given.media_type](content):
        raise BadInput(
            "databanks.attachment.other-content",
            "An attachment is no {media_type}: its content begins otherwise. Name the type that it has, or convert it.",
            media_type=given.media_type,
        )
    return {
        "kind": given.kind,
        "title": title,
        "media_type": given.media_type,
        "content": base64.b64encode(content).decode(),
    }


def _content(text: str) -> bytes:
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise values.bad("attachments.content", "must be base64") from None
    if not 0 < len(content) <= LARGEST:
        raise BadInput(
            "databanks.attachment.size",
            "An attachment holds between 1 and {largest} bytes; this one has {size}.",
            largest=LARGEST,
            size=len(content),
        )
    return content


def biometrics(given: list[Biometric]) -> list[dict]:
    """References to biometric data in normal form. Raises BadInput that names the remedy."""
    _check_number(given, "biometrics")
    return [_biometric(each) for each in given]


def _biometric(given: Biometric) -> dict:
    if given.kind not in set(BiometricKind):
        raise values.bad("biometrics.kind", f"must be one of {', '.join(BiometricKind)}")
    kept = {
        "kind": given.kind,
        "system": values.text(given.system, "biometrics.system", longest=200),
        "reference": values.text(given.reference, "biometrics.reference", longest=200),
    }
    if given.format:
        kept["format"] = values.text(given.format, "biometrics.format", longest=100)
    if given.taken:
        kept["taken"] = values.date_text(given.taken, "biometrics.taken")
    return kept


def _check_number(given: list, field: str) -> None:
    if len(given) > MOST:
        raise values.bad(field, f"has more than {MOST} entries")
