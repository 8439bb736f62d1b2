"""Cosignatures of witnesses: `cosignature/v1` of C2SP (c2sp.org/tlog-cosignature), Ed25519.

A witness says with one: of this journal I have seen nothing longer, and it continues all that I saw before. The
moment at which it says so is signed too, so that an old cosignature cannot be handed round as a fresh one.
"""

import struct
from datetime import UTC, datetime

from commonweal.audit import checkpoint

_HEAD = struct.Struct(">Q")


def _message(body: str, second: int) -> str:
    return f"cosignature/v1\ntime {second}\n{body}"


def cosign(note: str, *, key: checkpoint.SigningKey, at: datetime) -> str:
    """The signature line of the witness under this note, dated to the second. Checks nothing: `witness` does."""
    second = int(at.timestamp())
    signature = key.sign(_message(checkpoint.body(note), second))
    return checkpoint.signature_line(key.public, _HEAD.pack(second) + signature)


def when(note: str, *, key: checkpoint.PublicKey) -> datetime | None:
    """The latest moment at which this witness cosigned the note, or None where no cosignature of it holds."""
    latest = None
    for data in checkpoint.signatures(note, key=key):
        if len(data) != _HEAD.size + 64:
            continue
        second = _HEAD.unpack_from(data)[0]
        if second < 2**40 and key.verify(_message(checkpoint.body(note), second), data[_HEAD.size :]):
            latest = max(latest or 0, second)
    return datetime.fromtimestamp(latest, UTC) if latest is not None else None


def lines(reply: str, *, key: checkpoint.PublicKey) -> str:
    """Of the signature lines of a reply those in this witness's name; others are passed over."""
    return "".join(f"{line}\n" for line in reply.splitlines() if line.startswith(f"— {key.name} "))
