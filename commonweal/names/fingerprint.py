"""Whether two installations read names alike: what is derived from folded names must be rebuilt when this changes."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

_ROOM = Path(__file__).parent


@cache
def fingerprint() -> str:
    """A short hash over this room's own sources, tables and lists included."""
    sources = sorted(_ROOM.glob("*.py")) + sorted(_ROOM.glob("tables/*.py")) + sorted(_ROOM.glob("tables/*.txt"))
    digest = blake2b(digest_size=8)
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()
