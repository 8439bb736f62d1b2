"""Receipt codes: what a reader sees of the journal instead of its numbers.

A code is the beginning of the entry's own hash, 60 bits in letters that nobody confuses (Crockford's base 32, without
I, L, O and U): `R-7Q2M-41KD-9XWC`. It betrays neither how many entries there are nor what stands between two of them,
and proves which entry it stands for. Among a hundred million entries, two share a code with a chance of 1 in 230.
"""

from uuid import UUID

from commonweal.common.errors import BadInput

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SIGNS = 12
_READ = str.maketrans("ILO", "110", " -")


def receipt_code(entry_id: bytes) -> str:
    """The code of an entry's id (16 bytes, the beginning of its hash)."""
    number = int.from_bytes(entry_id[:8], "big") >> 4
    signs = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(SIGNS)))
    return f"R-{signs[:4]}-{signs[4:8]}-{signs[8:]}"


def id_range(code: str) -> tuple[UUID, UUID]:
    """The first and last id that a code may stand for. Reads small letters, I and L as 1 and O as 0, as people do."""
    signs = code.upper().translate(_READ)
    if len(signs) == SIGNS + 1:
        signs = signs.removeprefix("R")
    if len(signs) != SIGNS or not set(signs) <= set(ALPHABET):
        raise BadInput(
            "audit.receipt.unreadable", "“{given}” is no receipt code; one looks like R-7Q2M-41KD-9XWC.", given=code
        )
    number = 0
    for sign in signs:
        number = number << 5 | ALPHABET.index(sign)
    return UUID(int=number << 68), UUID(int=(number + 1 << 68) - 1)
