"""Whether two installations read names alike: what is derived from folded names must be rebuilt when this changes."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

_ROOM = Path(__file__).parent
_READ = ("*.py", "tables/*.py", "tables/*.txt", "reference/*.tsv", "reference/*.txt")


@cache
def fingerprint() -> str:
    """A short hash over this room's own sources, tables and lists included."""
    sources = [path for pattern in _READ for path in sorted(_ROOM.glob(pattern))]
    digest = blake2b(digest_size=8)
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()
