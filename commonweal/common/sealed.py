"""What officers ask is kept sealed: the database holds ciphertext, the keys lie outside it.

Two files. The key file (mode 0600, never in a backup unless asked for) holds the house's key; the ring holds the keys
that seal rows, each wrapped by the house's key, and may lie and travel with the data. So the house's key is changed by
wrapping the ring anew, and no row is touched; a key of the ring seals what is kept from its day on, and goes on opening
what was kept before. Lose the key file, and what was sealed is gone for good.

Rows are sealed by AES-256-GCM with a random nonce (NIST SP 800-38D allows 2^32 under one key: a new key a year is more
than enough), bound to the place where they stand, so that no row can be put in another's place. Where rows must be
found by a value, an index stands beside it: its HMAC, which tells that two values are equal and nothing else.
"""

import base64
import contextlib
import hashlib
import hmac
import json
import os
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from commonweal.common.errors import NotNow, RuleBroken

NAMED = 4
"""Bytes that name a key: the beginning of its hash."""
NONCE = 12
OVERHEAD = NAMED + NONCE + 16
"""By so many bytes what is sealed is longer."""
INDEX = "index"
"""Name of the ring's key that makes indexes; it stays, or nothing would be found any more."""
_HEAD = "COMMONWEAL+QUESTIONS+"


def place(table: str, row: object, column: str) -> str:
    """Where something stands; it opens there and nowhere else."""
    return f"{table}/{row}/{column}"


def seal(value: object, where: str) -> bytes:
    """Plain values (text, numbers, lists, dictionaries) sealed for this place."""
    return seal_bytes(json.dumps(value, ensure_ascii=False, default=str).encode(), where)


def unseal(data: bytes | memoryview, where: str) -> object:
    """The values that were sealed for this place; raises RuleBroken where it was touched or stood elsewhere."""
    return json.loads(unseal_bytes(data, where))


def seal_bytes(data: bytes, where: str) -> bytes:
    """Bytes sealed for this place."""
    ring = _ring()
    nonce = os.urandom(NONCE)
    return ring.newest + nonce + ring.keys[ring.newest].encrypt(nonce, data, where.encode())


def unseal_bytes(data: bytes | memoryview, where: str) -> bytes:
    """The bytes that were sealed for this place; raises as `unseal`, NotNow where their key is not here."""
    data = bytes(data)
    name, nonce = data[:NAMED], data[NAMED : NAMED + NONCE]
    key = _ring().keys.get(name) or _ring(anew=True).keys.get(name)
    if key is None:
        raise NotNow(
            "common.sealed.other-key",
            "This was sealed by a key that is not in {ring}: bring back the ring that belongs to the database.",
            ring=_places()[1].name,
        )
    try:
        return key.decrypt(nonce, data[NAMED + NONCE :], where.encode())
    except InvalidTag:
        raise RuleBroken(
            "common.sealed.broken",
            "What is kept there was changed, or belongs to another place: it is not shown. Tell the operator.",
        ) from None


def seal_text(value: object, where: str) -> str:
    """Sealed, as text for a place in JSON."""
    return base64.b64encode(seal(value, where)).decode()


def unseal_text(text: str, where: str) -> object:
    """What `seal_text` sealed."""
    return unseal(base64.b64decode(text), where)


def index(value: str, where: str) -> bytes:
    """By which rows with an equal value are found, in this place (a table and a column)."""
    return hmac.new(_ring().index, f"{where}\0{value}".encode(), hashlib.sha256).digest()


@dataclass(frozen=True)
class Ring:
    """The keys that seal rows, opened."""

    newest: bytes
    keys: dict[bytes, AESGCM] = field(repr=False)
    index: bytes = field(repr=False)


_known: dict[tuple[Path, Path], Ring] = {}
_lock = threading.Lock()


def _places() -> tuple[Path, Path]:
    from django.conf import settings

    return settings.QUESTION_KEY, settings.QUESTION_RING


def _ring(*, anew: bool = False) -> Ring:
    files = _places()
    if anew or files not in _known:
        with _lock:
            make(*files)
            _known[files] = _open(*files)
    return _known[files]


def make(key_file: Path, ring_file: Path) -> None:
    """Make both files where there are none yet; NotNow where a ring stands without its key."""
    if ring_file.exists() and not key_file.exists():
        raise NotNow(
            "common.sealed.no-key",
            "The key of what officers keep, {path}, is gone: bring it back. A new one opens nothing of it.",
            path=key_file,
        )
    if not key_file.exists():
        _write(key_file, _key_line(os.urandom(32)), first=True)
    if not ring_file.exists():
        _write_ring(ring_file, {INDEX: os.urandom(32)} | _fresh(), read_keys(key_file)[0], first=True)


def read_keys(path: Path) -> list[bytes]:
    """The house's keys, the newest first; there are two while a change of key is under way."""
    if path.stat().st_mode & 0o077:
        raise RuleBroken(
            "common.sealed.readable",
            "The key {file} may be read by other accounts; take that right away (chmod 600).",
            file=path.name,
        )
    found = [line.removeprefix(_HEAD) for line in path.read_text(encoding="ascii").split() if line.startswith(_HEAD)]
    keys = [base64.b64decode(line) for line in found]
    if not keys or any(len(key) != 32 for key in keys):
        raise NotNow("common.sealed.unreadable", "{file} is no key of what officers keep.", file=path.name)
    return keys


def change_key(key_file: Path, ring_file: Path) -> int:
    """A new key of the house: the ring is wrapped anew and given one more key; returns how many keys it holds now.

    Killed at any point, it leaves files that open: the old key goes last.
    """
    make(key_file, ring_file)
    old = read_keys(key_file)
    new = os.urandom(32)
    held = _unwrap(ring_file, old)
    _write(key_file, "".join(map(_key_line, (new, *old))))
    _write_ring(ring_file, held | _fresh(), new)
    _write(key_file, _key_line(new))
    return len(held)


def _key_line(key: bytes) -> str:
    return f"{_HEAD}{base64.b64encode(key).decode()}\n"


def _named(key: bytes) -> bytes:
    return hashlib.sha256(b"commonweal question key" + key).digest()[:NAMED]


def _fresh() -> dict[str, bytes]:
    """One new key under a name that begins with its moment, by which the newest is known."""
    return {f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}": os.urandom(32)}


def _open(key_file: Path, ring_file: Path) -> Ring:
    held = _unwrap(ring_file, read_keys(key_file))
    index_key = held.pop(INDEX)
    return Ring(_named(held[max(held)]), {_named(key): AESGCM(key) for key in held.values()}, index_key)


def _unwrap(ring_file: Path, keys: list[bytes]) -> dict[str, bytes]:
    known = {_named(key): AESGCM(key) for key in keys}
    held = {}
    for name, text in json.loads(ring_file.read_text(encoding="ascii")).items():
        wrapped = base64.b64decode(text)
        key = known.get(wrapped[:NAMED])
        if key is None:
            raise NotNow(
                "common.sealed.other-house",
                "The key of what officers keep does not open {ring}: they are of two houses, or of two times. Bring"
                " back those that belong together.",
                ring=ring_file.name,
            )
        held[name] = key.decrypt(wrapped[NAMED : NAMED + NONCE], wrapped[NAMED + NONCE :], name.encode())
    return held


def _write_ring(path: Path, held: dict[str, bytes], key: bytes, *, first: bool = False) -> None:
    cipher, wrapped = AESGCM(key), {}
    for name, each in held.items():
        nonce = os.urandom(NONCE)
        wrapped[name] = base64.b64encode(_named(key) + nonce + cipher.encrypt(nonce, each, name.encode())).decode()
    _write(path, json.dumps(wrapped, indent=1) + "\n", first=first)


def _write(path: Path, text: str, *, first: bool = False) -> None:
    """Put `text` in the place of the file, whole or not at all, for its owner alone; `first`: unless there is one."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}.new")
    owner = path.stat() if path.exists() else None
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        if owner and os.geteuid() == 0:
            os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    if first:
        with contextlib.suppress(FileExistsError):  # another process was quicker
            os.link(draft, path)
        draft.unlink()
    else:
        draft.replace(path)
