"""Signed checkpoints of the journal and the file that holds them.

A checkpoint is a C2SP signed note (c2sp.org/signed-note, c2sp.org/tlog-checkpoint): origin line, number of entries,
root hash in base64, further lines, an empty line, signature lines. Ours carries one further line with the moment of
signing, so that the signature also dates the entries. Keys are written as the Go `note` package writes them, so that
tools from elsewhere read both. The file lies outside the database: who rewrites the one has not rewritten the other.
"""

import base64
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from commonweal.common.errors import BadInput, RuleBroken

ED25519 = b"\x01"
"""The algorithm byte that C2SP gives to Ed25519 signatures of a log."""
COSIGNER = b"\x04"
"""The algorithm byte that C2SP gives to Ed25519 cosignatures of a witness (c2sp.org/tlog-cosignature)."""
NEXT_KEY = "next-key "
"""Begins the line of a note that announces the next key."""
_NAME = re.compile(r"[^\s+]+")
_NOTE = re.compile(r"((?:[^\n]+\n)+)\n((?:— [^\n]+\n)+)")
_TAIL = 8192


def unpack(text: str) -> bytes:
    """Bytes of standard base64; ValueError where it is none, or another writing of the same bytes."""
    data = base64.b64decode(text, validate=True)
    if pack(data) != text:
        raise ValueError("spare bits")
    return data


def pack(data: bytes) -> str:
    """Standard base64, as notes write hashes and signatures."""
    return base64.b64encode(data).decode()


@dataclass(frozen=True)
class PublicKey:
    """The key that notes are checked with; written `name+id+base64`. A journal's is named as its origin.

    `algorithm` tells a journal's key (`ED25519`) from a witness's (`COSIGNER`).
    """

    name: str
    raw: bytes
    algorithm: bytes = ED25519

    @property
    def id(self) -> bytes:
        """The four bytes that name this key in a signature line."""
        return sha256(self.name.encode() + b"\n" + self.algorithm + self.raw).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{pack(self.algorithm + self.raw)}"

    @classmethod
    def parse(cls, text: str) -> "PublicKey":
        """Read the written form; BadInput when it is another algorithm or its id does not fit."""
        try:
            name, key_id, data = text.strip().split("+", 2)
            raw = unpack(data)
        except ValueError:
            raise _bad_key() from None
        key = cls(name, raw[1:], raw[:1])
        if key.algorithm not in (ED25519, COSIGNER) or len(key.raw) != 32 or key.id.hex() != key_id:
            raise _bad_key()
        return key

    def verify(self, text: str, signature: bytes) -> bool:
        """Whether `signature` (64 bytes) is this key's over the note text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """The key that signs checkpoints. Its holder can rewrite history: it stays with the sequencer. Or a witness's."""

    name: str
    seed: bytes = field(repr=False)
    algorithm: bytes = ED25519

    @classmethod
    def generate(cls, name: str, algorithm: bytes = ED25519) -> "SigningKey":
        """A new random key for the journal of this origin, or the witness of this name (no blanks, no plus)."""
        if not _NAME.fullmatch(name):
            raise BadInput(
                "audit.key.bad-name", "The origin “{name}” may hold neither blanks nor a plus sign.", name=name
            )
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw(), algorithm)

    @classmethod
    def read(cls, path: Path) -> "SigningKey":
        """Read a key file; RuleBroken when other accounts may read it too."""
        if path.stat().st_mode & 0o077:
            raise RuleBroken(
                "audit.key.readable",
                "The journal's key {file} may be read by other accounts; take that right away (chmod 600).",
                file=path.name,
            )
        try:
            private, key, name, key_id, data = path.read_text().strip().split("+", 4)
            raw = unpack(data)
        except ValueError:
            raise _bad_key() from None
        found = cls(name, raw[1:], raw[:1])
        known = found.algorithm in (ED25519, COSIGNER)
        if (private, key) != ("PRIVATE", "KEY") or not known or found.public.id.hex() != key_id:
            raise _bad_key()
        return found

    def write(self, path: Path) -> None:
        """Write the key to a new file with mode 0600; an existing file is never replaced."""
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"PRIVATE+KEY+{self.name}+{self.public.id.hex()}+{pack(self.algorithm + self.seed)}\n")
            file.flush()
            os.fsync(file.fileno())

    @property
    def public(self) -> PublicKey:
        """The key to hand out."""
        return PublicKey(self.name, self._key().public_key().public_bytes_raw(), self.algorithm)

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def sign(self, text: str) -> bytes:
        """The 64-byte signature over the note text."""
        return self._key().sign(text.encode())


def _bad_key() -> BadInput:
    return BadInput("audit.key.unreadable", "This is no Ed25519 key of a journal (name+id+base64).")


@dataclass(frozen=True)
class Checkpoint:
    """What one note says: of which journal, how many entries, with which root, and whatever lines follow."""

    origin: str
    size: int
    root: bytes
    extra: tuple[str, ...] = ()

    @property
    def successor(self) -> PublicKey | None:
        """The key that is announced to follow the one that signed this."""
        announced = [line.removeprefix(NEXT_KEY) for line in self.extra if line.startswith(NEXT_KEY)]
        return PublicKey.parse(announced[0]) if announced else None

    def text(self) -> str:
        """The text that is signed."""
        return "".join(f"{line}\n" for line in (self.origin, str(self.size), pack(self.root), *self.extra))


def sign(size: int, root: bytes, *, key: SigningKey, at: datetime, successor: PublicKey | None = None) -> str:
    """The signed note over a tree of `size` entries with this root, dated by an extra line. Where another key is to
    follow this one, a further line announces it: so the old key vouches for the new one."""
    moment = at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    announced = (f"{NEXT_KEY}{successor}",) if successor else ()
    text = Checkpoint(key.name, size, root, (f"time {moment}", *announced)).text()
    return f"{text}\n{signature_line(key.public, key.sign(text))}"


def parse(note: str) -> Checkpoint:
    """Read a note without checking its signatures; BadInput when it is no checkpoint."""
    match = _NOTE.fullmatch(note)
    lines = match.group(1).splitlines() if match else []
    try:
        origin, size, root, *extra = lines
        if str(int(size)) != size or int(size) < 0 or len(unpack(root)) != 32:
            raise ValueError
    except ValueError:
        raise BadInput("audit.checkpoint.unreadable", "This is no signed checkpoint of a journal.") from None
    return Checkpoint(origin, int(size), unpack(root), tuple(extra))


def verify(note: str, *, key: PublicKey) -> Checkpoint | None:
    """The checkpoint of a note signed by this key, or None when no signature of this key holds.

    Signatures of other keys (witnesses) are passed over, as the note format demands. The origin must be the key's name.
    """
    found = parse(note)
    for signature in signatures(note, key=key):
        return found if found.origin == key.name and key.verify(body(note), signature) else None
    return None


class Chain:
    """The keys of one journal, each announced by the one before it; `key` is the one in force."""

    def __init__(self, first: PublicKey) -> None:
        self.key, self._heir = first, None

    def verify(self, note: str) -> Checkpoint | None:
        """As `verify`, for the notes of a journal in their order: by the key in force, or by the one that it announced
        last, which then is in force; a former key counts no more."""
        found = verify(note, key=self.key)
        if found is None and self._heir is not None and (found := verify(note, key=self._heir)):
            self.key, self._heir = self._heir, None
        if found and found.successor:
            self._heir = found.successor if found.successor.name == self.key.name else None
        return found


def in_force(content: str, *, first: PublicKey) -> PublicKey:
    """The key with which the last note of a file is signed; only notes that announce one are verified besides."""
    chain, notes = Chain(first), split(content)[0]
    for note in [*(each for each in notes if f"\n{NEXT_KEY}" in each), *notes[-1:]]:
        chain.verify(note)
    return chain.key


def body(note: str) -> str:
    """What the signatures of a note are over: everything above its empty line."""
    return note.partition("\n\n")[0] + "\n"


def signatures(note: str, *, key: PublicKey) -> Iterator[bytes]:
    """What stands behind this key's name and id in the lines of a note, unchecked. A line that is no base64 ends it."""
    for line in note.partition("\n\n")[2].splitlines():
        name, _, data = line.removeprefix("— ").partition(" ")
        try:
            signature = unpack(data)
        except ValueError:
            return
        if name == key.name and signature[:4] == key.id:
            yield signature[4:]


def signature_line(key: PublicKey, signature: bytes) -> str:
    """The line that carries a signature of this key."""
    return f"— {key.name} {pack(key.id + signature)}\n"


def split(content: str) -> tuple[list[str], str]:
    """The notes of a file, one after another, and whatever follows the last readable one."""
    notes, place = [], 0
    while match := _NOTE.match(content, place):
        notes.append(match.group())
        place = match.end()
    return notes, content[place:]


def is_torn(rest: str) -> bool:
    """Whether the rest of a file is but a note whose writing was cut short: it holds no whole signature line."""
    return not re.search(r"^— [^\n]*\n", rest, re.MULTILINE)


class CheckpointFile:
    """The append-only file of checkpoints. One writer (the sequencer); any number of readers."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> str:
        """The whole content; empty when nothing was signed yet."""
        return self.path.read_text(encoding="utf-8", errors="replace") if self.path.exists() else ""

    def last(self) -> str | None:
        """The last whole note, found from the end of the file."""
        if not self.path.exists():
            return None
        with self.path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
            end = file.read().decode("utf-8", errors="replace")
        found = list(_NOTE.finditer(end))
        return found[-1].group() if found else None

    def append(self, notes: Iterable[str]) -> None:
        """Write these notes and return only when the disk has them."""
        fresh = not self.path.exists()
        with self.path.open("ab") as file:
            file.write("".join(notes).encode())
            file.flush()
            os.fsync(file.fileno())
        if fresh:  # the name, too, must survive a power cut
            folder = os.open(self.path.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)

    def repair(self) -> bool:
        """Cut off a last note that a crash left unfinished; True when there was one. All else is left for `verify`."""
        notes, rest = split(self.read())
        if not rest or not is_torn(rest):
            return False
        with self.path.open("r+b") as file:
            file.truncate(len("".join(notes).encode()))
            os.fsync(file.fileno())
        return True
