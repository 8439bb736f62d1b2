"""The encrypted file that a backup is: anybody may write one for a key, only the key's holder opens it.

Beginning: a line that names the format, the name of the recipient's key (4 bytes), a public key made for this file
alone (X25519, 32 bytes) and a salt (16). From both keys and the salt comes the file's key (HKDF-SHA-256). Then pieces
of 1 MiB under AES-256-GCM, each with its number and whether it is the last as nonce (the STREAM construction, Hoang and
others, CRYPTO 2015): a piece that was changed, moved, dropped or cut off is found, and nothing of it is given out.
"""

import base64
import hashlib
import os
from pathlib import Path
from typing import BinaryIO, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from commonweal.common.errors import BadInput, NotNow, RuleBroken

FORMAT = b"commonweal backup 1\n"
PIECE = 1 << 20
TAG = 16
HEAD = len(FORMAT) + 4 + 32 + 16
_PUBLIC, _PRIVATE = "COMMONWEAL+BACKUP+", "PRIVATE+COMMONWEAL+BACKUP+"


class Damaged(RuleBroken):
    """A backup is not as it was written."""


class Recipient(NamedTuple):
    """The public half of a backup key."""

    raw: bytes

    @property
    def name(self) -> bytes:
        """Four bytes that name the key."""
        return hashlib.sha256(b"commonweal backup key" + self.raw).digest()[:4]

    def __str__(self) -> str:
        return f"{_PUBLIC}{self.name.hex()}+{base64.b64encode(self.raw).decode()}"

    @classmethod
    def read(cls, path: Path) -> "Recipient":
        """The key of a file; BadInput where there is none in it."""
        return cls(_raw(path, _PUBLIC))


class Private(NamedTuple):
    """The half that opens backups; it is the operator's and does not belong on the machine that is backed up."""

    raw: bytes

    def __repr__(self) -> str:
        return f"Private({self.recipient})"

    @property
    def recipient(self) -> Recipient:
        """The public half."""
        return Recipient(X25519PrivateKey.from_private_bytes(self.raw).public_key().public_bytes_raw())

    @classmethod
    def make(cls, path: Path) -> "Private":
        """A new key in a new file with mode 0600; an existing file is never replaced."""
        key = cls(X25519PrivateKey.generate().private_bytes_raw())
        try:
            target = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise NotNow("house.backup.key-there", "{path} is there already; name another file.", path=path) from None
        with os.fdopen(target, "w") as file:
            file.write(f"{_PRIVATE}{key.recipient.name.hex()}+{base64.b64encode(key.raw).decode()}\n")
            file.flush()
            os.fsync(file.fileno())
        return key

    @classmethod
    def read(cls, path: Path) -> "Private":
        """The key of a file; BadInput where there is none in it."""
        return cls(_raw(path, _PRIVATE))


def _raw(path: Path, head: str) -> bytes:
    try:
        name, data = path.read_text(encoding="ascii").strip().removeprefix(head).split("+", 1)
        raw = base64.b64decode(data, validate=True)
        recipient = Recipient(raw) if head == _PUBLIC else Private(raw).recipient
        if recipient.name.hex() == name:
            return raw
    except (OSError, ValueError):
        pass
    raise BadInput(
        "house.backup.no-key", "{path} holds no backup key; make one with commonweal backup key FILE.", path=path
    )


class Writer:
    """A file to be written once, from its beginning; what is written is encrypted. `close` writes the last piece."""

    def __init__(self, file: BinaryIO, recipient: Recipient) -> None:
        made = X25519PrivateKey.generate()
        head = FORMAT + recipient.name + made.public_key().public_bytes_raw() + os.urandom(16)
        self.key = _file_key(made.exchange(X25519PublicKey.from_public_bytes(recipient.raw)), head, recipient)
        """The file's own key, by which the writer reads it once more."""
        self._file, self._cipher, self._number, self._left = file, AESGCM(self.key), 0, bytearray()
        file.write(head)

    def write(self, data: bytes) -> int:
        """Take these bytes."""
        self._left += data
        while len(self._left) > PIECE:
            self._put(bytes(self._left[:PIECE]), last=False)
            del self._left[:PIECE]
        return len(data)

    def flush(self) -> None:
        """Nothing is held back but the piece that is not full."""

    def close(self) -> None:
        """The last piece."""
        self._put(bytes(self._left), last=True)
        self._left.clear()

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last=last), piece, None))
        self._number += 1


class Reader:
    """What was written, piece by piece; raises Damaged at the first piece that is not as it was."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        """`file` stands behind its head (`opened` and `Writer.key` give the key)."""
        self._file, self._cipher = file, AESGCM(key)
        self._number, self._ready, self._next = 0, b"", file.read(PIECE + TAG)
        self._ended = False

    @property
    def place(self) -> int:
        """Where in the file the piece begins that was read last."""
        return HEAD + max(0, self._number - 1) * (PIECE + TAG)

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes; b"" at the end, which was reached whole."""
        while not self._ready and not self._ended:
            self._take()
        given = self._ready if size < 0 else self._ready[:size]
        self._ready = self._ready[len(given) :]
        return given

    def _take(self) -> None:
        piece, self._next = self._next, self._file.read(PIECE + TAG)
        self._ended, self._number = not self._next, self._number + 1
        try:
            self._ready = self._cipher.decrypt(_nonce(self._number - 1, last=self._ended), piece, None)
        except (InvalidTag, ValueError):
            raise Damaged(
                "house.backup.damaged-piece",
                "The backup was changed or cut off: bytes {first} to {last} are not as they were written.",
                first=self.place,
                last=self.place + len(piece),
            ) from None


def opened(file: BinaryIO, key: Private) -> Reader:
    """A backup for reading from its beginning; NotNow where it was written for another key."""
    head = file.read(HEAD)
    if head[: len(FORMAT)] != FORMAT or len(head) != HEAD:
        raise Damaged("house.backup.none", "This is no backup of a house, or its beginning is damaged.")
    wanted, made = head[len(FORMAT) :][:4], head[len(FORMAT) + 4 :][:32]
    if wanted != key.recipient.name:
        raise NotNow(
            "house.backup.other-key",
            "This backup opens with the key {wanted}, not with {given}; or its beginning is damaged.",
            wanted=wanted.hex(),
            given=key.recipient.name.hex(),
        )
    shared = X25519PrivateKey.from_private_bytes(key.raw).exchange(X25519PublicKey.from_public_bytes(made))
    return Reader(file, _file_key(shared, head, key.recipient))


def _file_key(shared: bytes, head: bytes, recipient: Recipient) -> bytes:
    return HKDF(SHA256(), 32, salt=head[-16:], info=head + recipient.raw).derive(shared)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
