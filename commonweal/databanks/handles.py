"""A record's name for one warrant: what a page or program holds in place of the id, and only its warrant can use.

An id is the same for everybody and for ever, so a reader who learned at two times that something is held could tell
that it is the same thing. A handle is the id under a cipher whose key is made of the house's secret and the warrant:
another for each warrant, and worth nothing without it.
"""

import hashlib
import hmac
import uuid

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings

from commonweal.handling.warrants import Holder


def seal(record: uuid.UUID, holder: Holder) -> str:
    """The handle of a record under this warrant: 32 hexadecimal digits."""
    encryptor = _cipher(holder).encryptor()
    return (encryptor.update(record.bytes) + encryptor.finalize()).hex()


def unseal(handle: str, holder: Holder) -> uuid.UUID:
    """The record that a handle names under this warrant; any other 32 digits name a record that nobody has.

    Raises ValueError for what is no handle.
    """
    sealed = bytes.fromhex(handle)
    if len(sealed) != 16:
        raise ValueError("a handle has 32 hexadecimal digits")
    decryptor = _cipher(holder).decryptor()
    return uuid.UUID(bytes=decryptor.update(sealed) + decryptor.finalize())


def _cipher(holder: Holder) -> Cipher:
    """One block exactly, each key for one warrant: the plain mode of the cipher tells nothing here."""
    secret = hmac.new(settings.SECRET_KEY.encode(), b"record handle" + holder.id.bytes, hashlib.sha256).digest()
    return Cipher(algorithms.AES(secret), modes.ECB())  # noqa: S305 - one block a key's permutation, no structure to show
